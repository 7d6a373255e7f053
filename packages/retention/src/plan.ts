/**
 * What is to be done to a call now, by whom, and when to look again. It adds no rule: core says what is due.
 */
import {
  type Analysis,
  type CallState,
  type DueAction,
  dueActions,
  epochMilliseconds,
  type EventOf,
  type Instant,
  instantFromEpoch,
  originOf,
  type Recording,
  recordedAt,
  type RecordingRef,
  actionableGround,
  standingInstruction,
  type View
} from '@samtykke/core'
import { copyStep, missingCopies } from './copies.ts'
import type { CarryOut, ForAPerson, Hands, PersonalReason, Step } from './step.ts'
import { refsOf } from './whereKept.ts'

const asked: ReadonlySet<string> = new Set(['withdrawal', 'request', 'objection'])

const plus = (instant: Instant, milliseconds: number): Instant =>
  instantFromEpoch(epochMilliseconds(instant) + milliseconds)

const noteOf = ({ rules }: View, at: Instant): Step => ({
  _tag: 'note',
  day: rules.calendar.localDate(at),
  at
})

const forAPerson = (
  { callId }: CallState,
  { target, targetId }: Pick<DueAction, 'target' | 'targetId'>,
  reason: PersonalReason,
  since: Instant
): ForAPerson => ({ _tag: 'for-a-person', callId, target, targetId, reason, since })

type Failure = EventOf<'retention-failed'>

/** What is picked from a call once, since it may have thousands of recordings. */
interface Picked {
  readonly kept: ReadonlyMap<string, Recording | Analysis>
  readonly failures: ReadonlyArray<Failure>
}

const keyOf = ({ target, targetId }: Pick<DueAction, 'target' | 'targetId'>): string =>
  `${target} ${targetId}`

/** A call to plan for, with those who are there for it. */
interface Planning {
  readonly view: View
  readonly call: CallState
  readonly picked: Picked
  readonly hands: Hands
}

const pickFrom = (call: CallState): Picked => ({
  kept: new Map([...call.recordings, ...call.analyses].map(kept => [keyOf(kept), kept])),
  failures: call.facts.events.filter((event): event is Failure => event.type === 'retention-failed')
})

/** The failures of what is to be done, since it last came to be. */
const failuresOf = (
  failures: ReadonlyArray<Failure>,
  action: DueAction,
  from: Instant
): ReadonlyArray<Failure> =>
  failures.filter(
    event =>
      event.target === action.target &&
      event.targetId === action.targetId &&
      event.action === action.action &&
      event.occurredAt >= from
  )

/** The failure for good that stands: none where a person instructed again since. */
const standingFailure = (
  failures: ReadonlyArray<Failure>,
  instruction: CarryOut['instructed']
): Failure | undefined => {
  const last = failures.filter(({ permanent }) => permanent).at(-1)
  return last === undefined || (instruction !== undefined && instruction.occurredAt > last.occurredAt)
    ? undefined
    : last
}

/** When it may be acted on where all that speaks for it is that there is no consent, which may still be on its way. */
const settledAt = (kept: Recording | Analysis, action: DueAction, asOf: Instant, hands: Hands): Instant => {
  const come = action.grounds.filter(({ at }) => at <= asOf)
  return come.every(({ rule }) => rule === 'no-basis')
    ? plus(recordedAt(originOf(kept)), hands.consentGrace)
    : action.dueAt
}

