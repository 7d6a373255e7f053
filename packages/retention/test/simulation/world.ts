/**
 * A log, stores, an agenda and clocks of the test's own, and workers that can be killed at each request they make of them.
 */
import {
  type AnalysisStore,
  type AnyEvent,
  type Erasure,
  type EventLog,
  type FollowStep,
  type Found,
  type Identifier,
  instantFromEpoch,
  type LoadedCall,
  type LogError,
  type Position,
  type RecordingStore,
  type Ref,
  type Rules,
  type StoreError
} from '@samtykke/core'
import {
  type Agenda,
  type AnswersPlace,
  createMemoryAgenda,
  createMemoryJournals,
  feedOf,
  type Hint,
  type WorkerPorts
} from '@samtykke/retention'
import { createMemoryLog, type MemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Fault, Request, Scenario } from './scenario.ts'
import { createTruth, keyOf, type Knowledge, type Truth } from './truth.ts'
import { createVirtualTime, type VirtualTime } from './virtualTime.ts'

export const beginning = Date.parse('2026-03-24T09:00:00.000Z')
export const processor = 'recorder'

/** Small and quick, and the same for the same seed (xorshift). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

/** A worker's process: alive until it is killed. */
export interface Process {
  readonly ports: WorkerPorts
  readonly isAlive: () => boolean
  readonly kill: () => void
}

export interface World {
  readonly time: VirtualTime
  readonly log: MemoryLog
  readonly truth: Truth
  readonly agenda: Agenda
  /** What the stores hold, since when. */
  readonly contents: Map<string, number>
  readonly copies: Set<string>
  readonly boot: (machine: number, rules: Rules, onKilled: () => void) => Process
  readonly jump: (machine: number, by: number) => void
  /** What happens while a request is on its way; gives whether something did. */
  readonly ambush: { at: (request: Request) => Promise<boolean> }
}

const copyKey = (requestId: string, ref: Ref): string => `${requestId} ${keyOf(ref)}`
const unavailable: StoreError & LogError = {
  _tag: 'Unavailable',
  retry: 'later',
  reason: 'a fault of the test'
}
const unknownOutcome: LogError = { _tag: 'OutcomeUnknown', retry: 'same-ids', reason: 'a fault of the test' }
const locked: StoreError = { _tag: 'Locked', retry: 'never', reason: 'a fault of the test' }
const hour = 3_600_000
const slowness = 10_000

