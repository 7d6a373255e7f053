import { callState, compilePolicy, dueActions, explain, noticePolicy, type View } from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { explanationText } from '../../src/explanation/explanationText.ts'
import { trailOf } from '../../src/trail/trail.ts'
import { call1, eventOf, instant } from '../events.ts'

const rules = compilePolicy(noticePolicy, holidaysOf('DK'))

/** What is said of the first action about a target. */
const said = (asOf: string, target: string, ...events: ReadonlyArray<ReturnType<typeof eventOf>>) =>
  saidUnder({ rules, asOf: instant(asOf) }, target, events)

const saidUnder = (view: View, target: string, events: ReadonlyArray<ReturnType<typeof eventOf>>) => {
  const call = callState(view)({ callId: call1, faults: [], events })
  const action = dueActions(view)(call).find(each => each.target === target)!
  return explanationText(view)(call, action, explain(view)(call, action))
}

const consent = eventOf('consent-given', '2025-08-31T11:40:00Z', {
  method: 'keypress',
  digit: '1',
  purposes: ['quality-assurance', 'internal-training', 'documentation'],
  noticeVersion: '2025-01',
  language: 'da'
})

const stored = (members: object = {}) =>
  eventOf('recording-stored', '2025-08-31T12:01:00Z', {
    recordingId: 'recording-1',
    startedAt: instant('2025-08-31T11:45:00Z'),
    endedAt: instant('2025-08-31T12:00:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK',
    ...members
  })

describe('the samples of the design', () => {
  test('a month without the day', () => {
    expect(said('2025-09-01T00:00:00Z', 'recording', consent, stored())).toEqual({
      da: 'Samtalen sluttede den 31. august 2025 kl. 14.00 dansk tid. Den dag tælles ikke med (forordning 1182/71, artikel 3, stk. 1). Seks måneder senere er februar 2026, som ikke har nogen 31. dag; perioden udløber derfor med månedens sidste dag, den 28. februar 2026 (artikel 3, stk. 2, litra c). Optagelsen må gemmes hele den dag og skal være slettet senest den 1. marts 2026 kl. 00.00.',
      en: "The call ended on 31 August 2025 at 14:00 Danish time. That day is not counted (Regulation 1182/71, art. 3(1)). Six months on is February 2026, which has no 31st; the period therefore ends with the month's last day, 28 February 2026 (art. 3(2)(c)). The recording may be kept through that whole day and must be erased by 1 March 2026 at 00:00."
    })
  })

  test('a withdrawal', () => {
    const withdrawn = eventOf('consent-withdrawn', '2025-11-03T08:12:00Z', { channel: 'email' })
    const { da, en } = said('2025-11-04T00:00:00Z', 'recording', consent, stored(), withdrawn)
    expect(da).toContain(
      'Kunden trak sit samtykke tilbage pr. e-mail den 3. november 2025 kl. 09.12. Der er herefter intet formål tilbage, som optagelsen må gemmes til, og den skulle slettes straks (GDPR artikel 17, stk. 1, litra b). Måneden i artikel 12, stk. 3, er fristen for at svare kunden, ikke for at slette.'
    )
    expect(en).toContain(
      'The customer withdrew consent by e-mail on 3 November 2025 at 09:12. No purpose is left for which the recording may be kept, so it was to be erased at once (GDPR art. 17(1)(b)). The month in art. 12(3) is the time for answering the customer, not for erasing.'
    )
  })

  test('customer types that differ, one of them without a rule', () => {
    const [version] = noticePolicy.versions
    const recordings = version!.recordings.filter(
      ({ rule, line }) => line === 'sales' || rule === 'inbound-business'
    )
    const policy = { ...noticePolicy, versions: [{ ...version!, recordings }] }
    const view: View = {
      rules: compilePolicy(policy, holidaysOf('DK')),
      asOf: instant('2025-09-01T00:00:00Z')
    }
    const { da, en } = saidUnder(view, 'recording', [
      consent,
      stored(),
      stored({ recordingId: 'recording-2', customerType: 'business' })
    ])
    expect(da).toMatch(
      /^Kilderne nævner forskellige kundetyper, og oplysningsteksten har ingen regel for den ene. Den korteste af regelsættets frister gælder: 6 måneder. /
    )
    expect(en).toMatch(
      /^The sources name different customer types, and the notice has no rule for one of them. The shortest of the policy's periods applies: 6 months. /
    )
  })

  test('a customer type that is not known', () => {
    const { da, en } = said('2025-09-01T00:00:00Z', 'recording', consent, stored({ customerType: 'unknown' }))
    expect(da).toMatch(
      /^Kundetypen er ikke oplyst. To regler passer på resten: privat, 6 måneder, og erhverv, 16 måneder. Den korteste gælder: 6 måneder. /
    )
    expect(en).toMatch(
      /^The customer type is not known. Two rules match the rest: private, 6 months, and business, 16 months. The shorter applies: 6 months. /
    )
  })

  test('an answer whose last day is a holiday', () => {
    const asked = eventOf('access-requested', '2026-03-05T09:00:00Z', {
      requestId: 'request-1',
      channel: 'email'
    })
    expect(said('2026-03-06T00:00:00Z', 'access-request', asked)).toEqual({
      da: 'Anmodningen om indsigt kom den 5. marts 2026. En måned senere er den 5. april 2026, som er påskedag, og den 6. april er 2. påskedag. Fristen flyttes derfor til næste arbejdsdag, den 7. april 2026 (forordning 1182/71, artikel 3, stk. 4).',
      en: 'The access request came on 5 March 2026. One month on is 5 April 2026, which is Easter Sunday, and 6 April is Easter Monday. The time limit therefore moves to the next working day, 7 April 2026 (Regulation 1182/71, art. 3(4)).'
    })
  })

  test('a hold', () => {
    const placed = eventOf('hold-placed', '2025-12-01T09:00:00Z', {
      holdId: 'H-17',
      claimReference: 'K-2025-44',
      approvedBy: 'counsel',
      reviewOn: '2026-06-01',
      suspends: 'all'
    })
    const { da, en } = said('2026-01-01T00:00:00Z', 'recording', consent, stored(), placed)
    expect(da).toContain(
      'Sletningen er udsat af sletningsstop H-17 (krav K-2025-44), som skal gennemgås den 1. juni 2026. Når sletningsstoppet ophæves, gælder den oprindelige frist igen: den 1. marts 2026 kl. 00.00.'
    )
    expect(en).toContain(
      'Erasure is suspended by hold H-17 (claim K-2025-44), to be reviewed on 1 June 2026. When the hold is released the original date returns: 1 March 2026 at 00:00.'
    )
  })
})

test('an erasure that was confirmed too late', () => {
  const withdrawn = eventOf('consent-withdrawn', '2025-11-03T08:12:00Z', { channel: 'email' })
  const erased = eventOf('recording-erased', '2025-11-04T10:00:00Z', {
    recordingId: 'recording-1',
    confirmation: 'c-1'
  })
  const view: View = { rules, asOf: instant('2025-12-01T00:00:00Z') }
  const { entries } = trailOf(view)({
    callId: call1,
    faults: [],
    events: [consent, stored(), withdrawn, erased]
  })
  const { text, lateSeconds } = entries.find(({ code }) => code === 'done-late')!
  expect(lateSeconds).toBe(((24 + 1) * 60 + 48) * 60)
  expect(text.da).toContain(
    'Databehandleren bekræftede sletningen den 4. november 2025 kl. 11.00. Det er 1 dag, 1 time og 48 minutter efter fristen den 3. november 2025 kl. 09.12.'
  )
  expect(text.en).toContain(
    'The processor confirmed the erasure on 4 November 2025 at 11:00. That is 1 day, 1 hour and 48 minutes after it was due, on 3 November 2025 at 09:12.'
  )
})
