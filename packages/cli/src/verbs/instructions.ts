/**
 * `samtykke instructions SOURCE --processor ID`: what a processor must erase, and what it must keep.
 */
import type {
  Dialect,
  Instruction,
  Instructions,
  KeepInstruction,
  PageLanguage,
  Unassigned
} from '@samtykke/audit'
import { type CallHistory, callState, canonicalJson, type Identifier, type View } from '@samtykke/core'
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
import { collectSource } from '../command/collectSource.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source, type Source } from '../command/operands.ts'
import { flag } from '../command/option.ts'
import { knownProcessor, processorOption } from '../command/processorOption.ts'
import { throughTemporaryFiles } from '../command/readFailure.ts'
import { recordTold } from '../command/recordTold.ts'
import { visitCalls } from '../command/visitCalls.ts'
import { viewOf } from '../engine/view.ts'
import { writeErr, writeWholeOut } from '../output/output.ts'
import type { StoreSource } from '../source/store.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { actionText, targetText } from '../text/actionText.ts'
import { howMany } from '../text/howMany.ts'
import { type Bilingual, both, said } from '../text/language.ts'
import { unstatedText } from '../text/unstated.ts'
import { type Column, localTime, table } from '../text/table.ts'

import { pageLangOption } from '../command/langOption.ts'

const toErase = (timeZone: string): ReadonlyArray<Column<Instruction>> => {
  const local = localTime(timeZone)
  return [
    { head: both(`Forfalder (${timeZone})`, `Due (${timeZone})`), cell: ({ dueAt }) => local(dueAt) },
    { head: both('Dage åben', 'Days open'), cell: ({ daysOpen }) => String(daysOpen) },
    { head: both('Handling', 'Action'), cell: actionText },
    { head: both('Hvad', 'Target'), cell: ({ targetId }) => targetId },
    { head: both('Samtale', 'Call'), cell: ({ callId }) => callId },
    { head: both('Land', 'Region'), cell: ({ region }) => region ?? '' },
    {
      head: both('Instrueret', 'Instructed'),
      cell: ({ instructedAt }) => (instructedAt === undefined ? '' : local(instructedAt))
    },
    {
      head: both('Mislykkedes', 'Failed'),
      cell: ({ lastFailure }) => (lastFailure === undefined ? '' : local(lastFailure))
    }
  ]
}

const toKeep: ReadonlyArray<Column<KeepInstruction>> = [
  { head: both('Gennemgås', 'Review on'), cell: ({ reviewOn }) => reviewOn },
  { head: both('Hvad', 'Target'), cell: targetText }
]

const headed = (danish: string, english: string, count: number): Bilingual =>
  both(`${danish}: ${howMany(count, 'target').da}`, `${english}: ${howMany(count, 'target').en}`)

function* linesOf({ erase, keep }: Instructions, timeZone: string): Generator<string> {
  yield `${said(headed('Skal slettes eller anonymiseres', 'To erase or anonymise', erase.length))}\n`
  if (erase.length > 0) yield* table(toErase(timeZone), erase)
  yield `\n${said(headed('Skal bevares, til sletningsstoppet er ophævet', 'To keep until the hold is over', keep.length))}\n`
  if (keep.length > 0) yield* table(toKeep, keep)
}

/** How the list is written. */
interface Form {
  readonly format: 'table' | 'json' | 'csv' | 'form' | 'html'
  readonly lang: PageLanguage | undefined
  readonly dialect: Dialect
}

const written = (
  { answerFormCsv, instructionsCsv, instructionsHtml }: typeof import('@samtykke/audit'),
  view: View,
  list: Instructions,
  { format, lang, dialect }: Form
): Iterable<string> => {
  switch (format) {
    case 'table':
      return linesOf(list, view.rules.policy.timeZone)
    case 'json':
      return [`${canonicalJson(list)}\n`]
    case 'csv':
      return [instructionsCsv(list, dialect)]
    case 'form':
      return [answerFormCsv(list, dialect)]
    case 'html':
      return [instructionsHtml(view, list, lang ?? 'da')]
  }
}

const nameUnassigned = (unassigned: ReadonlyArray<Unassigned>): void => {
  if (unassigned.length === 0) return
  const targets = howMany(unassigned.length, 'target')
  writeErr(
    both(
      `forfaldent uden kendt databehandler: ${targets.da}, som ikke er på nogen liste:`,
      `due, no processor known: ${targets.en}, on no list:`
    )
  )
  for (const each of unassigned) {
    const { callId, targetId, dueAt } = each
    writeErr(
      both(
        `  ${actionText(each).da} ${targetId} i ${callId}, forfalden ${dueAt}`,
        `  ${actionText(each).en} ${targetId} of ${callId}, due ${dueAt}`
      )
    )
  }
}

