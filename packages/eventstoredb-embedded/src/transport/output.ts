/**
 * The bytes of a call that answers with many messages.
 */
import { Metadata } from '@grpc/grpc-js'
import type { ServerHttp2Stream } from 'node:http2'

/** The bytes of a call that answers with many messages. */
export interface Output {
  /** Takes whole gRPC frames. */
  readonly write: (frames: Uint8Array) => void
  /** Whether the client takes less than it is given. */
  readonly isFull: () => boolean
  readonly onDrain: (listener: () => void) => void
  readonly offDrain: (listener: () => void) => void
}

interface Call {
  readonly sendMetadata: (metadata: Metadata) => void
}

interface CallStream {
  readonly stream: ServerHttp2Stream
  readonly pass: (action: () => void) => void
}

const callStreams = new WeakMap<Call, CallStream>()

export const registerOutput = (call: Call, callStream: CallStream): void => {
  callStreams.set(call, callStream)
}

/**
 * Writes frames to the stream of a call itself: grpc-js hands on one message at a time, each when the last one is out,
 * which halves the speed of a subscription. Status and end of the call stay its own.
 */
export const outputOf = (call: Call): Output => {
  const callStream = callStreams.get(call)
  if (callStream === undefined) throw new Error('The call was not registered')
  const { stream, pass } = callStream
  call.sendMetadata(new Metadata())
  return {
    write: frames =>
      pass(() => {
        if (!stream.destroyed && !stream.closed && !stream.writableEnded) stream.write(frames)
      }),
    isFull: () => stream.writableNeedDrain,
    onDrain: listener => void stream.on('drain', listener),
    offDrain: listener => void stream.off('drain', listener)
  }
}
