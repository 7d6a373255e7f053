/**
 * A document as people read it on a terminal: each member on a line of its own, lists of like things as tables.
 */
import { printable } from '@samtykke/core'
import { table } from './table.ts'

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `keptSeconds` as `Kept seconds`. */
const label = (member: string): string => {
  const words = member.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What stands in one line; `undefined` where it takes several. */
const inline = (value: unknown, absent: string): string | undefined => {
  if (value === null || value === undefined) return absent
  if (typeof value === 'string') return printable(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 })
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    const each = value.map(one => inline(one, absent))
    return each.some(one => one === undefined) ? undefined : each.join(', ')
  }
  // What is said in two languages.
  const { da, en, ...rest } = value as Members
  return typeof da === 'string' && typeof en === 'string' && Object.keys(rest).length === 0
    ? printable(en)
    : undefined
}

const isTable = (rows: ReadonlyArray<unknown>): rows is ReadonlyArray<Members> =>
  rows.length > 1 &&
  rows.every(row => isMembers(row) && Object.values(row).every(each => inline(each, '') !== undefined))

function* tableOf(rows: ReadonlyArray<Members>, absent: string, indent: string): Generator<string> {
  const members = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const columns = members.map(member => ({
    head: label(member),
    cell: (row: Members) => (member in row ? (inline(row[member], absent) ?? '') : '')
  }))
  for (const line of table(columns, rows)) yield indent + line
}

function* blockOf(value: unknown, absent: string, indent: string): Generator<string> {
  if (isMembers(value)) yield* outline(value, absent, indent)
  else if (Array.isArray(value) && isTable(value)) yield* tableOf(value, absent, indent)
  else if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) {
      if (i > 0) yield '\n'
      const line = inline(each, absent)
      if (line === undefined) yield* blockOf(each, absent, indent)
      else yield `${indent}${line}\n`
    }
  }
}

/** The lines of a document, in the order of its members. `absent` stands for what is null. */
export function* outline(document: Members, absent = '—', indent = ''): Generator<string> {
  const width = Math.max(0, ...Object.keys(document).map(member => label(member).length))
  for (const [member, value] of Object.entries(document)) {
    const line = inline(value, absent)
    if (line !== undefined) yield `${indent}${label(member).padEnd(width)}  ${line}\n`
    else {
      yield `${indent === '' ? '\n' : ''}${indent}${label(member)}\n`
      yield* blockOf(value, absent, `${indent}  `)
    }
  }
}
