import * as fc from 'fast-check'
import { eventEntry } from '../src/entry.ts'
import { entryLines } from '../src/entryLines.ts'
import { leafHash } from '../src/merkle.ts'

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.uuid())
const record = fc.record({
  stream: text,
  id: text,
  type: text,
  created: fc.oneof(text, fc.constant('2025-01-01T00:00:00.000Z')),
  encoding: fc.constantFrom('json' as const, 'bytes' as const)
})
const digest = 'ab'.repeat(32)

describe('the entries of a file', () => {
  it('are the lines, and have the leaf hashes, that their texts have', () => {
    fc.assert(
      fc.property(fc.array(record), fc.array(record), fc.nat(), (first, second, revision) => {
        const lines = entryLines()
        for (const records of [first, second]) {
          lines.clear()
          lines.keep(['null', '{"é":1}'])
          const entries = records.map(each => eventEntry(each, revision, digest))
          const hashes = records.map((each, at) =>
            at % 3 === 2 ? lines.add(entries[at] as string) : lines.addEvent(each, revision, digest)
          )
          expect(hashes).toEqual(entries.map(leafHash))
          expect(lines.count()).toBe(records.length + 2)
          expect(Buffer.from(lines.bytes()).toString()).toBe(
            ['null', '{"é":1}', ...entries].map(line => `${line}\n`).join('')
          )
        }
      }),
      { numRuns: 200 }
    )
  })

  it('may be longer than the room there was', () => {
    const lines = entryLines()
    const long = { ...fc.sample(record, 1)[0], id: 'i'.repeat(100_000) } as Parameters<
      typeof lines.addEvent
    >[0]
    const entries = [1, 2, 3].map(revision => eventEntry(long, revision, digest))
    expect([1, 2, 3].map(revision => lines.addEvent(long, revision, digest))).toEqual(entries.map(leafHash))
    expect(Buffer.from(lines.bytes()).toString()).toBe(entries.map(line => `${line}\n`).join(''))
  })
})
