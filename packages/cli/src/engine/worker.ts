/**
 * A thread besides the main one: indexes when it starts, answers when it has heard the indexes of all.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Input } from '../source/input.ts'
import type { LineIndex } from './lines.ts'
import { queryParts, indexStretch, type PartialResult, type Parts, type WorkerSlot } from './part.ts'
import type { Query } from './query.ts'
import { SpillError } from './spill.ts'

export interface WorkerTask {
  readonly inputs: ReadonlyArray<Input>
  readonly query: Query
  readonly slot: WorkerSlot
  readonly parts: Parts
}

export type FromWorker =
  | { readonly _tag: 'indexed'; readonly indexes: ReadonlyArray<LineIndex> }
  | { readonly _tag: 'answered'; readonly answer: PartialResult }
  /** Whether it is a temporary file that failed. */
  | {
      readonly _tag: 'failed'
      readonly message: string
      readonly code: string | undefined
      readonly spilling: boolean
    }

const { inputs, query, slot, parts } = workerData as WorkerTask

const ignoreProgress = (): void => undefined

const send = (message: FromWorker): void => parentPort?.postMessage(message)

const attempt = async (work: () => FromWorker | Promise<FromWorker>): Promise<void> => {
  try {
    send(await work())
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    send({ _tag: 'failed', message, code, spilling: error instanceof SpillError })
  }
}

parentPort?.once('message', (indexes: ReadonlyArray<LineIndex>) => {
  void attempt(async () => ({
    _tag: 'answered',
    answer: await queryParts({ inputs, indexes }, query, parts, ignoreProgress)
  }))
})
void attempt(() => ({ _tag: 'indexed', indexes: indexStretch(inputs, slot, ignoreProgress) }))
