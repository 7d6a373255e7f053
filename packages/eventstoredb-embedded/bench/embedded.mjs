// How fast the embedded server is, next to the floors it must hold. Needs a build. The server runs in a process of its
// own, the client in this one; both are warm before anything is measured.
//
//   node bench/embedded.mjs [--directory]      --directory: on disk instead of in memory
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const onDisk = process.argv.includes('--directory')
const inFolder = name => fileURLToPath(new URL(name, import.meta.url))

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

const report = (what, value, unit, floor, isBetter) => {
  const ratio = floor === undefined ? '' : isBetter === 'more' ? value / floor : floor / value
  const against = floor === undefined ? '' : `floor ${floor.toLocaleString('en')}, ${ratio.toFixed(2)} times`
  console.log(
    `${what.padEnd(40)}${value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 }).padStart(10)} ${unit.padEnd(9)} ${against}`
  )
}

/** Milliseconds of a reset of a store with 10,000 events, in a fresh process. */
const resets = () =>
  JSON.parse(execFileSync(process.execPath, [inFolder('./reset.mjs')], { encoding: 'utf8' }))

/** In fresh processes: milliseconds from `start()` to the answer of the first append, and for loading the modules. */
const firstAppends = () =>
  Array.from({ length: 7 }, () =>
    JSON.parse(execFileSync(process.execPath, [inFolder('./firstAppend.mjs')], { encoding: 'utf8' }))
  )

const event = n => jsonEvent({ type: 'consent-given', data: { callId: `call-${n}`, pad: 'x'.repeat(230) } })
const events = count => Array.from({ length: count }, (_, n) => event(n))

const perSecond = async (count, work) => {
  const started = performance.now()
  await work()
  return (count / (performance.now() - started)) * 1000
}

const oneAtATime = client =>
  perSecond(3000, async () => {
    for (let n = 0; n < 3000; n++) await client.appendToStream(`single-${n % 50}`, event(n))
  })

const batches = async client => {
  const prepared = Array.from({ length: 80 }, () => events(500))
  return perSecond(80 * 500, async () => {
    for (const [n, batch] of prepared.entries()) await client.appendToStream(`batch-${n}`, batch)
  })
}

const subscribed = async (client, count) =>
  perSecond(
    count,
    () =>
      new Promise((resolve, reject) => {
        let received = 0
        const subscription = client.subscribeToAll()
        subscription.on('error', reject)
        subscription.on('data', () => {
          received += 1
          if (received === count) resolve(subscription.unsubscribe())
        })
      })
  )

const directory = onDisk ? mkdtempSync(join(tmpdir(), 'embedded-bench-')) : undefined
const server = spawn(
  process.execPath,
  [
    inFolder('../bin/eventstoredb-embedded.mjs'),
    '--port',
    '0',
    ...(directory === undefined ? [] : ['--directory', directory])
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] }
)
const [connectionString] = await once(createInterface(server.stdout), 'line')
const client = EventStoreDBClient.connectionString(connectionString)
for (let n = 0; n < 1000; n++) await client.appendToStream('warm', event(n))
for (let n = 0; n < 5; n++) await client.appendToStream('warm', events(500))

const repeat = async measure => {
  const figures = []
  for (let round = 0; round < 3; round++) figures.push(await measure())
  return median(figures)
}

console.log(onDisk ? 'on disk' : 'in memory')
if (!onDisk) {
  const first = firstAppends()
  report('modules loaded', median(first.map(each => each.load)), 'ms')
  report('started and first append done', median(first.map(each => each.append)), 'ms', 150, 'less')
  report('reset of 10,000 events', median(resets()), 'ms', 5, 'less')
}
report('appends one at a time', await repeat(() => oneAtATime(client)), 'per s', 1500, 'more')
report('events in batches of 500', await repeat(() => batches(client)), 'per s', 25_000, 'more')
report('events of subscribeToAll', await repeat(() => subscribed(client, 100_000)), 'per s', 20_000, 'more')

await client.dispose()
server.kill()
await once(server, 'exit')
if (directory !== undefined) rmSync(directory, { recursive: true })
