// The instants of one history: few, and on the edges that the rules have.
import { answerEnd, endOf, extendedAnswerEnd } from './periods.ts'
import type { Random } from './random.ts'
import { firstInstantOf, hour, localDay, minute } from './time.ts'
import type { Instant } from './time.ts'

const day = 24 * hour
const zone = 'Europe/Copenhagen'

const bases = [
  ...['2025-08-31T12:00:00Z', '2023-08-31T12:00:00Z', '2025-04-25T22:30:00Z', '2025-12-31T23:30:00Z'],
  ...['2024-10-31T12:00:00Z', '2025-11-30T12:00:00Z', '2026-03-05T09:00:00Z', '2026-01-31T10:00:00Z'],
  ...['2025-09-29T00:59:59.999Z', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z', '2026-03-29T01:00:00Z'],
  ...['2024-02-29T22:59:59.999Z', '2024-02-29T23:00:00Z', '2022-04-05T08:00:00Z', '2025-11-25T15:00:00Z']
].map(text => Date.parse(text))

/** Sorted, without repeats; the first of `bases` of the history is always among them. */
export const momentsOf = (random: Random): { base: Instant; moments: readonly Instant[] } => {
  const base = random.chance(0.6)
    ? random.pick(bases)
    : Date.UTC(
        2018 + random.below(9),
        random.below(12),
        1 + random.below(31),
        random.below(24),
        random.below(60)
      )
  const ends = [
    () => endOf('P6M', base, zone),
    () => endOf('P3M', base, zone),
    () => endOf('P16M', base, zone),
    () => endOf('P1M', base, zone),
    () => answerEnd(base, zone),
    () => extendedAnswerEnd(base, zone)
  ]
  const [end, otherEnd] = [random.pick(ends)().dueAt, random.pick(ends)().dueAt]
  const near = [
    ...[base + 1, base + 1000, base + 4000, base + 5 * minute, base + 5 * minute + 1, base + 10 * minute],
    ...[
      base + hour,
      base + day,
      base + day + 1,
      base + 3 * day,
      base - 1000,
      base - 1,
      base - hour,
      base - day
    ],
    ...[base - day + 1, base - day - 1, base - 7 * day, firstInstantOf(localDay(base, zone), zone)],
    ...[base + 40 * day, base + 100 * day, base + 400 * day, base + 800 * day]
  ]
  const far = [end, end - 1, end + 1, end + hour, end + day, end + day - 1, otherEnd, otherEnd - 1]
  const count = 3 + random.below(8)
  const chosen = Array.from({ length: count }, () => random.pick(random.chance(0.6) ? near : far))
  return { base, moments: [...new Set([base, ...chosen])].sort((left, right) => left - right) }
}
