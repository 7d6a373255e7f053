/**
 * `samtykke record FILE… STORE`: appends events to a store, each once.
 */
import {
  type AnyEvent,
  canonicalJson,
  type CallHistory,
  compareEvents,
  type LogError,
  recordedAt
} from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type ExitStatus, type Failure, reasonOf, unreadable } from '../command/failure.ts'
import { parseCommandLine } from '../command/options.ts'
import { checkRejectsFile, keepRejects, nameRejects } from '../command/rejects.ts'
import { callsByPart } from '../engine/callsByPart.ts'
import type { RejectedLine } from '../engine/rejected.ts'
import { say, writeAllOut } from '../output.ts'
import { printable } from '../printable.ts'
import { progress } from '../progress.ts'
import type { Input } from '../source/input.ts'
import { openInputs } from '../source/open.ts'
import { logFailure, storeAmong, withStore } from '../source/store.ts'
import { counted } from '../table.ts'
import type { Verb } from './verb.ts'

const options = { rejects: { type: 'string' }, json: { type: 'boolean' } } as const

/** Calls that are recorded at once. */
const inFlight = 64

interface Total {
  calls: number
  events: number
  /** Events whose id another event of their call has. */
  conflicts: number
}

const content = (event: AnyEvent): string => canonicalJson({ ...event, recordedAt: undefined })

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Of several events of one id the one that stands by the contract, section 2; the log holds one for an id. */
const standing = (events: ReadonlyArray<AnyEvent>): ReadonlyArray<AnyEvent> => {
  const byId = new Map<string, AnyEvent>()
  for (const event of events) {
    const other = byId.get(event.id)
    const isFirst =
      other === undefined ||
      (compareText(recordedAt(event), recordedAt(other)) ||
        compareText(event.occurredAt, other.occurredAt) ||
        compareText(content(event), content(other))) < 0
    if (isFirst) byId.set(event.id, event)
  }
  return [...byId.values()].sort(compareEvents)
}

const nameConflicts = ({ callId, events }: CallHistory, stand: ReadonlyArray<AnyEvent>): number => {
  if (stand.length === events.length) return 0
  const contents = new Map(stand.map(event => [event.id, content(event)]))
  const other = events.filter(event => contents.get(event.id) !== content(event))
  for (const { id } of other) {
    say(printable(`${callId}: ${id}: expected one event of this id, found another; the first stands`))
  }
  return other.length
}

const recordAll = async (
  log: EventStoreDBLog,
  inputs: ReadonlyArray<Input>
): Promise<E.Either<LogError, { total: Total; rejects: ReadonlyArray<RejectedLine> }>> => {
  const { recordCall } = await import('@samtykke/log')
  const total: Total = { calls: 0, events: 0, conflicts: 0 }
  const { parts, count, rejects } = callsByPart(inputs)
  const bar = progress()
  let failure: LogError | undefined
  let part = 0
  for (const calls of parts) {
    let next = 0
    const recordNext = async (): Promise<void> => {
      for (let call = calls[next++]; call !== undefined && failure === undefined; call = calls[next++]) {
        const stand = standing(call.events)
        total.conflicts += nameConflicts(call, stand)
        const recorded = await recordCall(log)(call.callId, stand)()
        if (E.isLeft(recorded)) failure ??= recorded.left
        else {
          total.calls++
          total.events += stand.length
          bar.show((part + next / calls.length) / count)
        }
      }
    }
    await Promise.all(Array.from({ length: inFlight }, recordNext))
    part++
    if (failure !== undefined) break
  }
  bar.clear()
  return failure === undefined ? E.right({ total, rejects: rejects() }) : E.left(failure)
}

export const record: Verb = {
  name: 'record',
  summary: 'append events to a store, each once: again is nothing new',
  usage: `samtykke record FILE... STORE [options]

Appends the events of files (one JSON object a line, also .gz, or - for standard input) to a store:
esdb://HOST:PORT, kurrentdb://HOST:PORT, or SAMTYKKE_STORE set to one. What is there already is left as it is, so
that a run that broke off is simply run again. Calls are linked to the subjects that their events name.

  --rejects FILE     keeps the lines that are no event, unchanged
  --json             what was done, as JSON`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () => TE.fromEither(parseCommandLine(options, args))),
      TE.bind('named', ({ line }) => storeAmong(line.positionals)),
      TE.bind('inputs', ({ named }) => openInputs(named.others)),
      TE.chainFirstEitherK(({ line, inputs }) => checkRejectsFile(line.values.rejects, inputs)),
      TE.bind('recorded', ({ named, inputs }) =>
        withStore(named.store, log =>
          pipe(
            TE.tryCatch(
              () => recordAll(log, inputs),
              (error): Failure => unreadable('the files', reasonOf(error))
            ),
            TE.flatMapEither(E.mapLeft(logFailure(named.store)))
          )
        )
      ),
      TE.chainFirstIOK(
        ({ inputs, recorded }) =>
          () =>
            nameRejects(inputs, recorded.rejects)
      ),
      TE.chainFirstEitherK(({ line, inputs, recorded }) =>
        keepRejects(line.values.rejects, inputs, recorded.rejects)
      ),
      TE.chainFirstTaskK(({ line, recorded: { total, rejects } }) => () => {
        const { calls, events } = total
        return writeAllOut([
          line.values.json === true
            ? `${JSON.stringify({ calls, events, rejected: rejects.length })}\n`
            : `${counted(events, 'event', 'events')} of ${counted(calls, 'call', 'calls')} are in the store\n`
        ])
      }),
      TE.map(({ recorded: { total, rejects } }): ExitStatus =>
        rejects.length > 0 || total.conflicts > 0 ? exit.badInput : exit.done
      )
    )
}
