/**
 * JSON in one form only, so that equal values have equal bytes.
 */
import { ordText } from './order.ts'

const text = ordText.compare

/** What is nested deeper is written without recursion: a stored value may be nested as deep as it likes. */
const mostRecursion = 500

/** Text, or a value that is text still to be made. */
type Piece = string | readonly [value: unknown]

const membersOf = (value: object): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => text(a, b))

const leaf = (value: unknown): string => (value === undefined ? 'null' : JSON.stringify(value))

const piecesOf = (value: unknown): ReadonlyArray<Piece> => {
  if (Array.isArray(value)) {
    return [
      '[',
      ...value.flatMap((each, index): Array<Piece> => (index === 0 ? [[each]] : [',', [each]])),
      ']'
    ]
  }
  if (typeof value !== 'object' || value === null) return [leaf(value)]
  const members = membersOf(value).flatMap(([key, each], index): Array<Piece> => [
    `${index === 0 ? '' : ','}${JSON.stringify(key)}:`,
    [each]
  ])
  return ['{', ...members, '}']
}

const withoutRecursion = (value: unknown): string => {
  const texts: Array<string> = []
  const left: Array<Piece> = [[value]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'string') texts.push(next)
    else for (const piece of piecesOf(next[0]).toReversed()) left.push(piece)
  }
  return texts.join('')
}

const write = (value: unknown, levels: number): string => {
  if (typeof value !== 'object' || value === null) return leaf(value)
  if (levels === 0) return withoutRecursion(value)
  if (Array.isArray(value)) return `[${value.map(each => write(each, levels - 1)).join(',')}]`
  const members = membersOf(value).map(([key, each]) => `${JSON.stringify(key)}:${write(each, levels - 1)}`)
  return `{${members.join(',')}}`
}

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
export const canonicalJson = (value: unknown): string => write(value, mostRecursion)
