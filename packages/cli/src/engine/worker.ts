/**
 * A thread besides the main one: reads when it starts, answers when it has heard what all have read.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { memoryOf } from './run.ts'
import type { Scanned } from './scan.ts'
import { SpillError } from './temporaryFile.ts'
import { type PartialResult, queryThread, type ThreadTask } from './thread.ts'

export type FromWorker =
  | { readonly _tag: 'scanned'; readonly scanned: Scanned }
  | { readonly _tag: 'answered'; readonly answer: PartialResult }
  /** Whether it is a temporary file that failed. */
  | {
      readonly _tag: 'failed'
      readonly message: string
      readonly code: string | undefined
      readonly spilling: boolean
    }

const ignoreProgress = (): void => undefined

const send = (message: FromWorker): void =>
  parentPort?.postMessage(message, message._tag === 'answered' ? memoryOf(message.answer.runs) : [])

const attempt = async (work: () => FromWorker | Promise<FromWorker>): Promise<void> => {
  try {
    send(await work())
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    send({ _tag: 'failed', message, code, spilling: error instanceof SpillError })
  }
}

const { scan, answer } = queryThread(workerData as ThreadTask, ignoreProgress)

parentPort?.once('message', (scanned: ReadonlyArray<Scanned>) => {
  void attempt(async () => ({ _tag: 'answered', answer: await answer(scanned) }))
})
void attempt(() => ({ _tag: 'scanned', scanned: scan() }))
