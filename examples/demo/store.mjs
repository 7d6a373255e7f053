// A store of one's own: the embedded EventStoreDB, as a process beside the demo.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

const packageFile = createRequire(import.meta.url).resolve('@samtykke/eventstoredb-embedded/package.json')
const program = join(dirname(packageFile), 'bin/eventstoredb-embedded.mjs')

/** Starts a server; gives its connection string. */
export const startStore = async () => {
  const child = spawn(process.execPath, [program, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const connectionString = /esdb:\/\/\S+/.exec(line)?.[0]
    if (connectionString !== undefined) return { connectionString, stop }
  }
  throw new Error('the embedded EventStoreDB did not start')
}