const nameMissing = ({ missing, processor }: Instructions): void => {
  if (missing.length > 0) writeErr(unstatedText(missing, processor))
}

const nameNotTold = (): void => {
  writeErr(
    both(
      'intet er registreret som instrueret: listen kunne ikke skrives helt',
      'nothing is recorded as told: the list could not be written whole'
    )
  )
}

/** What is told is recorded now, and in a store. */
const storeToRecord = (
  record: boolean,
  isPast: boolean,
  from: Source
): E.Either<Failure, StoreSource | undefined> => {
  if (!record) return E.right(undefined)
  if (isPast)
    return E.left(
      wrongCommandLine(
        both(
          '--record: ventede hverken --as-of eller --known-at ved siden af',
          '--record: expected neither --as-of nor --known-at beside it'
        )
      )
    )
  return from._tag === 'store'
    ? E.right(from.store)
    : E.left(
        wrongCommandLine(
          both('--record: ventede et lager, fandt filer', '--record: expected a store, found files')
        )
      )
}

/** Makes the list from one call after another, of which none is kept. */
const readingFor = (
  { dueWithoutProcessor, instructionListFor, processorsNamedIn }: typeof import('@samtykke/audit'),
  view: View,
  processor: string
) => {
  const list = instructionListFor(view, processor)
  const stateOf = callState(view)
  const unassignedOf = dueWithoutProcessor(view)
  const read = collectSource()
  const named = new Set<string>()
  const unassigned: Array<Unassigned> = []
  return {
    named,
    unassigned,
    visit: (history: CallHistory): void => {
      const { events } = history
      const ofCall = processorsNamedIn(events)
      for (const each of ofCall) named.add(each)
      const isAbout = ofCall.has(processor)
      if (isAbout) read.add(events)
      if (!isAbout && !events.some(({ type }) => type === 'analysis-produced')) return
      const call = stateOf(history)
      unassigned.push(...unassignedOf(call))
      list.add(call)
    },
    finish: (): Instructions => list.finish(read.source())
  }
}

export const instructions = defineVerb({
  name: 'instructions',
  operands: source,
  about: `The list for one processor (GDPR arts. 19 and 28), and the answer that is expected of it. It names no purpose, person, claim or rule. What is due and with no known processor is named on standard error, with what the policy does not state of controller, contact and agreement.

An analysis is with its own processor, else with that of the latest instruction, else with that of its recording. With --record the instructions are recorded as given, each once; samtykke confirm reads the answers.`,
  options: {
    ...processorOption,
    ...formatOption(
      ['csv', 'form', 'html'],
      "table, json, csv, form: the answer's form to be filled in, as csv, or html (default: table on a terminal, json elsewhere)"
    ),
    ...pageLangOption,
    ...excelOption,
    record: flag('appends to the store that the processor was told, when the list is written'),
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('store', () =>
        TE.fromEither(
          storeToRecord(
            values.record,
            values['as-of'] !== undefined || values['known-at'] !== undefined,
            from
          )
        )
      ),
      TE.bind('format', () => TE.fromEither(formatOf(values, tableOrJson()))),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.let('view', () => plainViewOf(values)),
      TE.let('reading', ({ audit, view }) => readingFor(audit, viewOf(view), values.processor)),
      TE.bind('visited', ({ view, reading }) => visitCalls(from, values.rejects, view, reading.visit)),
      TE.chainFirstEitherK(({ view, reading }) =>
        knownProcessor(values.processor, reading.named, view.policy)
      ),
      TE.bind('list', ({ reading }) => {
        nameUnassigned(reading.unassigned)
        return throughTemporaryFiles(reading.finish)
      }),
      TE.bind('isWritten', ({ audit, format, view, list }) =>
        TE.fromTask(() => {
          nameMissing(list)
          const form = { format, lang: values.lang, dialect: dialectOf(values.excel) }
          return writeWholeOut(written(audit, viewOf(view), list, form))
        })
      ),
      TE.chainFirst(({ store, view, list, isWritten }) => {
        if (store === undefined) return TE.right(undefined)
        return isWritten
          ? recordTold(
              store,
              viewOf(view),
              list.erase.map(each => ({
                callId: each.callId as Identifier,
                target: each.target,
                targetId: each.targetId as Identifier
              }))
            )
          : TE.rightIO(nameNotTold)
      }),
      TE.map(({ visited }) => visited.status)
    )
})
