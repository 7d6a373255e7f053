import { compilePolicy, decodePolicy, noticePolicy, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { art30Of } from '../../src/art30/art30.ts'
import { art30Html } from '../../src/art30/art30Page.ts'
import { instant } from '../events.ts'
import { hostileView } from '../hostileTexts.ts'
import { describePages, expectHarmless } from '../render/html/describePages.ts'
import { simulatedView } from '../simulated.ts'

const viewOf = (more: object): View => {
  const policy = decodePolicy({ ...noticePolicy, ...more })
  if (E.isLeft(policy)) throw new Error(JSON.stringify(policy.left))
  return { rules: compilePolicy(policy.right, () => undefined), asOf: instant('2026-06-01T00:00:00Z') }
}

const pageOf = (more: object, language: 'da' | 'en'): string => {
  const view = viewOf(more)
  return art30Html(view, art30Of(view), language)
}

const hostile = hostileView(simulatedView)
const pages = {
  'art30-both': art30Html(simulatedView, art30Of(simulatedView), 'both'),
  'art30-hostile': art30Html(hostile, art30Of(hostile), 'da')
}

describePages(pages)

test('shows hostile text as text', () => {
  expectHarmless(pages['art30-hostile'])
})

test('each activity has its section, with its purpose, its period and its source', () => {
  const view = viewOf({})
  const record = art30Of(view)
  const page = art30Html(view, record, 'en')
  for (const { activity, name, purpose } of record.activities) {
    expect(page).toContain(`<section id="en-${activity}"><h2>${name.en}</h2>`)
    expect(page).toContain(`<dd>${purpose.en}</dd>`)
    expect(page).toContain(`<a href="#en-${activity}">${name.en}</a>`)
  }
  for (const { keep } of noticePolicy.versions[0]!.recordings) expect(page).toContain(`>${keep}</span>`)
  expect(page).toContain('16 months')
})

test('what the policy does not state stands out, and is not guessed', () => {
  const marked = /<dt>Data protection officer \(a\)<\/dt><dd><strong class="warning">NOT STATED</
  expect(pageOf({}, 'en')).toMatch(marked)
  expect(pageOf({}, 'da')).toContain('IKKE ANGIVET')
  const officer = pageOf({ dataProtectionOfficer: { name: 'Officer', email: 'dpo@example.com' } }, 'en')
  expect(officer).toContain('<dd>Officer, dpo@example.com</dd>')
  expect(officer).not.toMatch(marked)
})

test('no transfer is a statement, and a transfer is named', () => {
  const transfers = '<dt>Transfers to third countries (e)</dt><dd>'
  expect(pageOf({}, 'en')).toContain(`${transfers}none</dd>`)
  expect(pageOf({ processors: [{ id: 'p', name: 'P', region: 'US' }] }, 'en')).toContain(
    `${transfers}US</dd>`
  )
})
