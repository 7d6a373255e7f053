// Contract 4, `overdue` and "Lateness".
import { finding, inOrder } from './finding.ts'
import type { Finding, Ground, PlainPolicy, Severity } from './plain.ts'
import { holdsInForce, isDoneAt, proofOf, standingGrounds, takesOut } from './standing.ts'
import type { Kept } from './kept.ts'
import type { AccessRequest, Call, Hold } from './targets.ts'
import { readHours } from './time.ts'
import type { Instant } from './time.ts'

/** When a hold that had been in force was released. */
const releaseOf = ({ own, releases }: Hold): Instant | undefined => {
  const release = releases[0]?.at
  return release !== undefined && release > own.at ? release : undefined
}

export interface Late {
  ground: Ground
  since: Instant
}

/**
 * "for each ground that stands and has come, take the later of its instant and the latest release, not after, of a hold
 * that was in force and had taken it out; lateness and grace run from the earliest of these"
 */
const earliestLate = (
  call: Call,
  grounds: readonly Ground[],
  t: Instant,
  took: (hold: Hold, ground: Ground) => boolean
): Late | undefined => {
  const late = grounds
    .filter(({ at }) => at <= t)
    .map(ground => {
      const releases = call.holds
        .filter(hold => took(hold, ground))
        .map(releaseOf)
        .filter(release => release !== undefined && release <= t)
      return { ground, since: Math.max(ground.at, ...releases.map(Number)) }
    })
  return late.sort((left, right) => left.since - right.since)[0]
}

export const lateAt = (call: Call, kept: Kept, t: Instant): Late | undefined =>
  earliestLate(call, standingGrounds(call, kept, t), t, takesOut)

// "An instant exactly one `executionGrace` … away is past it"
export const severityOf = (since: Instant, t: Instant, policy: PlainPolicy): Severity =>
  t - since < readHours(policy.executionGrace) ? 'info' : 'error'

// "a due recording, analysis or proof not done; an access request (no grace); `dueAt`"
export const keptOverdue = (call: Call, kept: Kept, policy: PlainPolicy, asOf: Instant): Finding[] => {
  const late = lateAt(call, kept, asOf)
  const [first] = standingGrounds(call, kept, asOf)
  if (late === undefined || first === undefined || isDoneAt(kept, asOf)) return []
  const about = { call, target: kept.kind, targetId: kept.id }
  const events = [kept.own, ...inOrder(call, first.events)]
  return [finding('overdue', severityOf(late.since, asOf, policy), first.at, about, events)]
}

export const proofOverdue = (call: Call, policy: PlainPolicy, asOf: Instant): Finding[] => {
  if (call.redactions.length > 0 || holdsInForce(call, asOf).length > 0) return []
  const proof = proofOf(call, policy, asOf)
  const late = proof && earliestLate(call, [proof.ground], asOf, () => true)
  if (proof === undefined || late === undefined) return []
  const about = { call, target: 'proof', targetId: call.callId } as const
  return [finding('overdue', severityOf(late.since, asOf, policy), proof.end.dueAt, about, [proof.anchor])]
}

export const answerOverdue = (call: Call, request: AccessRequest, asOf: Instant): Finding[] => {
  if (request.end.dueAt > asOf) return []
  const about = { call, target: 'access-request', targetId: request.id } as const
  return [
    finding('overdue', 'error', request.end.dueAt, about, [
      request.own,
      ...inOrder(call, request.ground.events)
    ])
  ]
}
