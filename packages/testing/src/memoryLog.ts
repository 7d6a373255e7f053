/**
 * A log in memory: for tests of what uses a log. It behaves as the contract suite asks, and keeps nothing.
 */
import {
  type AnyEvent,
  compareStored,
  type EventLog,
  type ExpectedRevision,
  type FollowStep,
  type Identifier,
  instantFromEpoch,
  type LogError,
  type Position,
  readPayload,
  type RecordedEntry,
  invalidAppendReason
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createMemorySubjects, invalid } from './memorySubjects.ts'

interface Stored {
  readonly callId: Identifier
  readonly id: string
  readonly type: string
  readonly revision: bigint
  readonly position: bigint
  readonly recordedAt: number
  /** `undefined` once it was emptied. */
  json: string | undefined
  /** As it was read before. */
  entry?: RecordedEntry | undefined
}

/** A log in memory, and what a test may do to it that no log offers. */
export interface MemoryLog extends EventLog {
  /** Writes any text under any id and type, as another program might. */
  readonly writeRaw: (callId: Identifier, entry: { id: string; type: string; json: string }) => void
  /** The same in the stream of a subject. */
  readonly writeRawSubject: (
    subjectRef: Identifier,
    entry: { id: string; type: string; json: string }
  ) => void
  /** Takes the entries before a revision away, as truncation does. */
  readonly truncate: (callId: Identifier, before: bigint) => void
  /** Empties the payload of an entry. */
  readonly redact: (callId: Identifier, id: string) => void
}

const pageSize = 500
const closed: LogError = { _tag: 'Closed', retry: 'never' }

const parsed = (json: string): unknown =>
  E.getOrElse<unknown, unknown>(() => null)(E.tryCatch((): unknown => JSON.parse(json), String))

const entryOf = (stored: Stored): RecordedEntry => (stored.entry ??= read(stored))

const read = (stored: Stored): RecordedEntry => {
  const { callId, id, type, revision, json } = stored
  const recordedAt = instantFromEpoch(stored.recordedAt)
  return {
    callId,
    id,
    type,
    revision,
    position: { commit: stored.position, prepare: stored.position },
    recordedAt,
    payload: readPayload({ id, type, callId, recordedAt }, json === undefined ? undefined : parsed(json))
  }
}

/**
 * An empty log in memory, for tests of what uses a log. It passes `eventLogContract` as the real ones do, needs no
 * server and gives the same errors (`RevisionConflict`, `InvalidAppend`, `Closed`); nothing outlives it.
 *
 * @param now the log's clock, in milliseconds since 1970-01-01T00:00:00Z; it gives each entry its `recordedAt`
 *
 * @example
 * import { type EventOf, identifier, instant, uuid } from '@samtykke/core'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const callId = identifier('call-1')
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId,
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * const log = createMemoryLog({ now: () => Date.UTC(2025, 8, 2) })
 * assert.deepStrictEqual(await log.append(callId, [objected], 'no-stream')(), E.right(0n))
 * const loaded = await log.load(callId)()
 * assert.ok(E.isRight(loaded))
 * assert.deepStrictEqual(loaded.right.entries.map(entry => entry.recordedAt), ['2025-09-02T00:00:00.000Z'])
 *
 * @see `EventLog` in `@samtykke/core`, the port that it stands for
 */
