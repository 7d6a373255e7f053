// The site as `npm run docs` makes and serves it: without network, without a link that leads nowhere, and in a real browser.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const docs = join(__dirname, '..')
const site = join(docs, '.vitepress/dist')
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const program =
  process.env['SAMTYKKE_CHROMIUM'] ??
  (process.env['PATH'] ?? '')
    .split(':')
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(file => existsSync(file))
if (program === undefined) console.warn('skipped: no Chromium; SAMTYKKE_CHROMIUM may name one')

let server: ChildProcess
let address = ''
let said = ''

beforeAll(async () => {
  const noNetwork = `--import=${join(docs, 'test/noNetwork.mjs')}`
  server = spawn(process.execPath, [noNetwork, 'docs/scripts/site.mjs', '--port', '0'], {
    cwd: join(docs, '..'),
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' }
  })
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString()
      address = /http:\/\/localhost:\d+/.exec(said)?.[0] ?? ''
      if (address !== '') resolve()
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', code => reject(new Error(`the site was not made (${code}): ${said}`)))
  })
}, 600_000)

afterAll(() => {
  server.kill()
})

const pages = (): ReadonlyArray<string> =>
  readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.html'))

test('is made without asking for the network', () => {
  expect(said).not.toContain('asked for the network')
  for (const page of [
    'index',
    'start',
    'notice',
    'packages/cli',
    'api/core',
    'da/databeskyttelsesraadgiver'
  ]) {
    expect(pages()).toContain(`${page}.html`)
  }
})

test('every link within the site leads to a page, and to a heading that is there', () => {
  const texts = new Map(pages().map(page => [page, readFileSync(join(site, page), 'utf8')]))
  const ids = new Map(
    [...texts].map(([page, text]) => [
      page,
      new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
    ])
  )
  const links = [...texts].flatMap(([page, text]) =>
    [...new Set([...text.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map(([, href]) => href ?? ''))]
      .filter(href => !/^[a-z]+:/.test(href))
      .map(href => ({ page, href }))
  )
  const leadsNowhere = links.filter(({ page, href }) => {
    const [path = '', anchor] = decodeURI(href).replaceAll('&amp;', '&').split('#')
    const target = path === '' ? page : path.startsWith('/') ? path.slice(1) : join(dirname(page), path)
    const found = [target, join(target, 'index.html')].find(each => ids.has(each))
    return found === undefined || (anchor !== undefined && ids.get(found)?.has(anchor) !== true)
  })
  expect(links.length).toBeGreaterThan(1000)
  expect(leadsNowhere).toEqual([])
})

test('nothing on it is to be fetched from elsewhere', () => {
  const fetched = pages().flatMap(page =>
    [
      ...readFileSync(join(site, page), 'utf8').matchAll(
        /<(?:script|link|img|iframe)\b[^>]*(?:src|href)="([^"]*)"/g
      )
    ]
      .map(([, source]) => source ?? '')
      .filter(source => !/^(\/|data:)/.test(source))
  )
  expect(fetched).toEqual([])
})

test('the pictures of the README are those that are made, and small', () => {
  const readme = readFileSync(join(docs, '../README.md'), 'utf8')
  const shown = [...readme.matchAll(/!\[[^\]]+\]\(docs\/public\/(\w+)\.png\)/g)].map(([, name]) => name)
  const script = readFileSync(join(docs, 'scripts/screenshots.mjs'), 'utf8')
  expect(shown).toEqual([...script.matchAll(/^ {2}(\w+): \(\) => \{$/gm)].map(([, name]) => name))
  for (const name of shown) expect(statSync(join(docs, `public/${name}.png`)).size).toBeLessThan(150_000)
})

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: ReadonlyArray<{ readonly html: string }>
}

const withBrowser = program === undefined ? describe.skip : describe
withBrowser('in a real Chromium (skipped where there is none)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
  })

  const opened = async (path: string, colorScheme: 'light' | 'dark' = 'light') => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme })
    const heard: Array<string> = []
    page.on('console', message => heard.push(message.text()))
    page.on('pageerror', error => heard.push(error.message))
    page.on('request', request => {
      if (!request.url().startsWith(`${address}/`)) heard.push(`asked for ${request.url()}`)
    })
    await page.goto(`${address}${path}`, { waitUntil: 'networkidle' })
    // The page has come to life: its switches have names.
    await page.waitForSelector('.VPSwitchAppearance[title]:not([title=""])', { state: 'attached' })
    return { page, heard }
  }

  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
  const seriousOn = async (page: Page): Promise<ReadonlyArray<string>> => {
    await page.evaluate(axe)
    const violations = await page.evaluate<ReadonlyArray<Violation>>(
      'axe.run().then(result => result.violations)'
    )
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  }

  test.each([
    ['/', 'light'],
    ['/', 'dark'],
    ['/start.html', 'light'],
    ['/start.html', 'dark'],
    ['/notice.html', 'light'],
    ['/api/vcon.html', 'light'],
    ['/api/vcon.html', 'dark'],
    ['/da/databeskyttelsesraadgiver.html', 'light'],
    ['/da/databeskyttelsesraadgiver.html', 'dark']
  ] as const)('%s in %s is quiet and accessible', async (path, scheme) => {
    const { page, heard } = await opened(path, scheme)
    expect(await seriousOn(page)).toEqual([])
    expect(heard).toEqual([])
    await page.close()
  })

  test.each([
    ['/', 'dueActions', '/api/core.html'],
    ['/', 'breaker', '/retention.html'],
    ['/da/databeskyttelsesraadgiver.html', 'sletningsstop', '/da/databeskyttelsesraadgiver.html']
  ])('from %s, a search for %s finds %s', async (from, word, to) => {
    const { page, heard } = await opened(from)
    await page.keyboard.press('Control+k')
    await page.fill('#localsearch-input', word)
    await page.waitForSelector('.results .result')
    const hits = await page.$$eval('.results a.result', all => all.map(each => each.getAttribute('href')))
    expect(hits.map(each => each?.split('#')[0])).toContain(to)
    await page.keyboard.press('Enter')
    await page.waitForFunction('document.querySelector("#localsearch-input") === null')
    expect(heard).toEqual([])
    await page.close()
  })
})
