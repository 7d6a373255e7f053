/**
 * How deep a value may be nested.
 */

/** An event is at most so many objects and lists deep: whoever walks a value would else run out of stack. */
export const deepestNesting = 200

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some(each => isDeeperThan(levels - 1, each)))

/** A text that is shorter than this holds nothing that is nested too deep: each level opens and closes. */
const shortest = 2 * deepestNesting

/**
 * Whether the value that a JSON text holds is nested deeper than `deepestNesting` levels. Such a line is no event, for
 * whoever reads it.
 *
 * @param text the text that `value` was read from: a short one is not walked
 *
 * @example
 * import { isNestedTooDeep } from '@samtykke/core'
 *
 * const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
 * const isTooDeep = (text: string) => isNestedTooDeep(text, JSON.parse(text))
 * assert.deepStrictEqual([isTooDeep(lists(200)), isTooDeep(lists(201))], [false, true])
 *
 * @see contract, section 5, "Bad input"
 */
export const isNestedTooDeep = (text: string, value: unknown): boolean =>
  text.length > shortest && isDeeperThan(deepestNesting, value)
