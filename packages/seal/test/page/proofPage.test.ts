// A proof as a page in a real Chromium, which has no network: it says yes to a true proof, and no to each tampering.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumProgram } from '../../../audit/test/render/html/chromium.ts'
import { formatCheckpoint, signCheckpoint } from '../../src/checkpoint.ts'
import { hashFromBytes } from '../../src/merkle.ts'
import { ndjsonSource } from '../../src/ndjson.ts'
import { signer } from '../../src/note.ts'
import { prove } from '../../src/prove.ts'
import { seal } from '../../src/seal.ts'
import { verifyProof } from '../../src/verifyProof.ts'
import type { SealSource, StoredRecord } from '../../src/source.ts'
import type { PageProof } from '../../src/page/pageProof.ts'
import { pageTexts } from '../../src/page/pageText.ts'
import {
  instant,
  linesOf,
  newKey,
  origin,
  right,
  runTask,
  testKey,
  uuid,
  vkeyOf,
  workshop,
  type Workshop
} from '../support.ts'
import { givenByReader, tamperings } from './tamperings.ts'

jest.setTimeout(240_000)

const program = chromiumProgram()
if (program === undefined) console.warn('skipped: no Chromium; SAMTYKKE_CHROMIUM may name one')
const withBrowser = program === undefined ? describe.skip : describe

const hostile = '<script>document.title = "broken"</script><img src=x onerror=alert(1)> \u202egnp.exe</pre>'
/** Two calls of a store, with metadata and text that would like to be markup. */
const records: ReadonlyArray<StoredRecord> = Array.from({ length: 12 }, (_, n) => ({
  stream: n % 2 === 0 ? 'call-c0' : 'call-c1',
  revision: String(Math.floor(n / 2)),
  id: uuid(n),
  type: n === 0 ? 'consent-given' : 'recording-used',
  created: instant(n),
  encoding: 'json',
  data: JSON.stringify({ n, text: hostile }),
  metadata: JSON.stringify({ n })
}))
const source: SealSource = {
  read: async function* () {
    yield records
  }
}

let shop: Workshop
let html: string
let page: PageProof
let other: PageProof

const block = /(<script type="application\/json" id="proof">)(.*?)(<\/script>)/s
const proofIn = (text: string): PageProof => JSON.parse(block.exec(text)?.[2] ?? '') as PageProof
/** The page with another proof in it, as whoever forges one would write it. */
const pageWith = (proof: unknown): string =>
  html.replace(
    block,
    (_, before: string, __, after: string) =>
      `${before}${JSON.stringify(proof).replaceAll('<', '\\u003c')}${after}`
  )

beforeAll(async () => {
  shop = workshop()
  await runTask(seal(source, { log: shop.log, key: shop.keyPath, at: instant(20), init: { origin } }))
  const written = async (call: string): Promise<string> => {
    const out = join(shop.path, `${call}.html`)
    expect(await runTask(prove(source, { log: shop.log, call, out, format: 'html' }))).toMatchObject({
      files: [`${call}.html`]
    })
    return readFileSync(out, 'utf8')
  }
  html = await written('c0')
  page = proofIn(html)
  other = proofIn(await written('c1'))
})
afterAll(() => shop.remove())

describe('the page', () => {
  it('is one file that asks for nothing, whose proof is data', () => {
    expect(html).toMatch(
      /default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'/
    )
    expect(html).not.toMatch(
      /<link|<iframe|<img|\ssrc=|https?:\/\/(?!www\.w3)|\son\w+=|\sstyle=|javascript:/i
    )
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(page.events).toHaveLength(6)
  })

  it('is in one language where one is asked for', async () => {
    const out = join(shop.path, 'one.html')
    await runTask(prove(source, { log: shop.log, call: 'c0', out, format: 'html', languages: ['en'] }))
    const one = readFileSync(out, 'utf8')
    expect(one).toContain('<html lang="en">')
    expect(one).not.toMatch(/Bevis|Dansk|bevist/)
  })

  it('takes the place of what stood there, and leaves a folder alone', async () => {
    const out = join(shop.path, 'folder')
    await runTask(prove(source, { log: shop.log, call: 'c0', out }))
    expect(await prove(source, { log: shop.log, call: 'c0', out, format: 'html' })()).toMatchObject({
      left: { _tag: 'CannotWrite', path: out }
    })
  })
})

