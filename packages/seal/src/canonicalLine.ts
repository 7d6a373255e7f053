/**
 * The canonical JSON of a line.
 */
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
  const { sorted, openings } = layoutOf(Object.keys(members))
  if (sorted.length === 0) return '{}'
  let text = ''
  for (let index = 0; index < sorted.length; index++) {
    const member = members[sorted[index] as string]
    text += openings[index] as string
    text += typeof member === 'string' ? `"${member}"` : unescaped(member)
  }
  return `${text}}`
}

/** The names of an object's members, sorted, and the text before each value. */
interface Layout {
  readonly names: ReadonlyArray<string>
  readonly sorted: ReadonlyArray<string>
  readonly openings: ReadonlyArray<string>
}

/** Events have few layouts, so they are kept, by their number of names; only so many, as a line may hold any. */
const layouts: Layout[][] = []
const mostLayouts = 16

const layoutOf = (names: ReadonlyArray<string>): Layout => {
  const known = (layouts[Math.min(names.length, 64)] ??= [])
  for (const each of known) if (isSame(each.names, names)) return each
  const sorted = [...names].sort()
  const openings = sorted.map((name, index) => `${index === 0 ? '{' : ','}"${name}":`)
  const layout = { names, sorted, openings }
  if (known.length === mostLayouts) known.shift()
  known.push(layout)
  return layout
}

const isSame = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
