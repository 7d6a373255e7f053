/**
 * What one thread does: it indexes its stretch of the source, and later answers for one part of the calls after another.
 */
import type { Tally } from '@samtykke/audit'
import type { Input } from '../source/input.ts'
import { type CallVisitor, type Reject, readCalls } from './calls.ts'
import { indexLines, type LineIndex } from './lines.ts'
import { gatherer } from './partition.ts'
import { queryRunner, type Counts, type Query } from './query.ts'
import { type Run, runWriter } from './run.ts'
import { type SourceSummary, type SummaryCollector, collectSummary } from './sourceSummary.ts'

/** One thread of several. */
export interface WorkerSlot {
  readonly thread: number
  readonly threads: number
}

export interface PartialResult {
  readonly runs: ReadonlyArray<Run>
  readonly counts: Counts
  readonly rejects: ReadonlyArray<Reject>
  /** Of a report. */
  readonly tally: Tally | undefined
  readonly summary: SourceSummary
}

/** Parts of the calls of which each is given out once, to whichever thread is free: a counter that threads share. */
export interface Parts {
  readonly parts: number
  readonly given: Int32Array<SharedArrayBuffer>
}

export const newParts = (parts: number): Parts => ({
  parts,
  given: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
})

function* taken({ parts, given }: Parts): Generator<number> {
  for (let part = Atomics.add(given, 0, 1); part < parts; part = Atomics.add(given, 0, 1)) yield part
}

/** The indexes of the thread's stretch: of all bytes in a row, the thread's even share. */
export const indexStretch = (
  inputs: ReadonlyArray<Input>,
  { thread, threads }: WorkerSlot,
  onProgress: (bytes: number) => void
): ReadonlyArray<LineIndex> => {
  const total = inputs.reduce((sum, { size }) => sum + size, 0)
  const stretchStart = Math.floor((total * thread) / threads)
  const stretchEnd = Math.floor((total * (thread + 1)) / threads)
  let inputStart = 0
  return inputs.flatMap(({ size }, number) => {
    const from = Math.max(0, stretchStart - inputStart)
    const to = Math.min(size, stretchEnd - inputStart)
    inputStart += size
    return from < to ? [indexLines(inputs, { input: number, from, to }, onProgress)] : []
  })
}

export interface IndexedInputs {
  readonly inputs: ReadonlyArray<Input>
  readonly indexes: ReadonlyArray<LineIndex>
}

interface PartVisitor {
  readonly visit: CallVisitor['visit']
  readonly collector: SummaryCollector
  readonly onProgress: (bytes: number) => void
}

/** Visits the calls of every part that is left, on this thread; gives the lines that are no event. */
export const visitParts = (
  { inputs, indexes }: IndexedInputs,
  parts: Parts,
  { visit, collector, onProgress }: PartVisitor
): ReadonlyArray<Reject> => {
  const gather = gatherer(inputs, indexes, parts.parts)
  const rejects: Array<Reject> = []
  for (const part of taken(parts)) {
    const partition = gather(part)
    readCalls(partition, {
      visit: history => {
        collector.add(history)
        visit(history)
      },
      reject: reject => rejects.push(reject),
      changed: collector.changed
    })
    onProgress(partition.bytes.length)
  }
  return rejects
}

/** The answer for every part that is left. */
export const queryParts = async (
  indexed: IndexedInputs,
  query: Query,
  parts: Parts,
  onProgress: (bytes: number) => void
): Promise<PartialResult> => {
  const writer = runWriter()
  const { add, counts, tally } = await queryRunner(query, writer)
  const collector = collectSummary(query)
  const rejects = visitParts(indexed, parts, { visit: add, collector, onProgress })
  return { runs: writer.finish(), counts, rejects, tally: tally(), summary: collector.summary() }
}
