/**
 * The log and the agenda, as a machine reaches them, and what it came to know through them.
 */
import {
  type AnyEvent,
  type EventLog,
  type FollowStep,
  type Identifier,
  instantFromEpoch,
  type LoadedCall,
  type LogError
} from '@samtykke/core'
import type { Agenda, Hint } from '@samtykke/log'
import type { MemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { Contents } from './contents.ts'
import { type Machine, unavailable } from './machine.ts'
import type { Knowledge, Truth } from './truth.ts'
import type { VirtualTime } from './virtualTime.ts'

interface LogOfMachine {
  readonly machine: Machine
  readonly time: VirtualTime
  readonly truth: Truth
  readonly contents: Contents
  readonly log: MemoryLog
  readonly knowledge: Map<Identifier, Knowledge>
  /** When the store was last asked for something. */
  readonly looked: ReadonlyMap<string, number>
}

const unknownOutcome: LogError = { _tag: 'OutcomeUnknown', retry: 'same-ids', reason: 'a fault of the test' }

export const logOf = ({ machine, time, truth, contents, log, knowledge, looked }: LogOfMachine): EventLog => {
  /** An outcome that is recorded while the store still has what was there when it was asked is false. */
  const beforeOutcome = (event: AnyEvent): void => {
    const { type, callId } = event
    if (!/-(erased|anonymised)$/.test(type)) return
    const { recordingId, analysisId } = event as { recordingId?: Identifier; analysisId?: Identifier }
    const key =
      recordingId === undefined ? `analysis ${callId} ${analysisId}` : `recording ${callId} ${recordingId}`
    const since = contents.since(key)
    if (since !== undefined && since <= (looked.get(key) ?? Infinity))
      truth.violations.push(`${instantFromEpoch(time.now())} ${type} ${key}: the store still has it`)
    if (!contents.wasEverThere(key))
      truth.violations.push(`${instantFromEpoch(time.now())} ${type} ${key}: it was never there`)
  }

  return {
    ...log,
    load: callId => () =>
      machine
        .request<
          LogError,
          Awaited<ReturnType<ReturnType<EventLog['load']>>> extends E.Either<LogError, infer A> ? A : never
        >(
          'load',
          async () => {
            const loaded = await log.load(callId)()
            if (E.isRight(loaded))
              knowledge.set(callId, { revision: loaded.right.revision, arrivedAt: Infinity })
            return loaded
          },
          unavailable,
          unavailable,
          false
        )
        .then(value => {
          const known = knowledge.get(callId)
          if (known !== undefined) knowledge.set(callId, { ...known, arrivedAt: time.now() })
          return value
        }),
    append: (callId, events, expected, cause) => () =>
      machine.request(
        'append',
        async () => {
          for (const event of events) beforeOutcome(event)
          return log.append(callId, events, expected, cause)()
        },
        unavailable,
        unknownOutcome,
        false
      ),
    async *replay(from) {
      for await (const page of log.replay(from)) {
        await machine.quietly(() => Promise.resolve())
        yield page
      }
    },
    follow: from => ({
      [Symbol.asyncIterator]: () => {
        const steps = log.follow(from)[Symbol.asyncIterator]()
        machine.taken.add(steps)
        return {
          next: () =>
            new Promise<IteratorResult<FollowStep, void>>(resolve => {
              void steps.next().then(result => {
                time.after(5, () => {
                  if (machine.isAlive()) resolve(result)
                })
              })
            }),
          return: async () => (await steps.return?.()) ?? { done: true, value: undefined }
        }
      }
    })
  }
}

export const agendaOf = (machine: Machine, agenda: Agenda): Agenda => ({
  ...agenda,
  note: (day, callId) => () =>
    machine.request('note', () => agenda.note(day, callId)(), unavailable, unavailable, false),
  take: day => ({
    [Symbol.asyncIterator]: () => {
      const hints = agenda.take(day)[Symbol.asyncIterator]()
      machine.taken.add(hints)
      return {
        next: () => machine.quietly<IteratorResult<E.Either<LogError, Hint>, void>>(() => hints.next()),
        return: async () => {
          machine.taken.delete(hints)
          return (await hints.return?.()) ?? { done: true, value: undefined }
        }
      }
    }
  })
})

/** A call is decoded once for all who read it. */
export const readingOnce = (log: MemoryLog): MemoryLog => {
  const known = new Map<Identifier, Promise<E.Either<LogError, LoadedCall>>>()
  const changing =
    <A extends readonly unknown[], B>(change: (callId: Identifier, ...others: A) => B) =>
    (callId: Identifier, ...others: A): B => {
      known.delete(callId)
      return change(callId, ...others)
    }
  return {
    ...log,
    load: callId => () => {
      const loaded = known.get(callId) ?? log.load(callId)()
      known.set(callId, loaded)
      return loaded
    },
    append: (callId, events, expected, cause) => () => {
      known.delete(callId)
      return log
        .append(callId, events, expected, cause)()
        .finally(() => known.delete(callId))
    },
    writeRaw: changing(log.writeRaw)
  }
}
