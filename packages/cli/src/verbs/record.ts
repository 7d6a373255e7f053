/**
 * `samtykke record FILE… STORE`: appends events to a store, each once.
 */
import { decodeEvent, decodeKnownEvent, type LogError, ordEvent } from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { jsonOption, rejectsOption } from '../command/commonOptions.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { filesAndStore } from '../command/operands.ts'
import { flag } from '../command/option.ts'
import { readFailure } from '../command/readFailure.ts'
import { type RecordTotals, recordTotals } from '../command/recordTotals.ts'
import { checkRejectsFile, keepRejects, nameRejects } from '../command/rejects.ts'
import { describeUnknownMembers } from '../command/describeSource.ts'
import { callsByPart } from '../engine/callsByPart.ts'
import type { RejectedLine } from '../engine/rejected.ts'
import { writeAllOut } from '../output/output.ts'
import { progress } from '../output/progress.ts'
import type { Input } from '../source/input.ts'
import { openInputs } from '../source/open.ts'
import { logFailure, withStore } from '../source/store.ts'
import { exit, type ExitStatus } from '../text/failure.ts'
import { both, said } from '../text/language.ts'

/** Calls that are recorded at once. */
const inFlight = 64

interface Recorded {
  readonly totals: RecordTotals
  readonly unknownMembers: ReadonlyMap<string, number>
  readonly rejects: ReadonlyArray<RejectedLine>
}

const recordAll = async (
  log: EventStoreDBLog,
  inputs: ReadonlyArray<Input>,
  strict: boolean,
  unknownTypes: boolean
): Promise<E.Either<LogError, Recorded>> => {
  const { recordCall } = await import('@samtykke/log')
  const record = recordCall(log, { strict })
  const totals = recordTotals(strict)
  const { parts, count, unknownMembers, rejects } = callsByPart(
    inputs,
    unknownTypes ? decodeEvent : decodeKnownEvent
  )
  const bar = progress()
  let failure: LogError | undefined
  let part = 0
  for (const calls of parts) {
    let next = 0
    const recordNext = async (): Promise<void> => {
      for (let call = calls[next++]; call !== undefined && failure === undefined; call = calls[next++]) {
        if (call.events.length === 0) continue
        const recorded = await record(call.callId, call.events.toSorted(ordEvent.compare))()
        if (E.isLeft(recorded)) failure ??= recorded.left
        else {
          totals.add(call.callId, recorded.right)
          bar.show((part + next / calls.length) / count)
        }
      }
    }
    await Promise.all(Array.from({ length: inFlight }, recordNext))
    part++
    if (failure !== undefined) break
  }
  bar.clear()
  return failure === undefined ? E.right({ totals, unknownMembers, rejects }) : E.left(failure)
}

const statusOf = ({ totals, rejects }: Recorded, strict: boolean): ExitStatus => {
  const { conflicting, doubtful, setAside } = totals.counts()
  const isBad = rejects.length > 0 || conflicting > 0 || setAside > 0 || (strict && doubtful > 0)
  return isBad ? exit.badInput : exit.done
}

export const record = defineVerb({
  name: 'record',
  operands: filesAndStore,
  about: `Appends the events of files to a store. What is there already is left as it is, so that a run that broke off is simply run again. Calls are linked to the subjects that their events name.

History is not refused: what cannot be true of its call (a recording erased that it never had) is recorded and said. An event under whose id the store has other content is named and not recorded: exit status 3.`,
  options: {
    strict: flag('does not record what cannot be true of its call, and records the rest: exit status 3'),
    'unknown-types': flag(
      'records events of a type that is not known too, which makes their calls uncertain (without it they are refused like bad lines, with the nearest known name)'
    ),
    ...rejectsOption,
    ...jsonOption,
    ...vaultOptions
  },
  run: ({ strict, 'unknown-types': unknownTypes, rejects: rejectsFile, json }, { store, files }) =>
    pipe(
      TE.Do,
      TE.bind('inputs', () => openInputs(files)),
      TE.chainFirstEitherK(({ inputs }) => checkRejectsFile(rejectsFile, inputs)),
      TE.bind('recorded', ({ inputs }) =>
        withStore(store, log =>
          pipe(
            TE.tryCatch(
              () => recordAll(log, inputs, strict, unknownTypes),
              readFailure(both('filerne', 'the files'))
            ),
            TE.flatMapEither(E.mapLeft(logFailure(store)))
          )
        )
      ),
      TE.chainFirstIOK(({ inputs, recorded: { totals, unknownMembers, rejects } }) => () => {
        nameRejects(inputs, rejects)
        describeUnknownMembers(unknownMembers)
        totals.report()
      }),
      TE.chainFirstEitherK(({ inputs, recorded }) => keepRejects(rejectsFile, inputs, recorded.rejects)),
      TE.chainFirstTaskK(
        ({ recorded: { totals, rejects } }) =>
          () =>
            writeAllOut([
              json
                ? `${JSON.stringify({ ...totals.counts(), rejected: rejects.length })}\n`
                : said(totals.sentence())
            ])
      ),
      TE.map(({ recorded }) => statusOf(recorded, strict))
    )
})
