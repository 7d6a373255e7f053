/**
 * `samtykke instructions SOURCE --processor ID`: what a processor must erase, and what it must keep.
 */
import { callState, canonicalJson, isKnownEvent } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { wrongCommandLine } from '../command/failure.ts'
import { gatherCalls } from '../command/gather.ts'
import { dialectOf, parseCommandLine, viewOptions, wordOf } from '../command/options.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const formats = ['json', 'csv'] as const

export const instructions: Verb = {
  name: 'instructions',
  summary: 'what a processor must erase, and what it must keep',
  usage: `samtykke instructions SOURCE... --processor ID [options]

The list for one processor (GDPR arts. 19 and 28). It names no purpose, person, claim or rule.

  --processor ID     as recordings name it
  --format FORMAT    json (the default), or csv: two tables with an empty line between
  --excel            of csv: with semicolons and a byte-order mark`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              ...viewOptions,
              processor: { type: 'string' },
              format: { type: 'string' },
              excel: { type: 'boolean' }
            },
            args
          )
        )
      ),
      TE.bind('processor', ({ line }) =>
        TE.fromEither(E.fromNullable(wrongCommandLine('expected --processor ID'))(line.values.processor))
      ),
      TE.bind('format', ({ line: { values } }) =>
        TE.fromEither(wordOf('format', formats, values.format ?? 'json'))
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('gathered', ({ line, processor, standpoint }) =>
        gatherCalls(line.positionals, line.values.rejects, standpoint, {
          _tag: 'fitting',
          fits: ({ events }) =>
            events.some(
              event =>
                isKnownEvent(event) && event.type === 'recording-stored' && event.processor === processor
            )
        })
      ),
      TE.chainFirstTaskK(({ line, processor, format, standpoint, gathered }) => async () => {
        const { instructionsCsv, instructionsFor, sourceOf } = await import('@samtykke/audit')
        const view = viewOf(standpoint)
        const source = sourceOf(gathered.histories.flatMap(({ events }) => events))
        const list = instructionsFor(view, processor, source)(gathered.histories.map(callState(view)))
        if (format === 'json') return writeAllOut([`${canonicalJson(list)}\n`])
        const { erase, keep } = instructionsCsv(list, dialectOf(line.values.excel))
        return writeAllOut([erase, '\r\n', keep])
      }),
      TE.map(({ gathered }) => gathered.status)
    )
}
