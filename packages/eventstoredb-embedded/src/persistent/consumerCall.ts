/**
 * The call of one consumer: it joins a group and answers what it is given.
 */
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/persistent_pb.js'
import type { ServerDuplexStream, ServiceError } from '@grpc/grpc-js'
import type { Access } from '../access/access.ts'
import type { RecordedEvent } from '../store/types.ts'
import { persistent } from '../wire/codec.ts'
import { handlerFailed } from '../wire/errors.ts'
import { fillRecordedEvent } from '../wire/events.ts'
import { toWire } from '../wire/numbers.ts'
import { uuidFromWire } from '../wire/uuid.ts'
import { Consumer } from './consumer.ts'
import { groupDoesNotExist, groupDropped, groupIsFull } from './errors.ts'
import type { Group } from './group.ts'
import type { NackAction } from './groupDefinition.ts'
import type { Groups } from './groups.ts'
import { namedGroup } from './requests.ts'
import type { Message } from './settings.ts'

export type ConsumerCall = ServerDuplexStream<ReadReq, ReadResp>

const ACTIONS: ReadonlyArray<NackAction> = ['unknown', 'park', 'retry', 'skip', 'stop']

const eventMessage = (message: Message, idsAsText: boolean): ReadResp => {
  const position = toWire(message.original.position)
  // Both records carry the position of the one that was read.
  const recorded = (event: RecordedEvent): ReadResp.ReadEvent.RecordedEvent =>
    fillRecordedEvent(new persistent.ReadResp.ReadEvent.RecordedEvent(), event, idsAsText)
      .setCommitPosition(position)
      .setPreparePosition(position)
  const { event, link } = message.resolved
  const read = new persistent.ReadResp.ReadEvent()
    .setCommitPosition(position)
    .setRetryCount(message.retryCount)
  if (event !== undefined) read.setEvent(recorded(event))
  if (link !== undefined) read.setLink(recorded(link))
  return new persistent.ReadResp().setEvent(read)
}

const confirmation = (group: Group): ReadResp =>
  new persistent.ReadResp().setSubscriptionConfirmation(
    new persistent.ReadResp.SubscriptionConfirmation().setSubscriptionId(group.id)
  )

/** Joins the group that the options name; the answer is the error that refuses it. */
const join = (
  call: ConsumerCall,
  options: ReadReq.Options,
  groups: Groups,
  access: Access
): ServiceError | { readonly group: Group; readonly consumer: Consumer } => {
  const { stream, group: name } = namedGroup(options)
  const denied = access.toStream(call, 'read', stream)
  if (denied !== undefined) return denied
  if (options.getBufferSize() < 0 || !options.hasUuidOption()) return handlerFailed()
  const group = groups.find(stream, name)
  if (group === undefined) return groupDoesNotExist(stream, name)
  if (group.isFull) return groupIsFull(stream, name)
  const idsAsText = options.getUuidOption()?.hasString() === true
  const [connectionName] = call.metadata.get('connection-name')
  const consumer = new Consumer(
    {
      connectionName: connectionName === undefined ? '<unknown>' : String(connectionName),
      userName: access.login(call) ?? 'anonymous'
    },
    options.getBufferSize(),
    message => call.write(eventMessage(message, idsAsText)),
    () => call.emit('error', groupDropped(stream, name))
  )
  return { group, consumer }
}

/** Carries out an answer of the consumer; `false` for what is none. */
const answer = (group: Group, request: ReadReq): boolean => {
  const ack = request.getAck()
  if (ack !== undefined) {
    group.acknowledge(ack.getIdsList().map(uuidFromWire))
    return true
  }
  const nack = request.getNack()
  const action = nack === undefined ? undefined : ACTIONS[nack.getAction()]
  if (nack === undefined || action === undefined) return false
  group.refuse(nack.getIdsList().map(uuidFromWire), action, nack.getReason())
  return true
}

/** Serves one consumer: its first message names the group, the others answer events. */
export const serveConsumer = (call: ConsumerCall, groups: Groups, access: Access): void => {
  let joined: { readonly group: Group; readonly consumer: Consumer } | undefined
  // After a message that is no answer the real server listens no more, and goes on sending.
  let isListening = true

  const refuse = (error: ServiceError): void => {
    isListening = false
    call.emit('error', error)
  }

  const begin = (request: ReadReq): void => {
    const options = request.getOptions()
    const result = options === undefined ? handlerFailed() : join(call, options, groups, access)
    if (result instanceof Error) {
      refuse(result)
      return
    }
    joined = result
    call.write(confirmation(result.group))
    result.group.addConsumer(result.consumer)
  }

  call.on('data', (request: ReadReq) => {
    if (!isListening) return
    try {
      if (joined === undefined) begin(request)
      else isListening = answer(joined.group, request)
    } catch {
      if (joined === undefined) refuse(handlerFailed())
      else isListening = false
    }
  })
  call.on('end', () => {
    if (joined === undefined) call.end()
  })
  const leave = (): void => {
    if (joined !== undefined) joined.group.removeConsumer(joined.consumer)
  }
  call.on('cancelled', leave)
  call.on('error', leave)
  call.on('close', leave)
}
