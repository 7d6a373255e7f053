// Workers started as compose.yaml starts them, on one server and one folder: everything due is erased once, by one of them.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openEventStoreDBLog } from '@samtykke/eventstoredb'
import { start } from '@samtykke/eventstoredb-embedded'
import { promises } from '@samtykke/log/promise'
import { openDirectoryStore } from '@samtykke/retention'
import { aCall } from '@samtykke/testing'
import { parse } from 'yaml'

const { command } = parse(readFileSync(new URL('../compose.yaml', import.meta.url), 'utf8'), { merge: true })
  .services.worker
const folder = mkdtempSync(join(tmpdir(), 'cluster-'))
const recordings = join(folder, 'recordings')
const hour = 3_600_000
let server
let log
let store

const right = result => {
  assert.equal(result._tag, 'Right', JSON.stringify(result))
  return result.right
}

before(async () => {
  server = await start({ startStandardProjections: false })
  log = promises(right(openEventStoreDBLog(server.connectionString)))
  store = right(await openDirectoryStore(recordings, { name: 'recorder', create: true })())
})
after(async () => {
  await log.close()
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** The command of compose.yaml; its folder and port are of another machine. */
const startWorker = async () => {
  const args = command.map(each => each.replace('/recordings', recordings).replace(/^9464$/, '0'))
  const child = spawn('samtykke', args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, SAMTYKKE_STORE: server.connectionString },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const lines = []
  const waiting = new Set()
  createInterface({ input: child.stdout }).on('line', line => {
    lines.push(JSON.parse(line))
    for (const look of waiting) look()
  })
  const until = holds =>
    new Promise(resolve => {
      const look = () => {
        if (!holds(lines)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  await until(said => said.some(({ message }) => message === 'started'))
  return {
    until,
    erased: () => lines.filter(({ message }) => message === 'carried-out').map(({ callId }) => callId),
    stop: async signal => {
      const ended = once(child, 'exit')
      child.kill(signal)
      const [status] = await ended
      return status
    }
  }
}

/** Calls of a customer, a day ago, with consent and a file each. */
const receiveCalls = async (subjectRef, count) => {
  const names = Array.from({ length: count }, (_, i) => `${subjectRef}-call-${i}`)
  const startsAt = new Date(Date.now() - 24 * hour).toISOString()
  for (const callId of names) {
    const { events } = aCall({ callId, subjectRef, startsAt })
      .with('consent-given')
      .with('recording-stored', { processor: 'recorder' })
    const { recordingId } = events[1]
    right(
      await store.put({ callId, recordingId, processor: 'recorder' }, Readable.from([Buffer.from('sound')]))()
    )
    await log.recordCall(callId, events)
  }
  return names
}

const withdraw = subjectRef =>
  log.receiveRequest({
    kind: 'withdrawal',
    requestId: `${subjectRef}-mail`,
    subjectRef,
    receivedAt: new Date().toISOString(),
    channel: 'email'
  })

const typesOf = async callId => (await log.load(callId)).entries.map(({ type }) => type)
const stored = () => readdirSync(recordings).filter(name => name.includes('-call-'))

test(
  'two workers erase everything once; where one is killed, the other goes on',
  { timeout: 120_000 },
  async () => {
    const kept = await receiveCalls('faithful', 5)
    const first = await receiveCalls('first', 40)
    const second = await receiveCalls('second', 40)
    const [a, b] = await Promise.all([startWorker(), startWorker()])

    await withdraw('first')
    const gone = () => new Set([...a.erased(), ...b.erased()])
    await Promise.race([a, b].map(({ until }) => until(() => gone().size >= first.length)))
    assert.deepEqual(stored().sort(), [...kept, ...second].sort())

    await a.stop('SIGKILL')
    await withdraw('second')
    await b.until(() => second.every(callId => b.erased().includes(callId)))
    assert.deepEqual(stored().sort(), [...kept].sort())
    assert.equal(await b.stop('SIGTERM'), 0)

    const once = [
      'consent-given',
      'recording-stored',
      'consent-withdrawn',
      'erasure-instructed',
      'recording-erased'
    ]
    for (const callId of [...first, ...second]) assert.deepEqual(await typesOf(callId), once, callId)
    for (const callId of kept) assert.deepEqual(await typesOf(callId), once.slice(0, 2), callId)
  }
)
