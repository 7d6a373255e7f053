/**
 * What happened to a vCon since it was made, for a transparency ledger: it is not part of the vCon.
 *
 * @see draft-howe-vcon-lifecycle-01, "vCon Lifecycle Events"
 */
import {
  type CallHistory,
  callState,
  type CallState,
  groundsLeft,
  type Instant,
  ordText,
  type View
} from '@samtykke/core'
import { type Act, isAct, purposesOf } from './act.ts'
import { vconUuid } from './fromCall.ts'

/** One operation on a vCon. */
export interface LifecycleEvent {
  readonly operation: 'vcon_consent_accepted' | 'vcon_consent_revoked' | 'vcon_expired' | 'vcon_deleted'
  /** The id of the vCon. */
  readonly uuid: string
  readonly at: Instant
  /** Of consents: for what. */
  readonly purposes?: ReadonlyArray<string>
}

/** Consent that was refused was never there to be revoked. */
const operationOf = ({ type }: Act): LifecycleEvent['operation'] | undefined =>
  type === 'consent-given'
    ? 'vcon_consent_accepted'
    : type === 'consent-refused'
      ? undefined
      : 'vcon_consent_revoked'

const ofAct = ({ rules }: View, uuid: string, act: Act): ReadonlyArray<LifecycleEvent> => {
  const operation = operationOf(act)
  return operation === undefined
    ? []
    : [{ operation, uuid, at: act.occurredAt, purposes: purposesOf(rules, act) }]
}

const last = (instants: ReadonlyArray<Instant>): Instant | undefined =>
  instants.toSorted(ordText.compare).at(-1)

type Kept = CallState['recordings'][number] | CallState['analyses'][number]

/** Since when it is gone: what was stored again was not gone before that. */
const goneSince = (kept: Kept): Instant | undefined => {
  const repeats = 'repeats' in kept ? kept.repeats : []
  return kept.outcomes.find(({ occurredAt }) => !repeats.some(each => each.occurredAt > occurredAt))
    ?.occurredAt
}

/** The period of the last that lived was over, and nothing else had ended it before. */
const expiredAt = (call: CallState, asOf: Instant): Instant | undefined => {
  const lived = [...call.recordings, ...call.analyses].flatMap(kept => {
    const [first] = groundsLeft(kept.grounds, call.holdsInForce)
    const gone = goneSince(kept)
    // What was erased before its time did not live until then.
    return gone !== undefined && (first === undefined || gone < first.at) ? [] : [first]
  })
  const at = last(lived.flatMap(ground => ground?.at ?? []))
  if (at === undefined || at > asOf || lived.includes(undefined)) return undefined
  return lived.some(ground => ground?.at === at && ground.rule === 'expiry') ? at : undefined
}

const deletedAt = ({ recordings, analyses }: CallState): Instant | undefined => {
  const kept = [...recordings, ...analyses]
  if (kept.length === 0 || kept.some(({ done }) => !done)) return undefined
  return last(kept.flatMap(each => goneSince(each) ?? []))
}

/**
 * What happened to the vCon of a call, in order: consent accepted and revoked; expired, when the period of the last thing
 * kept was over; deleted, when all of it was confirmed gone.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { vconLifecycle } from '@samtykke/vcon'
 *
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'consent-withdrawn', callId: '01928e10-193e-8231-b9a2-279e0d16bc46',
 *     occurredAt: '2025-09-02T08:00:00Z', channel: 'email', purposes: ['documentation'] }
 * ])
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-10-01T00:00:00.000Z') }
 * assert.deepStrictEqual(calls.flatMap(vconLifecycle(view)), [
 *   { operation: 'vcon_consent_revoked', uuid: '01928e10-193e-8231-b9a2-279e0d16bc46', at: '2025-09-02T08:00:00.000Z',
 *     purposes: ['documentation'] }
 * ])
 *
 * @see draft-howe-vcon-lifecycle-01, "vCon Lifecycle Events"; GDPR art. 7(3), 17, 19
 */
export const vconLifecycle =
  (view: View) =>
  (history: CallHistory): ReadonlyArray<LifecycleEvent> => {
    const call = callState(view)(history)
    const uuid = vconUuid(call.callId)
    const ends = [
      ['vcon_expired', expiredAt(call, view.asOf)],
      ['vcon_deleted', deletedAt(call)]
    ] as const
    return [
      ...call.facts.events.filter(isAct).flatMap(act => ofAct(view, uuid, act)),
      ...ends.flatMap(([operation, at]): ReadonlyArray<LifecycleEvent> =>
        at === undefined ? [] : [{ operation, uuid, at }]
      )
    ].toSorted((a, b) => ordText.compare(a.at, b.at))
  }