export const createMemoryLog = ({ now = Date.now }: { readonly now?: () => number } = {}): MemoryLog => {
  const all: Stored[] = []
  const calls = new Map<string, Stored[]>()
  const revisions = new Map<string, bigint>()
  let nextPosition = 0n
  let isClosed = false
  let wake: ReadonlyArray<() => void> = []

  const announce = (): void => {
    const waiting = wake
    wake = []
    for (const each of waiting) each()
  }

  const revisionOf = (callId: Identifier): ExpectedRevision => revisions.get(callId) ?? 'no-stream'

  const write = (callId: Identifier, id: string, type: string, json: string): void => {
    const before = revisionOf(callId)
    const revision = before === 'no-stream' ? 0n : before + 1n
    const stored = { callId, id, type, json, revision, position: nextPosition++, recordedAt: now() }
    all.push(stored)
    const call = calls.get(callId)
    if (call === undefined) calls.set(callId, [stored])
    else call.push(stored)
    revisions.set(callId, revision)
  }

  const standsAlready = (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    expected: ExpectedRevision
  ): boolean => {
    const first = expected === 'no-stream' ? 0n : expected + 1n
    const call = calls.get(callId) ?? []
    return events.every((event, index) =>
      call.some(
        stored =>
          stored.revision === first + BigInt(index) &&
          stored.id === event.id &&
          compareStored(entryOf(stored).payload, event) !== 'other'
      )
    )
  }

  const guarded = <A>(act: () => E.Either<LogError, A>): TE.TaskEither<LogError, A> =>
    TE.fromIOEither(() => (isClosed ? E.left(closed) : act()))

  const append: EventLog['append'] = (callId, events, expected) =>
    guarded(() => {
      if (events.length === 0) return E.right(expected)
      const problem = invalidAppendReason(callId, events)
      if (problem !== undefined) return E.left(invalid(problem))
      const encoded = E.tryCatch(() => events.map(event => JSON.stringify(event)), String)
      if (E.isLeft(encoded)) return E.left(invalid('an event cannot be written as JSON'))
      const last = (expected === 'no-stream' ? -1n : expected) + BigInt(events.length)
      const actual = revisionOf(callId)
      if (actual !== expected) {
        return standsAlready(callId, events, expected)
          ? E.right(last)
          : E.left({ _tag: 'RevisionConflict', retry: 'reload', expected, actual })
      }
      for (const [index, event] of events.entries()) {
        write(callId, event.id, event.type, encoded.right[index]!)
      }
      announce()
      return E.right(last)
    })

  const behind = (from: Position | undefined): number => {
    if (from === undefined) return 0
    let [low, high] = [0, all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (all[middle]!.position > from.commit) high = middle
      else low = middle + 1
    }
    return low
  }

  async function* replay(
    from?: Position
  ): AsyncGenerator<E.Either<LogError, ReadonlyArray<RecordedEntry>>, void, undefined> {
    if (isClosed) {
      yield E.left(closed)
      return
    }
    const entries = all.slice(behind(from)).map(entryOf)
    for (let i = 0; i < entries.length; i += pageSize) {
      yield await Promise.resolve(E.right(entries.slice(i, i + pageSize)))
    }
  }

  const follow = (from: Position | 'start' | 'end'): AsyncIterable<FollowStep, void, undefined> => ({
    [Symbol.asyncIterator]: () => {
      let position = from === 'start' ? -1n : from === 'end' ? nextPosition - 1n : from.commit
      const steps: FollowStep[] = isClosed ? [{ _tag: 'failed', error: closed }] : [{ _tag: 'connected' }]
      let caughtUp = false
      let ended = false
      let settle: ((result: IteratorResult<FollowStep, void>) => void) | undefined

      const nextStep = (): IteratorResult<FollowStep, void> | undefined => {
        if (ended) return { done: true, value: undefined }
        const planned = steps.shift()
        if (planned !== undefined) {
          if (planned._tag === 'failed') ended = true
          return { done: false, value: planned }
        }
        if (isClosed) {
          ended = true
          return { done: false, value: { _tag: 'failed', error: closed } }
        }
        const stored = all[behind({ commit: position, prepare: position })]
        if (stored !== undefined) {
          position = stored.position
          return { done: false, value: { _tag: 'entry', entry: entryOf(stored) } }
        }
        if (caughtUp) return undefined
        caughtUp = true
        return { done: false, value: { _tag: 'caught-up' } }
      }

      const look = (): void => {
        if (settle === undefined) return
        const result = nextStep()
        if (result === undefined) wake = [...wake, look]
        else {
          const resolve = settle
          settle = undefined
          resolve(result)
        }
      }

      return {
        next: () =>
          new Promise(resolve => {
            settle = resolve
            look()
          }),
        return: () => {
          ended = true
          look()
          return Promise.resolve({ done: true, value: undefined })
        }
      }
    }
  })

  const subjects = createMemorySubjects()

  return {
    create: (callId, events) => {
      const conflict = (): LogError => ({
        _tag: 'RevisionConflict',
        retry: 'reload',
        expected: 'no-stream',
        actual: revisionOf(callId)
      })
      return TE.flatMap(() => append(callId, events, 'no-stream'))(
        guarded(() => (revisionOf(callId) === 'no-stream' ? E.right(undefined) : E.left(conflict())))
      )
    },
    append,
    load: callId =>
      guarded(() =>
        E.right({ callId, revision: revisionOf(callId), entries: (calls.get(callId) ?? []).map(entryOf) })
      ),
    replay,
    follow,
    link: (subjectRef, callId) => guarded(() => subjects.link(subjectRef, callId)),
    receive: request => guarded(() => subjects.receive(request)),
    subject: subjectRef => guarded(() => E.right(subjects.read(subjectRef))),
    close: () =>
      TE.fromIO(() => {
        isClosed = true
        announce()
      }),
    writeRaw: (callId, { id, type, json }) => {
      write(callId, id, type, json)
      announce()
    },
    writeRawSubject: (subjectRef, { id, type, json }) => {
      subjects.write(subjectRef, { id, type, data: parsed(json) })
    },
    truncate: (callId, before) => {
      const kept = (stored: Stored): boolean => stored.callId !== callId || stored.revision >= before
      all.splice(0, all.length, ...all.filter(kept))
      calls.set(callId, (calls.get(callId) ?? []).filter(kept))
    },
    redact: (callId, id) => {
      for (const stored of calls.get(callId) ?? [])
        if (stored.id === id) Object.assign(stored, { json: undefined, entry: undefined })
    }
  }
}
