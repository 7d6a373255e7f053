import type { ClientDuplexStream, ClientReadableStream, Metadata, ServiceError } from '@grpc/grpc-js'
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import { randomUUID } from 'node:crypto'
import { empty, shared, streams } from '../../src/wire/codec.ts'
import { streamIdentifier } from '../../src/wire/names.ts'
import { uuidToWire } from '../../src/wire/uuid.ts'

/** What a call that was refused ended with. */
export interface Refusal {
  readonly code: number
  readonly text: string
  readonly trailers: Readonly<Record<string, unknown>>
}

const refusal = (error: ServiceError): Refusal => {
  const trailers: Record<string, unknown> = { ...error.metadata.getMap() }
  for (const key of ['content-type', 'date']) delete trailers[key]
  return { code: error.code, text: error.details, trailers }
}

type Unary<Request, Response> = (
  request: Request,
  answer: (error: ServiceError | null, response: Response) => void
) => unknown

/** The answer of a call, or the refusal. */
export const answerOf = <Request, Response>(
  method: Unary<Request, Response>,
  request: Request
): Promise<Response | Refusal> =>
  new Promise(resolve => {
    method(request, (error, response) => resolve(error === null ? response : refusal(error)))
  })

export interface Streamed<Message> {
  readonly messages: ReadonlyArray<Message>
  readonly refused?: Refusal
}

/** Everything a call sends until it ends, or until it sent so much. */
export const streamed = <Message>(
  call: ClientReadableStream<Message> | ClientDuplexStream<never, Message>,
  enough = Infinity
): Promise<Streamed<Message>> =>
  new Promise(resolve => {
    const messages: Message[] = []
    call.on('data', (message: Message) => {
      messages.push(message)
      if (messages.length < enough) return
      resolve({ messages })
      call.cancel()
    })
    call.on('error', (error: Error & { readonly metadata?: Metadata }) =>
      resolve({ messages, refused: refusal(error as ServiceError) })
    )
    call.on('end', () => resolve({ messages }))
  })

/** An event of a batch append. */
export const proposed = (data = '{}'): BatchAppendReq.ProposedMessage => {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(uuidToWire(randomUUID(), true))
    .setData(Buffer.from(data))
  message.getMetadataMap().set('type', 'Happened').set('content-type', 'application/json')
  return message
}

/** A batch append of one chunk with one event. */
export const batchAppend = (stream: string): BatchAppendReq =>
  new streams.BatchAppendReq()
    .setCorrelationId(uuidToWire(randomUUID(), true))
    .setOptions(
      new streams.BatchAppendReq.Options()
        .setStreamIdentifier(streamIdentifier(stream))
        .setAny(new empty.Empty())
    )
    .setProposedMessagesList([proposed()])
    .setIsFinal(true)

/** What is wrong, in the words of a BadRequest; else the name of the error; else `written`. */
export const outcomeOf = (response: BatchAppendResp | undefined): string | undefined => {
  const error = response?.getError()
  if (response === undefined || error === undefined) return response === undefined ? undefined : 'written'
  if (error.getMessage() !== 'BadRequest') return error.getMessage()
  return shared.BadRequest.deserializeBinary(error.getDetails()!.getValue_asU8()).getMessage()
}
