/**
 * Soft deletes and tombstones.
 */
import type {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp
} from '@eventstore/db-client/generated/streams_pb.js'
import type { Access } from '../../access/access.ts'
import type { Store, WriteResult } from '../../store/types.ts'
import { shared, streams } from '../../wire/codec.ts'
import { refuseIf, streamDeleted, wrongExpectedRevision } from '../../wire/errors.ts'
import { streamName } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'
import { unary, type UnaryCall, type UnaryHandler } from '../handlers.ts'
import { expectedOf, requireName, type Expected } from './expected.ts'

interface Target {
  readonly stream: string
  readonly expected: Expected
}

const target = (access: Access, call: UnaryCall<DeleteReq | TombstoneReq>, request: string): Target => {
  const options = call.request.getOptions()
  const stream = requireName(streamName(options?.getStreamIdentifier()))
  if (options === undefined) throw new Error('Options missing')
  const expected = expectedOf(
    options,
    options.hasRevision() ? options.getRevision() : undefined,
    `${request}+Types+Options+ExpectedStreamRevisionOneofCase`
  )
  refuseIf(access.toStream(call, 'delete', stream))
  return { stream, expected }
}

/** The position of the delete, once it is on disk. */
const written = async (
  store: Store,
  { stream, expected }: Target,
  result: WriteResult
): Promise<number | undefined> => {
  if (result._tag === 'StreamDeleted') throw streamDeleted(stream)
  if (result._tag === 'WrongExpectedRevision')
    throw wrongExpectedRevision('Delete', stream, expected.text, result.currentRevision)
  await store.flushed()
  return result.position
}

export const softDelete = (store: Store, access: Access): UnaryHandler<DeleteReq, DeleteResp> =>
  unary(async call => {
    const of = target(access, call, 'DeleteReq')
    const position = await written(store, of, store.softDelete(of.stream, of.expected.revision))
    if (position === undefined) return new streams.DeleteResp().setNoPosition(new shared.Empty())
    return new streams.DeleteResp().setPosition(
      new streams.DeleteResp.Position()
        .setCommitPosition(toWire(position))
        .setPreparePosition(toWire(position))
    )
  })

export const tombstone = (store: Store, access: Access): UnaryHandler<TombstoneReq, TombstoneResp> =>
  unary(async call => {
    const of = target(access, call, 'TombstoneReq')
    const position = await written(store, of, store.tombstone(of.stream, of.expected.revision))
    if (position === undefined) return new streams.TombstoneResp().setNoPosition(new shared.Empty())
    return new streams.TombstoneResp().setPosition(
      new streams.TombstoneResp.Position()
        .setCommitPosition(toWire(position))
        .setPreparePosition(toWire(position))
    )
  })
