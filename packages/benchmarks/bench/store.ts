/**
 * The log on EventStoreDB against the raw client on the same server: that of SAMTYKKE_ESDB_URL, else the embedded one.
 *
 * The measures to keep: `recordCall` at least 0.9 of raw appends with as many in flight, replay of 200,000 events to due
 * actions at least 0.9 of a raw filtered `subscribeToAll` that does nothing, `follow` less than 50 ms behind at 1,000
 * events a second.
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { EventStoreDBClient, jsonEvent, NO_STREAM, START, streamNameFilter } from '@eventstore/db-client'
import {
  type AnyEvent,
  callState,
  compilePolicy,
  createHistories,
  type DueAction,
  dueActions,
  type Identifier,
  noticePolicy,
  type Uuid,
  type View
} from '@samtykke/core'
import { type EventStoreDBLog, openEventStoreDBLog } from '@samtykke/eventstoredb'
import { holidaysOf } from '@samtykke/holidays'
import { recordCall } from '@samtykke/log'
import { simulated } from './histories.ts'
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

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const rate = (value: number): string => `${Math.round(value).toLocaleString('en').padStart(8)} events/s`

const report = (name: string, raw: ReadonlyArray<number>, own: ReadonlyArray<number>): void => {
  const ratios = own.map((each, round) => each / raw[round]!)
  console.log(`${name}\n  raw client  ${rate(median(raw))}\n  samtykke    ${rate(median(own))}`)
  console.log(`  ratio       ${median(ratios).toFixed(2)} (at least 0.90), of ${ratios.length} rounds`)
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

const view: View = {
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  asOf: '2026-01-01T00:00:00.000Z' as View['asOf']
}

const replayToActions = async (
  log: EventStoreDBLog
): Promise<readonly [entries: number, actions: number]> => {
  const histories = createHistories()
  const [stateOf, actionsOf] = [callState(view), dueActions(view)]
  const actions: DueAction[] = []
  let entries = 0
  for await (const page of log.replay()) {
    if (E.isLeft(page)) throw new Error(page.left._tag)
    for (const entry of page.right) histories.add(entry)
    entries += page.right.length
  }
  for (const history of histories.all()) actions.push(...actionsOf(stateOf(history)))
  return [entries, actions.length]
}

const subscribeRaw = (client: EventStoreDBClient): Promise<number> =>
  new Promise((resolve, reject) => {
    let seen = 0
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({ prefixes: ['call-'] })
    })
    subscription
      .on('data', () => {
        seen++
      })
      .on('error', reject)
      .on('caughtUp', () => {
        void subscription.unsubscribe().then(() => resolve(seen))
      })
  })

const measureReplay = async (client: EventStoreDBClient, log: EventStoreDBLog): Promise<void> => {
  const there = (await replayToActions(log))[0]
  await atOnce(someCalls(Math.max(events - there, 0)), ([callId, ofCall]) =>
    recordCall(log)(callId, ofCall)()
  )
  const [raw, own]: [number[], number[]] = [[], []]
  let [entries, actions] = [0, 0]
  const rawRate = async () => {
    let seen = 0
    const time = await seconds(async () => (seen = await subscribeRaw(client)))
    return seen / time
  }
  const ownRate = async () => {
    const time = await seconds(async () => ([entries, actions] = await replayToActions(log)))
    return entries / time
  }
  for (let round = 0; round < rounds; round++) {
    const pair =
      round % 2 === 0 ? [await rawRate(), await ownRate()] : [await ownRate(), await rawRate()].reverse()
    raw.push(pair[0]!)
    own.push(pair[1]!)
  }
  report(
    `replay of ${entries.toLocaleString('en')} events to ${actions.toLocaleString('en')} due actions`,
    raw,
    own
  )
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
await measureReplay(client, log)
await measureLag(log)
await client.dispose()
await log.close()()
stop()
