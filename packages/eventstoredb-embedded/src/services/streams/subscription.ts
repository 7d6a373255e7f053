import { randomUUID } from 'node:crypto'
import { metadataStreamOf } from '../../store/metadata.ts'
import { isShownInAll } from '../../store/read.ts'
import { tombstoneRevision, type RecordedEvent, type Store } from '../../store/types.ts'
import { handlerFailed, streamDeleted } from '../../wire/errors.ts'
import { liveQueue, type LiveQueue } from './live.ts'
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage } from './messages.ts'
import { pageSize, type ReadRequest } from './request.ts'
import { writable, type ReadCall } from './sender.ts'

type StreamSubscription = Extract<ReadRequest, { _tag: 'SubscribeToStream' }>
type AllSubscription = Extract<ReadRequest, { _tag: 'SubscribeToAll' }>

/** A page is read while the consumer takes the last one. */
const catchUpPage = 256

/** Settles at the next write to one of the streams; false if the call was cancelled first. */
const written = async (store: Store, call: ReadCall, streams: readonly string[]): Promise<boolean> => {
  if (call.cancelled) return false
  return new Promise(resolve => {
    const settle = (): void => {
      unsubscribe()
      call.off('cancelled', settle)
      resolve(!call.cancelled)
    }
    const unsubscribe = store.onCommitted(events => {
      if (events.some(event => streams.includes(event.stream))) settle()
    })
    call.on('cancelled', settle)
  })
}

/** Hands live events on until the call ends. Everything up to here must have been read in this same tick. */
const goLive = (
  store: Store,
  call: ReadCall,
  live: Set<LiveQueue>,
  deliver: (queue: LiveQueue, event: RecordedEvent) => void
): void => {
  if (call.cancelled) return
  const queue = liveQueue(call, () => {
    unsubscribe()
    live.delete(queue)
  })
  const unsubscribe = store.onCommitted(events => {
    for (const event of events) deliver(queue, event)
  })
  live.add(queue)
  call.on('cancelled', queue.close)
  queue.push(caughtUpMessage())
}

/**
 * Follows a stream: history behind `after`, one caught-up, then what is written. A stream that is missing or
 * soft-deleted is waited for.
 * @throws a ServiceError that ends the call
 */
export const subscribeToStream = async (
  store: Store,
  call: ReadCall,
  request: StreamSubscription,
  live: Set<LiveQueue>
): Promise<void> => {
  const { stream, after, resolveLinks, idsAsText } = request
  if (after === tombstoneRevision) throw handlerFailed()
  const message = (event: RecordedEvent) =>
    eventMessage(resolveLinks ? store.resolve(event) : { event }, idsAsText)
  const confirmation = confirmationMessage(randomUUID())
  let seen = after ?? -1
  let isConfirmed = false
  const confirm = (): void => {
    if (!isConfirmed) call.write(confirmation)
    isConfirmed = true
  }

  if (after === -1) {
    seen = store.lastRevision(stream)
  } else {
    let next = seen + 1
    for (;;) {
      const slice = store.readForwards(stream, next, catchUpPage)
      if (slice._tag === 'StreamDeleted') throw streamDeleted(stream)
      confirm()
      if (slice._tag === 'NoStream') {
        if (!(await written(store, call, [stream, metadataStreamOf(stream)]))) return
        continue
      }
      for (const event of slice.events) {
        if (event.revision <= seen) continue
        if (!(await writable(call))) return
        seen = event.revision
        call.write(message(event))
        if (event.type === '$streamDeleted') throw streamDeleted(stream)
      }
      next = Math.max(next, slice.nextRevision)
      if (slice.isEndOfStream && store.lastRevision(stream) === slice.lastRevision) break
    }
  }
  confirm()
  goLive(store, call, live, (queue, event) => {
    if (event.stream !== stream || event.revision <= seen) return
    seen = event.revision
    queue.push(message(event))
    if (event.type === '$streamDeleted') queue.fail(streamDeleted(stream))
  })
}

/**
 * Follows `$all`: history behind `after`, one caught-up, then what is written; with a filter only what matches, and a
 * checkpoint whenever so many events were looked at.
 * @throws a ServiceError that ends the call
 */
export const subscribeToAll = async (
  store: Store,
  call: ReadCall,
  request: AllSubscription,
  live: Set<LiveQueue>
): Promise<void> => {
  const { after, filter, resolveLinks, idsAsText } = request
  const matches = filter?.matches ?? isShownInAll
  const interval = (filter?.checkpointInterval ?? 0) * (filter?.window ?? 0)
  const message = (event: RecordedEvent) =>
    eventMessage(resolveLinks ? store.resolve(event) : { event }, idsAsText)
  if (after !== undefined && after > 0 && store.isInsideRecord(after)) throw handlerFailed()
  let considered = 0
  call.write(confirmationMessage(randomUUID()))

  if (after !== -1) {
    let next = after === undefined || after === 0 ? 0 : Math.min(after + 1, store.endOfLog())
    for (;;) {
      const page = filter === undefined ? catchUpPage : pageSize
      const slice = store.readAllForwards(next, page, matches, filter?.window)
      let checkpoint = next
      for (const event of slice.events) {
        if (!(await writable(call))) return
        call.write(message(event))
        checkpoint = event.position
      }
      considered += slice.considered
      next = slice.nextPosition
      if (slice.isEndOfLog) {
        if (next > store.lastPosition()) break
        continue
      }
      if (interval > 0 && considered >= interval) {
        considered %= interval
        if (!(await writable(call))) return
        call.write(checkpointMessage(checkpoint))
      }
      if (filter?.window === 0) return
    }
  }
  goLive(store, call, live, (queue, event) => {
    if (matches(event)) queue.push(message(event))
    if (interval === 0) return
    considered += 1
    if (considered < interval) return
    considered = 0
    queue.push(checkpointMessage(event.position))
  })
}
