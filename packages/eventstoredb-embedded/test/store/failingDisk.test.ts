import * as fs from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JournalError } from '../../src/store/journalError.ts'
import { openJournal } from '../../src/store/journal.ts'
import { createStore } from '../../src/store/store.ts'
import { expectedRevision, type Store } from '../../src/store/types.ts'
import { event, metadataEvent, revisionsOf } from '../support/events.ts'
import { journalFile, open } from '../support/journals.ts'

/** The file system itself, but for what a disk refuses now. */
jest.mock('node:fs', () => {
  const actual = jest.requireActual<typeof fs>('node:fs')
  const names = ['writeSync', 'ftruncateSync', 'fdatasyncSync', 'fsyncSync', 'renameSync'] as const
  const refusing = Object.fromEntries(
    names.map(name => [
      name,
      (...args: never[]) => {
        const fault = mockFaults[name]?.(...args)
        if (fault instanceof Error) throw fault
        return fault ?? (actual[name] as (...given: never[]) => unknown)(...args)
      }
    ])
  )
  const fdatasync = (file: number, done: fs.NoParamCallback): void => {
    const fault = mockFaults['fdatasync']?.()
    if (fault instanceof Error) setImmediate(() => done(fault))
    else actual.fdatasync(file, done)
  }
  return { ...actual, ...refusing, fdatasync }
})

/** What a call of the file system gives instead: an error, or another answer. */
const mockFaults: Record<string, ((...args: never[]) => unknown) | undefined> = {}
const systemError = (code: string, text: string) =>
  Object.assign(new Error(`${code}: ${text}, write`), { code })
const full = () => systemError('ENOSPC', 'no space left on device')
const broken = () => systemError('EIO', 'i/o error')

const { any } = expectedRevision

let directory: string
let warnings: string[]
let store: Store
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
  warnings = []
  store = createStore(await openJournal(directory, message => warnings.push(message)))
  store.append('a', [event('1')], any)
  await store.flushed()
})
afterEach(async () => {
  for (const name of Object.keys(mockFaults)) mockFaults[name] = undefined
  await store.close()
  rmSync(directory, { recursive: true })
})

/** Closes the store; the revisions of a stream that a new one finds. */
const afterRestart = async (stream = 'a'): Promise<ReadonlyArray<number>> => {
  await store.close()
  const { events, warnings: more } = await open(directory)
  expect(more).toEqual([])
  store = createStore()
  return (events ?? []).filter(each => each.stream === stream).map(({ revision }) => revision)
}

/** Takes some bytes of a write, then no more. */
const fillsUpAfter = (bytes: number) => {
  let left = bytes
  return (file: number, data: Uint8Array, offset: number, length: number, position: number): unknown => {
    if (left === 0) return full()
    const taken = Math.min(left, length)
    left -= taken
    if (taken === length) return undefined
    const { writeSync } = jest.requireActual<typeof fs>('node:fs')
    return writeSync(file, data, offset, taken, position)
  }
}

