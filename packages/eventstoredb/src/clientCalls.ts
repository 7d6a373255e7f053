/**
 * The calls to the server, each opened within the time limit.
 */
import {
  type ChannelInterface,
  type ClientDuplexStream,
  type ClientReadableStream,
  connectivityState,
  status
} from '@grpc/grpc-js'
import { withTimeout } from '@samtykke/log/adapter'
import { type AppendAnswer, decodeAppendAnswer } from './appendMessages.ts'
import type { Call, MakeCall, StoreClient } from './client.ts'
import { encodeMessage, messageField, textIn, uint32Field } from './protobuf.ts'
import { inBulk } from './transportCalls.ts'

export type BatchCall = ClientDuplexStream<Buffer, AppendAnswer>
/** Gives answers as bytes, by themselves or in bundles. */
export type ReadCall = ClientReadableStream<Buffer>

const service = '/event_store.client.streams.Streams'
const asItIs = (message: Buffer): Buffer => message

export const batchAppend: MakeCall<BatchCall> = (grpc, metadata, options) =>
  grpc.makeBidiStreamRequest(`${service}/BatchAppend`, asItIs, decodeAppendAnswer, metadata, options)

/** @param request as `readRequest.ts` makes it */
export const read =
  (request: Buffer): MakeCall<ReadCall> =>
  (grpc, metadata, options) => {
    const call = grpc.makeServerStreamRequest(`${service}/Read`, asItIs, asItIs, request, metadata, options)
    return call.once('metadata', () => inBulk(call))
  }

const ofStart = encodeMessage(messageField(1, uint32Field(1, 1)))

/** Asks a node for a scavenge in one thread. The answer is its id, whether it was begun now or before. */
export const scavenge: MakeCall<ClientReadableStream<string>> = (grpc, metadata, options) =>
  grpc.makeServerStreamRequest(
    '/event_store.client.operations.Operations/StartScavenge',
    asItIs,
    bytes => textIn(bytes, 1),
    ofStart,
    metadata,
    options
  )

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
 * Opens a call; the client reconnects when the call breaks off. Finding a node of a cluster may take the client longer
 * than the time limit, and then goes on for who asks next.
 */
export const openCall = <T extends Call>(
  client: StoreClient,
  channels: Channels,
  make: MakeCall<T>
): Promise<{ readonly call: T; readonly isConnected: () => boolean }> => {
  let channel: ChannelInterface | undefined
  let isLate = false
  const opening = client.openCall<T>((grpc, metadata, options) => {
    channel = grpc.getChannel()
    channels.use(channel)
    return make(grpc, metadata, options)
  })
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