describe('verifyProof, of a page', () => {
  const verified = async (text: string, key = shop.vkey) => {
    const path = join(shop.path, 'given.html')
    writeFileSync(path, text)
    return runTask(verifyProof({ proofs: [path], keys: [key] }))
  }

  it('says yes to a true one, by event, and that its script is the one that is written here', async () => {
    const found = await verified(html)
    expect(found).toMatchObject({ ok: true, problems: [], notChecked: [] })
    expect(found.verified.map(({ path, revision, content }) => [path.slice(-6), revision, content])).toEqual(
      Array.from({ length: 6 }, (_, n) => [`html#${n + 1}`, `${n}`, 'intact'])
    )
  })

  it('says no to each tampering, as the page does', async () => {
    for (const { of, make } of tamperings)
      expect([of, (await verified(pageWith(make(page, other)))).ok]).toEqual([of, false])
    expect(await verified('<p>nothing</p>')).toMatchObject({
      ok: false,
      problems: [{ code: 'leaf-mismatch' }]
    })
  })

  it('goes by the key that was given, not by that of the page', async () =>
    expect((await verified(html, vkeyOf(newKey()))).problems[0]).toMatchObject({ code: 'unknown-key' }))

  it('says where the script is another, and checks the proofs all the same', async () =>
    expect(await verified(html.replace("'root-differs'", "'root-diffes'"))).toMatchObject({
      ok: true,
      notChecked: [{ what: `the script of ${join(shop.path, 'given.html')}` }]
    }))
})

