/**
 * JSON in one form only, so that equal values have equal bytes.
 */

const member = (key: string, value: unknown): string => `${JSON.stringify(key)}:${canonicalJson(value)}`

/**
 * The canonical JSON of a JSON value: members sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript writes them. Members that are `undefined` are left out.
 *
 * @example
 * import { canonicalJson } from '@samtykke/core'
 *
 * assert.deepStrictEqual(canonicalJson({ b: [1, 1e21], a: null }), '{"a":null,"b":[1,1e+21]}')
 *
 * @see RFC 8785
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${members.map(([key, each]) => member(key, each)).join(',')}}`
  }
  return value === undefined ? 'null' : JSON.stringify(value)
}
