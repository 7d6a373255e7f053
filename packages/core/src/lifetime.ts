/**
 * Until when something is kept: as long as one of its purposes lives, and no longer.
 *
 * A purpose lives while its legal basis stands and its own period runs.
 *
 * @see policies, section 3
 */
import type { TakingKind } from './consentAct.ts'
import type { Calendar } from './deadline.ts'
import type { Event } from './event.ts'
import type { Fit, Schedule } from './fit.ts'
import { expiryGround, type Ground, noBasisGround, takingGround } from './ground.ts'
import type { Instant } from './instant.ts'
import { firstPlace, noPurposes, placesIn, type PurposeSet } from './purposeSet.ts'
import { type Expiry, expiryOf, type Rules } from './rules.ts'
import { mapped, none, those } from './select.ts'
import { isTaken, type Takeable, type Taken, takenBy } from './taking.ts'

/** Purposes whose period ends before the last purpose does. */
export interface ShorterPeriod {
  readonly purposes: PurposeSet
  readonly dueAt: Instant
}

/** When the purposes end, and why. */
export interface Lifetime {
  /** In the contract's order at one instant; not yet by instant. */
  readonly grounds: Array<Ground>
  /** The period that decides, with the version that gave it. */
  readonly expiry: Expiry
  readonly shorter: ReadonlyArray<ShorterPeriod>
}

/** What lives by purposes. */
interface Living {
  readonly rules: Rules
  /** The event of what is kept. */
  readonly own: Event
  /** From when its period runs. */
  readonly anchor: Instant
  readonly fit: Fit
  readonly takeable: Takeable
}

/** The end of the period of some purposes. */
interface PeriodEnd {
  readonly purposes: PurposeSet
  readonly expiry: Expiry
}

type PeriodEnds = readonly [PeriodEnd, ...ReadonlyArray<PeriodEnd>]

/** The periods of purposes, and what follows from these alone. */
interface Periods {
  readonly ends: PeriodEnds
  /** The latest. */
  readonly expiry: Expiry
  readonly shorter: ReadonlyArray<ShorterPeriod>
}

const kinds: ReadonlyArray<TakingKind> = ['objection', 'withdrawal', 'request']

/** The ends of the periods of purposes; where there are none, of what applies then. */
const periodEnds = (
  rules: Rules,
  anchor: Instant,
  { schedules, otherwise }: Fit,
  purposes: PurposeSet
): PeriodEnds => {
  const endOf = (schedule: Schedule): PeriodEnd => ({
    purposes: schedule.purposes & purposes,
    expiry: expiryOf(rules, anchor, schedule)
  })
  if (schedules.length === 1 && purposes !== noPurposes) return [endOf(schedules[0] as Schedule)]
  const [first, ...others] = schedules
    .filter(schedule => (schedule.purposes & purposes) !== noPurposes)
    .map(endOf)
  return first === undefined ? [endOf(otherwise)] : [first, ...others]
}

/** The latest; of several, that of the first purpose. */
const latestEnd = (ends: PeriodEnds): Expiry => {
  let latest = ends[0]
  for (let i = 1; i < ends.length; i++) {
    const end = ends[i] as PeriodEnd
    const isFirst =
      end.expiry.dueAt === latest.expiry.dueAt && firstPlace(end.purposes) < firstPlace(latest.purposes)
    if (end.expiry.dueAt > latest.expiry.dueAt || isFirst) latest = end
  }
  return latest.expiry
}

const shorterThan = (periods: ReadonlyArray<PeriodEnd>, last: Instant): ReadonlyArray<ShorterPeriod> => {
  const shorter = those(periods, ({ expiry }) => expiry.dueAt < last)
  return mapped(shorter, ({ purposes, expiry }) => ({ purposes, dueAt: expiry.dueAt }))
}

const mostRemembered = 4096

/** By what is asked of a fit on a day: all that is alike and begins on that day has the same periods. */
type Remembered = WeakMap<Fit, Map<string, Periods>>
const remembered = new WeakMap<Calendar, Remembered>()

const emptyIn = <K extends object, A>(map: WeakMap<K, A>, key: K, empty: A): A => {
  map.set(key, empty)
  return empty
}

