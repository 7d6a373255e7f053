/**
 * What `samtykke breach` says on a terminal, in Danish and English.
 */
import type { BreachInRows, Doubt, ErasedBefore, Exposure } from '@samtykke/audit'
import { printable } from '@samtykke/core'
import { type Column, localTime, table } from './table.ts'

const words = {
  da: {
    exposed: 'Hos databehandleren',
    inDoubt: 'Tvivlsomt',
    erased: 'Slettet forinden',
    unreadable: 'Andre samtaler, hvor noget ikke kan læses',
    backups: 'Heraf uden oplysning om sikkerhedskopier',
    heads: ['Fra', 'Til', 'Hvad', 'Samtale', 'Kunde', 'Formål', 'Hvorfor'],
    targets: { recording: 'optagelse', analysis: 'analyse' },
    still: 'stadig'
  },
  en: {
    exposed: 'With the processor',
    inDoubt: 'In doubt',
    erased: 'Erased before',
    unreadable: 'Other calls of which something cannot be read',
    backups: 'Of them without a word on back-ups',
    heads: ['From', 'Until', 'What', 'Call', 'Customer', 'Purposes', 'Why'],
    targets: { recording: 'recording', analysis: 'analysis' },
    still: 'still'
  }
} as const

/** What the lines are made with. */
interface Parts {
  readonly sentences: ReadonlyArray<string>
  readonly doubt: (doubt: Doubt) => string
  readonly purpose: (purpose: string) => string
  readonly timeZone: string
}

type Row = Exposure | ErasedBefore

const endOf = (row: Row): string | null => ('erasedAt' in row ? row.erasedAt : row.heldUntil)

/** The lines: the sentences, then a table of each kind. */
export function* breachLines(
  language: 'da' | 'en',
  breach: BreachInRows,
  { sentences, doubt, purpose, timeZone }: Parts
): Generator<string> {
  const { heads, targets, still, ...titles } = words[language]
  const [fromHead, untilHead, whatHead, callHead, customerHead, purposesHead, whyHead] = heads
  const local = localTime(timeZone)
  const columns: ReadonlyArray<Column<Row>> = [
    { head: `${fromHead} (${timeZone})`, cell: ({ heldFrom }) => local(heldFrom) },
    {
      head: untilHead,
      cell: row => {
        const end = endOf(row)
        return end === null ? still : local(end)
      }
    },
    { head: whatHead, cell: ({ target, targetId }) => `${targets[target]} ${targetId}` },
    { head: callHead, cell: ({ callId }) => callId },
    { head: customerHead, cell: ({ subjects }) => subjects.join(' ') }
  ]
  const ofExposures: ReadonlyArray<Column<Exposure>> = [
    ...columns,
    { head: purposesHead, cell: ({ purposes }) => purposes.map(purpose).join(', ') }
  ]
  const why: Column<Exposure> = { head: whyHead, cell: each => each.doubts.map(doubt).join('; ') }
  for (const sentence of sentences) yield `${printable(sentence)}\n`
  yield `\n${titles.exposed}: ${breach.exposed.length}\n`
  if (breach.exposed.length > 0) yield* table(ofExposures, breach.exposed)
  yield `\n${titles.inDoubt}: ${breach.inDoubt.length}\n`
  if (breach.inDoubt.length > 0) yield* table([...ofExposures, why], breach.inDoubt)
  if (breach.unreadableCalls.length > 0) {
    yield `${titles.unreadable}:`
    for (const callId of breach.unreadableCalls) yield ` ${printable(callId)}`
    yield '\n'
  }
  yield `\n${titles.erased}: ${breach.erasedBefore.length}\n`
  if (breach.erasedBefore.length > 0) yield* table(columns, breach.erasedBefore)
  if (breach.backupsNotStated > 0) yield `${titles.backups}: ${breach.backupsNotStated}\n`
}