withBrowser('in a real Chromium without network (skipped where there is none)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-page-'))
  const file = join(folder, 'proof.html')
  const said: string[] = []
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
    context = await browser.newContext({ viewport: { width: 390, height: 800 }, offline: true })
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  const load = async (tab: Page, text: string): Promise<void> => {
    writeFileSync(file, text)
    said.length = 0
    await tab.goto(`file://${file}`)
  }
  const opened = async (text: string, inContext = context): Promise<Page> => {
    const tab = await inContext.newPage()
    tab.on('console', message => said.push(message.text()))
    tab.on('pageerror', error => said.push(error.message))
    tab.on('request', request => {
      if (!request.isNavigationRequest()) said.push(`asked for ${request.url()}`)
    })
    await load(tab, text)
    return tab
  }
  const verdict = async (tab: Page, language = 'en') => {
    await tab.waitForSelector(`#${language}-verdict[data-verdict=yes], #${language}-verdict[data-verdict=no]`)
    return tab.locator(`#${language}-verdict`).innerText()
  }

  it('says yes in both languages, with what is proven and what is not', async () => {
    const tab = await opened(html)
    expect(await verdict(tab)).toBe(
      `YES. The proof holds. Events on the page: 6. They stood like this in the log ${origin} when its checkpoint (leaves: 13) was signed.`
    )
    expect(await verdict(tab, 'da')).toMatch(/^JA\. Beviset holder\./)
    const found = await tab.locator('#en-found').innerText()
    for (const each of [
      'What is proven',
      'What is not proven',
      'Whose the key is. It stands on the page itself'
    ])
      expect(found).toContain(each)
    const shown = await tab.locator('#da-events pre').first().innerText()
    expect(shown).toBe(JSON.stringify({ n: 0, text: hostile }).replace('\u202e', 'U+202E'))
    expect(await tab.title()).toBe('Bevis for hændelserne i en samtale · Proof of the events of a call')
    expect(await tab.locator('img').count()).toBe(0)
    expect(said).toEqual([])
    await tab.close()
  })

  it.each(['import', 'require'])('says yes where the page is that of the built package, by %s', async how => {
    const built = join(__dirname, `../../dist/${how === 'import' ? 'esm' : 'cjs'}/index.js`)
    const files = workshop()
    files.write(linesOf(8, 2))
    await files.seal(instant(20))
    const out = join(files.path, 'page.html')
    const run = `async ({ prove, ndjsonSource }) => {
      const answer = await prove(ndjsonSource([${JSON.stringify(files.events)}]), ${JSON.stringify({ log: files.log, call: 'c1', out, format: 'html' })})()
      if (answer._tag === 'Left') throw new Error(JSON.stringify(answer.left))
    }`
    const start =
      how === 'import'
        ? `(${run})(await import(${JSON.stringify(built)}))`
        : `(${run})(require(${JSON.stringify(built)}))`
    const ran = spawnSync(process.execPath, [
      `--input-type=${how === 'import' ? 'module' : 'commonjs'}`,
      '-e',
      start
    ])
    expect(ran.stderr.toString()).toBe('')
    const tab = await opened(readFileSync(out, 'utf8'))
    expect(await verdict(tab)).toMatch(/^YES\. The proof holds\. Events on the page: 4\./)
    expect(said).toEqual([])
    await tab.close()
    files.remove()
  })

  it('says no to each tampering, by its own sentence in both languages', async () => {
    const tab = await opened(html)
    for (const { of, make, code } of tamperings) {
      await load(tab, pageWith(make(page, other)))
      for (const [language, text] of Object.entries(pageTexts)) {
        const answer = await verdict(tab, language)
        expect([of, answer.split('\n')[0]]).toEqual([of, text.no])
        expect([of, answer]).toEqual([of, expect.stringContaining(text.problems[code])])
        expect(await tab.locator(`#${language}-events`).innerText()).toBe('')
      }
      expect(said).toEqual([])
    }
    await tab.close()
  })

  it('says no to data that is cut off, and nothing at all where its program was changed', async () => {
    const tab = await opened(
      html.replace(
        block,
        (_, before: string, data: string, after: string) => `${before}${data.slice(0, -40)}${after}`
      )
    )
    expect(await verdict(tab)).toContain(pageTexts.en.problems['page-malformed'])
    await tab.close()
    const changed = await opened(html.replace("'root-differs'", "'root-diffes'"))
    expect(await changed.locator('#en-verdict').innerText()).toBe(pageTexts.en.unchecked)
    expect(said.join()).toMatch(/Content Security Policy/)
    await changed.close()
  })

  it('takes the key, the checkpoint and the file of its reader', async () => {
    const tab = await opened(html)
    const check = async (own: { readonly key?: string; readonly checkpoint?: string }): Promise<string> => {
      await tab.fill('#en-key', own.key ?? '')
      await tab.fill('#en-checkpoint', own.checkpoint ?? '')
      await tab.click('#en-check')
      return verdict(tab)
    }
    const forged = (size: number, root: string): string => {
      const head = { origin, size, root: hashFromBytes(Buffer.from(root, 'base64')) }
      return formatCheckpoint(signCheckpoint(head, [right(signer(origin, testKey))]))
    }
    for (const { own, code } of givenByReader(page, forged))
      expect(await check(own)).toContain(pageTexts.en.problems[code])
    const checkpoint = readFileSync(join(shop.log, 'checkpoint'), 'utf8')
    expect(await check({ key: ` ${shop.vkey}\n`, checkpoint })).toMatch(/^YES/)
    const found = await tab.locator('#en-found').innerText()
    expect(found).toContain(pageTexts.en.ownKey)
    expect(found).toContain(pageTexts.en.kept.same)

    const answer = async (bytes: string): Promise<string> => {
      await tab.setInputFiles('#en-file', {
        name: 'event',
        mimeType: 'text/plain',
        buffer: Buffer.from(bytes)
      })
      await tab.locator('#en-file-answer:not(:empty)').waitFor()
      const text = await tab.locator('#en-file-answer').innerText()
      await tab.evaluate('document.getElementById("en-file-answer").textContent = ""')
      return text
    }
    expect(await answer(records[4]!.data as string)).toBe('The file is, to the bit, the content of no. 2.')
    expect(await answer(`${records[4]!.data as string}\n`)).toBe(pageTexts.en.fileIsNone)
    expect(await answer(records[1]!.data as string)).toBe(pageTexts.en.fileIsNone)
    expect(said).toEqual([])
    await tab.close()
  })

  it('says that it proves nothing where the browser has no Ed25519, and where it runs no script', async () => {
    const without = await browser.newContext({ offline: true })
    await without.addInitScript(`
      const importKey = SubtleCrypto.prototype.importKey
      SubtleCrypto.prototype.importKey = function (format, key, name, ...rest) {
        return name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError')) : importKey.call(this, format, key, name, ...rest)
      }`)
    const tab = await opened(html, without)
    expect(await verdict(tab)).toBe(`${pageTexts.en.no}\n${pageTexts.en.problems['no-ed25519']}`)
    await without.close()

    const silent = await browser.newContext({ offline: true, javaScriptEnabled: false })
    const still = await opened(html, silent)
    expect(await still.locator('#da-verdict').innerText()).toBe(pageTexts.da.unchecked)
    expect(await still.locator('#en-own').isVisible()).toBe(false)
    await silent.close()
  })

  it('is accessible in light and dark, fits a phone of 320 px, and prints to A4', async () => {
    const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
    const tab = await opened(html)
    await verdict(tab)
    const session = await tab.context().newCDPSession(tab)
    await session.send('Runtime.evaluate', { expression: axe })
    for (const [width, colorScheme] of [
      [320, 'light'],
      [1280, 'dark']
    ] as const) {
      await tab.setViewportSize({ width, height: 900 })
      await tab.emulateMedia({ colorScheme })
      expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      const { result } = await session.send('Runtime.evaluate', {
        expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(found => JSON.stringify(found.violations.map(({ id, nodes }) => id + ': ' + nodes[0].html)))`,
        awaitPromise: true,
        returnByValue: true
      })
      expect(JSON.parse(result.value as string)).toEqual([])
    }
    await tab.emulateMedia({ media: 'print' })
    await tab.setViewportSize({ width: 688, height: 1000 })
    expect(
      await tab.evaluate(
        `[...document.querySelectorAll('p, dd, li, pre')].filter(each => each.getBoundingClientRect().right > 689).length`
      )
    ).toBe(0)
    expect(await tab.locator('#da-own').isVisible()).toBe(false)
    expect((await tab.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString('latin1')).toBe('%PDF-')
    await tab.close()
  })
})

test('a page of files has no metadata, and is as true', async () => {
  const files = workshop()
  files.write(linesOf(8, 2))
  await files.seal(instant(20))
  const out = join(files.path, 'page.html')
  await runTask(prove(ndjsonSource([files.events]), { log: files.log, call: 'c1', out, format: 'html' }))
  expect(proofIn(readFileSync(out, 'utf8')).events.map(each => Object.keys(each))).toEqual(
    Array(4).fill(['leaf', 'proof', 'data'])
  )
  files.remove()
})
