import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { openJournal } from '../../src/store/journal.ts'
import { createStore } from '../../src/store/store.ts'
import type { RecordedEvent, Store } from '../../src/store/types.ts'
import { encodeWrite, type Write } from '../../src/store/write.ts'

/** For a journal of which nothing is to be reported. */
export const unexpected = (message: string): never => {
  throw new Error(`unexpected: ${message}`)
}

export const journalFile = (directory: string): string => join(directory, 'events.journal')

const everything = (store: Store): ReadonlyArray<RecordedEvent> =>
  store.readAllForwards(0, Number.MAX_SAFE_INTEGER).events

/** What opening a directory comes to. */
export interface Opened {
  readonly events?: ReadonlyArray<RecordedEvent>
  readonly refusal?: string
  readonly warnings: ReadonlyArray<string>
}

/** Opens the directory, and closes it again. */
export const open = async (directory: string): Promise<Opened> => {
  const warnings: string[] = []
  try {
    const store = createStore(await openJournal(directory, message => warnings.push(message)))
    const events = everything(store)
    await store.close()
    return { events, warnings }
  } catch (error) {
    return { refusal: (error as Error).message, warnings }
  }
}

/** Fills the journal of a directory; the answer is its file, and where each frame begins, and the last one ends. */
export const fill = async (
  directory: string,
  writes: ReadonlyArray<(store: Store) => unknown>
): Promise<{ readonly bytes: Buffer; readonly bounds: ReadonlyArray<number> }> => {
  const store = createStore(await openJournal(directory, unexpected))
  const bounds = [readFileSync(journalFile(directory)).length]
  for (const write of writes) {
    write(store)
    bounds.push(readFileSync(journalFile(directory)).length)
  }
  await store.close()
  return { bytes: readFileSync(journalFile(directory)), bounds }
}

/** The same writes as an earlier version of this program kept them. */
export const writeVersion1 = (directory: string, writes: ReadonlyArray<Write>): Buffer => {
  const frames = writes.map(write => {
    const bytes = encodeWrite(write, 8, 0)
    bytes.writeUInt32LE(bytes.length - 8, 0)
    bytes.writeUInt32LE(crc32(bytes.subarray(8)), 4)
    return bytes
  })
  const all = Buffer.concat([Buffer.from('eventstoredb-embedded 1\n'), ...frames])
  writeFileSync(journalFile(directory), all)
  return all
}
