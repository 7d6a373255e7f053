import type { ServerReadableStream, ServiceError } from '@grpc/grpc-js'
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Access } from '../../access/access.ts'
import { expectedRevision, type ProposedEvent, type Store, type WriteResult } from '../../store/types.ts'
import { shared, streams } from '../../wire/codec.ts'
import { handlerFailed, maximumAppendSizeExceeded, streamDeleted } from '../../wire/errors.ts'
import { streamName } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'
import { asServiceError } from '../handlers.ts'
import { expectedOf, isNoStream, requireName } from './expected.ts'
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

/** A conflict is a successful answer of this call. */
const conflict = (expected: number, current: number): AppendResp => {
  const message = new streams.AppendResp.WrongExpectedVersion()
  if (current < 0) message.setCurrentNoStream(new shared.Empty()).setNoStream2060(new shared.Empty())
  else message.setCurrentRevision(toWire(current)).setCurrentRevision2060(current)
  switch (expected) {
    case expectedRevision.any:
      message.setExpectedAny(new shared.Empty()).setAny2060(new shared.Empty())
      break
    case expectedRevision.streamExists:
      message.setExpectedStreamExists(new shared.Empty()).setStreamExists2060(new shared.Empty())
      break
    case expectedRevision.noStream:
      message.setExpectedNoStream(new shared.Empty())
      break
    default:
      message.setExpectedRevision(toWire(expected)).setExpectedRevision2060(expected)
  }
  return new streams.AppendResp().setWrongExpectedVersion(message)
}

/** Append of one call: options first, then the events one message each. */
export const append =
  (store: Store, access: Access) =>
  (call: Call, answer: Answer): void => {
    let target: { stream: string; expected: number } | undefined
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
        const expected = expectedOf(options, options.hasRevision() ? options.getRevision() : undefined)
        const stream = requireName(streamName(options.getStreamIdentifier()))
        if (isNoStream(stream)) throw handlerFailed()
        const denied = access.toStream(call, 'write', stream)
        if (denied !== undefined) throw denied
        target = { stream, expected }
        return
      }
      const message = request.getProposedMessage()
      if (message === undefined) throw handlerFailed()
      const event = proposedEvent(message)
      size += event.data.length
      if (size > maximumAppendSize) throw maximumAppendSizeExceeded(maximumAppendSize)
      events.push(event)
    }

    const finish = async (): Promise<void> => {
      if (target === undefined) throw handlerFailed()
      const { stream, expected } = target
      const result: WriteResult = store.append(stream, events, expected)
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
