/**
 * The log on EventStoreDB against the raw client on the same server: that of SAMTYKKE_ESDB_URL, else the embedded one.
 *
 * The measures to keep: `recordCall` at least 0.9 of raw appends with as many in flight, replay of 200,000 events to due
 * actions in at most 0.7 of the time of a raw filtered `subscribeToAll` that does
 * nothing, `follow` less than 50 ms behind at 1,000 events a second. `npm run store [EVENTS] [ROUNDS]`
 */
import { execFile, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client'
import type { AnyEvent, Identifier, Uuid } from '@samtykke/core'
import { type EventStoreDBLog, openEventStoreDBLog } from '@samtykke/eventstoredb'
import { recordCall } from '@samtykke/log'
import { simulated } from './histories.ts'
import { median, ratios, spread } from './spread.ts'
import type { Reading } from './store-read.ts'
import * as E from 'fp-ts/lib/Either.js'

const [events = 200_000, rounds = 3] = process.argv.slice(2).map(Number)
const [inFlight, perSecond] = [100, 1_000]

const startServer = async (): Promise<{ connectionString: string; stop: () => void }> => {
  const named = process.env['SAMTYKKE_ESDB_URL']
  if (named !== undefined) return { connectionString: named, stop: () => undefined }
  const child = fork(new URL('./store-server.js', import.meta.url))
  const [connectionString] = (await once(child, 'message')) as [string]
  return { connectionString, stop: () => child.disconnect() }
}

type Call = readonly [callId: Identifier, events: ReadonlyArray<AnyEvent>]

/** Simulated calls under ids of this run's own; a call is one append, as of a platform that hands over a finished call. */
const someCalls = (wanted: number): ReadonlyArray<Call> => {
  const run = randomUUID().slice(0, 8)
  const calls = new Map<Identifier, AnyEvent[]>()
  let count = 0
  for (const { subjectRef: _, ...event } of simulated(Math.ceil(wanted / 3))) {
    if (count >= wanted) break
    const callId = `bench.${run}.${event.callId}` as Identifier
    const own = { ...event, id: randomUUID() as Uuid, callId } as AnyEvent
    const known = calls.get(callId)
    if (known === undefined) calls.set(callId, [own])
    else known.push(own)
    count++
  }
  return [...calls]
}

const atOnce = async (
  calls: ReadonlyArray<Call>,
  record: (call: Call) => Promise<unknown>
): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) await record(call)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}

const seconds = async (task: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await task()
  return (performance.now() - start) / 1000
}

const count = (calls: ReadonlyArray<Call>): number => calls.reduce((sum, [, { length }]) => sum + length, 0)

const rate = (value: number): string => `${Math.round(value).toLocaleString('en').padStart(8)} events/s`

const report = (name: string, raw: ReadonlyArray<number>, own: ReadonlyArray<number>): void => {
  console.log(`${name}\n  raw client  ${rate(median(raw))}\n  samtykke    ${rate(median(own))}`)
  console.log(`  ratio       ${spread(ratios(own, raw))}, at least 0.90, of ${raw.length} rounds`)
}

const measureRecord = async (client: EventStoreDBClient, log: EventStoreDBLog): Promise<void> => {
  const [raw, own]: [number[], number[]] = [[], []]
  const appendRaw = ([callId, ofCall]: Call) =>
    client.appendToStream(
      `raw-${callId}`,
      ofCall.map(({ id, type, ...members }) => {
        // The same bytes to store, and the same links for the server's projections to make of them.
        const metadata = { schemaVersion: 1, $correlationId: callId, $causationId: id }
        return jsonEvent({ id, type, data: { id, type, ...members }, metadata })
      }),
      { expectedRevision: NO_STREAM }
    )
  const record = async ([callId, ofCall]: Call): Promise<void> => {
    const recorded = await recordCall(log)(callId, ofCall)()
    if (E.isLeft(recorded)) throw new Error(recorded.left._tag)
  }
  for (let round = 0; round <= rounds; round++) {
    const [first, second] = [someCalls(6_000), someCalls(6_000)]
    const rawRate = async () => count(first) / (await seconds(() => atOnce(first, appendRaw)))
    const ownRate = async () => count(second) / (await seconds(() => atOnce(second, record)))
    // In turns, and each first as often; the first round only warms up.
    const pair =
      round % 2 === 0 ? [await rawRate(), await ownRate()] : [await ownRate(), await rawRate()].reverse()
    if (round === 0) continue
    raw.push(pair[0]!)
    own.push(pair[1]!)
  }
  report(`record, ${inFlight} in flight`, raw, own)
}

