import fc from 'fast-check'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JournalError } from '../../src/store/journal-error.ts'
import { openJournal } from '../../src/store/journal.ts'
import { createStore } from '../../src/store/store.ts'
import { expectedRevision, tombstoneRevision, type Store } from '../../src/store/types.ts'
import { decodeWrite, encodeWrite } from '../../src/store/write.ts'
import { event, eventsOf, idOf, metadataEvent } from '../support/events.ts'

const { any } = expectedRevision

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const file = (): string => join(directory, 'events.journal')
const everything = (store: Store): unknown => store.readAllForwards(0, Number.MAX_SAFE_INTEGER).events

const withStore = async <A>(use: (store: Store) => A | Promise<A>): Promise<A> => {
  const store = createStore(openJournal(directory))
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
        const bytes = encodeWrite({ records, nextPosition })
        expect(decodeWrite(bytes, 0)).toEqual({ write: { records, nextPosition }, end: bytes.length })
      })
    )
  })

  test('cut short or with a byte changed is none', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 3 }), fc.nat(), fc.nat(), (records, cut, changed) => {
        const bytes = encodeWrite({ records, nextPosition: 1 })
        expect(decodeWrite(bytes.subarray(0, cut % bytes.length), 0)).toBeUndefined()
        const damaged = Buffer.from(bytes)
        const place = 4 + (changed % (bytes.length - 4))
        damaged[place]! ^= 1
        expect(decodeWrite(damaged, 0)).toBeUndefined()
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

  test('drops a torn last write wherever it was cut, and goes on behind the one before', async () => {
    await withStore(store => void store.append('a', [event('1')], any))
    const whole = readFileSync(file()).length
    await withStore(store => void store.append('a', [event('2'), event('3')], any))
    const bytes = readFileSync(file())
    for (let cut = whole + 1; cut < bytes.length; cut += 7) {
      writeFileSync(file(), bytes.subarray(0, cut))
      await withStore(store => {
        expect(eventsOf(store, 'a').map(({ revision }) => revision)).toEqual([0])
        expect(store.append('a', [event('other')], 0)).toMatchObject({ _tag: 'Written', lastRevision: 1 })
      })
      await withStore(store => expect(eventsOf(store, 'a')).toHaveLength(2))
    }
  })

  test('drops zeros at the end, as a power cut leaves them', async () => {
    await withStore(store => void store.append('a', [event('1')], any))
    appendFileSync(file(), Buffer.alloc(4096))
    await withStore(store => expect(eventsOf(store, 'a')).toHaveLength(1))
  })

  test('refuses a file that is damaged before its end, and says where', async () => {
    await withStore(store => {
      store.append('a', [event('1')], any)
      store.append('a', [event('2')], any)
    })
    const bytes = readFileSync(file())
    bytes[60]! ^= 1
    writeFileSync(file(), bytes)
    expect(() => openJournal(directory)).toThrow(JournalError)
    expect(() => openJournal(directory)).toThrow('damaged at byte 24')
  })

  test('refuses a file that is something else', () => {
    writeFileSync(file(), 'these are my notes, please keep them')
    expect(() => openJournal(directory)).toThrow('not a journal')
    expect(readFileSync(file(), 'utf8')).toContain('my notes')
  })

  test('refuses a directory that is open already, and takes one whose process died', async () => {
    await withStore(() => {
      expect(() => openJournal(directory)).toThrow('in use')
    })
    writeFileSync(join(directory, 'lock'), '999999999')
    await withStore(store => expect(store.lastPosition()).toBe(-1))
  })

  test('starts anew from a heading cut short', async () => {
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
