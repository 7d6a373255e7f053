/**
 * The messages of EventStoreDB's protocol, as the client generates them, and the two calls of the client below its
 * methods that this package needs: it has no filtered read of `$all`, and its batch appends share one table over the
 * whole process. The client's package has no `exports`, so these paths are its files; its version is pinned.
 */
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js'
import type { EventStoreDBClient } from '@eventstore/db-client'
import type { CallOptions, ClientReadableStream, Metadata } from '@grpc/grpc-js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js'

export { empty, shared, streams, streamsGrpc, timestamp, unpackToCommandError }

export type StreamsClient = InstanceType<typeof streamsGrpc.StreamsClient>
export type BatchCall = ReturnType<StreamsClient['batchAppend']>
export type ReadCall = ClientReadableStream<unknown>
export type ReadRequest = InstanceType<typeof streams.ReadReq>

/** What the client has and declares `protected`. */
interface ClientCalls {
  readonly GRPCStreamCreator: <T>(
    client: typeof streamsGrpc.StreamsClient,
    name: string,
    create: (client: StreamsClient) => T
  ) => () => Promise<T>
  readonly callArguments: (
    options: Readonly<Record<string, never>>,
    callOptions: CallOptions
  ) => [Metadata, CallOptions]
}

const callsOf = (client: EventStoreDBClient): ClientCalls => client as unknown as ClientCalls

/** Opens a call on the client's own channel, with its credentials; the client reconnects when the call breaks off. */
export const openCall = <T extends BatchCall | ReadCall>(
  client: EventStoreDBClient,
  name: string,
  create: (streams: StreamsClient, metadata: Metadata, options: CallOptions) => T
): Promise<T> => {
  const calls = callsOf(client)
  return calls.GRPCStreamCreator(streamsGrpc.StreamsClient, name, streamsClient =>
    create(streamsClient, ...calls.callArguments({}, { deadline: Infinity }))
  )()
}

/** The read call, its answers decoded by another function than the generated one. */
export const readWith =
  <A>(request: ReadRequest, decode: (bytes: Buffer) => A) =>
  (streams: StreamsClient, metadata: Metadata, options: CallOptions): ClientReadableStream<A> => {
    const { path, requestSerialize } = streamsGrpc.StreamsService.read
    return streams.makeServerStreamRequest(path, requestSerialize, decode, request, metadata, options)
  }

export const streamIdentifier = (stream: string): InstanceType<typeof shared.StreamIdentifier> =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream))
