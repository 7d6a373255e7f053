import {
  type AnyEvent,
  type CallHistory,
  callState,
  compilePolicy,
  decodeHistories,
  type DueAction,
  dueActions,
  type Instant,
  type LocalDate,
  noticePolicy,
  type View
} from '@samtykke/core'
import { type Hands, plan, type Step } from '@samtykke/retention'
import { anEvent, simulate } from '@samtykke/testing'
import fc from 'fast-check'

const rules = compilePolicy({ ...noticePolicy, proofOfConsent: { period: 'P2Y' as never } }, () => undefined)
const histories: ReadonlyArray<CallHistory> = decodeHistories([
  ...simulate({ calls: 400, seed: 7, from: '2025-01-01' as LocalDate, to: '2025-12-31' as LocalDate })
]).calls
const processors = new Set(
  histories.flatMap(({ events }) => events.flatMap(event => ('processor' in event ? [event.processor] : [])))
)
const all: Hands = {
  recordings: processors,
  analyses: processors,
  answers: true,
  redacts: true,
  consentGrace: 0,
  reminderAfter: 30 * 86_400_000,
  retryFailed: true
}

const instants = fc
  .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) })
  .map(epoch => new Date(epoch).toISOString() as Instant)
const cases = fc.record({ history: fc.constantFrom(...histories), asOf: instants })

/** The same call with an event that this version does not know: uncertain. */
const uncertainly = (history: CallHistory): CallHistory => ({
  ...history,
  events: [
    ...history.events,
    {
      ...history.events[0],
      id: '00000000-0000-4000-8000-000000000001',
      type: 'call-transferred'
    } as unknown as AnyEvent
  ]
})

/** The same call under a hold of all. */
const held = ({ callId, events, faults }: CallHistory): CallHistory => ({
  callId,
  faults,
  events: [
    ...events,
    anEvent('hold-placed', {
      callId,
      occurredAt: '2024-12-01T00:00:00Z',
      holdId: 'hold-of-all',
      reviewOn: '2030-01-01',
      suspends: 'all'
    })
  ]
})

const look = (history: CallHistory, asOf: Instant, hands = all) => {
  const view: View = { rules, asOf }
  const call = callState(view)(history)
  return { actions: dueActions(view)(call), steps: plan(view, call, hands) }
}

const isMachines = ({ action }: DueAction): boolean => action !== 'review' && action !== 'answer'
const ofTarget =
  ({ target, targetId }: DueAction) =>
  (step: Step): boolean =>
    step._tag === 'carry-out' && step.target === target && step.targetId === targetId
const runs = { numRuns: 1_000 }

test('what is due and certain is carried out, and nothing else', () => {
  fc.assert(
    fc.property(cases, ({ history, asOf }) => {
      const { actions, steps } = look(history, asOf)
      const due = actions.filter(
        ({ action, status, uncertain }) =>
          (action === 'erase' || action === 'anonymise') && status === 'due' && uncertain !== true
      )
      expect(steps.filter(({ _tag }) => _tag === 'carry-out')).toHaveLength(due.length)
      for (const action of due) expect(steps.filter(ofTarget(action))).toHaveLength(1)
      const redactions = actions.filter(
        ({ action, status, uncertain }) => action === 'redact' && status === 'due' && uncertain !== true
      )
      expect(steps.filter(({ _tag }) => _tag === 'redact')).toHaveLength(redactions.length)
    }),
    runs
  )
})

test('what is suspended gets no step', () => {
  fc.assert(
    fc.property(cases, ({ history, asOf }) => {
      const { actions, steps } = look(held(history), asOf)
      for (const action of actions) if (isMachines(action)) expect(action.status).toBe('suspended')
      expect(steps.filter(({ _tag }) => ['carry-out', 'redact', 'hand-over'].includes(_tag))).toEqual([])
    }),
    runs
  )
})

test('of an uncertain call a person decides', () => {
  fc.assert(
    fc.property(cases, ({ history, asOf }) => {
      const { actions, steps } = look(uncertainly(history), asOf)
      const acting = steps.filter(({ _tag }) => ['carry-out', 'redact', 'hand-over'].includes(_tag))
      fc.pre(actions.every(({ uncertain }) => uncertain === true))
      expect(acting).toEqual([])
      const due = actions.filter(action => isMachines(action) && action.status === 'due')
      expect(steps.filter(step => step._tag === 'for-a-person' && step.reason === 'uncertain')).toHaveLength(
        due.length
      )
    }),
    runs
  )
})

test('the days of what is scheduled are noted', () => {
  fc.assert(
    fc.property(cases, ({ history, asOf }) => {
      const { actions, steps } = look(history, asOf)
      const days = actions
        .filter(action => isMachines(action) && action.status === 'scheduled')
        .map(({ dueAt }) => rules.calendar.localDate(dueAt))
      const noted = steps.flatMap(step => (step._tag === 'note' ? [step.day] : []))
      expect(noted).toEqual(expect.arrayContaining(days))
      for (const day of noted) expect(day >= rules.calendar.localDate(asOf)).toBe(true)
    }),
    runs
  )
})

