/**
 * Leaves and records read side by side.
 */
import type { Leaf } from './leaves.ts'
import type { StoredRecord } from './source.ts'

export interface Alongside {
  readonly leaves: (leaves: ReadonlyArray<Leaf>) => void | Promise<void>
  readonly leavesDone: () => void
  readonly record: (record: StoredRecord) => void
}

/** How many records are taken for each file of leaves: as many as it holds. */
const stride = 256

/** Reads leaves and records side by side, so that a record is mostly seen close to its leaf. */
export const readAlongside = async (
  leaves: AsyncIterator<ReadonlyArray<Leaf>>,
  records: AsyncIterable<ReadonlyArray<StoredRecord>>,
  { leaves: onLeaves, leavesDone, record }: Alongside
): Promise<void> => {
  let upcoming = await leaves.next()
  if (upcoming.done === true) leavesDone()
  const nextLeaves = async (): Promise<boolean> => {
    if (upcoming.done === true) return false
    await onLeaves(upcoming.value)
    upcoming = await leaves.next()
    if (upcoming.done === true) leavesDone()
    return upcoming.done !== true
  }
  let more = await nextLeaves()
  let taken = 0
  for await (const batch of records) {
    for (const each of batch) {
      record(each)
      if (more && ++taken % stride === 0) more = await nextLeaves()
    }
  }
  while (more) more = await nextLeaves()
}
