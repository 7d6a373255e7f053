// A second reading of what followed from the events of a call: naive and slow, with nothing of the source.
import { actionsOf } from '../../../core/test/oracle/actions.ts'
import { lateAt } from '../../../core/test/oracle/overdue.ts'
import { answerEnd, versionAt, versionName } from '../../../core/test/oracle/periods.ts'
import type { Action, Ground, PlainPolicy } from '../../../core/test/oracle/plain.ts'
import { closedAt, holdsInForce, isDoneAt, keptOf, takesOut } from '../../../core/test/oracle/standing.ts'
import type { Kept } from '../../../core/test/oracle/kept.ts'
import type { AccessRequest, Call } from '../../../core/test/oracle/targets.ts'
import { type Instant, readHours, readInstant, writeInstant } from '../../../core/test/oracle/time.ts'
import { instantsOf } from './bases.ts'
import type { PlainCalls } from './calls.ts'

/** A derived entry, without its place, its words, its explanation and what was found wrong there. */
export interface Consequence {
  code: string
  at: string
  target: string
  targetId: string
  facts: Record<string, unknown>
  articles: readonly string[]
  evidence: readonly string[]
  rule?: string
  policyVersion?: string
  dueAt?: string
  lastLawfulDay?: string
  lateSeconds?: number
  timeliness?: string
}

interface Looking {
  call: Call
  policy: PlainPolicy
  asOf: Instant
  callAt: PlainCalls['callAt']
}

const about = ({ kind, id }: Kept) => ({ target: kind, targetId: id })
const each = <A>(items: readonly A[]): A[] => [...new Set(items)]
const stated = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

const lateness = (since: Instant, until: Instant) => {
  const seconds = Math.floor((until - since) / 1000)
  return { lateSeconds: seconds > 0 ? seconds : undefined }
}

const comeBy = (kept: Kept, t: Instant): Ground[] => kept.grounds.filter(({ at }) => at <= t)

/** The grounds that have come and that no hold in force takes out. */
const actionable = (call: Call, kept: Kept, t: Instant): Ground[] =>
  comeBy(kept, t).filter(ground => !holdsInForce(call, t).some(hold => takesOut(hold, ground)))

/** What was open about a thing at an instant at which it was known to be there, with what is known now. */
const actionThen = ({ call, policy, callAt }: Looking, kept: Kept, t: Instant): Action | undefined => {
  const then = Math.max(t, kept.own.at)
  const state = callAt(call.callId, then)
  return actionsOf(state, policy, then).find(
    ({ target, targetId }) => target === kept.kind && targetId === kept.id
  )
}

// 2.4: "`became-due`: `dueAt` of the first ground in force; a `request` or `withdrawal` also shows the art. 12(3) day";
// once each time that it is there, so what is stored again after its erasure becomes due again.
const becameDue = (looking: Looking, kept: Kept): Consequence[] => {
  const { call, policy, asOf } = looking
  let again: string | undefined
  let isSaid = false
  return instantsOf(call, kept, asOf).flatMap((at, index, instants): Consequence[] => {
    const isDone = isDoneAt(kept, at)
    if (!isDone && index > 0 && isDoneAt(kept, instants[index - 1]!))
      again = kept.storedAgain.find(stored => stored.at === at)?.id
    const [ground] = actionable(call, kept, at)
    const isDue = !isDone && ground !== undefined
    const wasSaid = isSaid
    isSaid = isDue || (wasSaid && !isDone)
    if (!isDue || wasSaid) return []
    const action = actionThen(looking, kept, at)
    const isAsked = ground.rule === 'withdrawal' || ground.rule === 'request'
    return [
      {
        code: 'became-due',
        at: writeInstant(at),
        ...about(kept),
        facts: {
          action: action?.action ?? 'erase',
          ...(isAsked && { answerBy: answerEnd(ground.at, policy.timeZone).lastLawfulDay })
        },
        articles: [ground.article, ...(isAsked ? ['12(3)'] : [])],
        evidence: each([...ground.events, ...(again === undefined ? [] : [again])]),
        rule: ground.rule,
        dueAt: writeInstant(ground.at),
        ...stated({
          policyVersion: action?.policyVersion,
          lastLawfulDay: ground.rule === 'expiry' ? kept.expiry.lastLawfulDay : undefined
        })
      }
    ]
  })
}

