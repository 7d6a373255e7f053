/**
 * Whether a stored record is the event that was sealed.
 */
import { digestOfHashes, type EventEntry } from './entry.ts'
import type { Hash } from './merkle.ts'
import type { Problem } from './problem.ts'
import type { StoredRecord } from './source.ts'

/** A sealed event. */
export interface SealedEvent {
  readonly leaf: number
  readonly entry: EventEntry
  /** `undefined` = gone. */
  readonly salt: Buffer | undefined
  /** Set where `created` is earlier than a seal before it: that seal's time. */
  readonly sealedAfter: string | undefined
}

/** A stored record, with the hashes of its content in place of the content. */
export interface HashedRecord {
  readonly record: Omit<StoredRecord, 'data' | 'metadata'>
  readonly data: Hash
  readonly metadata: Hash
}

/** In what the stored record is not the event that was sealed. */
export const difference = (
  event: SealedEvent,
  { record, data, metadata }: HashedRecord
): Problem | undefined => {
  const { entry, salt } = event
  const differs = (['type', 'created', 'encoding'] as const).filter(
    member => entry[member] !== record[member]
  )
  if (differs.length > 0) return problemOf('altered', event, `differs in ${differs.join(', ')}`)
  if (salt === undefined) return saltMissing(event, 'its content is stored, but cannot be compared')
  if (digestOfHashes(salt, data, metadata) !== entry.digest) {
    return problemOf('altered', event, 'the stored content is not what was sealed')
  }
  if (record.revision !== undefined && record.revision !== entry.revision) {
    return problemOf('moved', event, `stands at revision ${record.revision}`)
  }
  return undefined
}

export const outOfOrder = (event: SealedEvent, before: SealedEvent | undefined): Problem =>
  problemOf(
    'moved',
    before !== undefined && before.leaf < event.leaf ? before : event,
    'stands in another order within its stream'
  )

export const saltMissing = (event: SealedEvent, because: string): Problem =>
  problemOf('salt-missing', event, `its salt is gone: ${because}`)

export const timeBackwards = (event: SealedEvent): Problem =>
  problemOf(
    'time-backwards',
    event,
    `recorded ${event.entry.created}, but sealed after ${event.sealedAfter ?? 'an earlier seal'}`
  )

export const problemOf = (code: Problem['code'], { leaf, entry }: SealedEvent, detail: string): Problem => ({
  code,
  leaf,
  stream: entry.stream,
  revision: entry.revision,
  id: entry.id,
  detail
})
