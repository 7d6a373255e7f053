/**
 * Recorded events as messages.
 */
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { RecordedEvent, ResolvedEvent } from '../store/types.ts'
import { shared, streams } from './codec.ts'
import { streamIdentifier } from './names.ts'
import { toWire } from './numbers.ts'
import { uuidToWire } from './uuid.ts'

export const json = 'application/json'
export const octets = 'application/octet-stream'

/** What the messages of reads and of persistent subscriptions have in common. */
type RecordedEventMessage = Pick<
  ReadResp.ReadEvent.RecordedEvent,
  | 'setId'
  | 'setStreamIdentifier'
  | 'setStreamRevision'
  | 'setCommitPosition'
  | 'setPreparePosition'
  | 'setData'
  | 'setCustomMetadata'
  | 'getMetadataMap'
>

/** Fills a message with an event; `created` counts ticks of 100 ns. */
export const fillRecordedEvent = <M extends RecordedEventMessage>(
  message: M,
  event: RecordedEvent,
  idsAsText: boolean
): M => {
  const position = toWire(event.position)
  message.setId(uuidToWire(event.id, idsAsText))
  message.setStreamIdentifier(streamIdentifier(event.stream))
  message.setStreamRevision(toWire(event.revision))
  message.setCommitPosition(position)
  message.setPreparePosition(position)
  message.setData(event.data)
  message.setCustomMetadata(event.metadata)
  const metadata = message.getMetadataMap()
  metadata.set('type', event.type)
  metadata.set('created', `${event.created}0000`)
  metadata.set('content-type', event.isJson ? json : octets)
  return message
}

export const readEventMessage = (resolved: ResolvedEvent, idsAsText: boolean): ReadResp.ReadEvent => {
  const message = new streams.ReadResp.ReadEvent()
  const recorded = (event: RecordedEvent): ReadResp.ReadEvent.RecordedEvent =>
    fillRecordedEvent(new streams.ReadResp.ReadEvent.RecordedEvent(), event, idsAsText)
  if (resolved.event !== undefined) message.setEvent(recorded(resolved.event))
  if (resolved.link !== undefined) message.setLink(recorded(resolved.link))
  const original = resolved.link ?? resolved.event
  if (original === undefined) message.setNoPosition(new shared.Empty())
  else message.setCommitPosition(toWire(original.position))
  return message
}
