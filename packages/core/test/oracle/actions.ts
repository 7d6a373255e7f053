// Contract 3 and 5: the open actions of one call.
import { erasesAtEnd, versionAt, versionName } from './periods.ts'
import { compareText } from './plain.ts'
import type { Action, Ground, PlainPolicy, TargetKind } from './plain.ts'
import { legalBasisOf } from './remained.ts'
import { closedAt, holdsInForce, isAnsweredAt, isDoneAt, proofOf, standingGrounds } from './standing.ts'
import type { Proof } from './standing.ts'
import type { Kept } from './kept.ts'
import type { AccessRequest, Call, Hold } from './targets.ts'
import { writeInstant } from './time.ts'
import type { Instant } from './time.ts'
import { isKnownType, member } from './what-counts.ts'

const written = (grounds: readonly Ground[]): Action['grounds'] =>
  grounds.map(({ rule, at, article, events }) => ({ rule, at: writeInstant(at), article, events }))

// "an undecodable event, an event of unknown type, a bad line whose `callId` can be read, two events of one id with
// different content, or redacted events without `proof-redacted`"
export const isUncertain = ({ history, redactions }: Call): boolean =>
  history.unread.some(({ kind }) => kind !== 'redacted' || redactions.length === 0) ||
  history.events.some(({ type, conflicting }) => conflicting || !isKnownType(type))

const actionOn = (call: Call, { kind, own, id, grounds, anonymisable, version, purposes }: Kept): string => {
  if (kind === 'recording') return 'erase'
  const failed = call.history.events.some(
    event =>
      event.type === 'retention-failed' &&
      member(event, 'target') === 'analysis' &&
      member(event, 'targetId') === id &&
      member(event, 'action') === 'anonymise' &&
      event.members['permanent'] === true
  )
  // "`erase` if it has any ground but `expiry`, or is not `anonymisable`, or a `retention-failed` for `anonymise` was
  // permanent, or the policy's `then` is `erase`; else `anonymise`"
  const mustErase =
    grounds.some(({ rule }) => rule !== 'expiry') ||
    !anonymisable ||
    failed ||
    erasesAtEnd(version, member(own, 'direction') ?? '', purposes)
  return mustErase ? 'erase' : 'anonymise'
}

// "Status: `suspended`, else `due` if `dueAt` <= `asOf`, else `scheduled`."
const statusOf = (suspended: boolean, dueAt: Instant, asOf: Instant): Action['status'] => {
  if (suspended) return 'suspended'
  return dueAt <= asOf ? 'due' : 'scheduled'
}

interface Common {
  target: TargetKind
  targetId: string
  action: string
  grounds: readonly Ground[]
  suspended: boolean
  policyVersion: string
}

const assemble = (
  call: Call,
  asOf: Instant,
  common: Common,
  parts: Pick<Action, 'lastLawfulDay' | 'legalBasis' | 'handOverFirst' | 'instructedAt'>
): Action => {
  const { target, targetId, action, grounds, suspended, policyVersion } = common
  const [first] = grounds
  if (first === undefined) throw new Error('an action without a ground')
  const { lastLawfulDay, legalBasis, handOverFirst, instructedAt } = parts
  return {
    callId: call.callId,
    target,
    targetId,
    action,
    rule: first.rule,
    article: first.article,
    dueAt: writeInstant(first.at),
    status: statusOf(suspended, first.at, asOf),
    grounds: written(grounds),
    // "where the first ground is `expiry` or `answer`"
    ...(lastLawfulDay !== undefined && ['expiry', 'answer'].includes(first.rule) && { lastLawfulDay }),
    policyVersion,
    ...(legalBasis && { legalBasis }),
    // "ids of holds in force, sorted"
    holds: holdsInForce(call, asOf)
      .map(({ id }) => id)
      .sort(compareText),
    ...(handOverFirst && handOverFirst.length > 0 && { handOverFirst }),
    ...(instructedAt !== undefined && { instructedAt }),
    ...(isUncertain(call) && { uncertain: true })
  }
}

