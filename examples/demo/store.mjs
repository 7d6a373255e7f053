// A store of one's own: the embedded EventStoreDB, as a process beside the demo.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

const { resolve } = createRequire(import.meta.url)
const programOf = (name, program) => join(dirname(resolve(`${name}/package.json`)), 'bin', program)

const start = (program, ...args) => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { lines, stop }
}

/** Starts a server; gives its connection string. */
export const startStore = async () => {
  const { lines, stop } = start(
    programOf('@samtykke/eventstoredb-embedded', 'eventstoredb-embedded.mjs'),
    '--port',
    '0'
  )
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    const connectionString = /esdb:\/\/\S+/.exec(line.value)?.[0]
    if (connectionString !== undefined) return { connectionString, stop }
  }
  throw new Error('the embedded EventStoreDB did not start')
}

/** Follows a store; `until` gives the first change for which something holds. */
export const follow = connectionString => {
  const { lines, stop } = start(
    programOf('@samtykke/cli', 'samtykke.mjs'),
    'follow',
    connectionString,
    '--json'
  )
  const until = async holds => {
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      const change = JSON.parse(line.value)
      if (holds(change)) return change
    }
    throw new Error('samtykke follow ended')
  }
  return { until, stop }
}
