/**
 * The numbers that a notification of a breach asks for.
 *
 * @see GDPR art. 33(3)(a)
 */
import type { Purpose } from '@samtykke/core'
import type { Exposure } from './exposure.ts'

/** How many data subjects and records it concerns. */
export interface BreachNumbers {
  /** With a reference; who has none is in the calls without. */
  readonly subjects: number
  readonly calls: number
  readonly callsWithoutReference: number
  readonly recordings: number
  readonly analyses: number
  /** Of the recordings. */
  readonly seconds: number
  readonly bytes: number
}

/** What is certain, and what it is at most: with all that is in doubt. */
export interface BreachRange {
  readonly atLeast: BreachNumbers
  readonly atMost: BreachNumbers
}

export const isCertain = ({ doubts }: Exposure): boolean => doubts.length === 0

/** What is counted together: all, what is of a purpose or of none, and what is of a type of customer. */
export type Category = 'all' | 'no-purpose' | `purpose ${Purpose}` | `customer ${Exposure['customerType']}`

const categoriesOf = ({ purposes, customerType }: Exposure): ReadonlyArray<Category> => [
  'all',
  `customer ${customerType}`,
  ...(purposes.length === 0 ? (['no-purpose'] as const) : purposes.map(each => `purpose ${each}` as const))
]

type Counts = { -readonly [Measure in keyof BreachNumbers]: BreachNumbers[Measure] }

const noCounts = (): Counts => ({
  subjects: 0,
  calls: 0,
  callsWithoutReference: 0,
  recordings: 0,
  analyses: 0,
  seconds: 0,
  bytes: 0
})

/** Numbers by category. */
type Tally = Map<Category, Counts>

const countsIn = (tally: Tally, category: Category): Counts => {
  const counts = tally.get(category) ?? noCounts()
  tally.set(category, counts)
  return counts
}

/** Counts what a call has of each category, its subjects apart; gives the categories. */
const countCall = (tally: Tally, exposures: ReadonlyArray<Exposure>): ReadonlyArray<Category> => {
  const seen = new Map<Category, Set<string>>()
  for (const each of exposures) {
    const { target, targetId, subjects, seconds = 0, bytes = 0 } = each
    const record = `${target} ${targetId}`
    for (const category of categoriesOf(each)) {
      const records = seen.get(category)
      // What was held twice, since it was stored again, is one recording.
      if (records?.has(record) === true) continue
      const counts = countsIn(tally, category)
      if (records === undefined) {
        seen.set(category, new Set([record]))
        counts.calls++
        if (subjects.length === 0) counts.callsWithoutReference++
      } else records.add(record)
      if (target === 'recording') counts.recordings++
      else counts.analyses++
      counts.seconds += seconds
      counts.bytes += bytes
    }
  }
  return [...seen.keys()]
}

/** In which categories a call or a subject is. */
export interface Categories {
  readonly atLeast: ReadonlyArray<Category>
  readonly atMost: ReadonlyArray<Category>
}

/** Numbers in the making. */
export interface NumbersCounter {
  /** What there is of a call. */
  readonly call: (exposures: ReadonlyArray<Exposure>) => Categories
  /** A subject, of whom no more comes. */
  readonly subject: (categories: Categories) => void
  readonly rangeOf: (category: Category) => BreachRange
  /** Of which something was counted. */
  readonly purposes: () => ReadonlyArray<Purpose>
}

export const countNumbers = (): NumbersCounter => {
  const [atLeast, atMost]: readonly [Tally, Tally] = [new Map(), new Map()]
  return {
    call: exposures => ({
      atLeast: countCall(atLeast, exposures.filter(isCertain)),
      atMost: countCall(atMost, exposures)
    }),
    subject: of => {
      for (const category of of.atLeast) countsIn(atLeast, category).subjects++
      for (const category of of.atMost) countsIn(atMost, category).subjects++
    },
    rangeOf: category => ({
      atLeast: atLeast.get(category) ?? noCounts(),
      atMost: atMost.get(category) ?? noCounts()
    }),
    purposes: () =>
      [...atMost.keys()]
        .flatMap(each => (each.startsWith('purpose ') ? [each.slice('purpose '.length)] : []))
        .sort()
  }
}
