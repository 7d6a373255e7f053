// What people read of a basis, word for word: a state under another's name would tell of a consent that nobody gave.
import { activityNames, endNames, purposeNameOr, stateName } from '../../src/basis/names.ts'
import { basisStates } from '../../src/basis/segment.ts'
import { trailHtml } from '../../src/trail/page/trailPage.ts'
import { trailOf } from '../../src/trail/trail.ts'
import { call1, eventOf, instant } from '../events.ts'
import { simulatedView } from '../simulated.ts'

const inBoth = (names: Readonly<Record<string, { readonly da: string; readonly en: string }>>) =>
  Object.entries(names).map(([name, { da, en }]) => [name, da, en])

test('states', () => {
  const named = (isConsent: boolean) => basisStates.map(state => [state, stateName(state, isConsent)])
  const whatever = {
    held: { da: 'sletningsstop', en: 'held for a claim' },
    ended: {
      da: 'perioden for formålet er udløbet, opbevares til andre formål',
      en: 'purpose ended, kept for others'
    },
    'no-basis': { da: 'intet grundlag', en: 'no basis' },
    unknown: { da: 'kan ikke læses', en: 'cannot be read' }
  }
  expect(Object.fromEntries(named(true))).toEqual({
    'relied-on': { da: 'samtykke', en: 'consent' },
    overdue: { da: 'samtykke, men perioden er udløbet', en: 'consent, but the period has passed' },
    ...whatever
  })
  expect(Object.fromEntries(named(false))).toEqual({
    'relied-on': { da: 'grundlaget består', en: 'basis stands' },
    overdue: {
      da: 'grundlaget består, men perioden er udløbet',
      en: 'basis stands, but the period has passed'
    },
    ...whatever
  })
})

test('activities', () => {
  expect(inBoth(activityNames)).toEqual([
    ['record', 'optage', 'record'],
    ['store', 'opbevare', 'store'],
    ['use', 'anvende', 'use'],
    ['analyse', 'analysere', 'analyse'],
    ['store-analysis', 'opbevare stemmeanalyse', 'store analysis']
  ])
})

test('why a stretch ended', () => {
  expect(inBoth(endNames)).toEqual(
    expect.arrayContaining([
      ['purpose-withdrawn', 'samtykke til formålet trukket tilbage', 'purpose withdrawn'],
      ['erased', 'slettet', 'erased'],
      ['anonymised', 'anonymiseret', 'anonymised'],
      ['hold-placed', 'sletningsstop iværksat', 'hold placed'],
      ['hold-released', 'sletningsstop ophævet', 'hold released'],
      ['call-ended', 'samtalen sluttede', 'the call ended']
    ])
  )
})

test('purposes', () => {
  const whatever = { da: 'uanset formål', en: 'whatever purpose' }
  expect([purposeNameOr(undefined), purposeNameOr('any')]).toEqual([whatever, whatever])
  expect(purposeNameOr('documentation')).not.toEqual(whatever)
})

describe('on the page of a trail', () => {
  const stored = eventOf('recording-stored', '2025-08-31T12:10:00Z', {
    recordingId: 'recording-1',
    startedAt: instant('2025-08-31T12:00:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  })
  const view = { ...simulatedView, asOf: instant('2025-09-05T00:00:00Z') }
  const fault = { _tag: 'undecodable', id: 'e-1', recordedAt: instant('2025-08-31T11:00:00Z') } as const
  const pageWith = (...faults: ReadonlyArray<typeof fault>): string =>
    trailHtml(view, trailOf(view)({ callId: call1, events: [stored], faults }), 'en')

  test('no consent is no basis, and consent that cannot be read is that', () => {
    expect(pageWith()).toContain('>no basis<')
    expect(pageWith()).not.toContain('>cannot be read<')
    expect(pageWith(fault)).toContain('>cannot be read<')
    expect(pageWith(fault)).not.toContain('>no basis<')
  })
})
