import type { LocalDate } from '@samtykke/core'
import { type BudgetLine, createMemoryJournals } from '@samtykke/retention'
import fc from 'fast-check'
import { createBudget, mostFor } from '../src/budget.ts'
import { rightOf } from './support/archive.ts'

const day = '2026-03-24' as LocalDate
const taken = (date: string, count: number): BudgetLine => ({
  type: 'budget-taken',
  day: date as LocalDate,
  count
})

test('workers together never do more than the most of a day, and all of it where they go on', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      async (most, workers, crashes) => {
        const { budget } = createMemoryJournals()
        let spent = 0
        let lost = 0
        for (const crash of crashes) {
          const all = Array.from({ length: workers }, () => createBudget(budget, most))
          const got = await Promise.all(all.flatMap(each => [each.spend(day, true), each.spend(day, true)]))
          spent += got.filter(each => rightOf(each)).length
          if (crash) lost += workers * Math.ceil(most / 50)
          else await Promise.all(all.map(each => each.close()))
        }
        expect(spent).toBeLessThanOrEqual(most)
        expect(spent + lost).toBeGreaterThanOrEqual(Math.min(most, 2 * workers * crashes.length))
      }
    ),
    { numRuns: 200 }
  )
})

test('the most is 1,000, or twice the largest of the 28 days before, or what a person set', () => {
  expect(mostFor([], day, undefined)).toBe(1_000)
  expect(mostFor([taken('2026-03-23', 400)], day, undefined)).toBe(1_000)
  expect(mostFor([taken('2026-02-24', 900), taken('2026-02-24', -100)], day, undefined)).toBe(1_600)
  expect(mostFor([taken('2026-02-23', 5_000), taken('2026-03-24', 5_000)], day, undefined)).toBe(1_000)
  expect(mostFor([taken('2026-03-23', 5_000)], day, 7)).toBe(7)
})

test('a day of a million that a person approved is taken in few parts', async () => {
  const { budget } = createMemoryJournals()
  const mine = createBudget(budget, undefined)
  for (let count = 0; count < 1_000_000; count++) rightOf(await mine.spend(day, false))
  await mine.close()
  const { lines } = rightOf(await budget.read())
  expect(lines.length).toBeLessThan(500)
  expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(1_000_000)
})
