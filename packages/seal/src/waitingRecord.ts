/**
 * A stored record of which the sealed event has not come yet.
 */
import type { HashedRecord, SealedEvent } from './compare.ts'
import type { Problem } from './problem.ts'
import type { StoredRecord } from './source.ts'

export type WaitingRecord = HashedRecord & {
  readonly ordinal: number
  /** The first sealed event of its stream that was found to stand after it. */
  before?: SealedEvent
}

export const bySourceOrder = (waiting: ReadonlyArray<WaitingRecord>): ReadonlyArray<WaitingRecord> =>
  [...waiting].sort((a, b) => a.ordinal - b.ordinal)

export const withoutContent = ({
  data: _data,
  metadata: _metadata,
  ...record
}: StoredRecord): HashedRecord['record'] => ({
  ...record,
  stream: detached(record.stream),
  id: detached(record.id),
  type: detached(record.type),
  created: detached(record.created)
})

/** The same text, which does not hold in memory the longer one that it may have been cut out of. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

/** What stands where it can only have been put in. */
export const inserted = ({ record: { stream, revision, id }, before }: WaitingRecord): Problem => ({
  code: 'inserted',
  ...(before === undefined ? {} : { leaf: before.leaf }),
  stream,
  ...(revision === undefined ? {} : { revision }),
  id,
  detail: 'stands before a sealed event, but was not sealed'
})