test('a copy that is owed comes before the erasure', () => {
  fc.assert(
    fc.property(cases, ({ history, asOf }) => {
      const { actions, steps } = look(history, asOf)
      for (const action of actions) {
        const erasure = steps.findIndex(ofTarget(action))
        if (erasure === -1 || action.handOverFirst === undefined) continue
        const copies = steps.flatMap((step, index) =>
          step._tag === 'hand-over' && step.ref.recordingId === action.targetId ? [index] : []
        )
        for (const copy of copies) expect(copy).toBeLessThan(erasure)
      }
    }),
    runs
  )
})

test('where there is no store, a person is told, and nothing is carried out', () => {
  fc.assert(
    fc.property(cases, ({ history, asOf }) => {
      const hands = { ...all, recordings: new Set<string>(), analyses: new Set<string>(), redacts: false }
      const { steps } = look(history, asOf, hands)
      expect(steps.filter(({ _tag }) => _tag === 'carry-out' || _tag === 'redact')).toEqual([])
      const before = look(history, asOf).steps.filter(({ _tag }) => _tag === 'carry-out' || _tag === 'redact')
      const told = steps.filter(
        step => step._tag === 'for-a-person' && (step.reason === 'no-store' || step.reason === 'no-vault')
      )
      expect(told.length).toBeGreaterThanOrEqual(before.length)
    }),
    runs
  )
})

const stored = (members: object = {}) => ({
  id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
  type: 'recording-stored',
  callId: 'call-1',
  occurredAt: '2025-08-31T12:10:00.000Z',
  startedAt: '2025-08-31T12:00:00.000Z',
  recordingId: 'recording-1',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK',
  ...members
})
const event = (number: number, type: string, occurredAt: string, members: object = {}) => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  type,
  callId: 'call-1',
  occurredAt,
  ...members
})
const one: Hands = {
  ...all,
  recordings: new Set(['recorder', 'archive']),
  analyses: new Set(),
  retryFailed: false
}
const consent = event(1, 'consent-given', '2025-08-31T11:59:00.000Z', {
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
})
const stepsOf = (asOf: string, hands: Hands, ...events: ReadonlyArray<object>) =>
  look(decodeHistories(events).calls[0]!, asOf as Instant, hands).steps

test('what has no consent is left alone until its consent can have come', () => {
  const hands = { ...one, consentGrace: 900_000 }
  expect(stepsOf('2025-08-31T12:24:59.999Z', hands, stored())).toEqual([
    { _tag: 'note', day: '2025-08-31', at: '2025-08-31T12:25:00.000Z' }
  ])
  expect(stepsOf('2025-08-31T12:25:00.000Z', hands, stored())).toMatchObject([{ _tag: 'carry-out' }])
})

test('a recording that was stored twice is erased in both places', () => {
  const again = stored({
    id: event(2, '', '').id,
    processor: 'archive',
    occurredAt: '2025-09-01T12:00:00.000Z'
  })
  expect(stepsOf('2026-09-01T00:00:00.000Z', one, consent, stored(), again)).toMatchObject([
    { _tag: 'carry-out', refs: [{ processor: 'recorder' }, { processor: 'archive' }], askedFor: false }
  ])
})

test('what failed for good is for a person, until a person instructs again', () => {
  const members = { target: 'recording', targetId: 'recording-1' }
  const failure = event(2, 'retention-failed', '2026-03-02T00:00:00.000Z', {
    ...members,
    action: 'erase',
    reason: 'not-found',
    permanent: true
  })
  const instruction = event(3, 'erasure-instructed', '2026-03-03T00:00:00.000Z', {
    ...members,
    processor: 'recorder'
  })
  const asOf = '2026-03-04T00:00:00.000Z'
  expect(stepsOf(asOf, one, consent, stored(), failure)).toMatchObject([
    { _tag: 'for-a-person', reason: 'failed', since: '2026-03-02T00:00:00.000Z' }
  ])
  expect(stepsOf(asOf, { ...one, retryFailed: true }, consent, stored(), failure)).toMatchObject([
    { _tag: 'carry-out' }
  ])
  expect(stepsOf(asOf, one, consent, stored(), failure, instruction)).toMatchObject([
    { _tag: 'carry-out', instructed: { id: instruction.id } }
  ])
})

test('an instruction without an outcome is for a person after 30 days, and goes on', () => {
  const instruction = event(3, 'erasure-instructed', '2026-03-01T00:00:00.000Z', {
    target: 'recording',
    targetId: 'recording-1',
    processor: 'recorder'
  })
  expect(stepsOf('2026-03-31T00:00:00.000Z', one, consent, stored(), instruction)).toMatchObject([
    { _tag: 'carry-out' },
    { _tag: 'for-a-person', reason: 'no-outcome', since: '2026-03-01T00:00:00.000Z' }
  ])
})

test('an erasure waits a day for a copy that nobody can set aside, and no longer', () => {
  const request = event(2, 'access-requested', '2026-02-01T00:00:00.000Z', {
    requestId: 'request-1',
    channel: 'letter'
  })
  const hands = { ...one, answers: false }
  const tags = (asOf: string) => stepsOf(asOf, hands, consent, stored(), request).map(({ _tag }) => _tag)
  expect(tags('2026-03-01T12:00:00.000Z')).toEqual(['for-a-person', 'note', 'for-a-person'])
  expect(tags('2026-03-01T23:00:00.000Z')).toEqual(['for-a-person', 'carry-out', 'for-a-person'])
})
