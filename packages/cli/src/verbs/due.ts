/**
 * `samtykke due SOURCE`: the open actions.
 */
import type { DueAction } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { actionStatuses, plainViewOf, sourceOptions, statusOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source } from '../command/operands.ts'
import { querySource } from '../command/querySource.ts'
import { merged } from '../engine/merged.ts'
import { sumOf } from '../engine/query.ts'
import { rowsOf } from '../engine/rows.ts'
import { writeAllOut } from '../output/output.ts'
import { type Column, localTime, shownOf, table } from '../text/table.ts'
import { statusNames } from '@samtykke/audit/render'
import { actionText, becauseText, statusText } from '../text/actionText.ts'
import { type Bilingual, both, joined } from '../text/language.ts'

const remarks = ({ holds, handOverFirst, instructedAt, uncertain }: DueAction): Bilingual =>
  joined(
    [
      ...(uncertain === true ? [both('usikker: kræver en person', 'uncertain: needs a person')] : []),
      ...(holds.length > 0
        ? [both(`sletningsstop: ${holds.join(', ')}`, `held by ${holds.join(', ')}`)]
        : []),
      ...(handOverFirst === undefined
        ? []
        : [
            both(`udlevér først: ${handOverFirst.join(', ')}`, `hand over first: ${handOverFirst.join(', ')}`)
          ]),
      ...(instructedAt === undefined
        ? []
        : [both(`instrueret ${instructedAt.slice(0, 10)}`, `instructed ${instructedAt.slice(0, 10)}`)])
    ],
    '; '
  )

const columns = (timeZone: string): ReadonlyArray<Column<DueAction>> => {
  const local = localTime(timeZone)
  return [
    { head: both(`Forfalder (${timeZone})`, `Due (${timeZone})`), cell: ({ dueAt }) => local(dueAt) },
    { head: both('Status', 'Status'), cell: statusText },
    { head: both('Handling', 'Action'), cell: actionText },
    { head: both('Grund', 'Because'), cell: becauseText },
    { head: both('Samtale', 'Call'), cell: ({ callId }) => callId },
    { head: both('Hvad', 'Target'), cell: ({ targetId }) => targetId },
    { head: both('Bemærkninger', 'Remarks'), cell: remarks }
  ]
}

export const due = defineVerb({
  name: 'due',
  operands: source,
  about: 'The open actions of all calls, by the instant at which they are due.',
  options: { ...statusOption, ...sourceOptions },
  run: (values, from) => {
    const view = plainViewOf(values)
    return pipe(
      querySource(from, { ...view, about: 'due', statuses: values.status }, values.rejects, async result => {
        if (values.json) return writeAllOut(merged(result.runs))
        const rows = rowsOf<DueAction>(result.runs)
        const shown = sumOf(result.counts, values.status)
        if (shown > 0) await writeAllOut(table(columns(view.policy.timeZone), rows))
        return writeAllOut([
          shownOf(shown, 'action', {
            counts: result.counts,
            kinds: actionStatuses,
            names: statusNames
          })
        ])
      }),
      TE.map(({ status }) => status)
    )
  }
})
