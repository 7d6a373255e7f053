/**
 * Appends to calls that keep apart what is new and what is a repeat. The server takes events for repeated by their ids
 * alone, whatever they say, and answers as if it had written them.
 */
import { type AnyEvent, compareStored, type ExpectedRevision, type LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { EncodedEvent } from './appendMessages.ts'
import type { EntryReader } from './entries.ts'
import { outcomeUnknown } from './logError.ts'
import type { Store } from './store.ts'

/** Events of one call, as they are and as they are sent. */
interface CallAppend {
  readonly stream: string
  readonly events: ReadonlyArray<AnyEvent>
  readonly encoded: ReadonlyArray<EncodedEvent>
}

export interface CallAppends {
  readonly create: (append: CallAppend) => Promise<E.Either<LogError, bigint>>
  readonly append: (append: CallAppend, expected: ExpectedRevision) => Promise<E.Either<LogError, bigint>>
}

/** From so many new calls under way at once on, the position of an answer says enough, and nothing is read. */
const manyAtOnce = 8

const conflict = (expected: ExpectedRevision, actual: ExpectedRevision): E.Either<LogError, never> =>
  E.left({ _tag: 'RevisionConflict', retry: 'reload', expected, actual })

export const createCallAppends = (store: Store, reader: EntryReader): CallAppends => {
  let underWay = 0
  /** The furthest position that one of this log's own calls was written to. */
  let furthest: bigint | undefined

  const noteFurthest = (position: bigint | undefined): void => {
    if (position !== undefined && (furthest === undefined || position > furthest)) furthest = position
  }

  /** Whether what stands where these events were to be appended says what they say. */
  const verify = async (
    { stream, events }: CallAppend,
    expected: ExpectedRevision
  ): Promise<E.Either<LogError, void>> => {
    const content = await store.read(stream)
    if (E.isLeft(content)) {
      const { left } = content
      return left._tag === 'Unavailable' ? E.left(outcomeUnknown(left.reason)) : content
    }
    const { records, revision } = content.right
    const first = expected === 'no-stream' ? 0n : expected + 1n
    const own = records.filter(
      record => record.revision >= first && record.revision < first + BigInt(events.length)
    )
    const entries = await reader.read(own)
    if (E.isLeft(entries)) return entries
    // What cannot be decoded may be what was sent, by a fault of whoever reads it: nothing can be told of it.
    const isOther = entries.right.some(
      ({ payload, revision: at }) =>
        payload._tag !== 'undecodable' && compareStored(payload, events[Number(at - first)]!) === 'other'
    )
    return isOther ? conflict(expected, revision) : E.right(undefined)
  }

  const append: CallAppends['append'] = async (call, expected) => {
    const appended = await store.append(call.stream, call.encoded, expected)
    if (E.isLeft(appended)) return appended
    const verified = await verify(call, expected)
    return E.isLeft(verified) ? verified : E.right(appended.right.revision)
  }

  const createAmongFew = async (call: CallAppend): Promise<E.Either<LogError, bigint>> => {
    const before = await store.read(call.stream)
    if (E.isLeft(before)) return before
    if (before.right.revision !== 'no-stream') return conflict('no-stream', before.right.revision)
    const appended = await store.append(call.stream, call.encoded, 'no-stream')
    if (E.isLeft(appended)) return appended
    const verified = await verify(call, 'no-stream')
    if (E.isLeft(verified)) return verified
    noteFurthest(appended.right.position)
    return E.right(appended.right.revision)
  }

  /**
   * Everything that was in the log when this one was sent lies before what is written now, so an answer with a position
   * that is not behind one known by then tells of a repeat. What another program wrote under the same ids since then,
   * in the same moment, is not told apart here.
   */
  const createAmongMany = async (call: CallAppend, since: bigint): Promise<E.Either<LogError, bigint>> => {
    const appended = await store.append(call.stream, call.encoded, 'no-stream')
    if (E.isLeft(appended)) return appended
    const { position, revision } = appended.right
    if (position === undefined || position <= since) return conflict('no-stream', revision)
    noteFurthest(position)
    return E.right(revision)
  }

  return {
    append,
    create: async call => {
      underWay++
      try {
        return await (furthest !== undefined && underWay >= manyAtOnce
          ? createAmongMany(call, furthest)
          : createAmongFew(call))
      } finally {
        underWay--
      }
    }
  }
}
