/**
 * The place where copies of recordings wait for who asked for them (GDPR art. 15(3)), apart from the recordings, which
 * need not stay for it.
 */
import { createHash } from 'node:crypto'
import {
  type Identifier,
  type RecordingRef,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  type StoreError,
  type Written
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Fault, guarded, never, unavailable } from './fault.ts'

/** A copy that waits. */
export interface WaitingCopy {
  readonly requestId: Identifier
  /** The recording's id, and of its call and itself a mark, since calls may have the same ids. */
  readonly copyId: Identifier
}

/** Where copies wait. Whoever fulfils a request finds them as `REQUEST/COPY` in the store beneath. */
export interface AnswersPlace {
  /** Keeps a copy for a request; the same again keeps it once. */
  readonly put: (
    requestId: Identifier,
    recording: RecordingRef,
    bytes: AsyncIterable<Uint8Array>
  ) => TE.TaskEither<StoreError, Written>
  /** Whether the recording's copy waits for the request. */
  readonly has: (requestId: Identifier, recording: RecordingRef) => TE.TaskEither<StoreError, boolean>
  /** Erases one copy. One that is not there is erased. */
  readonly remove: (requestId: Identifier, recording: RecordingRef) => TE.TaskEither<StoreError, void>
  /** Every copy that waits, of one request or of all. It reads the whole place, which holds a month of requests. */
  readonly list: (requestId?: Identifier) => TE.TaskEither<StoreError, ReadonlyArray<WaitingCopy>>
  /** Erases all copies of a request, and looks that none is left. Gives how many there were; 0 again. */
  readonly eraseAll: (requestId: Identifier) => TE.TaskEither<StoreError, number>
}

/** What the worker needs of the place. */
export interface CopyPlace extends Pick<AnswersPlace, 'remove'> {
  readonly put: (
    requestId: Identifier,
    recording: RecordingRef,
    bytes: AsyncIterable<Uint8Array>
  ) => TE.TaskEither<StoreError, unknown>
}

/** Days after which a copy goes though nobody recorded that the request was answered. */
export const longestWait = 30

/** Room for a full stop and 16 hexadecimal digits in the 128 signs of an identifier. */
const ownSigns = 111

const copyIdOf = ({ callId, recordingId }: RecordingRef): Identifier => {
  const mark = createHash('sha256').update(`${callId} ${recordingId}`).digest('hex').slice(0, 16)
  return `${recordingId.slice(0, ownSigns)}.${mark}` as Identifier
}

const refOf = (
  processor: string,
  requestId: Identifier,
  recordingId: Identifier,
  recording?: RecordingRef
): RecordingRef => ({
  callId: requestId,
  recordingId,
  processor,
  ...(recording?.mediaType !== undefined && { mediaType: recording.mediaType }),
  ...(recording?.sha256 !== undefined && { sha256: recording.sha256 })
})

/**
 * A place for copies in a store of its own: a folder or a prefix that holds nothing else.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { answersPlace } from '@samtykke/retention'
 * import { createMemoryStore } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { Readable } from 'node:stream'
 *
 * const place = answersPlace(createMemoryStore({ name: 'answers' }))
 * const request = identifier('request-1')
 * const recording = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'archive' }
 * await place.put(request, recording, Readable.from([Buffer.from('sound')]))()
 * assert.deepStrictEqual(await place.has(request, recording)(), E.right(true))
 * assert.deepStrictEqual(await place.eraseAll(request)(), E.right(1))
 * assert.deepStrictEqual(await place.list()(), E.right([]))
 */
export const answersPlace = (store: RecordingStore & RecordingWriter): AnswersPlace => {
  const list: AnswersPlace['list'] = requestId =>
    guarded(async () => {
      const copies = new Map<string, WaitingCopy>()
      for await (const page of store.inventory()) {
        if (E.isLeft(page)) throw new Fault(page.left)
        for (const ref of page.right.refs) {
          if (ref.recordingId === undefined || (requestId !== undefined && ref.callId !== requestId)) continue
          copies.set(`${ref.callId} ${ref.recordingId}`, { requestId: ref.callId, copyId: ref.recordingId })
        }
      }
      return [...copies.values()]
    })
  return {
    put: (requestId, recording, bytes) =>
      store.put(refOf(store.name, requestId, copyIdOf(recording), recording), bytes),
    has: (requestId, recording) =>
      pipe(
        store.find(refOf(store.name, requestId, copyIdOf(recording))),
        TE.map(found => found._tag === 'present')
      ),
    remove: (requestId, recording) =>
      guarded(() => eraseOne(store, refOf(store.name, requestId, copyIdOf(recording)))),
    list,
    eraseAll: requestId =>
      guarded(async () => {
        const copies = await orThrow(list(requestId))
        for (const { copyId } of copies) await eraseOne(store, refOf(store.name, requestId, copyId))
        const left = await orThrow(list(requestId))
        if (left.length > 0) throw unavailable(`${left.length} copies are still there, or came meanwhile`)
        return copies.length
      })
  }
}

const orThrow = async <A>(task: TE.TaskEither<StoreError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Fault(result.left)
  return result.right
}

const eraseOne = async (store: RecordingStore, ref: Ref): Promise<void> => {
  const erasure = await orThrow(store.erase(ref))
  if (erasure._tag === 'accepted') throw never('Refused', 'a place for answers must erase at once')
}
