import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import { timedOut } from '../../wire/errors.ts'
import type { ReadCall } from './sender.ts'

/** What the server keeps for a live consumer that is behind. */
const liveBuffer = 32
/** A consumer that took nothing for so long while its buffer overflowed is too slow. Milliseconds. */
const patience = 100
/** More than this is never kept, however steadily a consumer takes it. */
const mostKept = 100_000

/** Messages on their way to a live consumer. */
export interface LiveQueue {
  readonly push: (message: ReadResp) => void
  /** Ends the call with an error once what is queued has gone out. */
  readonly fail: (error: Error) => void
  /** Drops the consumer as too slow. */
  readonly drop: () => void
  readonly close: () => void
}

export const consumerTooSlow = (): Error =>
  timedOut('Consumer too slow to handle event while live. Client resubscription required.')

/** Sends as fast as the consumer takes; a consumer that stops taking, and is behind by more than the buffer, is dropped. */
export const liveQueue = (call: ReadCall, onClosed: () => void): LiveQueue => {
  let queued: ReadResp[] = []
  let failure: Error | undefined
  let closed = false
  let taken = 0
  let watch: NodeJS.Timeout | undefined

  const close = (): void => {
    if (closed) return
    closed = true
    queued = []
    clearTimeout(watch)
    call.off('drain', pump)
    onClosed()
  }

  const drop = (): void => {
    if (closed) return
    close()
    call.emit('error', consumerTooSlow())
  }

  const watchProgress = (): void => {
    if (watch !== undefined || closed) return
    const before = taken
    watch = setTimeout(() => {
      setImmediate(() => {
        watch = undefined
        if (closed || queued.length <= liveBuffer) return
        if (taken === before) drop()
        else watchProgress()
      })
    }, patience)
    watch.unref()
  }

  function pump(): void {
    let sent = 0
    while (sent < queued.length && !call.writableNeedDrain) {
      call.write(queued[sent]!)
      sent += 1
    }
    taken += sent
    queued = sent === queued.length ? [] : queued.slice(sent)
    if (queued.length === 0 && failure !== undefined) {
      const error = failure
      close()
      call.emit('error', error)
    }
    if (queued.length > mostKept) drop()
    else if (queued.length > liveBuffer) watchProgress()
  }

  call.on('drain', pump)

  return {
    push: message => {
      if (closed || failure !== undefined) return
      if (queued.length === 0 && !call.writableNeedDrain) {
        call.write(message)
        return
      }
      queued.push(message)
      if (queued.length > mostKept) drop()
      else if (queued.length > liveBuffer) watchProgress()
    },
    fail: error => {
      failure ??= error
      pump()
    },
    drop,
    close
  }
}
