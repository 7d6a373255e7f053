/**
 * `samtykke breach SOURCE --processor ID --from T --to T`: whom and what a breach at a processor concerns.
 */
import type { BreachInRows, Dialect, PageLanguage } from '@samtykke/audit'
import type { Instant, View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
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
import { pageLangOption } from '../command/langOption.ts'
import { languageOf } from '../command/languageOf.ts'
import { source } from '../command/operands.ts'
import { instant } from '../command/option.ts'
import { hasCome, periodOf, periodOptions, type TimeSpan } from '../command/periodOptions.ts'
import { knownProcessor, processorOption } from '../command/processorOption.ts'
import { throughTemporaryFiles } from '../command/readFailure.ts'
import { visitCalls } from '../command/visitCalls.ts'
import { sorters } from '../engine/sorters.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { inBatches } from '../output/batches.ts'
import { documentLine } from '../output/documentLine.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { breachLines } from '../text/breachLines.ts'
import { both } from '../text/language.ts'
import { unstatedText } from '../text/unstated.ts'

/** How it is written. */
interface Form {
  readonly format: 'table' | 'json' | 'csv' | 'html'
  readonly lang: PageLanguage
  readonly dialect: Dialect
}

const written = (
  { breachCsvLines, breachHtml, breachText, doubtNames, purposeNameIn }: typeof import('@samtykke/audit'),
  view: View,
  breach: BreachInRows,
  { format, lang, dialect }: Form
): Iterable<string | Uint8Array> => {
  switch (format) {
    case 'table': {
      const language = lang === 'both' ? 'da' : lang
      const { policy } = view.rules
      const nameOf = purposeNameIn(policy)
      return inBatches(
        breachLines(language, breach, {
          sentences: breachText(view, breach, language),
          doubt: each => doubtNames[each][language],
          purpose: each => nameOf(each)[language],
          timeZone: policy.timeZone
        })
      )
    }
    case 'json':
      return inBatches(documentLine(breach))
    case 'csv':
      return inBatches(breachCsvLines(breach, dialect))
    case 'html':
      return [breachHtml(view, breach, lang)]
  }
}

const nameMissing = ({ missing, awareAt, processor }: BreachInRows): void => {
  if (missing.length > 0) writeErr(unstatedText(missing, processor))
  if (awareAt === null)
    writeErr(
      both(
        '--aware T, hvornår den dataansvarlige blev bekendt med bruddet, giver de 72 timer',
        '--aware T, when the controller became aware, gives the 72 hours'
      )
    )
}

/** Nobody is aware of a breach before its time begins, or in what is still to come. */
const awareAtOf = (
  at: Instant | undefined,
  view: PlainView,
  { from }: TimeSpan
): E.Either<Failure, Instant | undefined> =>
  at !== undefined && at < from
    ? E.left(
        wrongCommandLine(
          both('--aware: ventede et tidspunkt fra --from', '--aware: expected a time from --from on')
        )
      )
    : hasCome('aware', at, view)

export const breach = defineVerb({
  name: 'breach',
  operands: source,
  about: `Whose calls, which recordings and analyses and for which purposes were with a processor during a time; what had been erased before; and what is in doubt, and why: told to erase and not confirmed, back-ups that may remain, confirmed by another processor, a holder that is inferred or that nothing names, a call of which something cannot be read. With the numbers that a notification asks for (art. 33(3)(a)), at least and at most.

Whether there was a breach, its likely consequences and what is done about it are not in the log.`,
  options: {
    ...processorOption,
    ...periodOptions,
    aware: instant('when the controller became aware of it: the 72 hours of art. 33(1) run from then'),
    ...formatOption(
      ['csv', 'html'],
      'table, json, csv: a row for each recording and analysis, or html (default: table on a terminal, json elsewhere)'
    ),
    ...pageLangOption,
    ...excelOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('format', () => TE.fromEither(formatOf(values, tableOrJson()))),
      TE.bind('lang', ({ format }) => TE.fromEither(languageOf(format, values.lang))),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('period', ({ view }) => TE.fromEither(periodOf(values, view))),
      TE.bind('awareAt', ({ view, period }) =>
        TE.fromEither(awareAtOf(values.aware?.(view.policy.timeZone), view, period))
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.flatMap(({ audit, format, lang, view, period, awareAt }) =>
        TE.bracket(
          TE.rightIO(() => sorters()),
          ({ sorterOf }) => {
            const request = {
              processor: values.processor,
              ...period,
              ...(awareAt !== undefined && { awareAt })
            }
            const search = audit.breachInRows(viewOf(view), request, sorterOf)
            return pipe(
              visitCalls(from, values.rejects, view, search.add),
              TE.chainFirstEitherK(() => knownProcessor(values.processor, search.named, view.policy)),
              TE.chainFirst(() =>
                throughTemporaryFiles(() => {
                  const found = search.finish()
                  nameMissing(found)
                  const form = { format, lang, dialect: dialectOf(values.excel) }
                  return writeAllOut(written(audit, viewOf(view), found, form))
                })
              )
            )
          },
          ({ close }) => TE.fromIO(close)
        )
      ),
      TE.map(({ status }) => status)
    )
})
