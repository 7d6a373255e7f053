// How durations are spread, against durations that are all kept.
import * as fc from 'fast-check'
import {
  type Distribution,
  distributionOf,
  type Durations,
  mergeDurations,
  noDurations,
  observe
} from '../../src/report/distribution.ts'

const folded = (durations: ReadonlyArray<number>): Durations => {
  const into = noDurations()
  for (const seconds of durations) observe(into, seconds)
  return into
}

const threeDigits = (seconds: number): number => {
  const text = String(seconds)
  return Number(text.slice(0, 3) + '0'.repeat(Math.max(0, text.length - 3)))
}

/** By nearest rank, of all of them. */
const expected = (durations: ReadonlyArray<number>): Distribution => {
  const isExact = new Set(durations).size <= 1000
  const sorted = [...durations].sort((a, b) => a - b)
  const ranked = (percent: number) => {
    const at = sorted[Math.ceil((percent * sorted.length) / 100) - 1]
    return at === undefined ? null : isExact ? at : threeDigits(at)
  }
  const between = (more: number, most: number) => sorted.filter(each => each > more && each <= most).length
  const days = (count: number) => count * 24 * 60 * 60
  return {
    count: sorted.length,
    p50: ranked(50),
    p90: ranked(90),
    p99: ranked(99),
    max: sorted.at(-1) ?? null,
    buckets: {
      upToHour: between(-1, 3600),
      upToDay: between(3600, days(1)),
      upToWeek: between(days(1), days(7)),
      upToMonth: between(days(7), days(30)),
      more: between(days(30), Infinity)
    }
  }
}

const anySeconds = fc.oneof(
  fc.integer({ min: 0, max: 1200 }),
  fc.integer({ min: 0, max: 100_000 }),
  fc.integer({ min: 0, max: 400_000_000 }),
  fc.constantFrom(999, 1000, 1001, 3600, 3601, 86_400, 86_401, 604_800, 604_801, 2_592_000, 2_592_001)
)

/** Few and many, about the thousand that may differ, some of them more than once. */
const anyDurations = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 40, 990, 999, 1000, 1001, 1010, 2500),
    fc.array(anySeconds, { minLength: 1, maxLength: 60 }),
    fc.constantFrom(1, 7, 60, 3601)
  )
  .map(([different, some, step]) => [
    ...Array.from({ length: different }, (_, i) => (some[0] ?? 0) + i * step),
    ...some,
    ...some
  ])

/** Put together two at a time, any two. */
const merged = (parts: ReadonlyArray<Durations>, choices: ReadonlyArray<number>): Durations => {
  const left = [...parts]
  for (const choice of choices) {
    if (left.length === 1) break
    // As they cross from thread to thread.
    const [from] = left.splice(choice % left.length, 1).map(part => structuredClone(part))
    mergeDurations(left[(choice >> 8) % left.length]!, from!)
  }
  const into = noDurations()
  for (const part of left) mergeDurations(into, part)
  return into
}

test('any split and order of merging is as one fold, and as all of them sorted', () => {
  fc.assert(
    fc.property(
      anyDurations,
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      (durations, many, choices) => {
        const parts = Array.from({ length: many }, () => noDurations())
        for (const [i, seconds] of durations.entries())
          observe(parts[(choices[i % choices.length]! + i) % many]!, seconds)
        const of = expected(durations)
        expect(distributionOf(folded(durations))).toEqual(of)
        expect(distributionOf(folded([...durations].reverse()))).toEqual(of)
        expect(distributionOf(merged(parts, choices))).toEqual(of)
      }
    ),
    { numRuns: 200 }
  )
})

test('a single one of 180 days is told as 180 days', () => {
  const seconds = 180 * 24 * 60 * 60
  const { p50, p90, p99, max } = distributionOf(folded([seconds]))
  expect([p50, p90, p99, max]).toEqual([seconds, seconds, seconds, seconds])
})

test('a thousand that differ are exact, one more are not; by length they always are', () => {
  const from = 86_401
  const thousand = Array.from({ length: 1000 }, (_, i) => from + i)
  expect(distributionOf(folded([...thousand, ...thousand])).p50).toBe(from + 499)
  const more = distributionOf(folded([...thousand, from + 1000]))
  expect([more.p50, more.p99, more.max]).toEqual([86_900, 87_300, from + 1000])
  expect(more.buckets).toMatchObject({ upToDay: 0, upToWeek: 1001 })
})

test('what is kept does not grow with the durations', () => {
  const durations = folded(Array.from({ length: 200_000 }, (_, i) => i * 7))
  expect(durations.counts.size).toBeLessThan(5000)
})
