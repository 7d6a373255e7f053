/**
 * `samtykke due SOURCE`: the open actions.
 */
import type { DueAction } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { parseCommandLine, viewOptions, wordsOf } from '../command/options.ts'
import { standpointOf } from '../command/view.ts'
import { askSource, rowsOf } from '../command/ask.ts'
import { merged } from '../engine/run.ts'
import { writeAllOut } from '../output.ts'
import { type Column, counted, localTime, table } from '../table.ts'
import type { Verb } from './verb.ts'

const statuses = ['due', 'scheduled', 'suspended'] as const

const remarks = ({ holds, handOverFirst, instructedAt, uncertain }: DueAction): string =>
  [
    ...(uncertain === true ? ['uncertain: needs a person'] : []),
    ...(holds.length > 0 ? [`held by ${holds.join(', ')}`] : []),
    ...(handOverFirst === undefined ? [] : [`hand over first: ${handOverFirst.join(', ')}`]),
    ...(instructedAt === undefined ? [] : [`instructed ${instructedAt.slice(0, 10)}`])
  ].join('; ')

const columns = (timeZone: string): ReadonlyArray<Column<DueAction>> => {
  const local = localTime(timeZone)
  return [
    { head: `Due (${timeZone})`, cell: ({ dueAt }) => local(dueAt) },
    { head: 'Status', cell: ({ status }) => status },
    { head: 'Action', cell: ({ action, target }) => `${action} ${target}` },
    { head: 'Because', cell: ({ rule, article }) => `${rule}, art. ${article}` },
    { head: 'Call', cell: ({ callId }) => callId },
    { head: 'Target', cell: ({ targetId }) => targetId },
    { head: 'Remarks', cell: remarks }
  ]
}

export const due: Verb = {
  name: 'due',
  summary: 'what must be erased, anonymised, answered, reviewed or redacted, and when',
  usage: `samtykke due SOURCE... [options]

The open actions of all calls, by the instant at which they are due.

  --status LIST      due, scheduled, suspended: only these (default: all)`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(parseCommandLine({ ...viewOptions, status: { type: 'string' } }, args))
      ),
      TE.bind('picked', ({ line }) => TE.fromEither(wordsOf('status', statuses, line.values.status))),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.flatMap(({ line, picked, standpoint }) =>
        askSource(
          line.positionals,
          { ...standpoint, ask: 'due', statuses: picked },
          line.values.rejects,
          async answer => {
            if (line.values.json === true) return writeAllOut(merged(answer.runs))
            const rows = rowsOf<DueAction>(answer.runs)
            if (rows.length > 0) await writeAllOut(table(columns(standpoint.policy.timeZone), rows))
            const counts = statuses.map(
              status => `${(answer.counts[status] ?? 0).toLocaleString('en')} ${status}`
            )
            return writeAllOut([
              `${rows.length > 0 ? '\n' : ''}${counted(rows.length, 'action', 'actions')} shown; in all ${counts.join(', ')}\n`
            ])
          }
        )
      ),
      TE.map(({ status }) => status)
    )
}
