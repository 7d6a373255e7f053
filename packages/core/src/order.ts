/**
 * The order of texts, on which all other orders rest.
 *
 * @see contract, section 5: "Strings compare by code unit; absent comes first"
 */
import type { Ord } from 'fp-ts/lib/Ord.js'

/**
 * The order that a comparison makes. Not by fp-ts, which asks first whether both are the same: sorting then takes a tenth
 * longer.
 */
export const ordBy = <A>(compare: (first: A, second: A) => -1 | 0 | 1): Ord<A> => ({
  equals: (a, b) => compare(a, b) === 0,
  compare
})

const compare = (a = '', b = ''): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Texts by code unit; what is absent comes first.
 *
 * @example
 * import { ordText } from '@samtykke/core'
 *
 * assert.deepStrictEqual(['b', 'a', 'B'].sort(ordText.compare), ['B', 'a', 'b'])
 * assert.equal(ordText.compare(undefined, 'a'), -1)
 *
 * @see contract, section 5
 */
export const ordText: Ord<string | undefined> = ordBy(compare)
