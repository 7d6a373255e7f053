/**
 * Reads of a stream and of `$all`.
 */
import type { Store } from '../../store/types.ts'
import { readFailed, streamDeleted } from '../../wire/errors.ts'
import { firstStreamPositionMessage, lastStreamPositionMessage, streamNotFoundMessage } from './messages.ts'
import { pageSize, type ReadRequest } from './request.ts'
import type { Sender } from './sender.ts'

type StreamRead = Extract<ReadRequest, { _tag: 'ReadStream' }>
type AllRead = Extract<ReadRequest, { _tag: 'ReadAll' }>

/**
 * Reads a stream page by page, as the server does, and ends the call.
 * @throws a ServiceError at the place where the server breaks off
 */
export const readStream = async (store: Store, sender: Sender, request: StreamRead): Promise<void> => {
  const { stream, max, backwards, compatibility, resolveLinks } = request
  if (max <= 0 || (!backwards && request.from < 0)) throw readFailed('ReadStreamResult')
  const read = backwards ? store.readBackwards : store.readForwards
  const size = Math.min(pageSize, max)
  let next = request.from
  let count = 0
  for (;;) {
    const slice = read(stream, next, size)
    if (slice._tag === 'StreamDeleted') throw streamDeleted(stream)
    if (slice._tag === 'NoStream') {
      sender.message(streamNotFoundMessage(stream))
      return sender.end()
    }
    if (
      !backwards &&
      compatibility >= 1 &&
      count === 0 &&
      slice.events.length === 0 &&
      slice.nextRevision !== next
    )
      sender.message(firstStreamPositionMessage(slice.nextRevision))
    for (const event of slice.events.slice(0, max - count)) {
      sender.event(resolveLinks ? store.resolve(event) : { event })
      count += 1
    }
    if (slice.isEndOfStream || count >= max) {
      if (compatibility >= 1) sender.message(lastStreamPositionMessage(slice.lastRevision))
      return sender.end()
    }
    if (sender.isFull() && !(await sender.ready())) return
    next = slice.nextRevision
  }
}

/**
 * Reads `$all` and ends the call; but asked for no events at all, the server goes on for ever.
 * @throws a ServiceError for a position that is no record's
 */
export const readAll = async (store: Store, sender: Sender, request: AllRead): Promise<void> => {
  const { max, backwards, filter, resolveLinks } = request
  const end = store.endOfLog()
  let next = request.from < 0 ? end : request.from
  const isNoPlace = backwards ? next > end : store.isBeforeLog(next)
  if (isNoPlace || store.isInsideRecord(next))
    throw readFailed(filter === undefined ? 'ReadAllResult' : 'FilteredReadAllResult')
  if (max <= 0 || filter?.window === 0) return
  const read = backwards ? store.readAllBackwards : store.readAllForwards
  const size = Math.min(pageSize, max)
  let count = 0
  for (;;) {
    const slice = read(next, size, filter?.matches, filter?.window)
    for (const event of slice.events.slice(0, max - count)) {
      sender.event(resolveLinks ? store.resolve(event) : { event })
      count += 1
    }
    if (slice.isEndOfLog || count >= max) return sender.end()
    if (sender.isFull() && !(await sender.ready())) return
    next = slice.nextPosition
  }
}
