import fc from 'fast-check'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '../../src/store/journal.ts'
import { recover } from '../../src/store/recovery.ts'
import { expectedRevision, type Store } from '../../src/store/types.ts'
import { event, metadataEvent } from '../support/events.ts'
import { fill, journalFile, open, unexpected, writeVersion1 } from '../support/journals.ts'

const { any } = expectedRevision

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const put = (bytes: Uint8Array): void => writeFileSync(journalFile(directory), bytes)
const beside = (): string[] => readdirSync(directory).filter(name => name.startsWith('events.journal.'))

const zeros = { ...event('zeros'), isJson: false, data: Buffer.alloc(9000) }
const smallWrites: ReadonlyArray<(store: Store) => unknown> = [
  store => store.append('a', [event('1')], any),
  store => store.append('a', [], any),
  store => store.append('$$a', [metadataEvent({ $maxCount: 9 })], any),
  store => store.append('b', [event('2'), event('3')], any),
  store => store.append('b', [event('4')], any)
]

/** What becomes of a journal with this content: the number of its writes, or why it is refused. */
const recovered = (bytes: Buffer): number | string => {
  try {
    return recover(bytes, 'events.journal').writes.length
  } catch (error) {
    return (error as Error).message
  }
}

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy[bit >> 3]! ^= 1 << (bit & 7)
  return copy
}

describe('a journal of which a bit is changed', () => {
  test('does not open, whichever bit it is, and stays as it is', async () => {
    const { bytes } = await fill(directory, smallWrites)
    for (let bit = 0; bit < bytes.length * 8; bit += 1)
      expect([bit, recovered(flipped(bytes, bit))]).toEqual([
        bit,
        expect.stringContaining('events.journal is ')
      ])
    const damaged = flipped(bytes, 8 * 30)
    put(damaged)
    const { refusal } = await open(directory)
    expect(refusal).toBe(
      `${journalFile(directory)} is damaged at byte 24 of ${bytes.length}: the heading of a write does not match its check. Nothing was changed; put a copy of the file in its place, or move it away to begin anew`
    )
    expect(readFileSync(journalFile(directory))).toEqual(damaged)
    expect(beside()).toEqual([])
  })

  test('does not open if it ends in an event of zeros', async () => {
    const { bytes, bounds } = await fill(directory, [
      ...smallWrites,
      store => store.append('z', [zeros], any)
    ])
    const start = bounds.at(-2)!
    for (let bit = start * 8; bit < bytes.length * 8; bit += bit < (start + 200) * 8 ? 1 : 61)
      expect([bit, typeof recovered(flipped(bytes, bit))]).toEqual([bit, 'string'])
  })

  test('does not open if it is large, wherever bits change', async () => {
    const writes = Array.from(
      { length: 400 },
      (_, n) => (store: Store) =>
        store.append(`s-${n % 7}`, [event(`${n}`, { pad: 'x'.repeat((n * 37) % 900) })], any)
    )
    const { bytes } = await fill(directory, writes)
    expect(recovered(bytes)).toBe(400)
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 4 }), bits => {
        expect(typeof recovered(bits.reduce(flipped, bytes))).toBe('string')
      }),
      { numRuns: 400 }
    )
  })
})

describe('a journal with other damage', () => {
  test('does not open with a length that points behind its end, in any of its writes', async () => {
    const { bytes, bounds } = await fill(directory, smallWrites)
    for (const start of bounds.slice(0, -1))
      for (const length of [bytes.length, 2 ** 31, 2 ** 32 - 1, 0, 1]) {
        const damaged = Buffer.from(bytes)
        damaged.writeUInt32LE(length, start)
        expect(recovered(damaged)).toContain(`damaged at byte ${start} of ${bytes.length}`)
      }
  })

  test('does not open with 4 KB of ones behind it or over it', async () => {
    const { bytes, bounds } = await fill(directory, smallWrites)
    const ones = Buffer.alloc(4096, 0xff)
    expect(recovered(Buffer.concat([bytes, ones]))).toContain(`damaged at byte ${bytes.length} of`)
    for (const [number, start] of bounds.slice(0, -1).entries())
      for (const from of [start, start + 5, bounds[number + 1]! - 1]) {
        const over = Buffer.concat([bytes.subarray(0, from), ones])
        expect(recovered(over)).toContain(`damaged at byte ${start} of`)
      }
  })

  test('does not open with a write lost, moved or there twice', async () => {
    const { bytes, bounds } = await fill(directory, smallWrites)
    const frames = smallWrites.map((_, n) => bytes.subarray(bounds[n], bounds[n + 1]))
    const of = (...order: number[]): Buffer =>
      Buffer.concat([bytes.subarray(0, bounds[0]), ...order.map(n => frames[n]!)])
    expect(recovered(of(0, 1, 2, 3, 4))).toBe(5)
    for (const order of [
      [1, 2, 3, 4],
      [0, 2, 3, 4],
      [0, 1, 2, 4],
      [0, 0, 1, 2, 3, 4],
      [0, 2, 1, 3, 4],
      [4, 3, 2, 1, 0]
    ])
      expect(recovered(of(...order))).toContain('the heading of a write does not match its check')
  })

  test('does not open with zeros in its middle, or in the place of all', async () => {
    const { bytes, bounds } = await fill(directory, smallWrites)
    const holed = Buffer.from(bytes).fill(0, bounds[1], bounds[3])
    expect(recovered(holed)).toContain(`damaged at byte ${bounds[1]} of`)
    expect(recovered(Buffer.alloc(bytes.length))).toContain('not a journal')
  })
})

