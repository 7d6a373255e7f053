/** Runs, in memory and in temporary files: the same lines in the same order, and nothing left behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ordText } from '@samtykke/core'
import * as fc from 'fast-check'
import { closeRuns, merged } from '../src/engine/merged.ts'
import { placesOf } from '../src/engine/places.ts'
import { type Run, runWriter } from '../src/engine/run.ts'
import { SpillError } from '../src/engine/temporaryFile.ts'

interface Line {
  readonly key: string
  readonly line: string
}

type Calls = ReadonlyArray<ReadonlyArray<Line>>

const textOf = (runs: ReadonlyArray<Run>): string => {
  const text = Array.from(merged(runs), batch => batch.toString('utf8')).join('')
  closeRuns(runs)
  return text
}

const runsOf = (calls: Calls, limit: number): ReadonlyArray<Run> => {
  const writer = runWriter(limit, folder)
  for (const lines of calls) {
    for (const { key, line } of lines) writer.add(key, line)
    writer.endCall()
  }
  return writer.finish()
}

/** Each call's keys begin with its id, and some of them are alike. */
const callsOf = (prefix: string): fc.Arbitrary<Calls> =>
  fc
    .array(
      fc.array(
        fc.tuple(fc.string({ unit: 'grapheme-ascii', maxLength: 2 }), fc.string({ unit: 'grapheme' }))
      ),
      {
        maxLength: 12
      }
    )
    .map(calls =>
      calls.map((lines, call) =>
        lines.map(([end, line]) => ({ key: `${prefix}${call}\u0000${end}`, line: JSON.stringify(line) }))
      )
    )

const folder = mkdtempSync(join(tmpdir(), 'samtykke-runs-'))

afterAll(() => rmSync(folder, { recursive: true }))

const openFiles = (): number => readdirSync('/proc/self/fd').length

test('the runs of several threads are merged in order, however short they are', () => {
  fc.assert(
    fc.property(callsOf('a'), callsOf('b'), fc.integer({ min: 1, max: 200 }), (a, b, limit) => {
      const expected = [...a, ...b]
        .flat()
        .toSorted((one, other) => ordText.compare(one.key, other.key))
        .map(({ line }) => `${line}\n`)
        .join('')
      expect(textOf([...runsOf(a, limit), ...runsOf(b, limit)])).toBe(expected)
      expect(textOf([...runsOf(a, Infinity), ...runsOf(b, Infinity)])).toBe(expected)
    }),
    { numRuns: 300 }
  )
})

test('what a run holds at most does not grow with the output', () => {
  const line = 'x'.repeat(5_000)
  const calls = Array.from({ length: 2_000 }, (_, call) => [{ key: `c${call}`, line }])
  const runs = runsOf(calls, 100_000)
  const inMemory = runs.flatMap(run => (run._tag === 'memory' ? [...placesOf(run.records)] : []))
  expect(runs.length).toBeGreaterThan(90)
  expect(inMemory.reduce((sum, { keyStart, end }) => sum + end - keyStart, 0)).toBeLessThan(100_000)
  expect(textOf(runs).length).toBe(2_000 * (line.length + 1))
})

test('a line that is longer than what is read at a time comes out whole', () => {
  const calls = [1, 3_000_000, 2, 900_000].map((length, call) => [
    { key: `c${call}`, line: 'å'.repeat(length) }
  ])
  expect(textOf(runsOf(calls, 1))).toBe(calls.flatMap(lines => lines.map(({ line }) => `${line}\n`)).join(''))
})

const onLinux = process.platform === 'linux' ? test : test.skip

onLinux(
  'on Linux, where open files can be counted: temporary files have no name, can be read again, and are gone once they are closed',
  () => {
    const calls: Calls = Array.from({ length: 40 }, (_, call) => [
      { key: `c${call}`, line: 'a'.repeat(60_000) }
    ])
    const before = openFiles()
    const runs = runsOf(calls, 1)
    expect(readdirSync(folder)).toEqual([])
    expect(openFiles() - before).toBe(40)
    for (const _ of merged(runs)) break
    expect(textOf(runs).length).toBe(40 * 60_001)
    expect(openFiles() - before).toBe(0)
  }
)

test('where no temporary file can be written, the error says so', () => {
  const writer = runWriter(1, join(folder, 'absent'))
  writer.add('a', 'line')
  expect(() => writer.endCall()).toThrow(SpillError)
  expect(() => writer.endCall()).toThrow(/ENOENT/)
})
