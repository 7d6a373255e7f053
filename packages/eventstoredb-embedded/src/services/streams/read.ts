import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Store } from '../../store/types.ts'
import { readFailed, streamDeleted } from '../../wire/errors.ts'
import {
  eventMessage,
  firstStreamPositionMessage,
  lastStreamPositionMessage,
  streamNotFoundMessage
} from './messages.ts'
import { pageSize, type ReadRequest } from './request.ts'

type StreamRead = Extract<ReadRequest, { _tag: 'ReadStream' }>
type AllRead = Extract<ReadRequest, { _tag: 'ReadAll' }>

/**
 * The messages of a read of a stream, page by page as the server reads it.
 * @throws a ServiceError at the place where the server breaks off
 */
export function* streamMessages(store: Store, request: StreamRead): Generator<ReadResp> {
  const { stream, max, backwards, compatibility, resolveLinks, idsAsText } = request
  if (max <= 0 || (!backwards && request.from < 0)) throw readFailed('ReadStreamResult')
  const read = backwards ? store.readBackwards : store.readForwards
  const size = Math.min(pageSize, max)
  let next = request.from
  let count = 0
  for (;;) {
    const slice = read(stream, next, size)
    if (slice._tag === 'StreamDeleted') throw streamDeleted(stream)
    if (slice._tag === 'NoStream') {
      yield streamNotFoundMessage(stream)
      return
    }
    if (
      !backwards &&
      compatibility >= 1 &&
      count === 0 &&
      slice.events.length === 0 &&
      slice.nextRevision !== next
    )
      yield firstStreamPositionMessage(slice.nextRevision)
    for (const event of slice.events) {
      if (count >= max) break
      yield eventMessage(resolveLinks ? store.resolve(event) : { event }, idsAsText)
      count += 1
    }
    if (slice.isEndOfStream || count >= max) {
      if (compatibility >= 1) yield lastStreamPositionMessage(slice.lastRevision)
      return
    }
    next = slice.nextRevision
  }
}

/**
 * The messages of a read of `$all`. Returns false if the read never ends: the server goes on asking for no events.
 * @throws a ServiceError for a position that is no record's
 */
export function* allMessages(store: Store, request: AllRead): Generator<ReadResp, boolean> {
  const { max, backwards, filter, resolveLinks, idsAsText } = request
  const kind = filter === undefined ? 'ReadAllResult' : 'FilteredReadAllResult'
  const end = store.endOfLog()
  let next = request.from < 0 ? end : request.from
  if (store.isInsideRecord(next) || (backwards && next > end)) throw readFailed(kind)
  if (max <= 0 || filter?.window === 0) return false
  const read = backwards ? store.readAllBackwards : store.readAllForwards
  const size = Math.min(pageSize, max)
  let count = 0
  for (;;) {
    const slice = read(next, size, filter?.matches, filter?.window)
    for (const event of slice.events) {
      if (count >= max) return true
      yield eventMessage(resolveLinks ? store.resolve(event) : { event }, idsAsText)
      count += 1
    }
    if (slice.isEndOfLog || count >= max) return true
    next = slice.nextPosition
  }
}
