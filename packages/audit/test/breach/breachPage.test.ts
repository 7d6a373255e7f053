import { breachHtml, breachOf } from '@samtykke/audit'
import { compilePolicy, noticePolicy, type View } from '@samtykke/core'
import { call1, eventOf, instant } from '../events.ts'
import { danish } from '../histories.ts'
import { describePages, expectHarmless } from '../render/html/describePages.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const march = { from: instant('2025-03-01T00:00:00Z'), until: instant('2025-04-01T00:00:00Z') }

const simulated = () => {
  const { add, finish } = breachOf(simulatedView, {
    processor: 'recorder-north',
    ...march,
    awareAt: instant('2025-04-02T08:00:00Z')
  })
  simulatedCalls(30, 4).forEach(add)
  return finish()
}

const hostileText = '<script>alert(1)</script>\u202e'

const hostile = () => {
  const rules = compilePolicy(
    { ...noticePolicy, processors: [{ id: hostileText, name: hostileText, agreement: hostileText }] },
    danish
  )
  const view: View = { rules, asOf: simulatedView.asOf }
  const { add, finish } = breachOf(view, { processor: hostileText, ...march })
  const events = [
    eventOf('analysis-produced', '2025-03-02T08:00:00Z', {
      analysisId: 'analysis-1',
      direction: 'inbound',
      features: [hostileText],
      engine: hostileText,
      engineVersion: '1',
      subjects: ['customer'],
      processor: hostileText
    })
  ]
  add({ callId: call1, events, faults: [] })
  return breachHtml(view, finish(), 'both')
}

describePages({
  'breach-both': breachHtml(simulatedView, simulated(), 'both'),
  'breach-hostile': hostile()
})

test('hostile text stays text', () => expectHarmless(hostile()))

test('it names the numbers, the time and the 72 hours, in Danish and in English', () => {
  const found = simulated()
  const [danishPage, english] = (['da', 'en'] as const).map(each => breachHtml(simulatedView, found, each))
  expect(danishPage).toContain('fra 1. marts 2025 kl. 01.00 og før 1. april 2025 kl. 02.00')
  expect(danishPage).toContain('Bruddet anmeldes senest 5. april 2025 kl. 10.00.')
  expect(danishPage).toContain(
    `Hos recorder-north var i tidsrummet ${found.numbers.atLeast.recordings} optagelser`
  )
  expect(english).toContain('The breach is notified by 5 April 2025 at 10:00.')
  for (const { subjectRef } of found.subjects) expect(danishPage).toContain(subjectRef)
})

test('what of the voice was analysed is in words', () => {
  const found = { ...simulated(), features: ['loudness', 'pitch-jitter', 'tempo', 'tone-range'] }
  expect(breachHtml(simulatedView, found, 'da')).toContain(
    'Stemmeanalyserne angår: stemmens styrke, “pitch-jitter”, taletempo og stemmens toneområde.'
  )
  expect(breachHtml(simulatedView, found, 'en')).toContain(
    'The voice analyses are about: loudness, “pitch-jitter”, tempo and tone range.'
  )
})
