/**
 * `samtykke instructions SOURCE --processor ID`: what a processor must erase, and what it must keep.
 */
import type { Instruction, Instructions, KeepInstruction } from '@samtykke/audit'
import { callState, canonicalJson, isKnownEvent } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  dialectOf,
  excelOption,
  formatOf,
  formatOption,
  plainViewOf,
  sourceOptions,
  tableOrJson
} from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { gatherCalls } from '../command/gather.ts'
import { source } from '../command/operands.ts'
import { required, text } from '../command/option.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { type Column, counted, localTime, table } from '../text/table.ts'

const toErase = (timeZone: string): ReadonlyArray<Column<Instruction>> => {
  const local = localTime(timeZone)
  return [
    { head: `Due (${timeZone})`, cell: ({ dueAt }) => local(dueAt) },
    { head: 'Days open', cell: ({ daysOpen }) => String(daysOpen) },
    { head: 'Action', cell: ({ action, target }) => `${action} ${target}` },
    { head: 'Target', cell: ({ targetId }) => targetId },
    { head: 'Call', cell: ({ callId }) => callId },
    { head: 'Region', cell: ({ region }) => region ?? '' },
    {
      head: 'Instructed',
      cell: ({ instructedAt }) => (instructedAt === undefined ? '' : local(instructedAt))
    },
    { head: 'Failed', cell: ({ lastFailure }) => (lastFailure === undefined ? '' : local(lastFailure)) }
  ]
}

const toKeep: ReadonlyArray<Column<KeepInstruction>> = [
  { head: 'Review on', cell: ({ reviewOn }) => reviewOn },
  { head: 'Target', cell: ({ target, targetId }) => `${target} ${targetId}` }
]

function* linesOf({ erase, keep }: Instructions, timeZone: string): Generator<string> {
  yield `To erase or anonymise: ${counted(erase.length, 'target', 'targets')}\n`
  if (erase.length > 0) yield* table(toErase(timeZone), erase)
  yield `\nTo keep until the hold is over: ${counted(keep.length, 'target', 'targets')}\n`
  if (keep.length > 0) yield* table(toKeep, keep)
}

export const instructions = defineVerb({
  name: 'instructions',
  summary: 'what a processor must erase, and what it must keep',
  operands: source,
  about: 'The list for one processor (GDPR arts. 19 and 28). It names no purpose, person, claim or rule.',
  options: {
    processor: required(text('ID', 'as recordings name it')),
    ...formatOption(
      ['csv'],
      'table, json, or csv: two tables with an empty line between (default: table on a terminal, json elsewhere)'
    ),
    ...excelOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('format', () => TE.fromEither(formatOf(values, tableOrJson()))),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('gathered', ({ view }) =>
        gatherCalls(from, values.rejects, view, {
          _tag: 'fitting',
          fits: ({ events }) =>
            events.some(
              event =>
                isKnownEvent(event) &&
                event.type === 'recording-stored' &&
                event.processor === values.processor
            )
        })
      ),
      TE.chainFirstTaskK(({ format, view, gathered: { histories } }) => async () => {
        const { instructionsCsv, instructionsFor, sourceOf } = await import('@samtykke/audit')
        const seenFrom = viewOf(view)
        const list = instructionsFor(
          seenFrom,
          values.processor,
          sourceOf(histories.flatMap(({ events }) => events))
        )(histories.map(callState(seenFrom)))
        const csv = (): ReadonlyArray<string> => {
          const { erase, keep } = instructionsCsv(list, dialectOf(values.excel))
          return [erase, '\r\n', keep]
        }
        await writeAllOut(
          format === 'table'
            ? linesOf(list, view.policy.timeZone)
            : format === 'json'
              ? [`${canonicalJson(list)}\n`]
              : csv()
        )
      }),
      TE.map(({ gathered }) => gathered.status)
    )
})
