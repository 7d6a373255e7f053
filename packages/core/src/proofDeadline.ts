/**
 * Until when the proof of a call may be retained, once nothing else of it is.
 *
 * @see contract, section 3; GDPR art. 5(1)(e), 7(1)
 */
import type { Analysis } from './analysis.ts'
import type { CallState } from './call.ts'
import type { Deadline } from './deadline.ts'
import type { Event } from './event.ts'
import { ordEvent } from './eventOrder.ts'
import type { Period } from './period.ts'
import type { Recording } from './recording.ts'
import { shortest, type View } from './rules.ts'

/** The redaction of the proof of a call, and until when the proof may be retained. */
export interface ProofDeadline extends Deadline {
  readonly anchor: Event
  /** The policy's, from the anchor. */
  readonly period: Period
}

const isConsentAct = (event: Event): boolean =>
  event.type === 'consent-given' || event.type === 'consent-refused' || event.type === 'consent-withdrawn'

/** From which event the proof's period runs; `undefined` while something is open, or where there is none. */
const proofAnchor = (call: CallState): Event | undefined => {
  const retained: ReadonlyArray<Recording | Analysis> = [...call.recordings, ...call.analyses]
  if (retained.length === 0) {
    const acts = call.consentActs.filter(act => isConsentAct(act.event))
    return acts[acts.length - 1]?.event
  }
  let latest: Event | undefined
  for (const { outcomes, done } of retained) {
    const first = outcomes[0]
    if (!done || first === undefined) return undefined
    if (latest === undefined || ordEvent.compare(first, latest) > 0) latest = first
  }
  return latest
}

/** When the proof must be redacted; `undefined` while something is open, or where the policy names no period. */
export const proofDeadline = (view: View, call: CallState): ProofDeadline | undefined => {
  const period = view.rules.policy.proofOfConsent?.period
  if (period === undefined || call.redactions.length > 0) return undefined
  if (call.accessRequests.some(request => request.answer === undefined)) return undefined
  const anchor = proofAnchor(call)
  if (anchor === undefined) return undefined
  const { dueAt, lastLawfulDay } = shortest(view.rules.calendar, anchor.occurredAt, [period])
  return { dueAt, lastLawfulDay, anchor, period }
}
