/**
 * `samtykke art30 --policy FILE`: the record of processing activities, from the policy alone.
 */
import { canonicalJson } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit } from '../command/failure.ts'
import { parseCommandLine, wordOf } from '../command/options.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const formats = ['json', 'csv', 'jsonld'] as const
const languages = ['da', 'en'] as const

export const art30: Verb = {
  name: 'art30',
  summary: 'the record of processing activities (GDPR art. 30), from the policy',
  usage: `samtykke art30 [options]

The record of processing activities, as the policy states it. What the policy does not state says so.

  --policy FILE      the policy (JSON); without it the notice's
  --as-of T          the version in force then; without it now
  --format FORMAT    json (the default), csv or jsonld
  --lang LANGUAGE    of the table: da (the default) or en
  --excel            a table as Excel expects it`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              policy: { type: 'string' },
              'as-of': { type: 'string' },
              format: { type: 'string' },
              lang: { type: 'string' },
              excel: { type: 'boolean' },
              json: { type: 'boolean' }
            },
            args
          )
        )
      ),
      TE.bind('format', ({ line: { values } }) =>
        TE.fromEither(wordOf('format', formats, values.format ?? 'json'))
      ),
      TE.bind('language', ({ line: { values } }) =>
        TE.fromEither(wordOf('lang', languages, values.lang ?? 'da'))
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.chainFirstTaskK(({ line, format, language, standpoint }) => async () => {
        const { art30Csv, art30JsonLd, art30Of } = await import('@samtykke/audit')
        const record = art30Of(viewOf(standpoint))
        const text =
          format === 'csv'
            ? art30Csv(record, language, line.values.excel === true ? 'excel' : 'rfc4180')
            : `${canonicalJson(format === 'jsonld' ? art30JsonLd(record) : record)}\n`
        await writeAllOut([text])
      }),
      TE.map(() => exit.done)
    )
}
