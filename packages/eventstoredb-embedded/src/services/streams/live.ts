/**
 * The live part of a subscription.
 */
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ResolvedEvent } from '../../store/types.ts'
import { timedOut } from '../../wire/errors.ts'
import type { Sender } from './sender.ts'

/** What the server keeps for a live consumer that is behind. */
const liveBuffer = 32
/** A consumer that took nothing for so long while its buffer overflowed is too slow. Milliseconds. */
const longestStall = 100
/** More than this is never kept, however steadily a consumer takes it. */
const mostKept = 100_000

type Item = { readonly event: ResolvedEvent } | { readonly message: ReadResp }

/** What is on its way to a live consumer. */
export interface LiveQueue {
  readonly push: (item: Item) => void
  /** Ends the call with an error once what is queued has gone out. */
  readonly fail: (error: Error) => void
  /** Drops the consumer as too slow. */
  readonly drop: () => void
  readonly close: () => void
}

const consumerTooSlow = (): Error =>
  timedOut('Consumer too slow to handle event while live. Client resubscription required.')

/** Sends as fast as the consumer takes; a consumer that stops taking, and is behind by more than the buffer, is dropped. */
export const liveQueue = (sender: Sender, onClosed: () => void): LiveQueue => {
  let queued: Item[] = []
  let failure: Error | undefined
  let closed = false
  let taken = 0
  let watch: NodeJS.Timeout | undefined

  const send = (item: Item): void => {
    if ('event' in item) sender.event(item.event)
    else sender.message(item.message)
  }

  const close = (): void => {
    if (closed) return
    closed = true
    queued = []
    clearTimeout(watch)
    onClosed()
  }

  const failNow = (error: Error): void => {
    if (closed) return
    close()
    sender.fail(error)
  }

  const drop = (): void => failNow(consumerTooSlow())

  const watchProgress = (): void => {
    if (queued.length > mostKept) drop()
    if (watch !== undefined || closed || queued.length <= liveBuffer) return
    const before = taken
    watch = setTimeout(() => {
      // What the consumer took meanwhile is heard of before this runs.
      setImmediate(() => {
        watch = undefined
        if (!closed && queued.length > liveBuffer && taken === before) drop()
        else watchProgress()
      })
    }, longestStall)
    watch.unref()
  }

  const pump = (): void => {
    if (closed) return
    let sent = 0
    while (sent < queued.length && !sender.isFull()) {
      send(queued[sent]!)
      sent += 1
    }
    taken += sent
    queued = sent === queued.length ? [] : queued.slice(sent)
    if (queued.length === 0 && failure !== undefined) failNow(failure)
    else watchProgress()
  }

  sender.onDrain(pump)

  return {
    push: item => {
      if (closed || failure !== undefined) return
      if (queued.length === 0 && !sender.isFull()) return send(item)
      queued.push(item)
      watchProgress()
    },
    fail: error => {
      failure ??= error
      pump()
    },
    drop,
    close
  }
}
