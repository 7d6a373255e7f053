// What holds of every page: nothing hostile becomes markup, and a real Chromium finds it quiet, accessible and printable.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumProgram } from './chromium.ts'

const program = chromiumProgram()
if (program === undefined) console.warn('skipped: no Chromium; SAMTYKKE_CHROMIUM may name one')
const withBrowser = program === undefined ? describe.skip : describe

interface Violation {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string }>
}

/** A page says nothing that is not there. */
export const expectWhole = (page: string): void => expect(page).not.toMatch(/undefined|NaN|\[object|Infinity/)

/** Hostile text stands there as text. */
export const expectHarmless = (page: string): void => {
  expect(page).not.toMatch(/<script|<img|<[^>]*\son\w+=|\u202e|\u001b/i)
  expect(page).toContain('&lt;script&gt;')
  expect(page).toContain('U+202E')
  expect(page.match(/<\/style>/g)).toHaveLength(1)
}

/** Cells that a small screen cuts off. */
const cut = `[...document.querySelectorAll('caption, tbody th, tbody td')]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1).length`

/** Words of tiles that stand on two lines. */
const brokenWords = `[...document.querySelectorAll('.cards li')].flatMap(tile => {
  const texts = document.createTreeWalker(tile, NodeFilter.SHOW_TEXT)
  const broken = []
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (const { 0: word, index } of text.data.matchAll(/\\S+/g)) {
      const range = document.createRange()
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word)
    }
  }
  return broken
})`

/** What holds of any page; those whose name ends with `both` are looked at in every setting, the others in one. */
export const describePages = (pages: Readonly<Record<string, string>>): void => {
  test.each(Object.entries(pages))(
    '%s has no script, no style attribute, and ids that stand once',
    (_, page) => {
      expect(page).not.toMatch(/<script|\sstyle=|javascript:|<link|<iframe/i)
      expect(page.match(/<h1/g)).toHaveLength(1)
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expectWhole(page)
    }
  )

  withBrowser('in a real Chromium (skipped where there is none)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'samtykke-html-'))
    const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
    let browser: Browser
    const html = (name: string): string => pages[name] ?? ''

    beforeAll(async () => {
      for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), page)
      browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
    }, 120_000)

    afterAll(async () => {
      await browser.close()
      rmSync(folder, { recursive: true })
    })

    const opened = async (name: string, width: number, colorScheme: 'light' | 'dark') => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
      const said: Array<string> = []
      page.on('console', message => said.push(message.text()))
      page.on('pageerror', error => said.push(error.message))
      page.on('request', request => {
        if (!request.url().startsWith('file:') || !request.isNavigationRequest())
          said.push(`asked for ${request.url()}`)
      })
      await page.goto(`file://${join(folder, `${name}.html`)}`)
      return { page, said }
    }

    /** What axe-core finds; the page's own policy lets no script in, the protocol of the browser does. */
    const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
      const session = await page.context().newCDPSession(page)
      await session.send('Runtime.evaluate', { expression: axe })
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { result } = await session.send('Runtime.evaluate', {
        expression: `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(found => JSON.stringify(found.violations))`,
        awaitPromise: true,
        returnByValue: true
      })
      return (JSON.parse(result.value as string) as ReadonlyArray<Violation>).map(
        ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`
      )
    }

    test.each(Object.keys(pages))(
      '%s opens without a word or a request, accessible in light, dark and at 320 px, as cards on a phone',
      async name => {
        const settings = [
          [320, 'light'],
          [390, 'light'],
          [1280, 'dark'],
          [1280, 'light']
        ] as const
        for (const [width, scheme] of name.endsWith('both') ? settings : settings.slice(0, 1)) {
          const { page, said } = await opened(name, width, scheme)
          expect(await violations(page)).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
          expect(said).toEqual([])
          expect(await page.evaluate(brokenWords)).toEqual([])
          if (width < 640) {
            expect(await page.evaluate(cut)).toBe(0)
            expect(
              await page.evaluate(
                `[...document.querySelectorAll('thead')].every(each => each.checkVisibility() === false)`
              )
            ).toBe(true)
          }
          expect(await page.title()).toMatch(/samtale|call/i)
          await page.close()
        }
      },
      120_000
    )

    test.each(Object.keys(pages).filter(name => /both|hostile/.test(name)))(
      '%s prints to A4 without cut tables, with the beginnings of ids in the rows',
      async name => {
        const { page } = await opened(name, 1280, 'light')
        await page.emulateMedia({ media: 'print' })
        // The width of A4 between the margins, at 96 dots an inch.
        await page.setViewportSize({ width: 688, height: 1000 })
        const wide = await page.evaluate(
          `[...document.querySelectorAll('table, svg, p, dd')].filter(each => each.getBoundingClientRect().right > 689).map(each => each.outerHTML.slice(0, 300))`
        )
        expect(wide).toEqual([])
        const shownOf = (selector: string) =>
          page.evaluate(
            `[...document.querySelectorAll('${selector}')].filter(each => each.checkVisibility()).length`
          )
        expect(await shownOf('td .rest')).toBe(0)
        expect(await shownOf('.paper')).toBe((html(name).match(/class="paper"/g) ?? []).length)
        const pdf = await page.pdf({ preferCSSPageSize: true })
        expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
        await page.close()
      },
      120_000
    )
  })
}