const instructedAtOf = (call: Call, { kind, id }: Kept): string | undefined => {
  const latest = call.history.events
    .filter(
      event =>
        event.type === 'erasure-instructed' &&
        member(event, 'target') === kind &&
        member(event, 'targetId') === id
    )
    .at(-1)
  return latest && writeInstant(latest.at)
}

export const keptAction = (call: Call, kept: Kept, policy: PlainPolicy, asOf: Instant): Action => {
  const remaining = standingGrounds(call, kept, asOf)
  // "If nothing remains, the action is `suspended`, with the grounds, rule and `dueAt` that it would have had."
  const suspended = remaining.length === 0
  const grounds = suspended ? kept.grounds : remaining
  const dueAt = grounds[0]?.at ?? asOf
  // "access requests unanswered and received before `dueAt`, sorted"
  const handOverFirst = call.requests
    .filter(request => !isAnsweredAt(request, asOf) && request.own.at < dueAt)
    .map(({ id }) => id)
    .sort(compareText)
  const instructedAt = instructedAtOf(call, kept)
  return assemble(
    call,
    asOf,
    {
      target: kept.kind,
      targetId: kept.id,
      action: actionOn(call, kept),
      grounds,
      suspended,
      policyVersion: versionName(policy, kept.expiry.version)
    },
    {
      lastLawfulDay: kept.expiry.lastLawfulDay,
      legalBasis: legalBasisOf(kept, asOf),
      ...(kept.kind === 'recording' && { handOverFirst }),
      ...(instructedAt !== undefined && { instructedAt })
    }
  )
}

const requestAction = (call: Call, request: AccessRequest, policy: PlainPolicy, asOf: Instant): Action =>
  assemble(
    call,
    asOf,
    {
      target: 'access-request',
      targetId: request.id,
      action: 'answer',
      grounds: [request.ground],
      suspended: false,
      policyVersion: versionName(policy, versionAt(policy, request.own.at))
    },
    { lastLawfulDay: request.end.lastLawfulDay }
  )

const holdAction = (call: Call, hold: Hold, policy: PlainPolicy, asOf: Instant): Action =>
  assemble(
    call,
    asOf,
    {
      target: 'hold',
      targetId: hold.id,
      action: 'review',
      grounds: [hold.ground],
      suspended: false,
      policyVersion: versionName(policy, versionAt(policy, hold.own.at))
    },
    {}
  )

const proofAction = (call: Call, proof: Proof, policy: PlainPolicy, asOf: Instant): Action =>
  assemble(
    call,
    asOf,
    {
      target: 'proof',
      targetId: call.callId,
      action: 'redact',
      grounds: [proof.ground],
      // "Any hold in force suspends it"
      suspended: holdsInForce(call, asOf).length > 0,
      policyVersion: versionName(policy, proof.version)
    },
    { lastLawfulDay: proof.end.lastLawfulDay }
  )

export const actionsOf = (call: Call, policy: PlainPolicy, asOf: Instant): Action[] => {
  const closed = closedAt(call)
  // "A closed call has no actions but `answer` for requests that came after."
  const answers = call.requests
    .filter(request => !isAnsweredAt(request, asOf) && (closed === undefined || request.own.at > closed))
    .map(request => requestAction(call, request, policy, asOf))
  if (closed !== undefined) return answers
  // "What is done has no action."
  const open = [...call.recordings, ...call.analyses].filter(kept => !isDoneAt(kept, asOf))
  const proof = call.redactions.length > 0 ? undefined : proofOf(call, policy, asOf)
  return [
    ...open.map(kept => keptAction(call, kept, policy, asOf)),
    ...answers,
    ...call.holds
      .filter(({ releases }) => releases.length === 0)
      .map(hold => holdAction(call, hold, policy, asOf)),
    ...(proof === undefined ? [] : [proofAction(call, proof, policy, asOf)])
  ]
}