const carryOut = (planning: Planning, action: DueAction): ReadonlyArray<Step> => {
  const { view, call, picked, hands } = planning
  const kept = picked.kept.get(keyOf(action))
  if (kept === undefined) return []
  const { asOf } = view
  const settled = settledAt(kept, action, asOf, hands)
  if (settled > asOf) return [noteOf(view, settled)]
  const refs = refsOf(call, kept, hands.analyses)
  const stores = kept.target === 'recording' ? hands.recordings : hands.analyses
  const without = refs.find(({ processor }) => !stores.has(processor))
  if (without !== undefined || refs.length === 0) {
    const noStore = forAPerson(call, action, 'no-store', action.dueAt)
    return [without === undefined ? noStore : { ...noStore, processor: without.processor }]
  }
  const origin = originOf(kept)
  const standing = standingInstruction(kept)
  const failures = failuresOf(picked.failures, action, origin.occurredAt)
  const failure = standingFailure(failures, standing)
  if (failure !== undefined && !hands.retryFailed)
    return [forAPerson(call, action, 'failed', failure.occurredAt)]

  const since = actionableGround(kept.grounds, call.holds, asOf)?.since ?? action.dueAt
  const step: CarryOut = {
    _tag: 'carry-out',
    callId: kept.event.callId,
    target: kept.target,
    targetId: kept.targetId,
    action: action.action as 'erase' | 'anonymise',
    originId: origin.id,
    refs,
    askedFor: action.grounds.some(({ rule, at }) => at <= asOf && asked.has(rule)),
    since,
    instructed: standing,
    failedAt: failures.at(-1)?.occurredAt
  }
  const overdue = standing !== undefined && plus(standing.occurredAt, hands.reminderAfter) <= asOf
  const reminder = overdue ? [forAPerson(call, action, 'no-outcome', standing.occurredAt)] : []
  if (kept.target === 'analysis') return [step, ...reminder]
  return [...handOvers(planning, kept, action, step), ...reminder]
}

/** The copies that are owed come first; nothing is kept longer for them than the time that carrying out may take. */
const handOvers = (
  { view, call, hands }: Planning,
  recording: Recording,
  action: DueAction,
  step: CarryOut
): ReadonlyArray<Step> => {
  const missing = missingCopies(call, recording, action.handOverFirst ?? [])
  if (missing.length === 0) return [step]
  const until = plus(step.since, view.rules.executionGrace)
  const ref = (step.refs as ReadonlyArray<RecordingRef>).at(-1)
  if (hands.answers && ref !== undefined) {
    const copies = missing.map((requestId): Step => ({ _tag: 'hand-over', requestId, ref, until }))
    return [...copies, step]
  }
  const owed = forAPerson(call, action, 'copy-owed', action.dueAt)
  return until > view.asOf ? [owed, noteOf(view, until)] : [owed, step]
}

const stepsFor = (planning: Planning, action: DueAction): ReadonlyArray<Step> => {
  const { view, call, hands } = planning
  switch (action.action) {
    case 'review':
      return [forAPerson(call, action, 'hold-review', action.dueAt)]
    case 'answer': {
      const request = call.accessRequests.find(each => each.requestId === action.targetId)
      return [forAPerson(call, action, 'access-answer', request?.event.occurredAt ?? action.dueAt)]
    }
    default:
  }
  if (action.status === 'suspended') return []
  if (action.status === 'scheduled') return [noteOf(view, action.dueAt)]
  if (action.uncertain === true) return [forAPerson(call, action, 'uncertain', action.dueAt)]
  if (action.action === 'redact')
    return hands.redacts
      ? [{ _tag: 'redact', callId: call.callId }]
      : [forAPerson(call, action, 'no-vault', action.dueAt)]
  return carryOut(planning, action)
}

/**
 * The steps of a call: what to carry out now, in order, which days to note, and what is left to a person. What is
 * suspended gets none; the release of the hold is an event, after which the call is looked at again.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { type Hands, plan } from '@samtykke/retention'
 *
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const hands: Hands = { recordings: new Set(['recorder']), analyses: new Set(), answers: false, redacts: false,
 *   consentGrace: 900_000, reminderAfter: 30 * 86_400_000, retryFailed: false }
 * assert.deepStrictEqual(
 *   calls.map(callState(view)).flatMap(call => plan(view, call, hands)).map(step => step._tag),
 *   ['carry-out']
 * )
 */
export const plan = (view: View, call: CallState, hands: Hands): ReadonlyArray<Step> => {
  const planning = { view, call, picked: pickFrom(call), hands }
  return [
    ...dueActions(view)(call).flatMap(action => stepsFor(planning, action)),
    ...copyStep(view, call, hands)
  ]
}
