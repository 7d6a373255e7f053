/**
 * The gRPC service of streams.
 */
import type { handleBidiStreamingCall, UntypedServiceImplementation } from '@grpc/grpc-js'
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Access } from '../../access/access.ts'
import type { Store } from '../../store/types.ts'
import { batchAppendChunk, type BatchAppendChunk } from '../../wire/batchAppendChunk.ts'
import { streamsGrpc } from '../../wire/codec.ts'
import { asServiceError, refuseIf } from '../../wire/errors.ts'
import { append } from './append.ts'
import { batchAppend } from './batchAppend.ts'
import { softDelete, tombstone } from './delete.ts'
import type { LiveQueue } from './live.ts'
import { readAll, readStream } from './read.ts'
import { parseRequest, streamOfRequest } from './request.ts'
import { createSender, type ReadCall } from './sender.ts'
import { subscribeToAll, subscribeToStream } from './subscription.ts'

/** The service as the client's code has it, but for the requests of the batch append, which are read here. */
export const streamsDefinition = {
  ...streamsGrpc.StreamsService,
  batchAppend: { ...streamsGrpc.StreamsService.batchAppend, requestDeserialize: batchAppendChunk }
}

type StreamsServer = Omit<IStreamsServer, 'batchAppend'> & {
  readonly batchAppend: handleBidiStreamingCall<BatchAppendChunk, BatchAppendResp>
}

export interface StreamsService {
  readonly implementation: UntypedServiceImplementation & StreamsServer
  /** Drops every live subscription as the server drops a slow consumer. */
  readonly dropSubscriptions: () => void
  /** Ends every open read and subscription without an error. */
  readonly endReads: () => void
}

export const streamsService = (store: Store, access: Access): StreamsService => {
  const live = new Set<LiveQueue>()
  const reads = new Set<ReadCall>()

  const answer = async (call: ReadCall): Promise<void> => {
    refuseIf(access.toStream(call, 'read', streamOfRequest(call.request)))
    const request = parseRequest(call.request)
    const sender = createSender(call, request.idsAsText)
    try {
      switch (request._tag) {
        case 'ReadStream':
          return await readStream(store, sender, request)
        case 'ReadAll':
          return await readAll(store, sender, request)
        case 'SubscribeToStream':
          return await subscribeToStream(store, sender, request, live)
        case 'SubscribeToAll':
          return await subscribeToAll(store, sender, request, live)
      }
    } catch (error) {
      sender.fail(asServiceError(error))
    }
  }

  const read = (call: ReadCall): void => {
    reads.add(call)
    const forget = (): void => void reads.delete(call)
    call.on('cancelled', forget)
    call.on('finish', forget)
    answer(call).catch((error: unknown) => call.emit('error', asServiceError(error)))
  }

  return {
    implementation: {
      read,
      append: append(store, access),
      batchAppend: batchAppend(store, access),
      delete: softDelete(store, access),
      tombstone: tombstone(store, access)
    },
    dropSubscriptions: () => {
      for (const queue of [...live]) queue.drop()
    },
    endReads: () => {
      for (const queue of [...live]) queue.close()
      for (const call of reads) call.end()
    }
  }
}