describe('a full disk', () => {
  test('refuses a write whole, reads on, and takes the next when there is room', async () => {
    for (const bytes of [0, 1, 11, 12, 40, 90]) {
      mockFaults['writeSync'] = fillsUpAfter(bytes)
      expect(() => store.append('a', [event('2')], any)).toThrow(JournalError)
      expect(revisionsOf(store, 'a')).toEqual([0])
    }
    mockFaults['writeSync'] = undefined
    expect(store.append('a', [event('2')], 0)).toMatchObject({ _tag: 'Written', lastRevision: 1 })
    await store.flushed()
    const path = journalFile(directory)
    expect(warnings).toEqual([
      `${path} cannot be written: ENOSPC: no space left on device; writes are refused until it can`,
      `${path} can be written again`
    ])
    expect(await afterRestart()).toEqual([0, 1])
  })

  test('that cannot even be tidied leaves nothing half written either', async () => {
    mockFaults['writeSync'] = fillsUpAfter(60)
    mockFaults['ftruncateSync'] = broken
    expect(() => store.append('a', [event('2', { pad: 'x'.repeat(500) })], any)).toThrow('ENOSPC')
    mockFaults['writeSync'] = undefined
    expect(() => store.append('a', [event('3')], any)).toThrow('EIO')
    mockFaults['ftruncateSync'] = undefined
    expect(store.append('a', [event('4')], 0)).toMatchObject({ _tag: 'Written', lastRevision: 1 })
    expect(await afterRestart()).toEqual([0, 1])
  })

  test('undeletes a stream with its metadata, or not at all', async () => {
    store.softDelete('a', any)
    for (let bytes = 0; bytes < 400; bytes += 13) {
      mockFaults['writeSync'] = fillsUpAfter(bytes)
      try {
        store.append('a', [event('5')], any)
        break
      } catch {
        expect([store.lastRevision('$$a'), store.readForwards('a', 0, 9)]).toEqual([0, { _tag: 'NoStream' }])
      }
    }
    expect([revisionsOf(store, 'a'), store.lastRevision('$$a')]).toEqual([[1], 1])
    expect(await afterRestart('$$a')).toEqual([0, 1])
  })

  test('leaves the log as it was when a scavenge has no room', async () => {
    store.append('a', [event('2')], any)
    store.append('$$a', [metadataEvent({ $maxCount: 1 })], any)
    mockFaults['writeSync'] = fillsUpAfter(50)
    expect(() => store.scavenge()).toThrow('cannot be rewritten: ENOSPC: no space left on device')
    mockFaults['writeSync'] = undefined
    expect(fs.readdirSync(directory).sort()).toEqual(['events.journal', 'lock'])
    expect(store.append('a', [event('3')], 1)).toMatchObject({ lastRevision: 2 })
    expect(store.scavenge()).toBe(2)
    expect(await afterRestart()).toEqual([2])
  })

  test('cannot be opened, and says so', async () => {
    await store.close()
    store = createStore()
    for (const name of ['fsyncSync', 'writeSync', 'ftruncateSync', 'renameSync']) {
      const empty = mkdtempSync(join(directory, 'empty-'))
      mockFaults[name] = full
      const opening = openJournal(name === 'ftruncateSync' ? directory : empty, () => undefined)
      await expect(opening).rejects.toThrow(/ cannot be (opened|locked): ENOSPC: no space left on device$/)
      mockFaults[name] = undefined
    }
    store = createStore(await openJournal(directory, message => warnings.push(message)))
    expect(revisionsOf(store, 'a')).toEqual([0])
  })
})

describe('a disk that does not keep what it took', () => {
  test('acknowledges nothing, refuses writes, and is given everything again before it acknowledges', async () => {
    mockFaults['fdatasync'] = broken
    mockFaults['fdatasyncSync'] = broken
    store.append('a', [event('2')], any)
    const [first, second] = [store.flushed(), store.flushed()]
    await expect(first).rejects.toThrow('cannot be written: EIO: i/o error')
    await expect(second).rejects.toThrow(JournalError)
    expect(() => store.append('a', [event('3')], any)).toThrow(JournalError)
    await expect(store.flushed()).rejects.toThrow(JournalError)
    expect(revisionsOf(store, 'a')).toEqual([0, 1])

    // The system has lost the bytes, and says that all is well.
    const size = fs.statSync(journalFile(directory)).size
    const file = fs.openSync(journalFile(directory), 'r+')
    jest.requireActual<typeof fs>('node:fs').writeSync(file, Buffer.alloc(80), 0, 80, size - 80)
    fs.closeSync(file)
    mockFaults['fdatasync'] = undefined
    mockFaults['fdatasyncSync'] = undefined
    expect(store.append('a', [event('2')], 0)).toMatchObject({ _tag: 'Written', lastRevision: 1 })
    await store.flushed()
    store.append('a', [event('4')], 1)
    await store.flushed()
    expect(warnings).toHaveLength(2)
    expect(await afterRestart()).toEqual([0, 1, 2])
  })

  test('is asked again for those who wait behind a failure', async () => {
    mockFaults['fdatasync'] = broken
    store.append('a', [event('2')], any)
    const first = store.flushed()
    store.append('a', [event('3')], any)
    const second = store.flushed()
    await expect(first).rejects.toThrow('EIO')
    await expect(second).rejects.toThrow('EIO')
    mockFaults['fdatasync'] = undefined
    await store.flushed()
    expect(store.flushed()).toBeUndefined()
    expect(await afterRestart()).toEqual([0, 1, 2])
  })
})
