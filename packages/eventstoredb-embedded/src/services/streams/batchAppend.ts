/**
 * Appends over one call for many.
 */
import type { ServerDuplexStream } from '@grpc/grpc-js'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Access } from '../../access/access.ts'
import { JournalError } from '../../store/journalError.ts'
import type { ProposedEvent, Store } from '../../store/types.ts'
import { proposedMessage, type BatchAppendChunk } from '../../wire/batchAppendChunk.ts'
import { empty, shared, streams } from '../../wire/codec.ts'
import { cannotWrite, handlerFailed } from '../../wire/errors.ts'
import { streamIdentifier, streamName } from '../../wire/names.ts'
import { toWire } from '../../wire/numbers.ts'
import { uuidFromWire, uuidToWire } from '../../wire/uuid.ts'
import {
  accessDeniedStatus,
  badRequestStatus,
  maximumAppendSizeStatus,
  streamDeletedStatus,
  timeoutStatus,
  unknownStatus,
  wrongExpectedRevisionStatus
} from './batchStatus.ts'
import { timeLeft } from './deadline.ts'
import { expectedOf, isNoStream, type Expected } from './expected.ts'
import { maximumAppendSize, proposedEvent } from './proposed.ts'

type Call = ServerDuplexStream<BatchAppendChunk, BatchAppendResp>

/** How long the chunks of one append may take to arrive, whatever its deadline says. Milliseconds. */
const longestAssembly = 2000

interface Pending {
  readonly stream: string
  readonly expected: Expected
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

/** What the real server says of a request that it trips over. */
class BadRequest extends Error {}

const badRequest = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  // The answer to a missing choice has its code within the text.
  return 'code' in error ? `Status(StatusCode="InvalidArgument", Detail="${error.message}")` : error.message
}

const missing = (): Error => new BadRequest('The given key was not present in the dictionary.')

/** Appends of many streams over one call, each in chunks under an id of its own, each answered once under that id. */
export const batchAppend =
  (store: Store, access: Access) =>
  (call: Call): void => {
    const pending = new Map<string, Pending>()
    let unanswered = 0
    let isHalfClosed = false
    let isBroken = false

    const respond = (request: BatchAppendChunk, stream: string | undefined): BatchAppendResp =>
      new streams.BatchAppendResp()
        .setCorrelationId(request.correlationId)
        .setStreamIdentifier(
          stream === undefined ? request.options?.getStreamIdentifier() : streamIdentifier(stream)
        )

    const refuse = (request: BatchAppendChunk, stream: string | undefined, error: Status): void => {
      if (!call.cancelled) call.write(respond(request, stream).setError(error))
    }

    const remove = (id: string): Pending | undefined => {
      const found = pending.get(id)
      clearTimeout(found?.timer)
      pending.delete(id)
      return found
    }

    /** The call ends when the client is done and everything is answered. */
    const endIfDone = (): void => {
      if (isHalfClosed && unanswered === 0 && pending.size === 0) call.end()
    }

    /** Takes the options of a new append; undefined if it was answered already. */
    const open = (
      request: BatchAppendChunk,
      id: string,
      options: NonNullable<BatchAppendChunk['options']>
    ): Pending | undefined => {
      const left = Math.min(timeLeft(request), longestAssembly)
      const identifier = options.getStreamIdentifier()
      if (identifier === undefined)
        throw new BadRequest('Object reference not set to an instance of an object.')
      const stream = streamName(identifier)
      if (stream !== undefined && access.toStream(call, 'write', stream) !== undefined) {
        refuse(request, stream, accessDeniedStatus())
        return undefined
      }
      if (left <= 0) {
        refuse(request, stream, timeoutStatus())
        return undefined
      }
      if (stream === undefined) throw new BadRequest("Value cannot be null. (Parameter 'value')")
      if (isNoStream(stream))
        throw new BadRequest(
          "Specified argument was out of the range of valid values. (Parameter 'eventStreamId')"
        )
      const known = pending.get(id)
      if (known !== undefined) return known
      const opened: Pending = {
        stream,
        expected: expectedOf(
          options,
          options.hasStreamPosition() ? options.getStreamPosition() : undefined,
          'BatchAppendReq+Types+Options+ExpectedStreamPositionOneofCase'
        ),
        events: [],
        size: 0,
        timer: undefined
      }
      if (!request.isFinal) {
        opened.timer = setTimeout(() => {
          // This answer has the id as numbers, whatever the client wrote.
          if (remove(id) !== undefined)
            refuse({ ...request, correlationId: uuidToWire(id, false) }, stream, timeoutStatus())
          endIfDone()
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

    const write = async (request: BatchAppendChunk, { stream, expected, events }: Pending): Promise<void> => {
      unanswered += 1
      const response = respond(request, stream)
      try {
        const result = store.append(stream, events, expected.revision)
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
      endIfDone()
    }

    /** Takes the events of a chunk; too many, and the append is answered and over. */
    const collect = (request: BatchAppendChunk, id: string, append: Pending): void => {
      for (const message of request.proposed) {
        const event = proposedEvent(proposedMessage(message), missing)
        append.size += event.data.length
        append.events.push(event)
        if (append.size > maximumAppendSize) {
          remove(id)
          return refuse(request, append.stream, maximumAppendSizeStatus())
        }
      }
    }

    const take = (request: BatchAppendChunk): void => {
      const id = uuidFromWire(request.correlationId)
      const { options } = request
      const append = options === undefined ? pending.get(id) : open(request, id, options)
      if (append === undefined) return
      try {
        collect(request, id, append)
      } catch (error) {
        // The real server answers such an append once more, when its time is over.
        remove(id)
        throw error
      }
      if (request.isFinal && remove(id) !== undefined) void write(request, append)
    }

    call.on('data', (request: BatchAppendChunk) => {
      if (isBroken) return
      try {
        take(request)
      } catch (error) {
        if (request.options === undefined) call.emit('error', handlerFailed())
        else refuse(request, undefined, badRequestStatus(badRequest(error)))
      }
    })
    call.on('end', () => {
      isHalfClosed = true
      if (!isBroken) endIfDone()
    })
    call.on('cancelled', () => {
      for (const id of pending.keys()) remove(id)
    })
  }
