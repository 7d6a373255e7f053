/**
 * `samtykke report SOURCE`: the state of a whole log, for those who answer for it.
 */
import type { PageLanguage, Report } from '@samtykke/audit'
import { canonicalJson } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { askSource } from '../command/ask.ts'
import { dialectOf, pageLanguages, parseCommandLine, viewOptions, wordOf } from '../command/options.ts'
import { type SealedState, sealedState } from '../command/sealedState.ts'
import { instantFrom, readPolicy, type Standpoint, standpointOf, viewOf } from '../command/view.ts'
import type { Answer } from '../engine/engine.ts'
import { reportOptions, type ReportQuestion } from '../engine/question.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const formats = ['json', 'html', 'csv'] as const
type Format = (typeof formats)[number]

/** The parts that the threads folded, put together. */
const reportFrom = async (
  question: Standpoint & ReportQuestion,
  answer: Answer,
  sealed: SealedState | undefined
): Promise<Report> => {
  const { reportOf } = await import('@samtykke/audit')
  const reporter = reportOf(viewOf(question), reportOptions(question))
  for (const tally of answer.tallies) reporter.merge(tally)
  return reporter.finish({
    rejectedLines: answer.rejects.length,
    ...(sealed !== undefined && { sealed })
  })
}

const written = async (
  standpoint: Standpoint,
  found: Report,
  format: Format,
  language: PageLanguage,
  excel: boolean | undefined
): Promise<string> => {
  const { reportCsv, reportHtml } = await import('@samtykke/audit')
  switch (format) {
    case 'json':
      return `${canonicalJson(found)}\n`
    case 'html':
      return reportHtml(viewOf(standpoint), found, language)
    case 'csv':
      return reportCsv(found, dialectOf(excel))
  }
}

export const report: Verb = {
  name: 'report',
  summary:
    'a whole log: figures, findings, lateness, what falls due, legal bases, what another policy would do',
  usage: `samtykke report SOURCE... [options]

The state of a whole log.

  --format FORMAT    json, html, or csv: one table, a number a row (default: json)
  --lang LANGUAGE    da, en or both, of html (default: da)
  --excel            of csv: with semicolons and a byte-order mark
  --since T          compare the findings with those at an earlier instant
  --what-if FILE     another policy (JSON): what it would make due; nothing is written
  --log DIR          the sealed log: states its seal, and how many events are not sealed yet; exit status 5 where the
                     SOURCE is not what was sealed`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              ...viewOptions,
              format: { type: 'string' },
              lang: { type: 'string' },
              excel: { type: 'boolean' },
              since: { type: 'string' },
              'what-if': { type: 'string' },
              log: { type: 'string' }
            },
            args
          )
        )
      ),
      TE.bind('format', ({ line: { values } }) =>
        TE.fromEither(wordOf('format', formats, values.format ?? 'json'))
      ),
      TE.bind('language', ({ line: { values } }) =>
        TE.fromEither(wordOf('lang', pageLanguages, values.lang ?? 'da'))
      ),
      TE.bind('since', ({ line: { values } }) =>
        TE.fromEither(values.since === undefined ? E.right(undefined) : instantFrom('since', values.since))
      ),
      TE.bind('whatIf', ({ line: { values } }) =>
        values['what-if'] === undefined ? TE.right(undefined) : readPolicy(values['what-if'])
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('sealed', ({ line: { values, positionals } }) =>
        values.log === undefined ? TE.right(undefined) : sealedState(positionals, values.log)
      ),
      TE.flatMap(({ line, format, language, since, whatIf, standpoint, sealed }) => {
        const question = { ...standpoint, ask: 'report', since, whatIf } as const
        return askSource(line.positionals, question, line.values.rejects, async answer => {
          const found = await reportFrom(question, answer, sealed)
          await writeAllOut([await written(question, found, format, language, line.values.excel)])
        })
      }),
      TE.map(({ status }) => status)
    )
}
