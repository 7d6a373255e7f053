/**
 * Events that a request proposes, and what of them is not taken.
 */
import type { ProposedEvent } from '../../store/types.ts'
import type { ProposedMessage } from '../../wire/batchAppendChunk.ts'
import { json } from '../../wire/events.ts'
import { zeroUuid } from '../../wire/uuid.ts'

/** Data bytes of one append; the type and the metadata of events do not count. */
export const maximumAppendSize = 1_048_576

/** An event that the server does not take: of no type, without an id, or too large for one record. */
export class InvalidEvent extends Error {}

const noBytes = new Uint8Array()
const largestEvent = 16 * 1024 * 1024 - 4096

/**
 * @param missing the error of a call that does not name an event's type or content type
 * @throws InvalidEvent, and that error
 */
export const proposedEvent = (
  { id, type, contentType, data, customMetadata }: ProposedMessage,
  missing: (property: string) => Error
): ProposedEvent => {
  if (type === undefined) throw missing('type')
  if (contentType === undefined) throw missing('content-type')
  if (id === zeroUuid) throw new InvalidEvent("Empty eventId provided. (Parameter 'eventId')")
  if (type === '') throw new InvalidEvent("Empty eventType provided. (Parameter 'eventType')")
  if (data.length > largestEvent) throw new InvalidEvent("Record is too big. (Parameter 'data')")
  return {
    id,
    type,
    isJson: contentType === json,
    data,
    metadata: customMetadata.length === 0 ? noBytes : customMetadata
  }
}
