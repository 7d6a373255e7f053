import {
  callState,
  ordAction,
  compilePolicy,
  decodeHistories,
  type DueAction,
  dueActions,
  type Instant,
  noticePolicy
} from '@samtykke/core'

const view = {
  rules: compilePolicy(noticePolicy, () => undefined),
  asOf: '2026-01-01T00:00:00.000Z' as Instant
}
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const event = (n: number, type: string, occurredAt: string, members: object) => ({
  id: uuid(n),
  type,
  callId: 'call-1',
  occurredAt,
  ...members
})
const actionsOf = (...events: ReadonlyArray<object>): ReadonlyArray<DueAction> =>
  decodeHistories(events).calls.map(callState(view)).flatMap(dueActions(view))

const consent = event(1, 'consent-given', '2025-09-01T09:59:00Z', {
  method: 'keypress',
  purposes: ['quality-assurance', 'voice-analysis'],
  noticeVersion: '1',
  language: 'da'
})
const stored = event(2, 'recording-stored', '2025-09-01T10:20:00Z', {
  recordingId: 'recording-1',
  startedAt: '2025-09-01T10:00:00Z',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
})
const produced = event(3, 'analysis-produced', '2025-09-01T10:30:00Z', {
  analysisId: 'analysis-1',
  direction: 'inbound',
  features: ['tempo'],
  engine: 'voice',
  engineVersion: '1',
  subjects: ['customer']
})
const withdrawn = (n: number, occurredAt: string, ...purposes: ReadonlyArray<string>) =>
  event(n, 'consent-withdrawn', occurredAt, { channel: 'email', purposes })

test("a call's actions are in order, whatever they are about", () => {
  const asked = event(4, 'access-requested', '2025-10-01T00:00:00Z', {
    requestId: 'request-1',
    channel: 'email'
  })
  const actions = actionsOf(consent, stored, produced, asked)
  expect(actions.map(({ targetId }) => targetId)).toEqual(['request-1', 'analysis-1', 'recording-1'])
  expect(actions).toEqual([...actions].sort(ordAction.compare))
})

test('a withdrawal rests on the acts up to the instant at which it took what was needed, and no later one', () => {
  const actions = actionsOf(
    consent,
    stored,
    produced,
    withdrawn(5, '2025-10-01T00:00:00Z', 'voice-analysis'),
    withdrawn(6, '2025-10-01T00:00:00Z', 'quality-assurance'),
    withdrawn(7, '2025-10-02T00:00:00Z', 'voice-analysis')
  )
  const later = actionsOf(
    consent,
    stored,
    produced,
    withdrawn(5, '2025-10-01T00:00:00Z', 'voice-analysis'),
    withdrawn(6, '2025-10-02T00:00:00Z', 'quality-assurance')
  )
  const grounds = (of: ReadonlyArray<DueAction>, targetId: string) =>
    of
      .filter(action => action.targetId === targetId)
      .flatMap(action => action.grounds)
      .filter(({ rule }) => rule === 'withdrawal')
      .map(({ at, events }) => [at, events])
  expect(grounds(actions, 'analysis-1')).toEqual([['2025-10-01T00:00:00.000Z', [uuid(5), uuid(6)]]])
  expect(grounds(later, 'analysis-1')).toEqual([['2025-10-01T00:00:00.000Z', [uuid(5)]]])
  expect(grounds(later, 'recording-1')).toEqual([['2025-10-02T00:00:00.000Z', [uuid(6)]]])
})
