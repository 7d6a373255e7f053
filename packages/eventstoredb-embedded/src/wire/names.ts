/**
 * Names of streams as messages.
 */
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js'
import { shared } from './codec.ts'

/** The name of a stream; an empty name, which the protocol allows and the server does not, is `undefined`. */
export const streamName = (identifier: StreamIdentifier | undefined): string | undefined => {
  const bytes = identifier?.getStreamName_asU8()
  return bytes === undefined || bytes.length === 0
    ? undefined
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

export const streamIdentifier = (name: string): StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name))
