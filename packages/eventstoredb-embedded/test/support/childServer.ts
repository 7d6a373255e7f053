import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface ChildServer {
  readonly connectionString: string
  readonly process: ChildProcess
  /** SIGKILL, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

/** The program in a process of its own, serving. */
export const childServer = async (args: ReadonlyArray<string>): Promise<ChildServer> => {
  const child = spawn(process.execPath, [join(__dirname, 'serverProcess.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const exited = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', chunk => (complaints += String(chunk)))
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    exited.then(() => undefined)
  ])
  if (line === undefined) throw new Error(`the server did not start: ${complaints}`)
  return {
    connectionString: line,
    process: child,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    }
  }
}
