import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accessLetter,
  erasureLetter,
  extensionLetter,
  type Letter,
  letterHtml,
  type LetterError,
  receiptHtml,
  refusalLetter
} from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { type Browser, chromium } from 'playwright-core'
import { call1, eventOf } from '../events.ts'
import { hostileEvents, hostileTexts, hostileView } from '../hostileTexts.ts'
import { chromiumProgram } from '../render/html/chromium.ts'
import { describePages, expectHarmless } from '../render/html/describePages.ts'
import { faultsIn } from '../schema.ts'
import { simulatedView } from '../simulated.ts'
import { analysed, callsOf, erased, event, recorded, view } from './story.ts'

const right = (letter: E.Either<LetterError, Letter>): Letter => {
  if (E.isLeft(letter)) throw new Error(JSON.stringify(letter.left))
  return letter.right
}

const days = Array.from({ length: 28 }, (_, day) => `2026-01-${String(day + 1).padStart(2, '0')}`)
const many = days.flatMap((day, index) => {
  const callId = `c${index}`
  return [
    ...recorded(callId, day),
    analysed(callId, day),
    event(callId, 'consent-withdrawn', '2026-02-01T10:00:00Z', { channel: 'email' }),
    event(callId, 'access-requested', '2026-02-05T10:00:00Z', { requestId: 'r', channel: 'email' }),
    ...(index % 3 === 0 ? [erased(callId, '2026-02-02T12:00:00Z')] : []),
    ...(index % 3 === 1
      ? [
          event(callId, 'hold-placed', '2026-01-31T10:00:00Z', {
            holdId: 'h',
            claimReference: 'k',
            approvedBy: 'a',
            reviewOn: '2026-06-01',
            suspends: 'all'
          })
        ]
      : [])
  ]
})
const reason = 'Du har bedt om det samme flere gange, og vi har besvaret det hver gang. '.repeat(4)
const extended = event('c0', 'access-extended', '2026-02-20T10:00:00Z', { requestId: 'r', reason })
const refused = event('c0', 'access-answered', '2026-02-20T10:00:00Z', {
  requestId: 'r',
  copyHandedOver: false,
  refusedBecause: reason
})

const letters: Readonly<Record<Letter['letter'], Letter>> = {
  access: right(accessLetter(view, 'r')(callsOf(many))),
  erasure: right(erasureLetter(view)(callsOf(many))),
  extension: right(extensionLetter(view, 'r')(callsOf([...many, extended]))),
  refusal: right(refusalLetter(view, 'r')(callsOf([...many, refused])))
}

const harmful = {
  callId: call1,
  faults: [],
  events: [
    ...hostileEvents(),
    eventOf('access-requested', '2025-09-08T12:00:00Z', { requestId: 'r', channel: hostileTexts.join(' ') })
  ]
}
const unsafe = hostileView(simulatedView)

describePages({
  'letter-erasure-both': letterHtml(view, letters.erasure, 'both'),
  'letter-access-da': letterHtml(view, letters.access),
  'letter-hostile': letterHtml(unsafe, right(accessLetter(unsafe, 'r')([harmful])), 'both')
})

test('hostile text stands in a letter as text', () => {
  expectHarmless(letterHtml(unsafe, right(accessLetter(unsafe, 'r')([harmful])), 'both'))
})

test('letters are as their schema says', () => {
  for (const letter of Object.values(letters)) expect(faultsIn('letter', letter)).toEqual([])
})

test('the controller, the contact and the authority stand in each, and what a policy does not state stands out', () => {
  const bare = { ...simulatedView, asOf: view.asOf }
  for (const letter of Object.values(letters)) {
    const page = letterHtml(view, letter)
    for (const stated of [
      'Gaden 1, 1000 Byen',
      'Rådgiveren, raad@selskabet.example',
      'Datatilsynet, https://tilsyn.example'
    ])
      expect(page).toContain(stated)
    expect(page).not.toContain('IKKE ANGIVET')
  }
  const lacking = right(accessLetter(bare, 'r')(callsOf(many)))
  expect(lacking.missing.map(({ member }) => member)).toEqual(['address', 'contact', 'authority'])
  expect(letterHtml(bare, lacking)).toContain('IKKE ANGIVET')
})

test('the same events in any order give the same bytes', () => {
  const page = (events: ReadonlyArray<object>) =>
    letterHtml(view, right(erasureLetter(view)(callsOf(events))), 'both')
  expect(page([...many].reverse())).toBe(page(many))
})

const program = chromiumProgram()
const withBrowser = program === undefined ? test.skip : test

withBrowser(
  'each letter and the receipt print on one sheet of A4 a language (skipped where there is no Chromium)',
  async () => {
    const browser: Browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
    const page = await browser.newPage()
    const folder = mkdtempSync(join(tmpdir(), 'samtykke-letters-'))
    const file = join(folder, 'letter.html')
    const [receipt] = callsOf(many)
    const pages = [
      ...Object.values(letters).flatMap(letter =>
        (['da', 'en', 'both'] as const).map(
          language => [language, letterHtml(view, letter, language)] as const
        )
      ),
      ...(['da', 'en'] as const).map(
        language => [language, receiptHtml(view, receipt!, { language })] as const
      )
    ]
    for (const [language, html] of pages) {
      writeFileSync(file, html)
      await page.goto(`file://${file}`)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length
      const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
      expect([await page.title(), sheets, Math.round(Number(width)), Math.round(Number(height))]).toEqual([
        await page.title(),
        language === 'both' ? 2 : 1,
        595,
        842
      ])
    }
    await browser.close()
    rmSync(folder, { recursive: true })
  },
  120_000
)
