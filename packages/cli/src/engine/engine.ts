/**
 * One question put to every call of a source, on as many threads as the machine offers.
 *
 * The source is read twice. First each thread finds the lines of its stretch, and in the bytes which call each belongs to.
 * Then each takes its parts of the calls, one part at a time, and folds call after call; the objects of a call die
 * young. What comes out is sorted in each thread and merged.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { CallHistory } from '@samtykke/core'
import type { Input } from '../source/input.ts'
import { readCalls, type Reject } from './calls.ts'
import { answerParts, indexStretch, type PartialAnswer } from './part.ts'
import { gather } from './partition.ts'
import type { Counts, Question } from './question.ts'
import type { Run } from './run.ts'
import type { FromWorker, WorkerTask } from './worker.ts'

export interface Answer {
  readonly runs: ReadonlyArray<Run>
  readonly counts: Counts
  /** By input and line. */
  readonly rejects: ReadonlyArray<Reject>
}

/** How far the work is, from 0 to 1. */
export type OnProgress = (share: number) => void

/** Less than this is done sooner than a thread has started. */
const worthAThread = 8 * 1024 * 1024
const mostThreads = 8
/** How many bytes of lines all threads together hold in memory at a time. */
const linesInMemory = 208 * 1024 * 1024

const sizeOf = (inputs: ReadonlyArray<Input>): number => inputs.reduce((sum, { size }) => sum + size, 0)

const threadsFor = (size: number): number =>
  Math.max(1, Math.min(availableParallelism(), mostThreads, Math.floor(size / worthAThread)))

/** A multiple of the threads, so that none waits for another. */
const partsFor = (size: number, threads: number): number =>
  threads * Math.max(1, Math.ceil(size / linesInMemory))

const compareRejects = (a: Reject, b: Reject): number => a.input - b.input || a.line - b.line

const addCounts = (all: Counts, more: Counts): Counts => {
  for (const [word, count] of Object.entries(more)) all[word] = (all[word] ?? 0) + count
  return all
}

const startWorker = (task: WorkerTask): Worker =>
  new Worker(new URL('./worker.js', import.meta.url), { workerData: task })

/** The next message of a thread; rejects where the thread fails. */
const hear = async <T extends FromWorker['_tag']>(
  worker: Worker,
  tag: T
): Promise<Extract<FromWorker, { readonly _tag: T }>> => {
  const [message] = (await once(worker, 'message')) as [FromWorker]
  if (message._tag === 'failed') throw new Error(message.message)
  if (message._tag !== tag) throw new Error(`a thread said ${message._tag}, expected ${tag}`)
  return message as Extract<FromWorker, { readonly _tag: T }>
}

const together = (answers: ReadonlyArray<PartialAnswer>): Answer => ({
  runs: answers.map(({ run }) => run),
  counts: answers.reduce<Counts>((all, { counts }) => addCounts(all, counts), {}),
  rejects: answers.flatMap(({ rejects }) => rejects).sort(compareRejects)
})

/** Puts a question to every call. Rejects where an input can no longer be read. */
export const answer = async (
  inputs: ReadonlyArray<Input>,
  question: Question,
  onProgress: OnProgress
): Promise<Answer> => {
  const size = sizeOf(inputs)
  const threads = threadsFor(size)
  const parts = partsFor(size, threads)
  const own = { thread: 0, threads }
  let done = 0
  // The main thread's share of both readings stands for that of all.
  const advance = (bytes: number): void => {
    done += bytes
    onProgress((done * threads) / (2 * size))
  }

  const workers = Array.from({ length: threads - 1 }, (_, i) =>
    startWorker({ inputs, question, seat: { thread: i + 1, threads }, parts })
  )
  try {
    const indexed = Promise.all(workers.map(worker => hear(worker, 'indexed')))
    const ownIndexes = indexStretch(inputs, own, advance)
    const others = await indexed
    const indexes = [...ownIndexes, ...others.flatMap(({ indexes }) => indexes)]

    const answered = Promise.all(workers.map(worker => hear(worker, 'answered')))
    for (const worker of workers) worker.postMessage(indexes)
    const ownAnswer = answerParts(inputs, indexes, question, own, parts, advance)
    const answers = await answered
    return together([ownAnswer, ...answers.map(({ answer }) => answer)])
  } finally {
    for (const worker of workers) void worker.terminate()
  }
}

/** Visits every call on this thread, in no order that means anything; gives the rejected lines in order. */
export const eachCall = (
  inputs: ReadonlyArray<Input>,
  visit: (history: CallHistory) => void,
  onProgress: OnProgress
): ReadonlyArray<Reject> => {
  const size = sizeOf(inputs)
  const parts = partsFor(size, 1)
  const rejects: Array<Reject> = []
  let done = 0
  const advance = (bytes: number): void => {
    done += bytes
    onProgress(done / (2 * size))
  }
  const indexes = indexStretch(inputs, { thread: 0, threads: 1 }, advance)
  for (let part = 0; part < parts; part++) {
    const partition = gather(inputs, indexes, { part, parts })
    readCalls(partition, visit, reject => rejects.push(reject))
    advance(partition.bytes.length)
  }
  return rejects.sort(compareRejects)
}
