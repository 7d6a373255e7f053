// Contract 3: what is done, held or closed at an instant, and when the proof is to go.
import { endOf, versionAt } from './periods.ts'
import type { Deadline } from './periods.ts'
import type { Ground, PlainPolicy, PolicyVersion } from './plain.ts'
import { ground } from './targets.ts'
import type { Kept } from './kept.ts'
import type { AccessRequest, Call, Hold } from './targets.ts'
import type { Instant } from './time.ts'
import type { Standing } from './what-counts.ts'

export const keptOf = (call: Call): readonly Kept[] => [...call.recordings, ...call.analyses]

/** Whether a recording or an analysis was done at an instant. */
export const isDoneAt = (kept: Kept, t: Instant): boolean => {
  const latest = kept.outcomes.filter(({ at }) => at <= t).at(-1)
  if (latest === undefined) return false
  // "A `recording-stored` of the same `recordingId`, not the first, later than the latest erasure: the recording is
  // there again, and not done."
  return !kept.storedAgain.some(({ at }) => at > latest.at && at <= t)
}

export const isAnsweredAt = (request: AccessRequest, t: Instant): boolean =>
  request.answers.some(({ at }) => at <= t)

// "placed at or before t, not released at or before t; one released before its placing never is"
export const isInForceAt = (hold: Hold, t: Instant): boolean =>
  hold.own.at <= t && !hold.releases.some(({ at }) => at <= t)

export const holdsInForce = (call: Call, t: Instant): Hold[] =>
  call.holds.filter(hold => isInForceAt(hold, t))

// "`suspends: expiry` takes the `expiry` grounds … out, `suspends: all` every ground of them"
export const takesOut = (hold: Hold, { rule }: Ground): boolean =>
  hold.suspends === 'all' || rule === 'expiry'

export const standingGrounds = (call: Call, kept: Kept, t: Instant): Ground[] => {
  const holds = holdsInForce(call, t)
  return kept.grounds.filter(each => !holds.some(hold => takesOut(hold, each)))
}

// "every recording and analysis was done, every request received had been answered and no hold was in force"
export const mayBeRedactedAt = (call: Call, t: Instant): boolean =>
  keptOf(call).every(kept => isDoneAt(kept, t)) &&
  call.requests.every(request => request.own.at > t || isAnsweredAt(request, t)) &&
  holdsInForce(call, t).length === 0

/** The instant at which a closed call was closed. */
export const closedAt = (call: Call): Instant | undefined => {
  const [first] = call.redactions
  if (first === undefined || !mayBeRedactedAt(call, first.at)) return undefined
  // "and of which no recording was stored again since"
  const storedSince = call.recordings.some(({ storedAgain }) => storedAgain.some(({ at }) => at > first.at))
  return storedSince ? undefined : first.at
}

export interface Proof {
  anchor: Standing
  end: Deadline
  ground: Ground
  version: PolicyVersion
}

/** The proof's date; undefined where there is none (yet). */
export const proofOf = (call: Call, policy: PlainPolicy, asOf: Instant): Proof | undefined => {
  const kept = keptOf(call)
  // "No action while a target is open, an access request unanswered, or without a proof period in the policy."
  if (policy.proofOfConsent === undefined) return undefined
  if (kept.some(each => !isDoneAt(each, asOf))) return undefined
  if (call.requests.some(request => !isAnsweredAt(request, asOf))) return undefined
  // "the latest, over targets, of each one's earliest valid outcome"; "a call that never had either: its latest
  // `consent-given`, `consent-refused` or `consent-withdrawn`; without any: no action"
  const candidates =
    kept.length > 0
      ? call.history.events.filter(event => kept.some(({ outcomes }) => outcomes[0] === event))
      : call.consentActs.filter(({ type }) => type.startsWith('consent-'))
  const anchor = candidates.at(-1)
  if (anchor === undefined) return undefined
  const end = endOf(policy.proofOfConsent.period, anchor.at, policy.timeZone)
  return {
    anchor,
    end,
    ground: ground('expiry', end.dueAt, '5(1)(e)', [anchor.id]),
    version: versionAt(policy, anchor.at)
  }
}
