/**
 * What one thread does: it reads stretches of the source, and later answers for parts of the calls.
 */
import type { Tally } from '@samtykke/audit'
import type { Input } from '../source/input.ts'
import { callReader } from './calls.ts'
import { type Counts, type Query, queryRunner, readOptionsOf } from './query.ts'
import { openReader } from './reader.ts'
import { type Run, runWriter } from './run.ts'
import { type Scanned, scanStretches } from './scan.ts'
import { type Shares, taken } from './shares.ts'
import type { Stretch } from './stretch.ts'

export interface PartialResult {
  readonly runs: ReadonlyArray<Run>
  readonly counts: Counts
  /** Of a report. */
  readonly tally: Tally | undefined
}

export interface QueryThread {
  readonly scan: () => Scanned
  /** The answer for every part that is left, when all threads have read. */
  readonly answer: (scanned: ReadonlyArray<Scanned>) => Promise<PartialResult>
}

/** Of the records of all threads together so much stays in memory. */
export const recordsInMemory = 48 * 1024 * 1024
/** And so much of the lines that they put out. */
const outputInMemory = 80 * 1024 * 1024

/** One thread of several, and what they share. */
export interface ThreadTask {
  readonly inputs: ReadonlyArray<Input>
  readonly query: Query
  readonly thread: number
  readonly threads: number
  readonly stretches: ReadonlyArray<Stretch>
  readonly stretchShares: Shares
  readonly parts: Shares
}

export const queryThread = (task: ThreadTask, onProgress: (bytes: number) => void): QueryThread => {
  const { inputs, query, thread, threads, stretches, stretchShares, parts } = task
  const options = { ...readOptionsOf(query), memory: recordsInMemory / threads }
  const reader = openReader({ thread, parts: parts.count }, options)
  const ownStretches = function* (): Generator<Stretch> {
    for (const share of taken(stretchShares)) yield stretches[share]!
  }
  return {
    scan: () => scanStretches(reader, inputs, ownStretches(), options, onProgress),
    answer: async scanned => {
      const writer = runWriter(outputInMemory / threads)
      const { add, counts, tally } = await queryRunner(query, writer)
      const read = callReader(reader, scanned, {
        happenedOnly: !options.beforeAnythingHappened,
        shape: options.shape,
        withSources: query.about === 'report'
      })
      for (const part of taken(parts)) read(part, add)
      return { runs: writer.finish(), counts, tally: tally() }
    }
  }
}
