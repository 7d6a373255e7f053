/**
 * How deep a value may be nested.
 */

/** An event is at most so many objects and lists deep: whoever walks a value would else run out of stack. */
export const deepestNesting = 200

// Every line is walked, and hardly any holds an object: a list of its values made for it costs more than the walk.
const isDeeperThan = (levels: number, value: object): boolean => {
  if (levels === 0) return true
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof member === 'object' && member !== null && isDeeperThan(levels - 1, member)) return true
  }
  return false
}

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
  text.length > shortest && typeof value === 'object' && value !== null && isDeeperThan(deepestNesting, value)
