/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no white space, numbers and
 * strings as ECMAScript writes them. A lone surrogate, which the RFC leaves out, is written as its escape, so
 * that every JSON value has one text.
 *
 * @example
 * import { canonicalJson } from '@samtykke/audit'
 * canonicalJson({ b: 1.0, a: ['x'] }) // '{"a":["x"],"b":1}'
 */
export const canonicalJson = (value: unknown): string => write(value, JSON.stringify)

/** The same text for a value parsed from JSON without a backslash in it: none of its strings needs an escape. */
export const canonicalJsonUnescaped = (value: unknown): string => write(value, text => `"${text}"`)

const write = (value: unknown, quote: (text: string) => string): string => {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) {
    let text = '['
    for (let index = 0; index < value.length; index++) {
      text += (index === 0 ? '' : ',') + write(value[index], quote)
    }
    return `${text}]`
  }
  const members = value as Readonly<Record<string, unknown>>
  let text = '{'
  let separator = ''
  for (const name of sorted(Object.keys(members))) {
    const member = members[name]
    if (member === undefined) continue
    text += `${separator}${quote(name)}:${typeof member === 'string' ? quote(member) : write(member, quote)}`
    separator = ','
  }
  return `${text}}`
}

/** Insertion sort: the few members of an event are mostly in order already. */
const sorted = (names: string[]): string[] => {
  if (names.length > 32) return names.sort()
  for (let index = 1; index < names.length; index++) {
    const name = names[index] as string
    let place = index - 1
    for (; place >= 0 && (names[place] as string) > name; place--) names[place + 1] = names[place] as string
    names[place + 1] = name
  }
  return names
}
