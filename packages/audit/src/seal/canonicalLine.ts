import { canonicalJson } from '@samtykke/core'

/**
 * Canonical JSON (RFC 8785) of the value that a line of JSON holds. Where the line has no backslash, none of its
 * strings needs an escape, and its text is put together without looking at each: that is most of the cost.
 */
export const canonicalLine = (line: string, value: unknown): string =>
  line.includes('\\') ? canonicalJson(value) : unescaped(value)

const unescaped = (value: unknown): string => {
  if (typeof value === 'string') return `"${value}"`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(unescaped).join(',')}]`
  const members = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const name of sorted(Object.keys(members))) {
    const member = members[name]
    text += `${text === '' ? '{' : ','}"${name}":${typeof member === 'string' ? `"${member}"` : unescaped(member)}`
  }
  return text === '' ? '{}' : `${text}}`
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
