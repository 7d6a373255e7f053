// `npm run docs:screenshots` makes docs/public/*.png, which the README shows: each of a page that the program writes, seen by a
// real Chromium. The pages are of the same events each time.
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const work = 'out/docs-screenshots'
const at = name => join(work, name)
const history = 'examples/policies/notice/history.ndjson'
const maxBytes = 150_000

const samtykke = (...args) =>
  execFileSync('node_modules/.bin/samtykke', args, { encoding: 'utf8', maxBuffer: 1e9 })

const pages = {
  report: () => {
    const calls = ['--calls', '1000', '--seed', '2025', '--from', '2025-09-01', '--to', '2025-09-30']
    writeFileSync(at('simulated.ndjson'), samtykke('simulate', ...calls))
    const asOf = ['--as-of', '2025-12-20T12:00:00Z']
    return samtykke('report', at('simulated.ndjson'), ...asOf, '--format', 'html', '--lang', 'en')
  },
  trail: () => {
    const asOf = ['--as-of', '2026-03-01']
    return samtykke('trail', history, '--call', 'business-call', ...asOf, '--format', 'html', '--lang', 'en')
  },
  proof: () => {
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
    writeFileSync(at('key.pem'), key)
    const log = ['--log', at('log')]
    samtykke(
      'seal',
      history,
      ...log,
      '--key',
      at('key.pem'),
      '--init',
      '--origin',
      'telecom.example/samtykke'
    )
    const form = ['--format', 'html', '--lang', 'en']
    samtykke('prove', history, ...log, '--call', 'business-call', '--out', at('proof.html'), ...form)
    return undefined
  }
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const program =
  process.env.SAMTYKKE_CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => browsers.map(name => join(folder, name)))
    .find(existsSync)
if (program === undefined) throw new Error('no Chromium; SAMTYKKE_CHROMIUM may name one')
rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
mkdirSync('docs/public', { recursive: true })
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
try {
  for (const [name, html] of Object.entries(pages)) {
    const written = html()
    if (written !== undefined) writeFileSync(at(`${name}.html`), written)
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, colorScheme: 'light' })
    await page.goto(pathToFileURL(at(`${name}.html`)).href, { waitUntil: 'networkidle' })
    // The head says from what a document was derived; what it says of it is beneath.
    await page.evaluate(`document.querySelector('#en-summary')?.scrollIntoView()`)
    const path = `docs/public/${name}.png`
    await page.screenshot({ path })
    await page.close()
    const { size } = statSync(path)
    if (size > maxBytes) throw new Error(`${path}: ${size} bytes, expected at most ${maxBytes}`)
    console.log(`${path}: ${size} bytes`)
  }
} finally {
  await browser.close()
}
