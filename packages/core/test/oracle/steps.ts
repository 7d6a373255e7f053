// Why an action is due when it is, step by step: contract 3 and the arithmetic of Regulation 1182/71, read once more.
import { holdsInForce, proofOf, standingGrounds, takesOut } from './standing.ts'
import { analysisRulesOf, versionAt } from './periods.ts'
import { fits, fitsType } from './purposes.ts'
import type { Ground, PlainPolicy, PolicyVersion, RecordingRule, TargetKind } from './plain.ts'
import { knownCustomerTypes, type Kept } from './kept.ts'
import type { AccessRequest, Call, Hold } from './targets.ts'
import {
  addDays,
  addMonths,
  addPeriod,
  type Day,
  firstInstantOf,
  type Instant,
  isDanishHoliday,
  isWorkingDay,
  localDay,
  readInstant,
  writeInstant
} from './time.ts'
import { member } from './what-counts.ts'

type Step = Record<string, unknown>

const dayNotCounted = 'Reg. 1182/71 3(1)'
const lastDayOfMonth = 'Reg. 1182/71 3(2)(c)'
const nextWorkingDay = 'Reg. 1182/71 3(4)'

const months = (from: Day, count: number): Step => {
  const to = addMonths(from, count)
  const wantedDay = Number(from.split('-')[2])
  // Where that month has no such day, its last day.
  const clamped = addDays(to, 1).endsWith('-01') && !to.endsWith(from.slice(7))
  return { op: 'add-months', months: count, from, wantedDay, to, clamped, article: lastDayOfMonth }
}

const start = (
  policy: PlainPolicy,
  memberName: string,
  instant: Instant,
  events: readonly string[]
): Step[] => {
  const date = localDay(instant, policy.timeZone)
  return [
    { op: 'anchor', member: memberName, instant: writeInstant(instant), events },
    { op: 'local-date', zone: policy.timeZone, date },
    { op: 'day-not-counted', date, article: dayNotCounted }
  ]
}

const end = (policy: PlainPolicy, date: Day): Step[] => [
  { op: 'last-lawful-day', date },
  { op: 'exclusive-end', instant: writeInstant(firstInstantOf(addDays(date, 1), policy.timeZone)) }
]

const period = (policy: PlainPolicy, from: Day, keep: string): Step[] => {
  const count = (unit: string): number => Number(new RegExp(`(\\d+)${unit}`).exec(keep)?.[1] ?? 0)
  const [inMonths, days] = [count('Y') * 12 + count('M'), count('D')]
  const reached = addMonths(from, inMonths)
  const to = addDays(reached, days)
  return [
    ...(inMonths > 0 ? [months(from, inMonths)] : []),
    ...(days > 0 ? [{ op: 'add-days', days, from: reached, to }] : []),
    ...end(policy, to)
  ]
}

const ofHolds = (holds: readonly Hold[]): Step[] =>
  holds.map(({ id, own, suspends }) => ({ op: 'hold', holdId: id, takesOut: suspends, events: [own.id] }))

const ofGround = ({ rule, at, article, events }: Ground): Step => ({
  op: 'ground',
  rule,
  instant: writeInstant(at),
  article,
  events
})

interface Choice {
  because: string | undefined
  rules: readonly RecordingRule[]
}

/** The rules among which a recording's period is chosen, and why there is a choice. */
const choiceOf = (call: Call, own: Kept['own'], version: PolicyVersion): Choice => {
  const types = knownCustomerTypes(call.history.events)
  const fitting = version.recordings.filter(
    ({ direction, line }) =>
      fits(direction, member(own, 'direction') ?? '') && fits(line, member(own, 'line') ?? '')
  )
  const type = types.length > 1 ? 'several' : member(own, 'customerType')
  const matching = fitting.filter(
    ({ customerType }) => type === 'several' || fitsType(customerType, type ?? '')
  )
  if (matching.length === 0) return { because: 'no-rule', rules: version.recordings }
  const lacksOne = types.some(each => !matching.some(({ customerType }) => fits(customerType, each)))
  if (type === 'several' && lacksOne)
    return { because: 'customer-type-without-rule', rules: version.recordings }
  if (type === 'several') return { because: 'customer-type-conflict', rules: matching }
  return { because: type === 'unknown' ? 'customer-type-unknown' : undefined, rules: matching }
}

