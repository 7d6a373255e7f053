/**
 * The arithmetic of a deadline, step by step: from an instant over days and months to the last lawful day.
 *
 * @see Regulation (EEC, Euratom) No 1182/71, art. 3
 */
import { type Calendar, plusDays, plusMonths, nonWorkingDay } from './deadline.ts'
import type { Event } from './event.ts'
import type { AnchorMember, ExplanationStep, Steps } from './explanationStep.ts'
import type { Instant, LocalDate } from './instant.ts'
import { type Period, periodParts } from './period.ts'

const dayNotCounted = 'Reg. 1182/71 3(1)'
const sameNumberedDay = 'Reg. 1182/71 3(2)(c)'
const nextWorkingDay = 'Reg. 1182/71 3(4)'

const dayOf = (date: LocalDate): number => Number(date.slice(8, 10))

export const addMonths = (from: LocalDate, months: number): ExplanationStep & { readonly to: LocalDate } => {
  const to = plusMonths(from, months)
  const wantedDay = dayOf(from)
  return {
    op: 'add-months',
    months,
    from,
    wantedDay,
    to,
    clamped: dayOf(to) !== wantedDay,
    article: sameNumberedDay
  }
}

/** The instant that a member of events names. */
interface Anchor {
  readonly member: AnchorMember
  readonly instant: Instant
  readonly events: ReadonlyArray<string>
}

export const eventAnchor = ({ occurredAt, id }: Event): Anchor => ({
  member: 'occurredAt',
  instant: occurredAt,
  events: [id]
})

/** From an instant to the day from which is counted. */
export const startSteps = ({ localDate }: Calendar, zone: string, anchor: Anchor): Steps => [
  { op: 'anchor', ...anchor },
  { op: 'local-date', zone, date: localDate(anchor.instant) },
  { op: 'day-not-counted', date: localDate(anchor.instant), article: dayNotCounted }
]

/** From the last lawful day to the instant at which it is over. */
export const endSteps = (calendar: Calendar, last: LocalDate): Steps => [
  { op: 'last-lawful-day', date: last },
  { op: 'exclusive-end', instant: calendar.startOfDay(plusDays(last, 1)) }
]

/** A period counted from a day, to its end. */
export const periodSteps = (calendar: Calendar, from: LocalDate, period: Period): Steps => {
  const { months, days } = periodParts(period)
  const byMonths = addMonths(from, months)
  const reached = byMonths.to
  const last = plusDays(reached, days)
  return [
    ...(months > 0 ? [byMonths] : []),
    ...(days > 0 ? [{ op: 'add-days', days, from: reached, to: last } as const] : []),
    ...endSteps(calendar, last)
  ]
}

/** From a day that is no working day to the next that is one. */
export const rollSteps = ({ holidays }: Calendar, from: LocalDate, to: LocalDate): Steps => {
  const steps: Array<ExplanationStep> = []
  for (let day = from; day < to; day = plusDays(day, 1)) {
    const because = nonWorkingDay(holidays, day)
    if (because === undefined) break
    steps.push({ op: 'roll', from: day, to: plusDays(day, 1), because, article: nextWorkingDay })
  }
  return steps
}