export const createWorld = (scenario: Scenario): World => {
  const time = createVirtualTime(beginning)
  const random = randomOf(scenario.chance)
  const log = readingOnce(createMemoryLog({ now: time.now }))
  const truth = createTruth(log, time.now)
  const agenda = createMemoryAgenda()
  const journals = createMemoryJournals()
  const contents = new Map<string, number>()
  const copies = new Set<string>()
  const orders = new Map<string, { readonly ref: Ref; readonly doneAt: number }>()
  const checkpoints: Array<Position | undefined> = []
  const skews: number[] = []
  const faults = new Map<string, Fault['kind']>(
    scenario.faults.map(({ on, number, kind }) => [`${on} ${number}`, kind])
  )
  const ambush: World['ambush'] = { at: () => Promise.resolve(false) }
  const requests = new Map<Request['on'], number>()

  const boot: World['boot'] = (machine, rules, onKilled) => {
    let alive = true
    const taken = new Set<AsyncIterator<unknown>>()
    const knowledge = new Map<Identifier, Knowledge>()
    const looked = new Map<string, number>()
    skews[machine] ??= Math.round((random() - 0.5) * 4 * 60_000)
    const started = time.now()

    const kill = (): void => {
      if (!alive) return
      alive = false
      for (const each of taken) void each.return?.()
      onKilled()
    }

    /** A request: it takes a while, has its effect, and is answered after another while, or something goes wrong. */
    const request = <R, A>(
      on: Request['on'],
      effect: (fault: Fault['kind'] | undefined) => Promise<E.Either<R, A>>,
      failed: R,
      lost: R,
      mayHang: boolean
    ): Promise<E.Either<R, A>> =>
      new Promise(resolve => {
        if (!alive) return
        const number = requests.get(on) ?? 0
        requests.set(on, number + 1)
        const fault = faults.get(`${on} ${number}`)
        let pause = fault === 'slow' ? slowness : 0
        const answer = (value: E.Either<R, A>): void => {
          time.after(pause + 1 + random() * 20, () => {
            if (alive) resolve(value)
          })
        }
        const begun = async (): Promise<void> => {
          if (!alive) return
          if (fault === 'crash-before') return kill()
          if (fault === 'hang' && mayHang) return
          if (fault === 'fail' || fault === 'hang') return answer(E.left(failed))
          const value = await effect(fault)
          if (fault === 'crash-after') return kill()
          answer(fault === 'lost-answer' ? E.left(lost) : value)
        }
        void ambush.at({ on, number }).then(ambushed => {
          if (ambushed) pause = slowness
          time.after(pause + 1 + random() * 20, () => void begun())
        })
      })

    /** What is asked often and is not worth a fault of its own. */
    const quietly = <A>(task: () => Promise<A>): Promise<A> =>
      new Promise(resolve => {
        if (!alive) return
        time.after(1, () => void task().then(value => alive && resolve(value)))
      })

    const logPort: EventLog = {
      ...log,
      load: callId => () =>
        request<
          LogError,
          Awaited<ReturnType<ReturnType<EventLog['load']>>> extends E.Either<LogError, infer A> ? A : never
        >(
          'load',
          async () => {
            const servedAt = time.now()
            const loaded = await log.load(callId)()
            const arrives = { servedAt, arrivedAt: Infinity }
            knowledge.set(callId, arrives)
            return loaded
          },
          unavailable,
          unavailable,
          false
        ).then(value => {
          const known = knowledge.get(callId)
          if (known !== undefined) knowledge.set(callId, { ...known, arrivedAt: time.now() })
          return value
        }),
      append: (callId, events, expected, cause) => () =>
        request(
          'append',
          async () => {
            for (const event of events) await beforeOutcome(event)
            return log.append(callId, events, expected, cause)()
          },
          unavailable,
          unknownOutcome,
          false
        ),
      async *replay(from) {
        for await (const page of log.replay(from)) {
          await quietly(() => Promise.resolve())
          yield page
        }
      },
      follow: from => ({
        [Symbol.asyncIterator]: () => {
          const steps = log.follow(from)[Symbol.asyncIterator]()
          taken.add(steps)
          return {
            next: () =>
              new Promise<IteratorResult<FollowStep, void>>(resolve => {
                void steps.next().then(result => {
                  time.after(5, () => {
                    if (alive) resolve(result)
                  })
                })
              }),
            return: async () => (await steps.return?.()) ?? { done: true, value: undefined }
          }
        }
      })
    }

    /** An outcome that is recorded while the store still has what was there when it was asked is false. */
    const beforeOutcome = (event: AnyEvent): Promise<void> => {
      const { type, callId } = event
      if (!/-(erased|anonymised)$/.test(type)) return Promise.resolve()
      const { recordingId, analysisId } = event as { recordingId?: Identifier; analysisId?: Identifier }
      const key =
        recordingId === undefined ? `analysis ${callId} ${analysisId}` : `recording ${callId} ${recordingId}`
      const since = contents.get(key)
      if (since !== undefined && since <= (looked.get(key) ?? Infinity))
        truth.violations.push(`${instantFromEpoch(time.now())} ${type} ${key}: the store still has it`)
      if (!everThere.has(key))
        truth.violations.push(`${instantFromEpoch(time.now())} ${type} ${key}: it was never there`)
      return Promise.resolve()
    }

    const act = (
      ref: Ref,
      action: string,
      fault: Fault['kind'] | undefined
    ): E.Either<StoreError, Erasure> => {
      const key = keyOf(ref)
      if (fault === 'locked') return E.left(locked)
      if (scenario.accepts) {
        const reference = `order ${action} ${key}`
        const order = orders.get(reference)
        if (order === undefined || (order.doneAt <= time.now() && contents.has(key))) {
          orders.set(reference, { ref, doneAt: time.now() + 2 * hour })
          time.after(2 * hour, () => contents.delete(key))
        }
        return progress(reference)
      }
      const copiesThere = contents.has(key) ? 1 : 0
      if (fault !== 'lie') contents.delete(key)
      return E.right({ _tag: 'gone', confirmation: `${action} ${key}`, copies: copiesThere })
    }

    const progress = (reference: string): E.Either<StoreError, Erasure> => {
      const order = orders.get(reference)
      if (order === undefined) return E.left({ _tag: 'NotFound', retry: 'never', reason: 'no such order' })
      return order.doneAt <= time.now()
        ? E.right({ _tag: 'gone', confirmation: reference, copies: 1 })
        : E.right({
            _tag: 'accepted',
            reference,
            askAgainAt: instantFromEpoch(order.doneAt + 60_000 + (skews[machine] ?? 0))
          })
    }

    const acting =
      (action: string) =>
      (ref: Ref): TE.TaskEither<StoreError, Erasure> =>
      async () => {
        if (!alive) return new Promise(() => undefined)
        await truth.beforeAct(
          ref,
          action,
          rules,
          knowledge.get(ref.callId),
          contents.has(keyOf(ref)),
          requestId => copies.has(copyKey(requestId, ref))
        )
        return request<StoreError, Erasure>(
          'act',
          fault => Promise.resolve(act(ref, action, fault)),
          unavailable,
          unavailable,
          true
        )
      }

    const store: AnalysisStore = {
      name: processor,
      technique: 'aggregates only',
      find: ref => () =>
        request<StoreError, Found>(
          'find',
          () => {
            looked.set(keyOf(ref), time.now())
            return Promise.resolve(
              E.right(
                contents.has(keyOf(ref)) ? { _tag: 'present', copies: 1, versions: 1 } : { _tag: 'absent' }
              )
            )
          },
          unavailable,
          unavailable,
          true
        ),
      erase: acting('erase'),
      anonymise: acting('anonymise'),
      progress: reference => () =>
        request<StoreError, Erasure>(
          'other',
          () => Promise.resolve(progress(reference)),
          unavailable,
          unavailable,
          true
        ),
      open: ref => () =>
        request<StoreError, AsyncIterable<Uint8Array>>(
          'other',
          () =>
            Promise.resolve(
              contents.has(keyOf(ref))
                ? E.right(bytes())
                : E.left({ _tag: 'NotFound', retry: 'never', reason: 'absent' } as const)
            ),
          unavailable,
          unavailable,
          true
        ),
      inventory: () => nothing()
    }

    const answers: AnswersPlace = {
      put: (requestId, ref) => () =>
        request<StoreError, void>(
          'other',
          () => {
            copies.add(copyKey(requestId, ref))
            return Promise.resolve(E.right(undefined))
          },
          unavailable,
          unavailable,
          true
        ),
      remove: (requestId, ref) => () =>
        request<StoreError, void>(
          'other',
          () => {
            copies.delete(copyKey(requestId, ref))
            return Promise.resolve(E.right(undefined))
          },
          unavailable,
          unavailable,
          true
        )
    }

    const agendaPort: Agenda = {
      ...agenda,
      note: (day, callId) => () =>
        request('note', () => agenda.note(day, callId)(), unavailable, unavailable, false),
      take: day => ({
        [Symbol.asyncIterator]: () => {
          const hints = agenda.take(day)[Symbol.asyncIterator]()
          taken.add(hints)
          return {
            next: () =>
              quietly(() => hints.next()) as Promise<IteratorResult<E.Either<LogError, Hint>, void>>,
            return: async () => {
              taken.delete(hints)
              return (await hints.return?.()) ?? { done: true, value: undefined }
            }
          }
        }
      })
    }

    const clock = {
      now: () => time.now() + (skews[machine] ?? 0),
      elapsed: () => time.now() - started,
      wait: (milliseconds: number, signal?: AbortSignal): Promise<void> =>
        new Promise(resolve => {
          void time.sleep(milliseconds, signal).then(() => alive && resolve())
        })
    }

    return {
      isAlive: () => alive,
      kill,
      ports: {
        log: logPort,
        logTime: () => quietly(() => Promise.resolve(E.right(instantFromEpoch(time.now())))),
        rules,
        stores: {
          recordings: new Map<string, RecordingStore>([[processor, store]]),
          analyses: new Map([[processor, store]])
        },
        answers,
        redactProof:
          ({ callId, revision }, occurredAt) =>
          () =>
            request<LogError, void>(
              'other',
              async () => {
                const event = {
                  id: `00000000-0000-4000-8000-${Buffer.from(callId).toString('hex').padStart(12, '0').slice(-12)}`,
                  type: 'proof-redacted',
                  callId,
                  occurredAt,
                  keyDestroyed: true
                } as AnyEvent
                const done = await log.append(callId, [event], revision)()
                return E.isLeft(done) && done.left._tag !== 'RevisionConflict' ? done : E.right(undefined)
              },
              unavailable,
              unavailable,
              false
            ),
        agenda: agendaPort,
        journals,
        feed: feedOf(
          logPort,
          {
            load: () => Promise.resolve(E.right(checkpoints[machine])),
            save: position => () => {
              if (alive) checkpoints[machine] = position
              return Promise.resolve(E.right(undefined))
            }
          },
          clock
        ),
        clock,
        random
      }
    }
  }

  const everThere = new Set<string>()
  return {
    time,
    log,
    truth,
    agenda,
    contents: {
      get size() {
        return contents.size
      },
      set(key: string, since: number) {
        everThere.add(key)
        contents.set(key, since)
        return this
      },
      has: (key: string) => contents.has(key),
      get: (key: string) => contents.get(key),
      delete: (key: string) => contents.delete(key),
      keys: () => contents.keys()
    } as unknown as Map<string, number>,
    copies,
    boot,
    jump: (machine, by) => {
      skews[machine] = (skews[machine] ?? 0) + by
    },
    ambush
  }
}

/** A call is decoded once for all who read it. */
const readingOnce = (log: MemoryLog): MemoryLog => {
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

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array([1])
}

// eslint-disable-next-line require-yield
async function* nothing(): AsyncGenerator<never, void, undefined> {
  return
}
