/**
 * Tables for people: columns as wide as what stands in them, two spaces between.
 */
import { printable } from '@samtykke/core'
import { howMany, numeral } from './howMany.ts'
import { type Bilingual, bilingual, type Said, said } from './language.ts'

export interface Column<A> {
  readonly head: Said
  readonly cell: (row: A) => Said
}

/** The lines of a table: its head, a rule, and one for each row. Rows are gone through twice, and not kept. */
export function* table<A>(columns: ReadonlyArray<Column<A>>, rows: Iterable<A>): Generator<string> {
  const cellsOf = (row: A): ReadonlyArray<string> => columns.map(({ cell }) => printable(said(cell(row))))
  const heads = columns.map(({ head }) => said(head))
  const widths = heads.map(({ length }) => length)
  for (const row of rows)
    for (const [i, { length }] of cellsOf(row).entries()) widths[i] = Math.max(widths[i]!, length)
  const line = (texts: ReadonlyArray<string>): string =>
    `${texts
      .map((text, i) => text.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()}\n`
  yield line(heads)
  // Nothing stands to the right of the last column: its rule need not be as long as its longest text.
  yield line(widths.map((width, i) => '─'.repeat(i === widths.length - 1 ? Math.min(width, 24) : width)))
  for (const row of rows) yield line(cellsOf(row))
}

const putBackBy = [-60, -30, 30, 60]
/** Instants whose time was found are so many at most: a table may have one for each row. */
const mostKnown = 20_000

/** An instant in a time zone, to the minute: `2026-03-01 00:00`; with its offset where clocks show it twice that day. */
export const localTime = (timeZone: string): ((instant: string) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const withOffset = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
  const known = new Map<string, string>()
  const offsetOf = (at: Date): string =>
    withOffset
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', 'UTC') ?? ''
  return instant => {
    const before = known.get(instant)
    if (before !== undefined) return before
    const at = new Date(instant)
    const shown = format.format(at)
    const isTwice = putBackBy.some(minutes => format.format(at.getTime() + minutes * 60_000) === shown)
    const text = isTwice ? `${shown} ${offsetOf(at)}` : shown
    if (known.size === mostKnown) known.clear()
    known.set(instant, text)
    return text
  }
}

const instantForm = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g

/** A text with its instants as the times beside it are shown. */
export const inLocalTimes = (text: string, local: (instant: string) => string): string =>
  text.replace(instantForm, local)

/** A text of core, with its instants so. */
export const withLocalTimes = (text: Bilingual, local: (instant: string) => string): Bilingual =>
  bilingual(each => inLocalTimes(text[each], local))

/** How many there are, in English: `3 due`, `1 finding`, `2 findings`. */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

interface Totals<K extends string> {
  readonly counts: Readonly<Record<string, number>>
  readonly kinds: ReadonlyArray<K>
  /** What each kind is called. */
  readonly names: Readonly<Record<K, Bilingual>>
  readonly hint?: Bilingual
}

/** The line under a table: how many rows it has, and how many there are of each kind in all. */
export const shownOf = <K extends string>(
  shown: number,
  noun: 'action' | 'finding',
  { counts, kinds, names, hint }: Totals<K>
): string => {
  const all = kinds.map(kind => ({ name: names[kind], count: numeral(counts[kind] ?? 0) }))
  const line = bilingual(language =>
    language === 'da'
      ? `vist: ${howMany(shown, noun).da}; i alt ${all.map(({ name, count }) => `${name.da}: ${count.da}`).join(', ')}`
      : `${howMany(shown, noun).en} shown; in all ${kinds.map((kind, i) => `${all[i]?.count.en ?? ''} ${kind}`).join(', ')}`
  )
  return `${shown > 0 ? '\n' : ''}${said(line)}${hint === undefined ? '' : said(hint)}\n`
}
