import type { ServerDuplexStream } from '@grpc/grpc-js'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Access } from '../../access/access.ts'
import { JournalError } from '../../store/journal-error.ts'
import type { ProposedEvent, Store } from '../../store/types.ts'
import { empty, shared, streams } from '../../wire/codec.ts'
import { cannotWrite, handlerFailed } from '../../wire/errors.ts'
import { streamIdentifier, streamName } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'
import { uuidFromWire } from '../../wire/uuid.ts'
import {
  accessDeniedStatus,
  badRequestStatus,
  maximumAppendSizeStatus,
  streamDeletedStatus,
  timeoutStatus,
  unknownStatus,
  wrongExpectedRevisionStatus
} from './batch-status.ts'
import { expectedOf, isNoStream } from './expected.ts'
import { maximumAppendSize, proposedEvent } from './proposed.ts'

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>

/** How long the chunks of one append may take to arrive, whatever its deadline says. Milliseconds. */
const longestAssembly = 2000

interface Pending {
  readonly stream: string
  readonly expected: number
  readonly events: ProposedEvent[]
  size: number
  timer: NodeJS.Timeout | undefined
}

const success = (lastRevision: number, position: number | undefined): BatchAppendResp.Success => {
  const message = new streams.BatchAppendResp.Success()
  if (lastRevision < 0) message.setNoStream(new empty.Empty())
  else message.setCurrentRevision(toWire(lastRevision))
  if (position === undefined) return message.setNoPosition(new empty.Empty())
  return message.setPosition(
    new shared.AllStreamPosition().setCommitPosition(toWire(position)).setPreparePosition(toWire(position))
  )
}

/** Milliseconds until the deadline that the client names, an instant. */
const timeLeft = (options: BatchAppendReq.Options): number => {
  const deadline = options.getDeadline()
  return deadline === undefined
    ? Infinity
    : deadline.getSeconds() * 1000 + deadline.getNanos() / 1_000_000 - Date.now()
}

/** Appends of many streams over one call, each in chunks under an id of its own, each answered once under that id. */
export const batchAppend =
  (store: Store, access: Access) =>
  (call: Call): void => {
    const pending = new Map<string, Pending>()
    let unanswered = 0
    let isHalfClosed = false
    let isBroken = false

    const respond = (request: BatchAppendReq, stream: string | undefined): BatchAppendResp =>
      new streams.BatchAppendResp()
        .setCorrelationId(request.getCorrelationId())
        .setStreamIdentifier(
          stream === undefined ? request.getOptions()?.getStreamIdentifier() : streamIdentifier(stream)
        )

    const refuse = (request: BatchAppendReq, stream: string | undefined, error: Status): void => {
      if (!call.cancelled) call.write(respond(request, stream).setError(error))
    }

    const remove = (id: string): Pending | undefined => {
      const found = pending.get(id)
      clearTimeout(found?.timer)
      pending.delete(id)
      return found
    }

    /** Takes the options of a new append; undefined if it was answered already. */
    const open = (
      request: BatchAppendReq,
      id: string,
      options: BatchAppendReq.Options
    ): Pending | undefined => {
      const stream = streamName(options.getStreamIdentifier())
      if (stream !== undefined && access.toStream(call, 'write', stream) !== undefined) {
        refuse(request, stream, accessDeniedStatus())
        return undefined
      }
      const left = Math.min(timeLeft(options), longestAssembly)
      if (left <= 0) {
        refuse(request, stream, timeoutStatus())
        return undefined
      }
      if (stream === undefined || isNoStream(stream))
        throw new Error("Value cannot be null. (Parameter 'eventStreamId')")
      const known = pending.get(id)
      if (known !== undefined) return known
      const opened: Pending = {
        stream,
        expected: expectedOf(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined),
        events: [],
        size: 0,
        timer: undefined
      }
      if (!request.getIsFinal()) {
        opened.timer = setTimeout(() => {
          if (remove(id) !== undefined) refuse(request, stream, timeoutStatus())
        }, left)
        opened.timer.unref()
      }
      pending.set(id, opened)
      return opened
    }

    /** Ends the call: no answer to one append could tell the client why. */
    const breakOff = (error: JournalError): void => {
      if (isBroken) return
      isBroken = true
      if (!call.cancelled) call.emit('error', cannotWrite(error))
    }

    const write = async (request: BatchAppendReq, { stream, expected, events }: Pending): Promise<void> => {
      unanswered += 1
      const response = respond(request, stream)
      try {
        const result = store.append(stream, events, expected)
        switch (result._tag) {
          case 'Written': {
            const flushed = store.flushed()
            if (flushed !== undefined) await flushed
            response.setSuccess(success(result.lastRevision, result.position))
            break
          }
          case 'WrongExpectedRevision':
            response.setError(wrongExpectedRevisionStatus(expected, result.currentRevision))
            break
          case 'StreamDeleted':
            response.setError(streamDeletedStatus(stream))
        }
      } catch (error) {
        if (error instanceof JournalError) breakOff(error)
        response.setError(unknownStatus())
      }
      unanswered -= 1
      if (isBroken) return
      if (!call.cancelled) call.write(response)
      if (isHalfClosed && unanswered === 0) call.end()
    }

    const take = (request: BatchAppendReq): void => {
      const id = uuidFromWire(request.getCorrelationId())
      const options = request.getOptions()
      const append = options === undefined ? pending.get(id) : open(request, id, options)
      if (append === undefined) return
      for (const message of request.getProposedMessagesList()) {
        const event = proposedEvent(message)
        append.size += event.data.length
        append.events.push(event)
      }
      if (append.size > maximumAppendSize) {
        remove(id)
        refuse(request, append.stream, maximumAppendSizeStatus())
      }
      if (request.getIsFinal() && remove(id) !== undefined) void write(request, append)
    }

    call.on('data', (request: BatchAppendReq) => {
      if (isBroken) return
      try {
        take(request)
      } catch (error) {
        if (request.getOptions() === undefined) call.emit('error', handlerFailed())
        else
          refuse(request, undefined, badRequestStatus(error instanceof Error ? error.message : String(error)))
      }
    })
    call.on('end', () => {
      isHalfClosed = true
      if (unanswered === 0 && !isBroken) call.end()
    })
    call.on('cancelled', () => {
      for (const id of pending.keys()) remove(id)
    })
  }
