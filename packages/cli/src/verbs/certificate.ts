/**
 * `samtykke certificate SOURCE`: certificates of what was erased or anonymised.
 */
import type { Certificate, PageLanguage } from '@samtykke/audit'
import { canonicalJson, type View } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, unreadable, wrongCommandLine } from '../command/failure.ts'
import { gatherCalls } from '../command/gather.ts'
import { dialectOf, pageLanguages, parseCommandLine, viewOptions, wordOf } from '../command/options.ts'
import { sealedContexts } from '../command/sealedState.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const formats = ['json', 'csv', 'html'] as const
type Format = (typeof formats)[number]

interface Chosen {
  readonly recording?: string | undefined
  readonly analysis?: string | undefined
  readonly all?: boolean | undefined
}

type Choice = (certificate: Certificate) => boolean

const choiceOf = ({ recording, analysis, all }: Chosen): E.Either<Failure, Choice> => {
  const given = [recording !== undefined, analysis !== undefined, all === true].filter(Boolean).length
  if (given !== 1) return E.left(wrongCommandLine('expected one of --recording ID, --analysis ID and --all'))
  return E.right(
    ({ target, targetId }) =>
      all === true ||
      (target === 'recording' && targetId === recording) ||
      (target === 'analysis' && targetId === analysis)
  )
}

const byExecution = (a: Certificate, b: Certificate): number =>
  a.executedAt < b.executedAt
    ? -1
    : a.executedAt > b.executedAt
      ? 1
      : a.certificateId < b.certificateId
        ? -1
        : 1

const written = (
  { certificateHtml, disposalCsv }: typeof import('@samtykke/audit'),
  view: View,
  certificates: ReadonlyArray<Certificate>,
  format: Format,
  language: PageLanguage,
  excel: boolean | undefined
): Iterable<string> => {
  switch (format) {
    case 'json':
      return certificates.map(each => `${canonicalJson(each)}\n`)
    case 'csv':
      return [disposalCsv(certificates, dialectOf(excel))]
    case 'html':
      return [certificateHtml(view, certificates, language)]
  }
}

export const certificate: Verb = {
  name: 'certificate',
  summary: 'certificates of erasure; with --format csv the disposal log',
  usage: `samtykke certificate SOURCE... (--recording ID | --analysis ID | --all) [options]

A certificate for each confirmed erasure or anonymisation, a JSON object a line. An instruction gives none.

  --recording ID     those of a recording; exit status 4 where there is none
  --analysis ID      those of an analysis; exit status 4 where there is none
  --all              those of the whole source
  --format FORMAT    json (the default), html: a sheet for each, or csv: the disposal log
  --lang LANGUAGE    da, en or both, of html (default: da)
  --log DIR          the sealed log: states its seal, and the leaf of each outcome; exit status 5 where the SOURCE is not
                     what was sealed
  --excel            of csv: with semicolons and a byte-order mark`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              ...viewOptions,
              recording: { type: 'string' },
              analysis: { type: 'string' },
              all: { type: 'boolean' },
              format: { type: 'string' },
              lang: { type: 'string' },
              log: { type: 'string' },
              excel: { type: 'boolean' }
            },
            args
          )
        )
      ),
      TE.bind('choice', ({ line }) => TE.fromEither(choiceOf(line.values))),
      TE.bind('format', ({ line: { values } }) =>
        TE.fromEither(wordOf('format', formats, values.format ?? 'json'))
      ),
      TE.bind('language', ({ line: { values } }) =>
        TE.fromEither(wordOf('lang', pageLanguages, values.lang ?? 'da'))
      ),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('gathered', ({ line, standpoint }) =>
        gatherCalls(line.positionals, line.values.rejects, standpoint, {
          _tag: 'fitting',
          fits: ({ events }) => events.some(({ type }) => /-(erased|anonymised)$/.test(type))
        })
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('contextOf', ({ line: { values, positionals }, gathered: { histories } }) =>
        values.log === undefined
          ? TE.right(() => ({}))
          : sealedContexts(
              positionals,
              values.log,
              histories.map(({ callId }) => callId)
            )
      ),
      TE.bind('certificates', ({ line, choice, standpoint, gathered, audit, contextOf }) => {
        const view = viewOf(standpoint)
        const found = gathered.histories
          .flatMap(history => audit.certificatesOf(view, contextOf(history.callId))(history))
          .filter(choice)
        const { recording, analysis } = line.values
        const id = recording ?? analysis ?? ''
        return found.length > 0 || line.values.all === true
          ? TE.right(found.sort(byExecution))
          : TE.left(
              unreadable(
                recording === undefined ? '--analysis' : '--recording',
                `no confirmed erasure of that id (${id.length} characters) in the source`
              )
            )
      }),
      TE.chainFirstTaskK(
        ({ line, format, language, standpoint, certificates, audit }) =>
          () =>
            writeAllOut(written(audit, viewOf(standpoint), certificates, format, language, line.values.excel))
      ),
      TE.map(({ gathered }) => gathered.status)
    )
}
