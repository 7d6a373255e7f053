/**
 * `samtykke key status`: how many keys a vault has, and which master keys wrap them.
 */
import type { KeyTable, KeyTableState } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { requiredWhere } from '../command/keyVault.ts'
import { nothing } from '../command/operands.ts'
import { vaultOption } from '../command/vaultOptions.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { openTable, vaultFailure } from '../source/vault.ts'
import { exit, type ExitStatus, type Failure } from '../text/failure.ts'
import { table as tableLines } from '../text/table.ts'
import { numeral } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, both, said } from '../text/language.ts'

interface Counts {
  /** By the id of the master key. */
  readonly keys: Map<string, number>
  destroyed: number
  readonly damaged: string[]
}

const count =
  (table: KeyTable): TE.TaskEither<Failure, Counts> =>
  async () => {
    const counts: Counts = { keys: new Map(), destroyed: 0, damaged: [] }
    for await (const page of table.list()) {
      if (E.isLeft(page)) return E.left(vaultFailure(page.left))
      for (const entry of page.right.entries) {
        if (entry._tag === 'destroyed') counts.destroyed += 1
        else counts.keys.set(entry.wrappedBy, (counts.keys.get(entry.wrappedBy) ?? 0) + 1)
      }
      counts.damaged.push(...page.right.damaged)
    }
    return E.right(counts)
  }

interface Row {
  readonly state: 'key' | 'destroyed' | 'damaged'
  readonly masterKey: string | null
  readonly count: number
}

/** The vault's own master key first, also where it has wrapped nothing yet. */
const rowsOf = ({ masterKey }: KeyTableState, { keys, destroyed, damaged }: Counts): ReadonlyArray<Row> => {
  const ids = [...new Set([...(masterKey === undefined ? [] : [masterKey]), ...[...keys.keys()].sort()])]
  return [
    ...ids.map(id => ({ state: 'key' as const, masterKey: id, count: keys.get(id) ?? 0 })),
    { state: 'destroyed', masterKey: null, count: destroyed },
    { state: 'damaged', masterKey: null, count: damaged.length }
  ]
}

const stateNames: Readonly<Record<Row['state'], Bilingual>> = {
  key: both('nøgle', 'key'),
  destroyed: both('destrueret', 'destroyed'),
  damaged: both('beskadiget', 'damaged')
}

const appliedUpTo = ({ mark }: KeyTableState): Bilingual =>
  mark === undefined
    ? both('intet lager er endnu anvendt på den', 'no store was applied to it yet')
    : both(
        `det, som et lager siger er destrueret, er anvendt til og med det, der blev registreret ${mark.recordedAt}`,
        `what a store says was destroyed is applied to what was recorded up to ${mark.recordedAt}`
      )

const linesOf = (state: KeyTableState, rows: ReadonlyArray<Row>, json: boolean): ReadonlyArray<string> =>
  json
    ? [
        `${JSON.stringify({
          masterKey: state.masterKey ?? null,
          appliedUpTo: state.mark?.recordedAt ?? null,
          counts: rows
        })}\n`
      ]
    : [
        ...tableLines(
          [
            { head: both('tilstand', 'state'), cell: ({ state: of }: Row) => stateNames[of] },
            { head: both('antal', 'count'), cell: ({ count: of }) => numeral(of) },
            {
              head: both('hovednøgle', 'master key'),
              cell: ({ masterKey }) =>
                masterKey === null
                  ? ''
                  : masterKey === state.masterKey
                    ? both(`${masterKey} (pakker nye nøgler)`, `${masterKey} (wraps new keys)`)
                    : masterKey
            }
          ],
          rows
        ),
        `\n${said(appliedUpTo(state))}\n`
      ]

const status = (table: KeyTable, json: boolean): TE.TaskEither<Failure, ExitStatus> =>
  pipe(
    TE.Do,
    TE.bind('state', () => pipe(table.state(), TE.mapLeft(vaultFailure))),
    TE.bind('counts', () => count(table)),
    TE.chainTaskK(({ state, counts }) => async () => {
      for (const line of counts.damaged) writeErr(inDanish(line))
      await writeAllOut(linesOf(state, rowsOf(state, counts), json))
      return counts.damaged.length === 0 ? exit.done : exit.unreadable
    })
  )

export const keyStatus = defineVerb({
  name: 'key status',
  operands: nothing,
  synopsis: ['--vault WHERE [--json]'],
  about: `Counts the keys of a vault by their state and by the master key that wraps them, and names what is damaged: exit status 4 then. It needs no master key and changes nothing.`,
  options: { ...vaultOption, ...jsonOption },
  run: values =>
    pipe(
      TE.fromEither(requiredWhere(values.vault)),
      TE.flatMap(where =>
        TE.bracket(
          openTable(where),
          table => status(table, values.json),
          table => table.close()
        )
      )
    )
})
