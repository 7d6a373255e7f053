/**
 * A thread besides the main one: indexes when it starts, answers when it has heard the indexes of all.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Input } from '../source/input.ts'
import type { LineIndex } from './lines.ts'
import { answerParts, indexStretch, type PartialAnswer, type Parts, type Seat } from './part.ts'
import type { Question } from './question.ts'

export interface WorkerTask {
  readonly inputs: ReadonlyArray<Input>
  readonly question: Question
  readonly seat: Seat
  readonly parts: Parts
}

export type FromWorker =
  | { readonly _tag: 'indexed'; readonly indexes: ReadonlyArray<LineIndex> }
  | { readonly _tag: 'answered'; readonly answer: PartialAnswer }
  | { readonly _tag: 'failed'; readonly message: string }

const { inputs, question, seat, parts } = workerData as WorkerTask

const ignoreProgress = (): void => undefined

const say = (message: FromWorker): void => parentPort?.postMessage(message)

const attempt = async (work: () => FromWorker | Promise<FromWorker>): Promise<void> => {
  try {
    say(await work())
  } catch (error) {
    say({ _tag: 'failed', message: (error as Error).message })
  }
}

parentPort?.once('message', (indexes: ReadonlyArray<LineIndex>) => {
  void attempt(async () => ({
    _tag: 'answered',
    answer: await answerParts(inputs, indexes, question, parts, ignoreProgress)
  }))
})
void attempt(() => ({ _tag: 'indexed', indexes: indexStretch(inputs, seat, ignoreProgress) }))
