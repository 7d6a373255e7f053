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
import {
  type CallOptions,
  type ChannelInterface,
  type ClientReadableStream,
  connectivityState,
  type Metadata,
  status
} from '@grpc/grpc-js'
import { withTimeout } from '@samtykke/log/adapter'
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

export type Call = BatchCall | ReadCall
export type MakeCall<T extends Call> = (streams: StreamsClient, metadata: Metadata, options: CallOptions) => T

/** The channels that a client's calls go over: it makes another after a failure. */
export interface Channels {
  readonly timeLimit: number
  readonly use: (channel: ChannelInterface) => void
  readonly close: () => void
}

const isReady = (channel: ChannelInterface): boolean =>
  channel.getConnectivityState(false) === connectivityState.READY

/** @param giveUp called where a channel is not connected within the time limit, in milliseconds */
export const createChannels = (timeLimit: number, giveUp: () => void): Channels => {
  const used = new Set<ChannelInterface>()
  const waiting = new WeakSet<ChannelInterface>()
  return {
    timeLimit,
    use: channel => {
      for (const each of used) {
        if (each.getConnectivityState(false) === connectivityState.SHUTDOWN) used.delete(each)
      }
      used.add(channel)
      if (isReady(channel) || waiting.has(channel)) return
      waiting.add(channel)
      setTimeout(() => {
        waiting.delete(channel)
        if (used.has(channel) && !isReady(channel)) giveUp()
      }, timeLimit).unref()
    },
    close: () => {
      for (const channel of used) channel.close()
      used.clear()
    }
  }
}

/**
 * Opens a call on the client's own channel, with its credentials; the client reconnects when the call breaks off.
 * Finding a node of a cluster may take the client longer than the time limit, and then goes on for who asks next.
 */
export const openCall = <T extends Call>(
  client: EventStoreDBClient,
  channels: Channels,
  name: string,
  make: MakeCall<T>
): Promise<{ readonly call: T; readonly isConnected: () => boolean }> => {
  const calls = callsOf(client)
  let channel: ChannelInterface | undefined
  let isLate = false
  const opening = calls.GRPCStreamCreator(streamsGrpc.StreamsClient, name, streamsClient => {
    channel = streamsClient.getChannel()
    channels.use(channel)
    return make(streamsClient, ...calls.callArguments({}, { deadline: Infinity }))
  })()
  opening.then(
    call => {
      if (isLate) call.on('error', () => undefined).cancel()
    },
    () => undefined
  )
  return withTimeout(opening, channels.timeLimit).then(
    call => ({ call, isConnected: () => channel !== undefined && isReady(channel) }),
    (error: unknown) => {
      isLate = true
      throw channel === undefined ? unreached(error) : error
    }
  )
}

/** Nothing was sent where no channel was ever made. */
const unreached = (error: unknown): unknown =>
  error instanceof Error ? Object.assign(error, { code: status.UNAVAILABLE, isUnreached: true }) : error

/** The read call, its answers decoded by another function than the generated one. */
export const readWith =
  <A>(request: ReadRequest, decode: (bytes: Buffer) => A) =>
  (streams: StreamsClient, metadata: Metadata, options: CallOptions): ClientReadableStream<A> => {
    const { path, requestSerialize } = streamsGrpc.StreamsService.read
    return streams.makeServerStreamRequest(path, requestSerialize, decode, request, metadata, options)
  }

export const streamIdentifier = (stream: string): InstanceType<typeof shared.StreamIdentifier> =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream))
