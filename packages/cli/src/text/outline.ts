/**
 * A document as people read it on a terminal: each member on a line of its own, lists of like things as tables.
 */
import { printable } from '@samtykke/core'
import { numeral } from './howMany.ts'
import { both, language, type Said, said } from './language.ts'
import { danishLabel, keyOf } from './outlineLabels.ts'
import { hasInstants, valueText } from './outlineValues.ts'
import { inLocalTimes, localTime, table } from './table.ts'

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const [yes, no, none] = [both('ja', 'yes'), both('nej', 'no'), both('ingen', 'none')]

/** `keptSeconds` as `Kept seconds`; in Danish by its name. */
const label = (member: string): string => {
  if (language() === 'da') return danishLabel(member)
  const words = member.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** How values are shown that a document does not give in words. */
interface Manner {
  /** Stands for what is null. */
  readonly absent: string
  readonly local: (instant: string) => string
}

const textOf = (member: string, value: string, beside: Members, { local }: Manner): string => {
  const text = valueText(member, value, beside)
  return printable(hasInstants(member) ? inLocalTimes(text, local) : text)
}

/** What stands in one line; `undefined` where it takes several. */
const inline = (member: string, value: unknown, beside: Members, manner: Manner): string | undefined => {
  if (value === null || value === undefined) return manner.absent
  if (typeof value === 'string') return textOf(member, value, beside, manner)
  if (typeof value === 'boolean') return said(value ? yes : no)
  if (typeof value === 'number') return said(numeral(value))
  if (Array.isArray(value)) {
    if (value.length === 0) return said(none)
    const each = value.map(one => inline(member, one, beside, manner))
    return each.some(one => one === undefined) ? undefined : each.join(', ')
  }
  // What is said in two languages.
  const { da, en, ...rest } = value as Members
  return typeof da === 'string' && typeof en === 'string' && Object.keys(rest).length === 0
    ? printable(said({ da, en }))
    : undefined
}

const isTable = (rows: ReadonlyArray<unknown>, manner: Manner): rows is ReadonlyArray<Members> =>
  rows.length > 1 &&
  rows.every(
    row => isMembers(row) && Object.values(row).every(each => inline('', each, {}, manner) !== undefined)
  )

function* tableOf(rows: ReadonlyArray<Members>, manner: Manner, indent: string): Generator<string> {
  const members = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const columns = members.map(member => ({
    head: label(member),
    cell: (row: Members) => (member in row ? (inline(member, row[member], row, manner) ?? '') : '')
  }))
  for (const line of table(columns, rows)) yield indent + line
}

function* blockOf(member: string, value: unknown, manner: Manner, indent: string): Generator<string> {
  if (isMembers(value)) yield* outlined(member, value, manner, indent)
  else if (Array.isArray(value) && isTable(value, manner)) yield* tableOf(value, manner, indent)
  else if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) {
      if (i > 0) yield '\n'
      const line = inline(member, each, {}, manner)
      if (line === undefined) yield* blockOf(member, each, manner, indent)
      else yield `${indent}${line}\n`
    }
  }
}

function* outlined(under: string, members: Members, manner: Manner, indent: string): Generator<string> {
  const nameOf = keyOf(under)
  const lines = Object.entries(members).map(([key, value]) =>
    nameOf === undefined
      ? { name: label(key), member: key, value }
      : { name: printable(said(nameOf(key))), member: '', value }
  )
  const width = Math.max(0, ...lines.map(({ name }) => name.length))
  for (const { name, member, value } of lines) {
    const line = inline(member, value, members, manner)
    if (line !== undefined) yield `${indent}${name.padEnd(width)}  ${line}\n`
    else {
      yield `${indent === '' ? '\n' : ''}${indent}${name}\n`
      yield* blockOf(member, value, manner, `${indent}  `)
    }
  }
}

/**
 * The lines of a document, in the order of its members; first the zone in which its instants are shown. `absent` stands
 * for what is null.
 */
export const outline = (document: Members, timeZone: string, absent: Said = '—'): Generator<string> =>
  outlined('', { timesIn: timeZone, ...document }, { absent: said(absent), local: localTime(timeZone) }, '')
