/**
 * One query put to every call of a source, on as many threads as the machine offers.
 *
 * The source is read once. First each thread reads one stretch of lines after another, and keeps of each what rules read of it,
 * packed, with the part of the calls to which it belongs. Then each takes one part after another, and folds call after call; the objects of a
 * call die young. What comes out is sorted in each thread and merged.
 */
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Tally } from '@samtykke/audit'
import type { CallHistory } from '@samtykke/core'
import type { OnProgress } from '../output/progress.ts'
import type { Input } from '../source/input.ts'
import { callReader } from './calls.ts'
import type { Counts, Query } from './query.ts'
import { openReader } from './reader.ts'
import type { ReadOptions } from './readOptions.ts'
import { descriptorsOf } from './eventRecords.ts'
import { locate, type RejectedLine } from './rejected.ts'
import type { Run } from './run.ts'
import { type Scanned, scanStretches } from './scan.ts'
import { newShares, shareTaken } from './shares.ts'
import { emptySummary, joinSummaries, type SourceSummary } from './sourceSummary.ts'
import { stretchesOf } from './stretch.ts'
import { SpillError } from './temporaryFile.ts'
import { type PartialResult, queryThread, recordsInMemory, type ThreadTask } from './thread.ts'
import type { FromWorker } from './worker.ts'

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
/** How much of a source is one part of its calls: so little that its records are near the processor. */
const sourceOfPart = 16 * megabyte
const mostParts = 512

const sizeOf = (inputs: ReadonlyArray<Input>): number => inputs.reduce((sum, { size }) => sum + size, 0)

const threadsFor = (size: number): number =>
  Math.max(1, Math.min(availableParallelism(), mostThreads, Math.floor(size / worthAThread)))

const partsFor = (size: number): number =>
  2 ** Math.ceil(Math.log2(Math.min(Math.max(size / sourceOfPart, 1), mostParts)))

const addCounts = (all: Counts, more: Counts): Counts => {
  for (const [word, count] of Object.entries(more)) all[word] = (all[word] ?? 0) + count
  return all
}

const startWorker = (task: ThreadTask): Worker =>
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

const summaryOf = (scanned: ReadonlyArray<Scanned>): SourceSummary =>
  scanned.reduce((all, { summary }) => joinSummaries(all, summary), emptySummary)

const closeTemporaryFiles = (scanned: ReadonlyArray<Scanned>): void => {
  for (const { pieces } of scanned) for (const descriptor of descriptorsOf(pieces)) closeSync(descriptor)
}

/** Puts a query to every call. Rejects where an input can no longer be read, with a `SpillError` where it is a temporary file. */
export const runQuery = async (
  inputs: ReadonlyArray<Input>,
  query: Query,
  onProgress: OnProgress
): Promise<QueryResult> => {
  const size = sizeOf(inputs)
  const threads = threadsFor(size)
  const stretches = stretchesOf(inputs)
  const task = {
    ...{ inputs, query, threads, stretches },
    stretchShares: newShares(stretches.length),
    parts: newShares(partsFor(size))
  }
  const advance = (): void => onProgress(shareTaken(task.stretchShares))

  const workers = Array.from({ length: threads - 1 }, (_, i) => startWorker({ ...task, thread: i + 1 }))
  let scanned: ReadonlyArray<Scanned> = []
  try {
    const byWorkers = Promise.all(workers.map(worker => nextMessage(worker, 'scanned')))
    const own = queryThread({ ...task, thread: 0 }, advance)
    scanned = [own.scan()]
    scanned = [...scanned, ...(await byWorkers).map(each => each.scanned)]

    const answered = Promise.all(workers.map(worker => nextMessage(worker, 'answered')))
    for (const worker of workers) worker.postMessage(scanned)
    const ownAnswer = await own.answer(scanned)
    const answers: ReadonlyArray<PartialResult> = [ownAnswer, ...(await answered).map(({ answer }) => answer)]
    return {
      runs: answers.flatMap(({ runs }) => runs),
      counts: answers.reduce<Counts>((all, { counts }) => addCounts(all, counts), {}),
      rejects: locate(scanned.flatMap(each => each.stretches)),
      tallies: answers.flatMap(({ tally }) => (tally === undefined ? [] : [tally])),
      summary: summaryOf(scanned)
    }
  } finally {
    for (const worker of workers) void worker.terminate()
    closeTemporaryFiles(scanned)
  }
}

/** Visits every call on this thread, in no order that means anything; gives the lines that are no event. */
export const eachCall = (
  inputs: ReadonlyArray<Input>,
  options: ReadOptions,
  visit: (history: CallHistory) => void,
  onProgress: OnProgress
): { readonly rejects: ReadonlyArray<RejectedLine>; readonly summary: SourceSummary } => {
  const size = sizeOf(inputs)
  let done = 0
  const advance = (bytes: number): void => {
    done += bytes
    onProgress(done / size)
  }
  const parts = partsFor(size)
  const reader = openReader({ thread: 0, parts }, options)
  const scanned = [
    scanStretches(reader, inputs, stretchesOf(inputs), { ...options, memory: recordsInMemory }, advance)
  ]
  try {
    const read = callReader(reader, scanned, { happenedOnly: !options.beforeAnythingHappened })
    for (let part = 0; part < parts; part++) read(part, visit)
    return { rejects: locate(scanned.flatMap(each => each.stretches)), summary: summaryOf(scanned) }
  } finally {
    closeTemporaryFiles(scanned)
  }
}
