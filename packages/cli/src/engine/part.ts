/**
 * What one thread does: it indexes its stretch of the source, and later answers for one part of the calls after another.
 */
import type { Tally } from '@samtykke/audit'
import type { Input } from '../source/input.ts'
import { type Reject, readCalls } from './calls.ts'
import { indexLines, type LineIndex } from './lines.ts'
import { gatherer } from './partition.ts'
import { asker, type Counts, type Question } from './question.ts'
import { type Run, runWriter } from './run.ts'
import { type Seen, type Watcher, watcher } from './seen.ts'

/** One thread of several. */
export interface Seat {
  readonly thread: number
  readonly threads: number
}

export interface PartialAnswer {
  readonly run: Run
  readonly counts: Counts
  readonly rejects: ReadonlyArray<Reject>
  /** Of a report. */
  readonly tally: Tally | undefined
  readonly seen: Seen
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
  { thread, threads }: Seat,
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
    return from < to ? [indexLines(inputs, number, from, to, onProgress)] : []
  })
}

/** Visits the calls of every part that is left, on this thread; gives the lines that are no event. */
export const visitParts = (
  inputs: ReadonlyArray<Input>,
  indexes: ReadonlyArray<LineIndex>,
  parts: Parts,
  visit: Parameters<typeof readCalls>[1],
  watching: Watcher,
  onProgress: (bytes: number) => void
): ReadonlyArray<Reject> => {
  const gather = gatherer(inputs, indexes, parts.parts)
  const rejects: Array<Reject> = []
  for (const part of taken(parts)) {
    const partition = gather(part)
    readCalls(
      partition,
      history => {
        watching.call(history)
        visit(history)
      },
      reject => rejects.push(reject),
      watching.unknownType
    )
    onProgress(partition.bytes.length)
  }
  return rejects
}

/** The answer for every part that is left. */
export const answerParts = async (
  inputs: ReadonlyArray<Input>,
  indexes: ReadonlyArray<LineIndex>,
  question: Question,
  parts: Parts,
  onProgress: (bytes: number) => void
): Promise<PartialAnswer> => {
  const writer = runWriter()
  const { ask, counts, tally } = await asker(question, writer)
  const watching = watcher(question)
  const rejects = visitParts(inputs, indexes, parts, ask, watching, onProgress)
  return { run: writer.finish(), counts, rejects, tally: tally(), seen: watching.seen() }
}