describe('a torn last write', () => {
  test('is dropped wherever it was cut, kept beside, and said', async () => {
    const { bytes, bounds } = await fill(directory, smallWrites)
    const [start, end] = [bounds.at(-2)!, bounds.at(-1)!]
    put(bytes.subarray(0, start))
    const whole = (await open(directory)).events
    for (let cut = start + 1; cut < end; cut += 1) {
      put(bytes.subarray(0, cut))
      const { events, warnings } = await open(directory)
      expect(events).toEqual(whole)
      const [kept] = beside()
      expect(warnings).toEqual([
        `${journalFile(directory)}: the last write was torn and is dropped, ${cut - start} bytes at byte ${start}; kept in ${join(directory, kept!)}`
      ])
      const written = Buffer.from(readFileSync(join(directory, kept!)))
      expect(Buffer.concat([written, Buffer.alloc(cut - start - written.length)])).toEqual(
        bytes.subarray(start, cut)
      )
      expect(readFileSync(journalFile(directory))).toEqual(bytes.subarray(0, start))
      rmSync(join(directory, kept!))
    }
  })

  test('ends in zeros after a power cut', async () => {
    const { bytes, bounds } = await fill(directory, smallWrites)
    const [start, end] = [bounds.at(-2)!, bounds.at(-1)!]
    for (const more of [0, 1, 4096])
      for (let from = start; from < end; from += 1) {
        const torn = Buffer.concat([bytes, Buffer.alloc(more)]).fill(0, from)
        expect([from, more, recovered(torn)]).toEqual([from, more, smallWrites.length - 1])
      }
    expect(recovered(Buffer.concat([bytes, Buffer.alloc(5000)]))).toBe(smallWrites.length)
  })

  test('that is all zeros leaves nothing to keep', async () => {
    const { bytes } = await fill(directory, smallWrites)
    put(Buffer.concat([bytes, Buffer.alloc(4096)]))
    const { warnings } = await open(directory)
    expect(warnings).toEqual([expect.stringContaining(`4096 bytes at byte ${bytes.length}; all zeros`)])
    expect(beside()).toEqual([])
    expect(readFileSync(journalFile(directory))).toEqual(bytes)
  })

  test('takes no earlier one of the same kind away', async () => {
    const { bytes } = await fill(directory, smallWrites)
    for (const more of ['one', 'two']) {
      put(Buffer.concat([bytes, Buffer.from(more)]))
      await open(directory)
    }
    expect(beside().map(name => readFileSync(join(directory, name), 'utf8'))).toEqual(['one', 'two'])
  })
})

describe('a journal of version 1', () => {
  const writesOf = (bytes: Buffer) => recover(bytes, 'events.journal').writes

  test('opens, and is rewritten', async () => {
    const { bytes } = await fill(directory, smallWrites)
    const { events } = await open(directory)
    writeVersion1(directory, writesOf(bytes))
    const first = await open(directory)
    expect(first.events).toEqual(events)
    expect(first.warnings).toEqual([
      `${journalFile(directory)} was of an earlier version and is rewritten, 5 writes`
    ])
    expect(readFileSync(journalFile(directory))).toEqual(bytes)
    expect(await open(directory)).toEqual({ events, warnings: [] })
    expect(beside()).toEqual([])
  })

  test('does not open with a bit changed, whichever it is', async () => {
    const { bytes } = await fill(directory, smallWrites)
    const old = writeVersion1(directory, writesOf(bytes))
    for (let bit = 0; bit < old.length * 8; bit += 1)
      expect([bit, typeof recovered(flipped(old, bit))]).toEqual([bit, 'string'])
  })

  test('may have a torn last write', async () => {
    const { bytes } = await fill(directory, smallWrites)
    const old = writeVersion1(directory, writesOf(bytes))
    const before = writeVersion1(directory, writesOf(bytes).slice(0, -1))
    for (let cut = before.length + 1; cut < old.length; cut += 1)
      expect([cut, recovered(old.subarray(0, cut))]).toEqual([cut, smallWrites.length - 1])
    put(old.subarray(0, -1))
    expect((await open(directory)).warnings).toHaveLength(2)
    expect(beside()).toEqual(['events.journal.torn-1'])
  })
})

test('a journal of a later version is refused', async () => {
  put(Buffer.from('eventstoredb-embedded 3\n'))
  await expect(openJournal(directory, unexpected)).rejects.toThrow(
    'expected it to begin with "eventstoredb-embedded 2"'
  )
})
