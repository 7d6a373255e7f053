/**
 * Collecting the messages of a read, and sending them together.
 */
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ResolvedEvent } from '../../store/types.ts'
import { outputOf } from '../../transport/output.ts'
import { createFrames } from '../../wire/frames.ts'
import { eventMessage } from './messages.ts'

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>

/** The messages of one read or subscription, collected while a turn lasts and sent together. */
export interface Sender {
  readonly event: (resolved: ResolvedEvent) => void
  readonly message: (message: ReadResp) => void
  /** Whether the client takes less than it is given. */
  readonly isFull: () => boolean
  /** Waits until the client takes more; false if the call was cancelled instead. */
  readonly ready: () => Promise<boolean>
  readonly onDrain: (listener: () => void) => void
  readonly isCancelled: () => boolean
  readonly onCancelled: (listener: () => void) => () => void
  readonly end: () => void
  /** Ends the call with an error behind what was sent. */
  readonly fail: (error: Error) => void
}

/** Bytes that go out at once. */
const fullChunk = 64 * 1024

export const createSender = (call: ReadCall, idsAsText: boolean): Sender => {
  const output = outputOf(call)
  const frames = createFrames()
  let isScheduled = false

  const flush = (): void => {
    isScheduled = false
    if (frames.size() > 0) output.write(frames.take())
  }

  const collected = (): void => {
    if (frames.size() >= fullChunk) flush()
    else if (!isScheduled) {
      isScheduled = true
      queueMicrotask(flush)
    }
  }

  const message = (response: ReadResp): void => {
    frames.addMessage(response.serializeBinary())
    collected()
  }

  const onCancelled = (listener: () => void): (() => void) => {
    call.on('cancelled', listener)
    return () => call.off('cancelled', listener)
  }

  const ready = async (): Promise<boolean> => {
    if (call.cancelled) return false
    if (!output.isFull()) return true
    return new Promise(resolve => {
      const finish = (): void => {
        output.offDrain(finish)
        forget()
        resolve(!call.cancelled)
      }
      output.onDrain(finish)
      const forget = onCancelled(finish)
    })
  }

  return {
    event: resolved => {
      if (idsAsText) frames.addEvent(resolved)
      else frames.addMessage(eventMessage(resolved, false).serializeBinary())
      collected()
    },
    message,
    isFull: output.isFull,
    ready,
    onDrain: output.onDrain,
    isCancelled: () => call.cancelled,
    onCancelled,
    end: () => {
      flush()
      call.end()
    },
    fail: error => {
      flush()
      call.emit('error', error)
    }
  }
}
