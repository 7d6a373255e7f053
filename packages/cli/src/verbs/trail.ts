/**
 * `samtykke trail SOURCE --call ID`: one call, what happened, what follows and why.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { wrongCommandLine } from '../command/failure.ts'
import { gatherCall } from '../command/gather.ts'
import { pageLanguages, parseCommandLine, viewOptions, wordOf } from '../command/options.ts'
import { sealedContexts } from '../command/sealedState.ts'
import { trailFormats, trailOutput } from '../command/trailOutput.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

export const trail: Verb = {
  name: 'trail',
  summary: 'one call: what happened, what follows, and how the dates came about',
  usage: `samtykke trail SOURCE... --call ID [options]

One call: what happened, on which legal basis, what is due and why, and what is wrong.

  --call ID          which call; exit status 4 where the source has no such call
  --format FORMAT    table, json, jsonld (DPV 2.3), csv or html (default: table; --json is --format json)
  --lang LANGUAGE    da, en or both, of table and html (default: en for the table, da for html)
  --base IRI         of jsonld: in place of urn:samtykke:
  --excel            of csv: with semicolons and a byte-order mark
  --log DIR          the sealed log: states its seal, and the leaf of each event; exit status 5 where the call is not
                     what was sealed`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              ...viewOptions,
              call: { type: 'string' },
              format: { type: 'string' },
              lang: { type: 'string' },
              base: { type: 'string' },
              excel: { type: 'boolean' },
              log: { type: 'string' }
            },
            args
          )
        )
      ),
      TE.bind('callId', ({ line }) =>
        TE.fromEither(E.fromNullable(wrongCommandLine('expected --call ID'))(line.values.call))
      ),
      TE.bind('format', ({ line: { values } }) =>
        TE.fromEither(
          wordOf('format', trailFormats, values.format ?? (values.json === true ? 'json' : 'table'))
        )
      ),
      TE.bind('language', ({ line: { values }, format }) =>
        TE.fromEither(wordOf('lang', pageLanguages, values.lang ?? (format === 'html' ? 'da' : 'en')))
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('gathered', ({ line, callId, standpoint }) =>
        gatherCall(line.positionals, line.values.rejects, standpoint, callId)
      ),
      TE.bind('context', ({ line: { values, positionals }, callId }) =>
        values.log === undefined
          ? TE.right({})
          : pipe(
              sealedContexts(positionals, values.log, [callId]),
              TE.map(contextOf => contextOf(callId))
            )
      ),
      TE.chainFirstTaskK(
        ({ line: { values }, standpoint, gathered: { history }, context, format, language }) =>
          async () => {
            const { base, excel } = values
            const choices = { format, language, base, excel }
            await writeAllOut(await trailOutput(viewOf(standpoint), history, context, choices))
          }
      ),
      TE.map(({ gathered }) => gathered.status)
    )
}