// 2.4: "`policy-shortened`: `effectiveFrom` of the later version that moved the date"
const policyShortened = ({ policy, asOf }: Looking, kept: Kept): Consequence[] => {
  const { version, dueAt, lastLawfulDay } = kept.expiry
  const from = readInstant(version.effectiveFrom)
  if (version === versionAt(policy, kept.start) || from > asOf || isDoneAt(kept, from)) return []
  return [
    {
      code: 'policy-shortened',
      at: writeInstant(from),
      ...about(kept),
      facts: {},
      articles: ['5(1)(e)'],
      evidence: [kept.own.id],
      policyVersion: versionName(policy, version),
      dueAt: writeInstant(dueAt),
      lastLawfulDay
    }
  ]
}

/** Whether holds take out all for which it is due or will be: what has come, and the end of its period, which always will. */
const isSuspendedAt = (call: Call, kept: Kept, t: Instant): boolean => {
  const holds = holdsInForce(call, t)
  const grounds = kept.grounds.filter(({ rule, at }) => rule === 'expiry' || at <= t)
  return (
    !isDoneAt(kept, t) &&
    holds.length > 0 &&
    grounds.every(ground => holds.some(hold => takesOut(hold, ground)))
  )
}

// 2.4: "`suspended`, `resumed`: a hold takes out the last ground, or gives it back"
const suspensions = (looking: Looking, kept: Kept): Consequence[] => {
  const { call, asOf } = looking
  const instants = instantsOf(call, kept, asOf)
  let holds = [] as ReturnType<typeof holdsInForce>
  return instants.flatMap((t, index): Consequence[] => {
    const before = index > 0 && isSuspendedAt(call, kept, instants[index - 1]!)
    const now = isSuspendedAt(call, kept, t)
    if (now === before) return []
    if (now) holds = holdsInForce(call, t)
    if (!now && isDoneAt(kept, t)) return []
    const action = actionThen(looking, kept, t)
    const releases = now ? [] : holds.map(({ own, releases: [release] }) => [own.id, release?.id])
    const grounds = now ? [] : kept.grounds.filter(({ at }) => at === t)
    return [
      {
        code: now ? 'suspended' : 'resumed',
        at: writeInstant(t),
        ...about(kept),
        facts: { action: action?.action ?? 'erase', holdId: holds[0]?.id },
        articles: now ? ['17(3)(e)'] : ['17(3)(e)', '18'],
        evidence: each([
          ...(now ? holds.map(({ own }) => own.id) : releases.flat()),
          ...grounds.flatMap(({ events }) => events)
        ]).filter(id => id !== undefined),
        ...stated({ rule: action?.rule, dueAt: action?.dueAt, policyVersion: action?.policyVersion })
      }
    ]
  })
}

/** In time, within the grace for carrying out, or late. */
const classOf = (lateness: number | undefined, policy: PlainPolicy) => {
  if (lateness === undefined || lateness < 0) return { code: 'done-in-time', timeliness: 'in-time' }
  return lateness < readHours(policy.executionGrace)
    ? { code: 'done-within-grace', timeliness: 'within-grace' }
    : { code: 'done-late', timeliness: 'late' }
}

// 2.4: "`done-in-time`, `done-within-grace`, `done-late`, `done-early`: the outcome; `done-late` also says when the log learnt of the ground"
const outcomeOf = ({ call, policy }: Looking, kept: Kept): Consequence[] => {
  const [outcome] = kept.outcomes
  if (outcome === undefined) return []
  const t = outcome.at
  const isAnonymised = outcome.type === 'analysis-anonymised'
  const [ground] = actionable(call, kept, t)
  const late = lateAt(call, kept, t)
  const holds = holdsInForce(call, t)
  const common = { at: writeInstant(t), ...about(kept) }
  const action = isAnonymised ? 'anonymise' : 'erase'
  if (ground === undefined || late === undefined) {
    const [hold] = holds
    return [
      {
        ...common,
        code: isAnonymised && hold === undefined ? 'done-in-time' : 'done-early',
        facts: { action, ...(hold && { holdId: hold.id }) },
        articles: ['5(1)(e)'],
        evidence: [outcome.id, ...holds.map(({ own }) => own.id)],
        timeliness: 'in-time'
      }
    ]
  }
  const { since } = late
  const known = call.history.events
    .filter(({ id }) => ground.events.includes(id))
    .map(({ recorded }) => recorded)
  return [
    {
      ...common,
      ...classOf(t - since, policy),
      facts: {
        action,
        ...(known.length > 0 && { groundKnownAt: writeInstant(Math.max(...known)) }),
        ...(since > ground.at && { since: writeInstant(since) })
      },
      articles: [ground.article],
      evidence: each([...ground.events, outcome.id]),
      rule: ground.rule,
      dueAt: writeInstant(ground.at),
      ...stated(lateness(since, t))
    }
  ]
}

