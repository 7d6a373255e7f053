import fc from 'fast-check'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JournalError } from '../../src/store/journalError.ts'
import { openJournal } from '../../src/store/journal.ts'
import { createStore } from '../../src/store/store.ts'
import { expectedRevision, tombstoneRevision, type Store } from '../../src/store/types.ts'
import { decodeWrite, encodeWrite } from '../../src/store/write.ts'
import { event, eventsOf, idOf, metadataEvent } from '../support/events.ts'
import { unexpected } from '../support/journals.ts'

const { any } = expectedRevision

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const file = (): string => join(directory, 'events.journal')
const everything = (store: Store): unknown => store.readAllForwards(0, Number.MAX_SAFE_INTEGER).events

const withStore = async <A>(use: (store: Store) => A | Promise<A>): Promise<A> => {
  const store = createStore(await openJournal(directory, unexpected))
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

const record = fc.record({
  id: fc.string().map(idOf),
  type: fc.string({ unit: 'grapheme' }),
  stream: fc.string({ unit: 'grapheme' }),
  isJson: fc.boolean(),
  data: fc.uint8Array().map(bytes => Buffer.from(bytes)),
  metadata: fc.uint8Array().map(bytes => Buffer.from(bytes)),
  revision: fc.oneof(fc.maxSafeNat(), fc.constant(tombstoneRevision)),
  position: fc.maxSafeNat(),
  created: fc.maxSafeNat()
})

describe('a write in the journal', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 4 }), fc.maxSafeNat(), (records, nextPosition) => {
        const bytes = encodeWrite({ records, nextPosition }, 3, 2)
        expect(decodeWrite(bytes, 3)).toEqual({ records, nextPosition })
      })
    )
  })
})

describe('journal', () => {
  test('keeps events, metadata and revisions over a restart', async () => {
    const before = await withStore(async store => {
      store.append('a', [event('1'), event('2')], any)
      store.append('$$a', [metadataEvent({ $maxCount: 1 })], any)
      store.append('b', [event('3')], any)
      store.tombstone('b', any)
      await store.flushed()
      return everything(store)
    })
    await withStore(store => {
      expect(everything(store)).toEqual(before)
      expect(eventsOf(store, 'a')).toHaveLength(1)
      expect(store.lastRevision('b')).toBe(tombstoneRevision)
      expect(store.append('a', [event('2')], 0)).toMatchObject({ _tag: 'Written', lastRevision: 1 })
      expect(store.append('c', [event('4')], any)).toMatchObject({ _tag: 'Written', lastRevision: 0 })
    })
  })

  test('refuses a file that is something else', async () => {
    writeFileSync(file(), 'these are my notes, please keep them')
    const opening = openJournal(directory, unexpected)
    await expect(opening).rejects.toThrow(JournalError)
    await expect(opening).rejects.toThrow('not a journal')
    expect(readFileSync(file(), 'utf8')).toContain('my notes')
  })

  test('is read by its owner only, and so is the directory that it makes', async () => {
    const made = join(directory, 'a', 'b')
    const mode = (path: string): number => statSync(path).mode & 0o777
    const first = await openJournal(made, unexpected)
    expect([mode(made), mode(join(made, 'events.journal')), mode(join(made, 'lock'))]).toEqual([
      0o700, 0o600, 0o600
    ])
    first.replace([])
    expect(mode(join(made, 'events.journal'))).toBe(0o600)
    await first.close()
    chmodSync(join(made, 'events.journal'), 0o644)
    await (await openJournal(made, unexpected)).close()
    expect(mode(join(made, 'events.journal'))).toBe(0o600)
  })

  test('starts anew from a title cut short', async () => {
    await withStore(() => undefined)
    truncateSync(file(), 5)
    await withStore(store => expect(store.append('a', [event('1')], any)).toMatchObject({ lastRevision: 0 }))
  })

  test('forgets everything at reset, also after a restart', async () => {
    await withStore(store => {
      store.append('a', [event('1')], any)
      store.reset()
    })
    await withStore(store => expect(everything(store)).toEqual([]))
  })

  test('has nothing left of what a scavenge removed', async () => {
    await withStore(store => {
      store.append('a', [event('1', { secret: 'call me' }), event('2')], any)
      store.append('$$a', [metadataEvent({ $maxCount: 1 })], any)
      expect(readFileSync(file(), 'utf8')).toContain('call me')
      expect(store.scavenge()).toBe(1)
      expect(readFileSync(file(), 'utf8')).not.toContain('call me')
      store.append('a', [event('3')], 1)
    })
    await withStore(store => expect(eventsOf(store, 'a').map(({ revision }) => revision)).toEqual([2]))
  })
})
