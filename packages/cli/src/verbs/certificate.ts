/**
 * `samtykke certificate SOURCE`: certificates of what was erased or anonymised.
 */
import type { Certificate, LogContext, PageLanguage } from '@samtykke/audit'
import { canonicalJson, ordText } from '@samtykke/core'
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
import { gatherCalls } from '../command/gather.ts'
import { source } from '../command/operands.ts'
import { pageLangOption } from '../command/langOption.ts'
import { flag, text } from '../command/option.ts'
import { sealedContexts } from '../command/sealedState.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { destroyedKeys } from '../retention/destroyedKeys.ts'
import { writeAllOut } from '../output/output.ts'
import { withVaultOf } from '../source/store.ts'
import { type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { actionText, becauseText } from '../text/actionText.ts'
import { howMany } from '../text/howMany.ts'
import { both, type Said, said } from '../text/language.ts'
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
const someOf = (
  choice: Choice,
  certificates: ReadonlyArray<Certificate>
): E.Either<Failure, ReadonlyArray<Certificate>> =>
  choice === 'all' || certificates.length > 0
    ? E.right(certificates)
    : E.left(
        unreadable(
          `--${choice.target}`,
          both(
            `ingen bekræftet sletning med det id (${choice.targetId.length} tegn) i kilden`,
            `no confirmed erasure of that id (${choice.targetId.length} characters) in the source`
          )
        )
      )

const byExecution = (a: Certificate, b: Certificate): number =>
  ordText.compare(a.executedAt, b.executedAt) || ordText.compare(a.certificateId, b.certificateId)

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

function* linesOf(certificates: ReadonlyArray<Certificate>, timeZone: string): Generator<string> {
  if (certificates.length > 0) {
    yield* table(columns(timeZone), certificates)
    yield '\n'
  }
  const count = howMany(certificates.length, 'certificate')
  yield `${said(both(`${count.da}; --format html laver et ark for hver`, `${count.en}; --format html makes a sheet of each`))}\n`
}

/** How certificates are written. */
interface Form {
  readonly format: 'table' | 'json' | 'csv' | 'html'
  readonly lang: PageLanguage | undefined
  readonly excel: boolean
}

const written = (
  { certificateHtml, disposalCsv }: typeof import('@samtykke/audit'),
  view: PlainView,
  certificates: ReadonlyArray<Certificate>,
  { format, lang, excel }: Form
): Iterable<string> => {
  switch (format) {
    case 'table':
      return linesOf(certificates, view.policy.timeZone)
    case 'json':
      return certificates.map(each => `${canonicalJson(each)}\n`)
    case 'csv':
      return [disposalCsv(certificates, dialectOf(excel))]
    case 'html':
      return [certificateHtml(viewOf(view), certificates, lang ?? 'da')]
  }
}

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
      TE.bind('gathered', ({ view }) =>
        gatherCalls(from, values.rejects, view, {
          _tag: 'fitting',
          fits: ({ events }) => events.some(({ type }) => /-(erased|anonymised)$/.test(type))
        })
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('contextOf', ({ gathered: { histories } }) =>
        values.log === undefined
          ? TE.right<Failure, (callId: string) => LogContext>(() => ({}))
          : sealedContexts(
              from,
              values.log,
              histories.map(({ callId }) => callId)
            )
      ),
      TE.bind('keysOf', ({ view, gathered: { histories } }) =>
        withVaultOf(from._tag === 'store' ? from.store : undefined, vault =>
          destroyedKeys(vault, viewOf(view), histories)
        )
      ),
      TE.bind('certificates', ({ choice, view, gathered, audit, contextOf, keysOf }) => {
        const seenFrom = viewOf(view)
        const found = gathered.histories
          .flatMap(history =>
            audit.certificatesOf(seenFrom, { ...contextOf(history.callId), ...keysOf(history.callId) })(
              history
            )
          )
          .filter(isChosen(choice))
        return TE.fromEither(someOf(choice, found.toSorted(byExecution)))
      }),
      TE.chainFirstTaskK(
        ({ format, view, certificates, audit }) =>
          () =>
            writeAllOut(written(audit, view, certificates, { ...values, format }))
      ),
      TE.map(({ gathered }) => gathered.status)
    )
})
