/**
 * `samtykke record FILE… STORE`: appends events to a store, each once.
 */
import { decodeEvent, decodeKnownEvent, type LogError, ordEvent } from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type ExitStatus, type Failure, reasonOf, unreadable } from '../command/failure.ts'
import { parseCommandLine } from '../command/options.ts'
import { checkRejectsFile, keepRejects, nameRejects } from '../command/rejects.ts'
import { callsByPart } from '../engine/callsByPart.ts'
import type { RejectedLine } from '../engine/rejected.ts'
import { writeAllOut } from '../output.ts'
import { progress } from '../progress.ts'
import type { Input } from '../source/input.ts'
import { openInputs } from '../source/open.ts'
import { logFailure, storeAmong, withStore } from '../source/store.ts'
import { type RecordTotals, recordTotals } from './recordTotals.ts'
import type { Verb } from './verb.ts'

const options = {
  rejects: { type: 'string' },
  json: { type: 'boolean' },
  strict: { type: 'boolean' },
  'unknown-types': { type: 'boolean' }
} as const

/** Calls that are recorded at once. */
const inFlight = 64

interface How {
  readonly strict: boolean
  readonly unknownTypes: boolean
}

interface Recorded {
  readonly totals: RecordTotals
  readonly rejects: ReadonlyArray<RejectedLine>
}

const howOf = (values: { readonly strict?: boolean; readonly 'unknown-types'?: boolean }): How => ({
  strict: values.strict === true,
  unknownTypes: values['unknown-types'] === true
})

const recordAll = async (
  log: EventStoreDBLog,
  inputs: ReadonlyArray<Input>,
  { strict, unknownTypes }: How
): Promise<E.Either<LogError, Recorded>> => {
  const { recordCall } = await import('@samtykke/log')
  const record = recordCall(log, { strict })
  const totals = recordTotals(strict)
  const { parts, count, rejects } = callsByPart(inputs, unknownTypes ? decodeEvent : decodeKnownEvent)
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
  return failure === undefined ? E.right({ totals, rejects: rejects() }) : E.left(failure)
}

const statusOf = ({ totals, rejects }: Recorded, strict: boolean): ExitStatus => {
  const { conflicting, doubtful, setAside } = totals.counts()
  const isBad = rejects.length > 0 || conflicting > 0 || setAside > 0 || (strict && doubtful > 0)
  return isBad ? exit.badInput : exit.done
}

export const record: Verb = {
  name: 'record',
  summary: 'append events to a store, each once: again is nothing new',
  usage: `samtykke record FILE... STORE [options]

Appends the events of files (one JSON object a line, also .gz, or - for standard input) to a store:
esdb://HOST:PORT, kurrentdb://HOST:PORT, or SAMTYKKE_STORE set to one. What is there already is left as it is, so
that a run that broke off is simply run again. Calls are linked to the subjects that their events name.

History is not refused: what cannot be true of its call (a recording erased that it never had) is recorded and said.
An event under whose id the store has other content is named and not recorded: exit status 3.

  --strict           does not record what cannot be true of its call, and records the rest: exit status 3
  --unknown-types    records events of a type that is not known too, which makes their calls uncertain (without it
                     they are refused like bad lines, with the nearest known name)
  --rejects FILE     keeps the lines that were refused, unchanged
  --json             what was done, as JSON`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () => TE.fromEither(parseCommandLine(options, args))),
      TE.bind('named', ({ line }) => storeAmong(line.positionals)),
      TE.bind('inputs', ({ named }) => openInputs(named.others)),
      TE.chainFirstEitherK(({ line, inputs }) => checkRejectsFile(line.values.rejects, inputs)),
      TE.bind('recorded', ({ line, named, inputs }) =>
        withStore(named.store, log =>
          pipe(
            TE.tryCatch(
              () => recordAll(log, inputs, howOf(line.values)),
              (error): Failure => unreadable('the files', reasonOf(error))
            ),
            TE.flatMapEither(E.mapLeft(logFailure(named.store)))
          )
        )
      ),
      TE.chainFirstIOK(({ inputs, recorded: { totals, rejects } }) => () => {
        nameRejects(inputs, rejects)
        totals.tell()
      }),
      TE.chainFirstEitherK(({ line, inputs, recorded }) =>
        keepRejects(line.values.rejects, inputs, recorded.rejects)
      ),
      TE.chainFirstTaskK(
        ({ line, recorded: { totals, rejects } }) =>
          () =>
            writeAllOut([
              line.values.json === true
                ? `${JSON.stringify({ ...totals.counts(), rejected: rejects.length })}\n`
                : totals.sentence()
            ])
      ),
      TE.map(({ line, recorded }) => statusOf(recorded, howOf(line.values).strict))
    )
}
