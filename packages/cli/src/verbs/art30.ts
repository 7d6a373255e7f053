/**
 * `samtykke art30 --policy FILE`: the record of processing activities, from the policy alone.
 */
import type { Dialect, PageLanguage } from '@samtykke/audit'
import { canonicalJson, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  asOfOption,
  dialectOf,
  excelOption,
  formatOf,
  formatOption,
  jsonOption,
  plainViewOf,
  policyOption,
  tableOrJson
} from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { nothing } from '../command/operands.ts'
import { pageLangOption } from '../command/langOption.ts'
import { viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import { exit, type Failure, wrongCommandLine } from '../text/failure.ts'
import { outline } from '../text/outline.ts'
import { notStated } from '@samtykke/audit/render'
import { both } from '../text/language.ts'

type Format = 'table' | 'json' | 'csv' | 'html' | 'jsonld'

const written = async (
  view: View,
  format: Format,
  language: PageLanguage,
  dialect: Dialect
): Promise<E.Either<Failure, Iterable<string>>> => {
  const { art30Csv, art30Html, art30JsonLd, art30Of } = await import('@samtykke/audit')
  const record = art30Of(view)
  switch (format) {
    case 'table':
      return E.right(outline({ ...record }, view.rules.policy.timeZone, notStated))
    case 'json':
      return E.right([`${canonicalJson(record)}\n`])
    case 'jsonld':
      return E.right([`${canonicalJson(art30JsonLd(record))}\n`])
    case 'html':
      return E.right([art30Html(view, record, language)])
    case 'csv':
      return language === 'both'
        ? E.left(
            wrongCommandLine(
              both(
                '--lang: ventede da eller en af csv, fandt both',
                '--lang: expected da or en of csv, found both'
              )
            )
          )
        : E.right([art30Csv(record, language, dialect)])
  }
}

export const art30 = defineVerb({
  name: 'art30',
  operands: nothing,
  about:
    'The record of processing activities, as the policy states it. What the policy does not state says so.',
  options: {
    ...formatOption(
      ['csv', 'html', 'jsonld'],
      'table, json, csv, html or jsonld (default: table on a terminal, json elsewhere)'
    ),
    ...pageLangOption,
    ...excelOption,
    ...asOfOption,
    ...policyOption,
    ...jsonOption
  },
  run: values =>
    pipe(
      TE.fromEither(formatOf(values, tableOrJson())),
      TE.flatMap(
        format => () =>
          written(viewOf(plainViewOf(values)), format, values.lang ?? 'da', dialectOf(values.excel))
      ),
      TE.chainTaskK(lines => () => writeAllOut(lines)),
      TE.map(() => exit.done)
    )
})
