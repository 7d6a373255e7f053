import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A process that locks a directory when it is told to. */
export interface LockHolder {
  /** `in`, or `out: ` and why. */
  readonly tryLock: (directory: string) => Promise<string>
  readonly release: () => Promise<string>
  /** SIGKILL, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

/** @param prefix a program that runs it, and its arguments */
export const lockHolder = async (prefix: ReadonlyArray<string> = []): Promise<LockHolder> => {
  const [program, ...args] = [...prefix, process.execPath, join(__dirname, 'lockHolder.mjs')]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const answer = async (): Promise<string> => String((await lines.next()).value)
  const tell = (order: string): Promise<string> => {
    child.stdin.write(`${order}\n`)
    return answer()
  }
  await answer()
  return {
    tryLock: directory => tell(`try ${directory}`),
    release: () => tell('release'),
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    }
  }
}
