/**
 * The single append.
 */
import type { ServerReadableStream, ServiceError } from '@grpc/grpc-js'
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Access } from '../../access/access.ts'
import { expectedRevision, type ProposedEvent, type Store, type WriteResult } from '../../store/types.ts'
import { shared, streams } from '../../wire/codec.ts'
import {
  asServiceError,
  handlerFailed,
  maximumAppendSizeExceeded,
  refuseIf,
  requiredMetadataMissing,
  streamDeleted
} from '../../wire/errors.ts'
import { streamName } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'
import { uuidFromWire } from '../../wire/uuid.ts'
import { expectedOf, isNoStream, requireName, type Expected } from './expected.ts'
import { maximumAppendSize, proposedEvent } from './proposed.ts'

type Call = ServerReadableStream<AppendReq, AppendResp>
type Answer = (error: ServiceError | null, response?: AppendResp) => void

const success = (lastRevision: number, position: number | undefined): AppendResp => {
  const message = new streams.AppendResp.Success()
  if (lastRevision < 0) message.setNoStream(new shared.Empty())
  else message.setCurrentRevision(toWire(lastRevision))
  if (position === undefined) message.setNoPosition(new shared.Empty())
  else
    message.setPosition(
      new streams.AppendResp.Position()
        .setCommitPosition(toWire(position))
        .setPreparePosition(toWire(position))
    )
  return new streams.AppendResp().setSuccess(message)
}

/** The largest number that fits the fields for clients before 20.10, which to the codec are no texts. */
const largestOfOldField = 2 ** 64 - 2048

/** A conflict is a successful answer of this call. */
const conflict = (expected: Expected, current: number): AppendResp => {
  const message = new streams.AppendResp.WrongExpectedVersion()
  if (current < 0) message.setCurrentNoStream(new shared.Empty()).setNoStream2060(new shared.Empty())
  else message.setCurrentRevision(toWire(current)).setCurrentRevision2060(current)
  if (expected.given !== undefined) {
    message
      .setExpectedRevision(expected.given)
      .setExpectedRevision2060(Math.min(Number(expected.given), largestOfOldField))
    return new streams.AppendResp().setWrongExpectedVersion(message)
  }
  switch (expected.revision) {
    case expectedRevision.any:
      message.setExpectedAny(new shared.Empty()).setAny2060(new shared.Empty())
      break
    case expectedRevision.streamExists:
      message.setExpectedStreamExists(new shared.Empty()).setStreamExists2060(new shared.Empty())
      break
    default:
      message.setExpectedNoStream(new shared.Empty())
  }
  return new streams.AppendResp().setWrongExpectedVersion(message)
}

/** Append of one call: options first, then the events one message each. */
export const append =
  (store: Store, access: Access) =>
  (call: Call, answer: Answer): void => {
    let target: { stream: string; expected: Expected } | undefined
    const events: ProposedEvent[] = []
    let size = 0
    let isAnswered = false
    const refuse = (error: unknown): void => {
      if (isAnswered) return
      isAnswered = true
      answer(asServiceError(error))
    }

    const take = (request: AppendReq): void => {
      if (target === undefined) {
        const options = request.getOptions()
        if (options === undefined) throw handlerFailed()
        const expected = expectedOf(
          options,
          options.hasRevision() ? options.getRevision() : undefined,
          'AppendReq+Types+Options+ExpectedStreamRevisionOneofCase'
        )
        const stream = requireName(streamName(options.getStreamIdentifier()))
        if (isNoStream(stream)) throw handlerFailed()
        refuseIf(access.toStream(call, 'write', stream))
        target = { stream, expected }
        return
      }
      const message = request.getProposedMessage()
      if (message === undefined) throw handlerFailed()
      const metadata = message.getMetadataMap()
      const event = proposedEvent(
        {
          id: uuidFromWire(message.getId()),
          type: metadata.get('type'),
          contentType: metadata.get('content-type'),
          data: message.getData_asU8(),
          customMetadata: message.getCustomMetadata_asU8()
        },
        requiredMetadataMissing
      )
      size += event.data.length
      if (size > maximumAppendSize) throw maximumAppendSizeExceeded(maximumAppendSize)
      events.push(event)
    }

    const finish = async (): Promise<void> => {
      if (target === undefined) throw handlerFailed()
      const { stream, expected } = target
      const result: WriteResult = store.append(stream, events, expected.revision)
      await store.flushed()
      switch (result._tag) {
        case 'Written':
          return answer(null, success(result.lastRevision, result.position))
        case 'WrongExpectedRevision':
          return answer(null, conflict(expected, result.currentRevision))
        case 'StreamDeleted':
          throw streamDeleted(stream)
      }
    }

    call.on('data', (request: AppendReq) => {
      if (isAnswered) return
      try {
        take(request)
      } catch (error) {
        refuse(error)
      }
    })
    call.on('end', () => {
      if (!isAnswered && !call.cancelled) finish().catch(refuse)
    })
    call.on('error', () => undefined)
  }