const requestConsequences = ({ policy, asOf }: Looking, request: AccessRequest): Consequence[] => {
  const { end, own, answers, ground } = request
  const [answer] = answers
  const inTime = answer !== undefined && answer.at < end.dueAt
  const common = {
    target: 'access-request',
    targetId: request.id,
    facts: { action: 'answer' },
    articles: ['12(3)'],
    rule: 'answer',
    policyVersion: versionName(policy, versionAt(policy, own.at)),
    dueAt: writeInstant(end.dueAt),
    lastLawfulDay: end.lastLawfulDay
  }
  const due = { ...common, code: 'became-due', at: writeInstant(end.dueAt), evidence: ground.events }
  return [
    ...(inTime || end.dueAt > asOf ? [] : [due]),
    ...(answer === undefined
      ? []
      : [
          {
            ...common,
            code: inTime ? 'done-in-time' : 'done-late',
            timeliness: inTime ? 'in-time' : 'late',
            at: writeInstant(answer.at),
            evidence: [...ground.events, answer.id],
            ...stated(lateness(end.dueAt, answer.at))
          }
        ])
  ]
}

// 2.4: "`overdue`: `asOf`, for what is due and not done"; of holds and the proof also when they became due.
const due = ({ call, asOf }: Looking, action: Action): Consequence[] => {
  const { target, targetId, rule, policyVersion, dueAt, lastLawfulDay } = action
  const kept = keptOf(call).find(({ kind, id }) => kind === target && id === targetId)
  const since = (kept && lateAt(call, kept, asOf)?.since) ?? readInstant(dueAt)
  const common = {
    target,
    targetId,
    articles: [action.article],
    rule,
    policyVersion,
    dueAt,
    ...stated({ lastLawfulDay })
  }
  const come = action.grounds.filter(({ at }) => readInstant(at) <= asOf)
  return [
    ...(target === 'hold' || target === 'proof'
      ? [
          {
            ...common,
            code: 'became-due',
            at: dueAt,
            facts: { action: action.action },
            evidence: each(action.grounds.flatMap(({ events }) => events))
          }
        ]
      : []),
    {
      ...common,
      code: 'overdue',
      at: writeInstant(asOf),
      facts: { action: action.action, ...(since > readInstant(dueAt) && { since: writeInstant(since) }) },
      evidence: each(come.flatMap(({ events }) => events)),
      ...stated(lateness(since, asOf))
    }
  ]
}

/** What was due of the proof, had it not been redacted then or later. */
const proofThen = ({ call, policy, callAt }: Looking, t: Instant): Action | undefined =>
  actionsOf({ ...callAt(call.callId, t), redactions: [] }, policy, t).find(({ target }) => target === 'proof')

const redaction = (looking: Looking): Consequence[] => {
  const { call, policy } = looking
  return call.redactions.slice(0, 1).map(({ at, id }) => {
    const action = proofThen(looking, at)
    const lateFor = action === undefined ? undefined : at - readInstant(action.dueAt)
    const { code, timeliness } = classOf(lateFor, policy)
    return {
      code: closedAt(call) === undefined ? 'done-early' : code,
      timeliness,
      at: writeInstant(at),
      target: 'proof',
      targetId: call.callId,
      facts: { action: 'redact' },
      articles: ['5(1)(e)'],
      evidence: [id],
      ...stated({
        rule: action?.rule,
        policyVersion: action?.policyVersion,
        dueAt: action?.dueAt,
        lastLawfulDay: action?.lastLawfulDay
      }),
      ...(action !== undefined && stated(lateness(readInstant(action.dueAt), at)))
    }
  })
}

/** Everything that followed from the events of a call but the beginning and the end of bases. */
export const consequencesOf = (call: Call, { policy, asOf, callAt }: PlainCalls): Consequence[] => {
  const looking = { call, policy, asOf, callAt }
  return [
    ...keptOf(call)
      .filter(({ start }) => start <= asOf)
      .flatMap(kept => [
        ...becameDue(looking, kept),
        ...policyShortened(looking, kept),
        ...suspensions(looking, kept),
        ...outcomeOf(looking, kept)
      ]),
    ...call.requests.flatMap(request => requestConsequences(looking, request)),
    ...actionsOf(call, policy, asOf)
      .filter(({ status }) => status === 'due')
      .flatMap(action => due(looking, action)),
    ...redaction(looking)
  ]
}
