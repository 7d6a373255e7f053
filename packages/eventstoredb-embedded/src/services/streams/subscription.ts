/**
 * Catch-up subscriptions: what is there, then what comes.
 */
import { randomUUID } from 'node:crypto'
import { metadataStreamOf } from '../../store/metadata.ts'
import { isShownInAll } from '../../store/read.ts'
import { tombstoneRevision, type RecordedEvent, type ResolvedEvent, type Store } from '../../store/types.ts'
import { handlerFailed, streamDeleted } from '../../wire/errors.ts'
import { liveQueue, type LiveQueue } from './live.ts'
import { caughtUpMessage, checkpointMessage, confirmationMessage } from './messages.ts'
import { pageSize, type ReadRequest } from './request.ts'
import type { Sender } from './sender.ts'

type StreamSubscription = Extract<ReadRequest, { _tag: 'SubscribeToStream' }>
type AllSubscription = Extract<ReadRequest, { _tag: 'SubscribeToAll' }>

/** A page is read while the consumer takes the last one. */
const catchUpPage = 128

/** Settles at the next write to one of the streams; false if the call was cancelled first. */
const written = async (store: Store, sender: Sender, streams: ReadonlyArray<string>): Promise<boolean> => {
  if (sender.isCancelled()) return false
  return new Promise(resolve => {
    const finish = (): void => {
      unsubscribe()
      forget()
      resolve(!sender.isCancelled())
    }
    const unsubscribe = store.onCommitted(events => {
      if (events.some(event => streams.includes(event.stream))) finish()
    })
    const forget = sender.onCancelled(finish)
  })
}

/** Hands live events on until the call ends. Everything up to here must have been read in this same turn. */
const goLive = (
  store: Store,
  sender: Sender,
  live: Set<LiveQueue>,
  deliver: (queue: LiveQueue, event: RecordedEvent) => void
): void => {
  if (sender.isCancelled()) return
  const queue = liveQueue(sender, () => {
    unsubscribe()
    forget()
    live.delete(queue)
  })
  const unsubscribe = store.onCommitted(events => {
    for (const event of events) deliver(queue, event)
  })
  const forget = sender.onCancelled(queue.close)
  live.add(queue)
  queue.push({ message: caughtUpMessage() })
}

/**
 * Follows a stream: history behind `after`, one caught-up, then what is written. A stream that is missing or
 * soft-deleted is waited for.
 * @throws a ServiceError that ends the call
 */
export const subscribeToStream = async (
  store: Store,
  sender: Sender,
  request: StreamSubscription,
  live: Set<LiveQueue>
): Promise<void> => {
  const { stream, after, resolveLinks } = request
  if (after === tombstoneRevision) throw handlerFailed()
  const resolved = (event: RecordedEvent): ResolvedEvent => (resolveLinks ? store.resolve(event) : { event })
  let seen = after ?? -1
  let isConfirmed = false
  const confirm = (): void => {
    if (!isConfirmed) sender.message(confirmationMessage(randomUUID()))
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
        if (!(await written(store, sender, [stream, metadataStreamOf(stream)]))) return
        continue
      }
      for (const event of slice.events) {
        if (event.revision <= seen) continue
        seen = event.revision
        sender.event(resolved(event))
        if (event.type === '$streamDeleted') throw streamDeleted(stream)
      }
      next = Math.max(next, slice.nextRevision)
      if (sender.isFull() && !(await sender.ready())) return
      if (slice.isEndOfStream && store.lastRevision(stream) === slice.lastRevision) break
    }
  }
  confirm()
  goLive(store, sender, live, (queue, event) => {
    if (event.stream !== stream || event.revision <= seen) return
    seen = event.revision
    queue.push({ event: resolveLinks ? store.resolveLive(event) : { event } })
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
  sender: Sender,
  request: AllSubscription,
  live: Set<LiveQueue>
): Promise<void> => {
  const { after, filter, resolveLinks } = request
  const matches = filter?.matches ?? isShownInAll
  const interval = (filter?.checkpointInterval ?? 0) * (filter?.window ?? 0)
  const resolved = (event: RecordedEvent): ResolvedEvent => (resolveLinks ? store.resolve(event) : { event })
  if (after !== undefined && after > 0 && (store.isBeforeLog(after) || store.isInsideRecord(after)))
    throw handlerFailed()
  let considered = 0
  sender.message(confirmationMessage(randomUUID()))

  if (after !== -1) {
    let next = after === undefined || after === 0 ? 0 : Math.min(after + 1, store.endOfLog())
    const page = filter === undefined ? catchUpPage : pageSize
    if (filter?.window === 0) return
    for (;;) {
      const slice = store.readAllForwards(next, page, matches, filter?.window)
      let checkpoint = next
      for (const event of slice.events) {
        sender.event(resolved(event))
        checkpoint = event.position
      }
      considered += slice.considered
      next = slice.nextPosition
      if (interval > 0 && considered >= interval && !slice.isEndOfLog) {
        considered %= interval
        sender.message(checkpointMessage(checkpoint))
      }
      if (sender.isFull() && !(await sender.ready())) return
      if (slice.isEndOfLog && next > store.lastPosition()) break
    }
  }
  goLive(store, sender, live, (queue, event) => {
    if (matches(event)) queue.push({ event: resolveLinks ? store.resolveLive(event) : { event } })
    if (interval === 0) return
    considered += 1
    if (considered < interval) return
    considered = 0
    queue.push({ message: checkpointMessage(event.position) })
  })
}
