/**
 * What falls due in the coming months.
 */
import {
  type GroundRule,
  type Instant,
  type LocalDate,
  ordText,
  type TargetKind,
  type View
} from '@samtykke/core'
import { addCounts, type Counts, count, type Section } from './section.ts'

/** How many actions of one kind fall due in a local month. */
export interface ForecastRow {
  /** `YYYY-MM`, in the policy's time zone. */
  readonly month: string
  readonly target: TargetKind
  readonly rule: GroundRule
  readonly count: number
}

/** What falls due in the coming 24 local months. */
export interface Forecast {
  readonly months: ReadonlyArray<string>
  readonly scheduled: ReadonlyArray<ForecastRow>
  /** By the date that returns when the hold is released; also dates that have passed. */
  readonly suspended: ReadonlyArray<ForecastRow>
  readonly reviews: ReadonlyArray<ForecastRow>
  /** Scheduled for later than these months. */
  readonly later: number
}

const horizon = 24

const nextMonth = (month: string): string => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`
}

const monthOf = ({ rules }: View, instant: Instant): string => {
  const date: LocalDate = rules.calendar.localDate(instant)
  return date.slice(0, 7)
}

const monthsFrom = (view: View): ReadonlyArray<string> => {
  const months = [monthOf(view, view.asOf)]
  while (months.length < horizon) months.push(nextMonth(months[months.length - 1]!))
  return months
}

const rowsOf = (counts: Counts, kind: string, has: (month: string) => boolean): ReadonlyArray<ForecastRow> =>
  Object.entries(counts)
    .map(([key, times]) => {
      const [of, month = '', target, rule] = key.split(' ')
      return { of, row: { month, target: target as TargetKind, rule: rule as GroundRule, count: times } }
    })
    .filter(({ of, row }) => of === kind && has(row.month))
    .map(({ row }) => row)
    .sort(
      (a, b) =>
        ordText.compare(a.month, b.month) ||
        ordText.compare(a.target, b.target) ||
        ordText.compare(a.rule, b.rule)
    )

/** The forecast. */
export const forecast: Section<Counts, Forecast> = {
  empty: () => ({}),
  add: (counts, { view, actions }) => {
    for (const { status, target, rule, dueAt } of actions) {
      if (status === 'due') continue
      const kind = target === 'hold' ? 'review' : status
      count(counts, `${kind} ${monthOf(view, dueAt)} ${target} ${rule}`)
    }
  },
  merge: addCounts,
  result: (counts, view) => {
    const months = monthsFrom(view)
    const within = new Set(months)
    const last = months[months.length - 1]!
    const isLater = (month: string): boolean => month > last
    return {
      months,
      scheduled: rowsOf(counts, 'scheduled', month => within.has(month)),
      suspended: rowsOf(counts, 'suspended', () => true),
      reviews: rowsOf(counts, 'review', month => within.has(month)),
      later: [...rowsOf(counts, 'scheduled', isLater), ...rowsOf(counts, 'review', isLater)].reduce(
        (sum, row) => sum + row.count,
        0
      )
    }
  }
}
