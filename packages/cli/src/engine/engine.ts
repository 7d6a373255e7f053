/**
 * One query put to every call of a source, on as many threads as the machine offers.
 *
 * The source is read several times. First each thread finds the lines of its stretch, and in the bytes which call each
 * belongs to. Then each takes one part of the calls after another, and folds call after call; the objects of a call die
 * young. What comes out is sorted in each thread and merged.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Tally } from '@samtykke/audit'
import type { CallHistory } from '@samtykke/core'
import type { PlainView } from './view.ts'
import type { OnProgress } from '../output/progress.ts'
import type { Input } from '../source/input.ts'
import { queryParts, indexStretch, newParts, type PartialResult, visitParts } from './part.ts'
import type { Counts, Query } from './query.ts'
import { locate, type RejectedLine } from './rejected.ts'
import type { Run } from './run.ts'
import { SpillError } from './spill.ts'
import { joinSummaries, emptySummary, type SourceSummary, collectSummary } from './sourceSummary.ts'
import type { FromWorker, WorkerTask } from './worker.ts'

export interface QueryResult {
  readonly runs: ReadonlyArray<Run>
  readonly counts: Counts
  readonly rejects: ReadonlyArray<RejectedLine>
  /** What each thread folded of a report. */
  readonly tallies: ReadonlyArray<Tally>
  readonly summary: SourceSummary
}

const megabyte = 1024 * 1024
/** Less than this is done sooner than a thread has started. */
const worthAThread = 8 * megabyte
const mostThreads = 8
/** Of the lines of a part: less is read in one part, more is never in memory at a time on one thread. */
const [smallestPart, largestPart] = [8 * megabyte, 128 * megabyte]
/** More parts take more readings of the source, fewer take more memory. */
const fewParts = 8

const sizeOf = (inputs: ReadonlyArray<Input>): number => inputs.reduce((sum, { size }) => sum + size, 0)

const threadsFor = (size: number): number =>
  Math.max(1, Math.min(availableParallelism(), mostThreads, Math.floor(size / worthAThread)))

const partsFor = (size: number): number => {
  const wanted = Math.max(Math.min(fewParts, size / smallestPart), size / largestPart, 1)
  return 2 ** Math.ceil(Math.log2(wanted))
}

const addCounts = (all: Counts, more: Counts): Counts => {
  for (const [word, count] of Object.entries(more)) all[word] = (all[word] ?? 0) + count
  return all
}

const startWorker = (task: WorkerTask): Worker =>
  // The temporary files of a thread are read after its end.
  new Worker(join(__dirname, 'worker.js'), { workerData: task, trackUnmanagedFds: false })

/** The next message of a thread; rejects where the thread fails. */
const nextMessage = async <T extends FromWorker['_tag']>(
  worker: Worker,
  tag: T
): Promise<Extract<FromWorker, { readonly _tag: T }>> => {
  const [message] = (await once(worker, 'message')) as [FromWorker]
  if (message._tag === 'failed') throw message.spilling ? new SpillError(message) : new Error(message.message)
  if (message._tag !== tag) throw new Error(`a thread said ${message._tag}, expected ${tag}`)
  return message as Extract<FromWorker, { readonly _tag: T }>
}

/** Puts a query to every call. Rejects where an input can no longer be read, with a `SpillError` where it is a temporary file. */
export const runQuery = async (
  inputs: ReadonlyArray<Input>,
  query: Query,
  onProgress: OnProgress
): Promise<QueryResult> => {
  const size = sizeOf(inputs)
  const threads = threadsFor(size)
  const parts = newParts(partsFor(size))
  let done = 0
  // The main thread's share of both readings stands for that of all.
  const advance = (bytes: number): void => {
    done += bytes
    onProgress((done * threads) / (2 * size))
  }

  const workers = Array.from({ length: threads - 1 }, (_, i) =>
    startWorker({ inputs, query, slot: { thread: i + 1, threads }, parts })
  )
  try {
    const indexed = Promise.all(workers.map(worker => nextMessage(worker, 'indexed')))
    const ownIndexes = indexStretch(inputs, { thread: 0, threads }, advance)
    const indexes = [...ownIndexes, ...(await indexed).flatMap(({ indexes }) => indexes)]

    const answered = Promise.all(workers.map(worker => nextMessage(worker, 'answered')))
    for (const worker of workers) worker.postMessage(indexes)
    const ownAnswer = await queryParts({ inputs, indexes }, query, parts, advance)
    const answers: ReadonlyArray<PartialResult> = [ownAnswer, ...(await answered).map(({ answer }) => answer)]
    return {
      runs: answers.flatMap(({ runs }) => runs),
      counts: answers.reduce<Counts>((all, { counts }) => addCounts(all, counts), {}),
      rejects: locate(
        indexes,
        answers.flatMap(({ rejects }) => rejects)
      ),
      tallies: answers.flatMap(({ tally }) => (tally === undefined ? [] : [tally])),
      summary: answers.reduce((all, { summary }) => joinSummaries(all, summary), emptySummary)
    }
  } finally {
    for (const worker of workers) void worker.terminate()
  }
}

/** Visits every call on this thread, in no order that means anything; gives the lines that are no event. */
export const eachCall = (
  inputs: ReadonlyArray<Input>,
  view: PlainView,
  visit: (history: CallHistory) => void,
  onProgress: OnProgress
): { readonly rejects: ReadonlyArray<RejectedLine>; readonly summary: SourceSummary } => {
  const size = sizeOf(inputs)
  let done = 0
  const advance = (bytes: number): void => {
    done += bytes
    onProgress(done / (2 * size))
  }
  const indexes = indexStretch(inputs, { thread: 0, threads: 1 }, advance)
  const collector = collectSummary(view)
  const rejects = visitParts({ inputs, indexes }, newParts(partsFor(size)), {
    visit,
    collector,
    onProgress: advance
  })
  return { rejects: locate(indexes, rejects), summary: collector.summary() }
}