const expiry = (call: Call, kept: Kept, policy: PlainPolicy): Step[] => {
  const version = versionAt(policy, kept.start)
  const ended = member(kept.own, 'endedAt')
  const isEndUsed =
    ended !== undefined && readInstant(ended) >= kept.start && readInstant(ended) <= kept.own.at
  const recorded = kept.kind === 'recording'
  const anchor = recorded && isEndUsed ? readInstant(ended) : kept.start
  const from = localDay(anchor, policy.timeZone)
  const { because, rules } = choiceOf(call, kept.own, version)
  const [first, ...others] = (recorded ? rules : analysisRulesOf(version)).map(({ keep }) => keep)
  const shortest = others.reduce(
    (best, next) => (addPeriod(from, next) < addPeriod(from, best) ? next : best),
    first ?? ''
  )
  const candidates = rules.map(rule => ({ customerType: rule.customerType, keep: rule.keep }))
  const later = kept.expiry.version
  return [
    ...(recorded && because !== undefined
      ? [{ op: 'shortest-of', because, candidates, chosen: shortest, events: [kept.own.id] }]
      : []),
    ...start(policy, recorded ? (isEndUsed ? 'endedAt' : 'startedAt') : 'occurredAt', anchor, [kept.own.id]),
    ...period(policy, from, shortest),
    ...(later === version
      ? []
      : [
          {
            op: 'later-policy',
            version: later.version,
            effectiveFrom: writeInstant(readInstant(later.effectiveFrom)),
            candidate: writeInstant(kept.expiry.dueAt)
          }
        ])
  ]
}

const ofKept = (call: Call, kept: Kept, policy: PlainPolicy, asOf: Instant): Step[] => {
  const left = standingGrounds(call, kept, asOf)
  const grounds = left.length > 0 ? left : kept.grounds
  const [first] = grounds
  if (first === undefined) return []
  const candidates = grounds.map(({ rule, at }) => ({ rule, instant: writeInstant(at) }))
  const suspending = holdsInForce(call, asOf).filter(hold => kept.grounds.some(each => takesOut(hold, each)))
  return [
    ...(first.rule === 'expiry' ? expiry(call, kept, policy) : [ofGround(first)]),
    ...(grounds.length > 1 ? [{ op: 'earliest-of', candidates, chosen: writeInstant(first.at) }] : []),
    ...ofHolds(suspending)
  ]
}

/** From the last day of the time to the next working day, a step a day. */
const rolls = (from: Day): Step[] => {
  if (isWorkingDay(from)) return []
  const weekday = new Date(`${from}T00:00:00Z`).getUTCDay() === 6 ? 'saturday' : 'sunday'
  const to = addDays(from, 1)
  const because = isDanishHoliday(from) ? 'holiday' : weekday
  return [{ op: 'roll', from, to, because, article: nextWorkingDay }, ...rolls(to)]
}

const ofRequest = ({ own, ground, end: time }: AccessRequest, policy: PlainPolicy): Step[] => {
  const received = localDay(own.at, policy.timeZone)
  const extension = ground.events[1]
  const [a, b] = [addMonths(received, 3), addMonths(addMonths(received, 1), 2)]
  const chosen = a < b ? a : b
  return [
    ...start(policy, 'occurredAt', own.at, [own.id]),
    months(received, 1),
    ...(extension === undefined
      ? []
      : [{ op: 'extension', a, b, chosen, article: '12(3)', events: [extension] }]),
    ...rolls(extension === undefined ? addMonths(received, 1) : chosen),
    ...end(policy, time.lastLawfulDay)
  ]
}

const ofReview = ({ latest, ground }: Hold, policy: PlainPolicy): Step[] => [
  { op: 'local-date', zone: policy.timeZone, date: member(latest, 'reviewOn'), events: [latest.id] },
  ofGround(ground)
]

const ofProof = (call: Call, policy: PlainPolicy, asOf: Instant): Step[] => {
  const proof = proofOf(call, policy, asOf)
  if (proof === undefined || policy.proofOfConsent === undefined) return []
  const { anchor } = proof
  return [
    ...start(policy, 'occurredAt', anchor.at, [anchor.id]),
    ...period(policy, localDay(anchor.at, policy.timeZone), policy.proofOfConsent.period),
    ...ofHolds(holdsInForce(call, asOf))
  ]
}

/** The steps to the date of an action of a call. */
export const stepsTo = (
  call: Call,
  { target, targetId }: { target: TargetKind; targetId: string },
  policy: PlainPolicy,
  asOf: Instant
): Step[] => {
  const isIt = ({ id }: { id: string }): boolean => id === targetId
  switch (target) {
    case 'recording':
      return call.recordings.filter(isIt).flatMap(kept => ofKept(call, kept, policy, asOf))
    case 'analysis':
      return call.analyses.filter(isIt).flatMap(kept => ofKept(call, kept, policy, asOf))
    case 'access-request':
      return call.requests.filter(isIt).flatMap(request => ofRequest(request, policy))
    case 'hold':
      return call.holds.filter(isIt).flatMap(hold => ofReview(hold, policy))
    case 'proof':
      return ofProof(call, policy, asOf)
  }
}
