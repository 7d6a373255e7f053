/**
 * How durations are spread, without keeping each of them.
 */
/**
 * Durations in whole seconds with how often each came: exactly while at most 1,000 differ, beyond that to three
 * significant digits. Which of the two follows from the durations alone, and not from how they were split and merged.
 */
export interface Durations {
  readonly counts: Map<number, number>
  /** By length: of each duration as it was, also where the others are to three digits. */
  readonly lengths: Record<Bucket, number>
  longest: number
  isRounded: boolean
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

export const noDurations = (): Durations => ({
  counts: new Map(),
  lengths: Object.fromEntries(buckets.map(name => [name, 0])) as Record<Bucket, number>,
  longest: 0,
  isRounded: false
})

const mostExact = 1000
const exactBelow = 1000

const toThreeDigits = (seconds: number): number => {
  let unit = 1
  while (seconds >= exactBelow * unit) unit *= 10
  return Math.floor(seconds / unit) * unit
}

const round = (durations: Durations): void => {
  if (durations.isRounded) return
  durations.isRounded = true
  const { counts } = durations
  for (const [seconds, times] of [...counts]) {
    const rounded = toThreeDigits(seconds)
    if (rounded === seconds) continue
    counts.delete(seconds)
    counts.set(rounded, (counts.get(rounded) ?? 0) + times)
  }
}

const add = (durations: Durations, seconds: number, times: number): void => {
  const { counts, isRounded } = durations
  const kept = isRounded ? toThreeDigits(seconds) : seconds
  counts.set(kept, (counts.get(kept) ?? 0) + times)
  if (counts.size > mostExact) round(durations)
}

export const observe = (durations: Durations, seconds: number): void => {
  const [name] = limits.find(([, limit]) => seconds <= limit) ?? limits[limits.length - 1]!
  durations.lengths[name]++
  if (seconds > durations.longest) durations.longest = seconds
  add(durations, seconds, 1)
}

export const mergeDurations = (into: Durations, from: Durations): void => {
  if (from.isRounded) round(into)
  for (const [seconds, times] of from.counts) add(into, seconds, times)
  for (const name of buckets) into.lengths[name] += from.lengths[name]
  into.longest = Math.max(into.longest, from.longest)
}

/**
 * How durations are spread; in seconds, percentiles by nearest rank. They are exact while at most 1,000 durations
 * differ, beyond that to three significant digits, rounded down; the longest and the buckets are always exact.
 */
export interface Distribution {
  readonly count: number
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  readonly max: number | null
  readonly buckets: Readonly<Record<Bucket, number>>
}

export const distributionOf = ({ counts, lengths, longest }: Durations): Distribution => {
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
  return {
    count: total,
    p50: percentile(50),
    p90: percentile(90),
    p99: percentile(99),
    max: total === 0 ? null : longest,
    buckets: { ...lengths }
  }
}
