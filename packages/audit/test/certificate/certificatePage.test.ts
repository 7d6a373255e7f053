import { compilePolicy, type Event, noticePolicy, type View } from '@samtykke/core'
import { certificatesOf } from '../../src/certificate/certificate.ts'
import { certificateHtml } from '../../src/certificate/certificatePage.ts'
import { call1, eventOf, instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'
import { hostileEvents } from '../hostileTexts.ts'
import { describePages, expectHarmless, expectWhole } from '../render/html/describePages.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2026-06-01T00:00:00Z') }

const stored = (recordingId: string): Event =>
  eventOf('recording-stored', '2026-01-01T10:00:00Z', {
    recordingId,
    startedAt: instant('2026-01-01T09:50:00Z'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  })
const recording = stored('recording-1')
const erased = (members: object): Event =>
  eventOf('recording-erased', '2026-01-04T10:00:00Z', {
    recordingId: 'recording-1',
    confirmation: 'recorder-77',
    ...members
  })
const hold = eventOf('hold-placed', '2026-01-02T10:00:00Z', {
  holdId: 'hold-1',
  claimReference: 'SECRET-claim',
  approvedBy: 'SECRET-approver',
  reviewOn: '2026-06-01',
  suspends: 'expiry'
})

const pageOf = (...events: ReadonlyArray<Event>): string =>
  certificateHtml(view, certificatesOf(view)({ callId: call1, events, faults: [] }), 'en')

const simulated = simulatedCalls(250, 7).flatMap(certificatesOf(simulatedView))
const harmful = certificatesOf(simulatedView)({ callId: call1, events: hostileEvents(), faults: [] })
const pages = {
  'certificate-both': certificateHtml(simulatedView, simulated.slice(0, 4), 'both'),
  'certificate-hostile': certificateHtml(simulatedView, harmful, 'both'),
  'certificate-one': certificateHtml(simulatedView, simulated.slice(0, 1), 'en'),
  'certificate-none': certificateHtml(simulatedView, [], 'da')
}

describePages(pages)

test('shows hostile text as text', () => {
  expectHarmless(pages['certificate-hostile'])
})

test('says nothing that is not there', () => {
  for (const seed of seeds(25)) {
    const { view, calls } = hostile(seed)
    for (const call of calls) expectWhole(certificateHtml(view, certificatesOf(view)(call), 'both'))
  }
})

test('it says what was erased, why, when, how late, and who confirmed it', () => {
  const page = pageOf(recording, erased({ method: 'crypto-shredding', copies: 2 }))
  expect(page).toContain('<h2>Recording recording-1: erased</h2>')
  expect(page).toContain('No consent to recording stood when the recording began')
  expect(page).toContain('<dd>late (3 days and 10 minutes after it was due)</dd>')
  expect(page).toContain('<dt>Grace for carrying out, by the policy</dt><dd>1 day</dd>')
  expect(page).toContain('<dt>Controller</dt><dd>3</dd>')
  expect(page).toContain('It is not stated when back-ups expire; until then the data may remain in them.')
  expect(page).toContain('<dt>The processor&#39;s confirmation</dt><dd>recorder-77</dd>')
  expect(page).toContain('<dd>crypto-shredding</dd>')
  expect(page).toContain('<dt>Copies</dt><dd>2</dd>')
  expect(page).toContain('This program did not see the disk.')
})

test('what nobody stated stands out; a confirmation whose key was destroyed says so', () => {
  expect(pageOf(recording, erased({}))).toContain(
    '<dt>Verified by</dt><dd><strong class="warning">NOT STATED</strong></dd>'
  )
  expect(pageOf(recording, erased({ confirmation: '[forgotten]' }))).toContain('forgotten (key destroyed)')
})

test('a hold is named, and the claim behind it is not', () => {
  const page = pageOf(recording, hold, erased({}))
  expect(page).toContain('<span class="id">hold-1</span> (in force)')
  expect(page).not.toContain('SECRET')
})

test('of more than 500 the first are shown, with how many there are', () => {
  const events = Array.from({ length: 502 }, (_, n) => [
    stored(`r-${n}`),
    erased({ recordingId: `r-${n}` })
  ]).flat()
  const page = pageOf(...events)
  expect(page.match(/class="sheet"/g)).toHaveLength(500)
  expect(page).toContain('500 of 502 rows are shown.')
})

test('names the key that was destroyed, and what that means for copies, where a vault says so', () => {
  const destroyedKeyOf = () => ({
    name: 'recording/call-1/recording-1',
    destroyedAt: instant('2026-01-04T09:59:00Z'),
    heldForSeconds: 300
  })
  const certificates = certificatesOf(view, { destroyedKeyOf })({
    callId: call1,
    events: [recording, erased({})],
    faults: []
  })
  const page = certificateHtml(view, certificates, 'en')
  expect(page).toContain('recording/call-1/recording-1')
  expect(page).toContain('From then on no copy and no backup can be read; they may still exist.')
  expect(page).toContain('held the key in memory: 5 minutes.')
  expect(pageOf(recording, erased({}))).not.toContain('held the key')
})
