/**
 * The numbers that a notification of a breach asks for.
 *
 * @see GDPR art. 33(3)(a)
 */
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

const sum = (values: ReadonlyArray<number | undefined>): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0)

/** What was held twice, since it was stored again, is one recording. */
const distinct = (exposures: ReadonlyArray<Exposure>): ReadonlyArray<Exposure> => [
  ...new Map(
    exposures.map(each => [`${each.callId} ${each.target} ${each.targetId}`, each] as const)
  ).values()
]

const numbersOf = (exposures: ReadonlyArray<Exposure>): BreachNumbers => {
  const records = distinct(exposures)
  const calls = new Map(records.map(each => [each.callId, each.subjects] as const))
  return {
    subjects: new Set([...calls.values()].flat()).size,
    calls: calls.size,
    callsWithoutReference: [...calls.values()].filter(({ length }) => length === 0).length,
    recordings: records.filter(({ target }) => target === 'recording').length,
    analyses: records.filter(({ target }) => target === 'analysis').length,
    seconds: sum(records.map(({ seconds }) => seconds)),
    bytes: sum(records.map(({ bytes }) => bytes))
  }
}

export const isCertain = ({ doubts }: Exposure): boolean => doubts.length === 0

export const rangeOf = (exposures: ReadonlyArray<Exposure>): BreachRange => ({
  atLeast: numbersOf(exposures.filter(isCertain)),
  atMost: numbersOf(exposures)
})
