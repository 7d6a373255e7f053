/**
 * What one thread does: it indexes its stretch of the source, and later answers for its parts of the calls.
 */
import type { Input } from '../source/input.ts'
import { type Reject, readCalls } from './calls.ts'
import { indexLines, type LineIndex } from './lines.ts'
import { gather } from './partition.ts'
import { asker, type Counts, type Question } from './question.ts'
import { type Run, runWriter } from './run.ts'

/** One thread of several. */
export interface Seat {
  readonly thread: number
  readonly threads: number
}

export interface PartialAnswer {
  readonly run: Run
  readonly counts: Counts
  readonly rejects: ReadonlyArray<Reject>
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

/** The answer for every `threads`th part, beginning with the thread's own number. */
export const answerParts = (
  inputs: ReadonlyArray<Input>,
  indexes: ReadonlyArray<LineIndex>,
  question: Question,
  { thread, threads }: Seat,
  parts: number,
  onProgress: (bytes: number) => void
): PartialAnswer => {
  const writer = runWriter()
  const { ask, counts } = asker(question, writer)
  const rejects: Array<Reject> = []
  for (let part = thread; part < parts; part += threads) {
    const partition = gather(inputs, indexes, { part, parts })
    readCalls(partition, ask, reject => rejects.push(reject))
    onProgress(partition.bytes.length)
  }
  return { run: writer.finish(), counts, rejects }
}
