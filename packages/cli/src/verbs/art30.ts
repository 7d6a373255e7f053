/**
 * `samtykke art30 --policy FILE`: the record of processing activities, from the policy alone.
 */
import type { Language, PageLanguage } from '@samtykke/audit'
import { canonicalJson, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type Failure } from '../command/failure.ts'
import { dialectOf, languages, pageLanguages, parseCommandLine, wordOf } from '../command/options.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const formats = ['json', 'csv', 'html', 'jsonld'] as const

type Form =
  | { readonly format: 'csv'; readonly language: Language }
  | { readonly format: 'html'; readonly language: PageLanguage }
  | { readonly format: 'json' | 'jsonld' }

const formOf = (format: (typeof formats)[number], language = 'da'): E.Either<Failure, Form> => {
  switch (format) {
    case 'csv':
      return pipe(
        wordOf('lang', languages, language),
        E.map(one => ({ format, language: one }))
      )
    case 'html':
      return pipe(
        wordOf('lang', pageLanguages, language),
        E.map(one => ({ format, language: one }))
      )
    case 'json':
    case 'jsonld':
      return E.right({ format })
  }
}

const written = async (view: View, form: Form, excel: boolean | undefined): Promise<string> => {
  const { art30Csv, art30Html, art30JsonLd, art30Of } = await import('@samtykke/audit')
  const record = art30Of(view)
  switch (form.format) {
    case 'json':
      return `${canonicalJson(record)}\n`
    case 'jsonld':
      return `${canonicalJson(art30JsonLd(record))}\n`
    case 'csv':
      return art30Csv(record, form.language, dialectOf(excel))
    case 'html':
      return art30Html(view, record, form.language)
  }
}

export const art30: Verb = {
  name: 'art30',
  summary: 'the record of processing activities (GDPR art. 30), from the policy',
  usage: `samtykke art30 [options]

The record of processing activities, as the policy states it. What the policy does not state says so.

  --policy FILE      the policy (JSON); without it the notice's
  --as-of T          the version in force then; without it now
  --format FORMAT    json (the default), csv, html or jsonld
  --lang LANGUAGE    da (the default) or en, of csv and html; of html also both
  --excel            of csv: with semicolons and a byte-order mark`,
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
      TE.bind('form', ({ line: { values } }) =>
        TE.fromEither(
          pipe(
            wordOf('format', formats, values.format ?? 'json'),
            E.flatMap(format => formOf(format, values.lang))
          )
        )
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.chainFirstTaskK(({ line, form, standpoint }) => async () => {
        await writeAllOut([await written(viewOf(standpoint), form, line.values.excel)])
      }),
      TE.map(() => exit.done)
    )
}
