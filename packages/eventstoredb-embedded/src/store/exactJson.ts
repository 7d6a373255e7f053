/**
 * JSON whose integers keep all their digits, as the server's 64 bits need: an integer is a `bigint`, any other number
 * (`2.0`, `1e2`) a `number`.
 */

/** Inside a text, an integer is a string that begins with this character of private use. */
const mark = '\uE000'

const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g

/** @throws SyntaxError for a text that is no JSON */
export const parseExactly = (text: string): unknown => {
  JSON.parse(text)
  const marked = text.replaceAll(stringOrNumber, token =>
    /^-?\d+$/.test(token) ? `"${mark}${token}"` : token
  )
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && /^\uE000-?\d+$/.test(value) ? BigInt(value.slice(1)) : value
  )
}

export const stringifyExactly = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? `${mark}${each.toString()}` : each
  ).replaceAll(/"\uE000(-?\d+)"/g, '$1')