const reader = fileURLToPath(new URL('./store-read.js', import.meta.url))

/** The first is what the others are a multiple of. */
const readings = ['raw subscription', 'native read, KurrentDB', 'replay'] as const
const atMost: Partial<Record<(typeof readings)[number], number>> = { replay: 0.7 }

const readWhole = async (name: string): Promise<Reading> => {
  const { stdout } = await promisify(execFile)(process.execPath, [reader, name, connectionString])
  return JSON.parse(stdout) as Reading
}

/** Every second round in the opposite order; ratios are of figures of one round. */
const measureReplay = async (log: EventStoreDBLog): Promise<void> => {
  const { events: there } = await readWhole('raw subscription')
  await atOnce(someCalls(Math.max(events - there, 0)), ([callId, ofCall]) =>
    recordCall(log)(callId, ofCall)()
  )
  const found = new Map<string, Reading[]>(readings.map(name => [name, []]))
  const of = (name: string): ReadonlyArray<Reading> => found.get(name) ?? []
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? readings : readings.toReversed())
      found.get(name)?.push(await readWhole(name))
  const read = of('replay')[0]?.events ?? 0
  const actions = of('replay')[0]?.actions ?? 0
  console.log(
    `the whole store, ${read.toLocaleString('en')} events, to ${actions.toLocaleString('en')} due actions where it is ` +
      `replayed; ${rounds} rounds, ${availableParallelism()} processors; medians (least to most)\n`
  )
  console.log('| reading | seconds | processor | times the raw seconds | times the raw processor | at most |')
  console.log('|---|---|---|---|---|---|')
  const figures = (name: string, member: 'seconds' | 'processorSeconds'): ReadonlyArray<number> =>
    of(name).map(reading => reading[member])
  for (const name of readings) {
    const cells = (['seconds', 'processorSeconds'] as const).map(member => spread(figures(name, member)))
    const times = (['seconds', 'processorSeconds'] as const).map(member =>
      spread(ratios(figures(name, member), figures(readings[0], member)))
    )
    console.log(`| ${[name, ...cells, ...times, atMost[name] ?? ''].join(' | ')} |`)
  }
  if (readings.some(name => of(name).some(reading => reading.events !== read)))
    throw new Error('not every reading read as many events')
}

const measureLag = async (log: EventStoreDBLog): Promise<void> => {
  // The first two seconds warm up and are not counted, as the first round of the others.
  const [warmUp, wanted] = [2 * perSecond, 12 * perSecond]
  const calls = new Map<string, number>()
  const lags: number[] = []
  const steps = log.follow('end')[Symbol.asyncIterator]()
  for (let step = await steps.next(); step.done !== true && step.value._tag !== 'caught-up';)
    step = await steps.next()
  const following = (async () => {
    while (lags.length < wanted) {
      const step = await steps.next()
      if (step.done === true || step.value._tag !== 'entry') continue
      const sentAt = calls.get(step.value.entry.id)
      if (sentAt !== undefined) lags.push(performance.now() - sentAt)
    }
  })()
  const begin = performance.now()
  const appends: Promise<unknown>[] = []
  const sources = someCalls(wanted).flatMap(([, ofCall]) => ofCall)
  for (let sent = 0; sent < wanted;) {
    const due = Math.min(wanted, Math.floor(((performance.now() - begin) / 1000) * perSecond))
    for (; sent < due; sent++) {
      const event = sources[sent % sources.length]!
      const callId = `lag.${randomUUID()}` as Identifier
      const id = randomUUID() as Uuid
      calls.set(id, performance.now())
      appends.push(log.append(callId, [{ ...event, id, callId }], 'no-stream')())
    }
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  await Promise.all(appends)
  await following
  await steps.return?.()
  const sorted = lags.slice(warmUp).toSorted((a, b) => a - b)
  const at = (share: number): string => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1)
  console.log(`follow at ${perSecond.toLocaleString('en')} events/s, from the call of append to the entry`)
  console.log(`  median ${at(0.5)} ms (less than 50), 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms`)
}

const { connectionString, stop } = await startServer()
const client = EventStoreDBClient.connectionString(connectionString)
const opened = openEventStoreDBLog(connectionString)
if (E.isLeft(opened)) throw new Error(opened.left.reason)
const log = opened.right
await measureRecord(client, log)
await measureReplay(log)
await measureLag(log)
await client.dispose()
await log.close()()
stop()
