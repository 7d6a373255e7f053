/**
 * `samtykke certificate SOURCE`: certificates of what was erased or anonymised.
 */
import type { Certificate, PageLanguage } from '@samtykke/audit'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  dialectOf,
  excelOption,
  formatOf,
  formatOption,
  plainViewOf,
  sealedLogOption,
  sourceOptions,
  tableOrJson
} from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { type Source, source } from '../command/operands.ts'
import { pageLangOption } from '../command/langOption.ts'
import { flag, text } from '../command/option.ts'
import { throughTemporaryFiles } from '../command/readFailure.ts'
import { sealedCertificates, toldSealedState } from '../command/sealedState.ts'
import { keepHeapSmall } from '../engine/heap.ts'
import { closeRuns, merged } from '../engine/merged.ts'
import { rowsOf } from '../engine/rows.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { writeAllOut } from '../output/output.ts'
import {
  type Certificates,
  type ContextOf,
  readCertificates,
  withLogContext
} from '../retention/certificates.ts'
import { withVaultOf } from '../source/store.ts'
import { type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { actionText, becauseText } from '../text/actionText.ts'
import { howMany } from '../text/howMany.ts'
import { both, type Said, said } from '../text/language.ts'
import { lengthOf } from '../text/shown.ts'
import { type Column, localTime, table } from '../text/table.ts'
import { notStated } from '@samtykke/audit/render'

/** One target, or all. */
type Choice = Pick<Certificate, 'target' | 'targetId'> | 'all'

const choiceOf = (
  recording: string | undefined,
  analysis: string | undefined,
  all: boolean
): E.Either<Failure, Choice> => {
  const choices: ReadonlyArray<Choice> = [
    ...(recording === undefined ? [] : [{ target: 'recording', targetId: recording } as const]),
    ...(analysis === undefined ? [] : [{ target: 'analysis', targetId: analysis } as const]),
    ...(all ? ['all' as const] : [])
  ]
  const [choice] = choices
  return choice !== undefined && choices.length === 1
    ? E.right(choice)
    : E.left(
        wrongCommandLine(
          both(
            'ventede én af --recording ID, --analysis ID og --all',
            'expected one of --recording ID, --analysis ID and --all'
          )
        )
      )
}

const isChosen =
  (choice: Choice) =>
  ({ target, targetId }: Certificate): boolean =>
    choice === 'all' || (target === choice.target && targetId === choice.targetId)

/** Where one target was asked for, it must have one. */
const someOf = (choice: Choice, { count }: Certificates): E.Either<Failure, unknown> =>
  choice === 'all' || count > 0
    ? E.right(undefined)
    : E.left(
        unreadable(
          `--${choice.target}`,
          both(
            `ingen bekræftet sletning med det id (${choice.targetId.length} tegn) i kilden`,
            `no confirmed erasure of that id (${lengthOf(choice.targetId.length)}) in the source`
          )
        )
      )

/** What no event states, by the word that stands for it. */
const stated = (value: string): Said => (value === notStated.en ? notStated : value)

const columns = (timeZone: string): ReadonlyArray<Column<Certificate>> => {
  const local = localTime(timeZone)
  return [
    {
      head: both(`Udført (${timeZone})`, `Executed (${timeZone})`),
      cell: ({ executedAt }) => local(executedAt)
    },
    { head: both('Handling', 'Action'), cell: actionText },
    { head: both('Grund', 'Because'), cell: becauseText },
    { head: both('Forfaldt', 'Due'), cell: ({ dueAt }) => local(dueAt) },
    { head: both('Samtale', 'Call'), cell: ({ callId }) => callId },
    { head: both('Hvad', 'Target'), cell: ({ targetId }) => targetId },
    { head: both('Databehandler', 'Processor'), cell: ({ processor }) => stated(processor) },
    { head: both('Bekræftelse', 'Confirmation'), cell: ({ confirmation }) => stated(confirmation) },
    { head: both('Bevis', 'Certificate'), cell: ({ certificateId }) => certificateId }
  ]
}

function* linesOf({ runs, count }: Certificates, timeZone: string): Generator<string> {
  if (count > 0) {
    yield* table(columns(timeZone), rowsOf<Certificate>(runs))
    yield '\n'
  }
  const all = howMany(count, 'certificate')
  yield `${said(both(`${all.da}; --format html laver et ark for hver`, `${all.en}; --format html makes a sheet of each`))}\n`
}

/** How certificates are written. */
interface Form {
  readonly format: 'table' | 'json' | 'csv' | 'html'
  readonly lang: PageLanguage | undefined
  readonly excel: boolean
}

const written = (
  { certificateHtml, disposalCsvLines }: typeof import('@samtykke/audit'),
  view: PlainView,
  certificates: Certificates,
  { format, lang, excel }: Form
): Iterable<string | Uint8Array> => {
  switch (format) {
    case 'table':
      return linesOf(certificates, view.policy.timeZone)
    case 'json':
      return merged(certificates.runs)
    case 'csv':
      return disposalCsvLines(rowsOf(certificates.runs), dialectOf(excel))
    case 'html':
      return [certificateHtml(viewOf(view), rowsOf(certificates.runs), lang ?? 'da')]
  }
}

const sealedContextOf = (
  from: Source,
  log: string,
  certificates: Iterable<Certificate>,
  onlyCall: string | undefined
): TE.TaskEither<Failure, ContextOf> =>
  pipe(
    TE.fromIO(keepHeapSmall),
    TE.flatMap(() => toldSealedState(from, log, onlyCall)),
    TE.flatMap(state => sealedCertificates(state, log, certificates))
  )

export const certificate = defineVerb({
  name: 'certificate',
  operands: source,
  synopsis: ['SOURCE... (--recording ID | --analysis ID | --all) [options]'],
  about:
    'A certificate for each confirmed erasure or anonymisation, as JSON an object a line. An instruction gives none. With --vault each names the key that was destroyed.',
  options: {
    recording: text('ID', 'those of a recording; exit status 4 where there is none'),
    analysis: text('ID', 'those of an analysis; exit status 4 where there is none'),
    all: flag('those of the whole source'),
    ...formatOption(
      ['html', 'csv'],
      'table, json, html: a sheet for each, or csv: the disposal log (default: table on a terminal, json elsewhere)'
    ),
    ...pageLangOption,
    ...excelOption,
    ...sealedLogOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('choice', () => TE.fromEither(choiceOf(values.recording, values.analysis, values.all))),
      TE.bind('format', () => TE.fromEither(formatOf(values, tableOrJson()))),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('read', ({ choice, view, audit }) =>
        readCertificates(from, values.rejects, view, audit, isChosen(choice))
      ),
      TE.bind('contextOf', ({ read: { runs, onlyCall } }) =>
        values.log === undefined
          ? TE.right<Failure, undefined>(undefined)
          : sealedContextOf(from, values.log, rowsOf(runs), onlyCall)
      ),
      TE.bind('certificates', ({ view, audit, read, contextOf }) =>
        withVaultOf(from._tag === 'store' ? from.store : undefined, vault =>
          contextOf === undefined && vault === undefined
            ? TE.right(read)
            : withLogContext(audit, view, contextOf ?? (() => ({})), vault)(read)
        )
      ),
      TE.chainFirstEitherK(({ choice, certificates }) => someOf(choice, certificates)),
      TE.chainFirst(({ format, view, certificates, audit }) =>
        throughTemporaryFiles(async () => {
          try {
            await writeAllOut(written(audit, view, certificates, { ...values, format }))
          } finally {
            closeRuns(certificates.runs)
          }
        })
      ),
      TE.map(({ certificates }) => certificates.status)
    )
})
