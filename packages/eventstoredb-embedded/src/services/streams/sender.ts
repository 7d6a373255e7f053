import type { ServerWritableStream } from '@grpc/grpc-js'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>

/** Waits until the call takes more messages; false if it was cancelled instead. */
export const writable = async (call: ReadCall): Promise<boolean> => {
  if (call.cancelled || call.destroyed) return false
  if (!call.writableNeedDrain) return true
  return new Promise(resolve => {
    const settle = (): void => {
      call.off('drain', settle)
      call.off('cancelled', settle)
      call.off('close', settle)
      resolve(!call.cancelled && !call.destroyed)
    }
    call.on('drain', settle)
    call.on('cancelled', settle)
    call.on('close', settle)
  })
}
