import type { UUID } from '@eventstore/db-client/generated/shared_pb.js'
import type { ProposedEvent } from '../../store/types.ts'
import { requiredMetadataMissing } from '../../wire/errors.ts'
import { json } from '../../wire/events.ts'
import { uuidFromWire, zeroUuid } from '../../wire/uuid.ts'

/** Data bytes of one append; the type and the metadata of events do not count. */
export const maximumAppendSize = 1_048_576

/** An event that the server does not take: of no type, without an id, or too large for one record. */
export class InvalidEvent extends Error {}

const noBytes = new Uint8Array()
const largestEvent = 16 * 1024 * 1024 - 4096

/** The messages of both append calls. */
interface ProposedMessage {
  readonly getId: () => UUID | undefined
  readonly getMetadataMap: () => { readonly get: (key: string) => string | undefined }
  readonly getData_asU8: () => Uint8Array
  readonly getCustomMetadata_asU8: () => Uint8Array
}

/**
 * @throws InvalidEvent, InvalidUuid, or a ServiceError if type or content type is missing
 */
export const proposedEvent = (message: ProposedMessage): ProposedEvent => {
  const metadata = message.getMetadataMap()
  const type = metadata.get('type')
  const contentType = metadata.get('content-type')
  if (type === undefined) throw requiredMetadataMissing('type')
  if (contentType === undefined) throw requiredMetadataMissing('content-type')
  const id = uuidFromWire(message.getId())
  if (id === zeroUuid) throw new InvalidEvent("Empty eventId provided. (Parameter 'eventId')")
  if (type === '') throw new InvalidEvent("Empty eventType provided. (Parameter 'eventType')")
  const data = message.getData_asU8()
  if (data.length > largestEvent) throw new InvalidEvent("Record is too big. (Parameter 'data')")
  const customMetadata = message.getCustomMetadata_asU8()
  return {
    id,
    type,
    isJson: contentType === json,
    data,
    metadata: customMetadata.length === 0 ? noBytes : customMetadata
  }
}
