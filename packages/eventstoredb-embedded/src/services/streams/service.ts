import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { Access } from '../../access/access.ts'
import type { Store } from '../../store/types.ts'
import { asServiceError } from '../handlers.ts'
import { append } from './append.ts'
import { batchAppend } from './batch-append.ts'
import { softDelete, tombstone } from './delete.ts'
import type { LiveQueue } from './live.ts'
import { allMessages, streamMessages } from './read.ts'
import { parseRequest, streamOfRequest, type ReadRequest } from './request.ts'
import { writable, type ReadCall } from './sender.ts'
import { subscribeToAll, subscribeToStream } from './subscription.ts'

export interface StreamsService {
  readonly implementation: IStreamsServer
  /** Drops every live subscription as the server drops a slow consumer. */
  readonly dropSubscriptions: () => void
  /** Ends every open read and subscription without an error. */
  readonly endReads: () => void
}

export const streamsService = (store: Store, access: Access): StreamsService => {
  const live = new Set<LiveQueue>()
  const reads = new Set<ReadCall>()

  const answer = async (call: ReadCall, request: ReadRequest): Promise<void> => {
    if (request._tag === 'SubscribeToStream') return subscribeToStream(store, call, request, live)
    if (request._tag === 'SubscribeToAll') return subscribeToAll(store, call, request, live)
    const messages =
      request._tag === 'ReadStream' ? streamMessages(store, request) : allMessages(store, request)
    for (let next = messages.next(); ; next = messages.next()) {
      if (next.done === true) {
        if (next.value !== false) call.end()
        return
      }
      call.write(next.value)
      if (call.writableNeedDrain && !(await writable(call))) return
    }
  }

  const read = (call: ReadCall): void => {
    reads.add(call)
    call.on('cancelled', () => reads.delete(call))
    call.on('finish', () => reads.delete(call))
    const respond = async (): Promise<void> => {
      const denied = access.toStream(call, 'read', streamOfRequest(call.request))
      if (denied !== undefined) throw denied
      await answer(call, parseRequest(call.request))
    }
    respond().catch((error: unknown) => call.emit('error', asServiceError(error)))
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