const periodsOf = (rules: Rules, anchor: Instant, fit: Fit, purposes: PurposeSet): Periods => {
  const { calendar } = rules
  const ofCalendar = remembered.get(calendar) ?? emptyIn(remembered, calendar, new WeakMap())
  const ofFit = ofCalendar.get(fit) ?? emptyIn(ofCalendar, fit, new Map<string, Periods>())
  const key = `${calendar.localDate(anchor)}${purposes}`
  const before = ofFit.get(key)
  if (before !== undefined) return before
  const ends = periodEnds(rules, anchor, fit, purposes)
  const expiry = latestEnd(ends)
  const periods = { ends, expiry, shorter: shorterThan(ends, expiry.dueAt) }
  if (ofFit.size < mostRemembered) ofFit.set(key, periods)
  return periods
}

interface PurposeEnd {
  readonly place: number
  readonly expiry: Expiry
  /** The earliest of the end of its period and of what acts took. */
  readonly at: Instant
}

const purposeEnds = (
  purposes: PurposeSet,
  ends: ReadonlyArray<PeriodEnd>,
  taken: ReadonlyArray<Taken>
): ReadonlyArray<PurposeEnd> =>
  mapped(placesIn(purposes), place => {
    const { expiry } = ends.find(end => (end.purposes & (1 << place)) !== 0) as PeriodEnd
    let at = expiry.dueAt
    for (const kind of taken) {
      const takenAt = kind.at(place)
      if (takenAt !== undefined && takenAt < at) at = takenAt
    }
    return { place, expiry, at }
  })

/** The lifetime where acts took something of it. */
const takenLifetime = (
  { own, takeable: { purposes } }: Living,
  onConsent: PurposeSet,
  periods: Periods,
  taken: ReadonlyArray<Taken>
): Lifetime => {
  const ends = purposeEnds(purposes, periods.ends, taken)
  let last = (ends[0] as PurposeEnd).at
  for (const { at } of ends) if (at > last) last = at
  const byPeriod = ends.find(
    ({ place, expiry, at }) =>
      at === last && expiry.dueAt === last && !taken.some(kind => kind.at(place) === last)
  )
  const expiry = byPeriod?.expiry ?? periods.expiry
  const isAtLast = expiry.dueAt === last || taken.some(({ allAt }) => allAt === last)
  const grounds = taken.flatMap(kind => {
    const tookLast = !isAtLast && ends.some(({ place, at }) => at === last && kind.at(place) === last)
    const at = tookLast ? last : kind.allAt
    return at === undefined
      ? []
      : [takingGround(kind.kind, at, kind.acts, (purposes & onConsent) !== noPurposes)]
  })
  return {
    grounds: [...grounds, expiryGround(expiry.dueAt, own)],
    expiry,
    shorter: shorterThan(periods.ends, last)
  }
}

/**
 * When what stood at the start ends.
 *
 * @param living of which the purposes are not empty
 */
export const lifetimeOf = (living: Living, onConsent: PurposeSet): Lifetime => {
  const { rules, own, anchor, fit, takeable } = living
  const taken = isTaken(takeable)
  if (!taken && fit.schedules.length === 1) {
    // As most live: nothing was taken, and all end together.
    const expiry = expiryOf(rules, anchor, fit.schedules[0] as Schedule)
    return { grounds: [expiryGround(expiry.dueAt, own)], expiry, shorter: none }
  }
  const periods = periodsOf(rules, anchor, fit, takeable.purposes)
  if (taken) {
    const byKind = kinds.flatMap(kind => takenBy(takeable, kind) ?? [])
    return takenLifetime(living, onConsent, periods, byKind)
  }
  const { expiry, shorter } = periods
  return { grounds: [expiryGround(expiry.dueAt, own)], expiry, shorter }
}

/**
 * The lifetime of what no purpose stood for at its start: due from then; by the periods of what matched, it would have
 * ended.
 *
 * @param matching the purposes whose condition matches
 */
export const baselessLifetime = (
  { rules, own, anchor, fit, takeable: { acts, start, from } }: Living,
  matching: PurposeSet
): Lifetime => {
  const grounds: Array<Ground> = [noBasisGround(start, own)]
  const { expiry } = periodsOf(rules, anchor, fit, matching)
  if (from === 'takesFromAnalysis') {
    const objection = acts.find(({ at, event }) => at > start && event.type === 'analysis-objected')
    if (objection !== undefined) grounds.push(takingGround('objection', objection.at, [objection], true))
  }
  const scope = from === 'takesFromAnalysis' ? 'analysis' : 'recording'
  const request = acts.find(
    ({ at, event }) =>
      at > start && event.type === 'erasure-requested' && (event.scope === 'all' || event.scope === scope)
  )
  if (request !== undefined) grounds.push(takingGround('request', request.at, [request], true))
  grounds.push(expiryGround(expiry.dueAt, own))
  return { grounds, expiry, shorter: none }
}
