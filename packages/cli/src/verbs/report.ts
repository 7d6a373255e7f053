/**
 * `samtykke report SOURCE`: the state of a whole log, for those who answer for it.
 */
import type { PageLanguage, Report } from '@samtykke/audit'
import { canonicalJson } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  dialectOf,
  excelOption,
  formatOf,
  formatOption,
  plainViewOf,
  policyFile,
  sealedLogOption,
  sourceOptions,
  tableOrJson
} from '../command/commonOptions.ts'
import { challengedConsents, consentMethods } from '../command/challengedConsents.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source } from '../command/operands.ts'
import { pageLangOption } from '../command/langOption.ts'
import { instant } from '../command/option.ts'
import { hasCome } from '../command/periodOptions.ts'
import { querySource } from '../command/querySource.ts'
import { type SealedState, sealedState } from '../command/sealedState.ts'
import type { QueryResult } from '../engine/engine.ts'
import { reportOptions, type ReportQuery } from '../engine/query.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { howMany } from '../text/howMany.ts'
import { both } from '../text/language.ts'
import { outline } from '../text/outline.ts'

/** The parts that the threads folded, put together. */
const reportFrom = async (
  query: PlainView & ReportQuery,
  { tallies, rejects }: QueryResult,
  sealed: SealedState | undefined
): Promise<Report> => {
  const { reportOf } = await import('@samtykke/audit')
  const reporter = reportOf(viewOf(query), reportOptions(query))
  for (const tally of tallies) reporter.merge(tally)
  return reporter.finish({ rejectedLines: rejects.length, ...(sealed !== undefined && { sealed }) })
}

/** How a report is written. */
interface Form {
  readonly format: 'table' | 'json' | 'html' | 'csv'
  readonly lang: PageLanguage | undefined
  readonly excel: boolean
}

const written = async (
  view: PlainView,
  report: Report,
  { format, lang, excel }: Form
): Promise<Iterable<string>> => {
  const { reportCsv, reportHtml } = await import('@samtykke/audit')
  switch (format) {
    case 'table':
      return outline({ ...report }, view.policy.timeZone)
    case 'json':
      return [`${canonicalJson(report)}\n`]
    case 'html':
      return [reportHtml(viewOf(view), report, lang ?? 'da')]
    case 'csv':
      return [reportCsv(report, dialectOf(excel))]
  }
}

export const report = defineVerb({
  name: 'report',
  operands: source,
  about: `The state of a whole log.

--if-invalid CONSENTS asks what falls if consents are held invalid. It is consent: with conditions, with commas between, and a consent is meant that fits all of them: bundled (one act for several purposes), noticeVersion=VERSION, method=${consentMethods.join('|')}, FROM/UNTIL (given at or after FROM and before UNTIL, each an instant or a date for its start). Such as consent:bundled, or consent:noticeVersion=2025-01,2025-01-01/2025-03-01.`,
  options: {
    ...formatOption(
      ['html', 'csv'],
      'table, json, html, or csv: one table, a number a row (default: table on a terminal, json elsewhere)'
    ),
    ...pageLangOption,
    ...excelOption,
    since: instant('compare the findings with those at an earlier instant'),
    'what-if': policyFile('another policy (JSON): what it would make due; nothing is written'),
    'if-invalid': challengedConsents(
      'consents held invalid, by conditions that all must fit: what falls with them; nothing is written'
    ),
    ...sealedLogOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('format', () => TE.fromEither(formatOf(values, tableOrJson()))),
      TE.bind('sealed', () =>
        values.log === undefined ? TE.right(undefined) : sealedState(from, values.log)
      ),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('since', ({ view }) =>
        TE.fromEither(hasCome('since', values.since?.(view.policy.timeZone), view))
      ),
      TE.flatMap(({ format, sealed, view, since }) => {
        const ifInvalid = values['if-invalid']?.(view.policy.timeZone)
        const query = { ...view, about: 'report', since, whatIf: values['what-if'], ifInvalid } as const
        return querySource(from, query, values.rejects, async result => {
          const found = await reportFrom(query, result, sealed)
          if (found.ifInvalid?.consentsMeant === 0) {
            const all = howMany(found.ifInvalid.consentsInAll, 'consent')
            writeErr(
              both(
                `--if-invalid: af ${all.da} passer intet: intet bortfalder`,
                `--if-invalid: of ${all.en} none fits: nothing falls`
              )
            )
          }
          await writeAllOut(await written(view, found, { ...values, format }))
        })
      }),
      TE.map(({ status }) => status)
    )
})
