/**
 * How durations are spread, without keeping each of them.
 */
/** Durations in whole seconds, to three significant digits, with how often each came; and the longest, exactly. */
export interface Durations {
  readonly counts: Map<number, number>
  longest: number
}

export const noDurations = (): Durations => ({ counts: new Map(), longest: 0 })

const exactBelow = 1000

const toThreeDigits = (seconds: number): number => {
  let unit = 1
  while (seconds >= exactBelow * unit) unit *= 10
  return Math.floor(seconds / unit) * unit
}

const add = ({ counts }: Durations, seconds: number, times: number): void => {
  counts.set(seconds, (counts.get(seconds) ?? 0) + times)
}

export const observe = (durations: Durations, seconds: number): void => {
  add(durations, toThreeDigits(seconds), 1)
  if (seconds > durations.longest) durations.longest = seconds
}

export const mergeDurations = (into: Durations, from: Durations): void => {
  for (const [seconds, times] of from.counts) add(into, seconds, times)
  into.longest = Math.max(into.longest, from.longest)
}

const day = 86_400
const limits = [
  ['upToHour', 3_600],
  ['upToDay', day],
  ['upToWeek', 7 * day],
  ['upToMonth', 30 * day],
  ['more', Infinity]
] as const

/** The name of a bucket: at most an hour, a day, seven days, thirty days, or more. */
export type Bucket = (typeof limits)[number][0]

export const buckets: ReadonlyArray<Bucket> = limits.map(([name]) => name)

/** How durations are spread; in seconds, percentiles by nearest rank, to three significant digits. */
export interface Distribution {
  readonly count: number
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  readonly max: number | null
  readonly buckets: Readonly<Record<Bucket, number>>
}

export const distributionOf = ({ counts, longest }: Durations): Distribution => {
  const values = [...counts].sort(([a], [b]) => a - b)
  const total = values.reduce((sum, [, times]) => sum + times, 0)
  const percentile = (percent: number): number | null => {
    const rank = Math.ceil((percent / 100) * total)
    let passed = 0
    for (const [seconds, times] of values) {
      passed += times
      if (passed >= rank) return seconds
    }
    return null
  }
  const bucketed = Object.fromEntries(buckets.map(name => [name, 0])) as Record<Bucket, number>
  for (const [seconds, times] of values) {
    const [name] = limits.find(([, limit]) => seconds <= limit) ?? limits[limits.length - 1]!
    bucketed[name] += times
  }
  return {
    count: total,
    p50: percentile(50),
    p90: percentile(90),
    p99: percentile(99),
    max: total === 0 ? null : longest,
    buckets: bucketed
  }
}
