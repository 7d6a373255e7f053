/**
 * From a withdrawal that is recorded to bytes that are gone: a worker on the embedded server (or that of
 * SAMTYKKE_ESDB_URL) and a folder, at a steady number of withdrawals a second.
 *
 * The measures to keep, at 50 a second: median less than 200 ms, 99 % less than 1 s.
 *
 * Usage: `npm run withdrawal [withdrawals [a second]]` (1,000 and 50).
 */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  type AnyEvent,
  compilePolicy,
  type Identifier,
  instantFromEpoch,
  noticePolicy,
  type RecordingStore,
  type Uuid
} from '@samtykke/core'
import {
  agendaInStore,
  feedInStore,
  journalInStore,
  logTimeOf,
  openEventStoreDBLog
} from '@samtykke/eventstoredb'
import { holidaysOf } from '@samtykke/holidays'
import {
  type AgendaLine,
  type BreakerLine,
  type BudgetLine,
  openDirectoryStore,
  startWorker,
  systemClock
} from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'

const [wanted = 1_000, perSecond = 50] = process.argv.slice(2).map(Number)
/** So many at first warm up, and are not counted. */
const warmUp = 2 * perSecond
const run = randomUUID().slice(0, 8)
const processor = `bench.${run}` as Identifier

const rightOf = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

const startServer = async (): Promise<{ connectionString: string; stop: () => void }> => {
  const named = process.env['SAMTYKKE_ESDB_URL']
  if (named !== undefined) return { connectionString: named, stop: () => undefined }
  const child = fork(new URL('./store-server.js', import.meta.url))
  const [connectionString] = (await once(child, 'message')) as [string]
  return { connectionString, stop: () => child.disconnect() }
}

const server = await startServer()
const open = () => rightOf(openEventStoreDBLog(server.connectionString))
const [log, own] = [open(), open()]
const folder = mkdtempSync(join(tmpdir(), 'samtykke-bench-'))
const store = rightOf(await openDirectoryStore(folder, { name: processor, create: true })())

const refOf = (n: number) => ({
  callId: `bench.${run}.${n}` as Identifier,
  recordingId: 'recording' as Identifier,
  processor
})

const eventOf = (n: number, type: string, at: number, members: object): AnyEvent =>
  ({
    id: randomUUID() as Uuid,
    type,
    callId: refOf(n).callId,
    occurredAt: instantFromEpoch(at),
    ...members
  }) as unknown as AnyEvent

/** A call of yesterday, with consent and a recording of one second of telephone sound. */
const makeCall = async (n: number): Promise<void> => {
  const startedAt = Date.now() - 86_400_000
  const { callId, recordingId } = refOf(n)
  rightOf(await store.put(refOf(n), Readable.from([Buffer.alloc(8_000, n)]))())
  const consent = { method: 'keypress', purposes: ['quality-assurance'], noticeVersion: '1', language: 'da' }
  const stored = {
    recordingId,
    startedAt: instantFromEpoch(startedAt),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor,
    region: 'DK'
  }
  const events = [
    eventOf(n, 'consent-given', startedAt - 1_000, consent),
    eventOf(n, 'recording-stored', startedAt + 60_000, stored)
  ]
  rightOf(await log.create(callId, events)())
}

const recordedAt = new Map<Identifier, number>()
const goneAt = new Map<Identifier, number>()
const recordings: RecordingStore = {
  ...store,
  erase: ref => async () => {
    const erased = await store.erase(ref)()
    // The store answers that it is gone once the folder is on disk without it. That the append of the withdrawal is
    // answered may be heard only later.
    if (E.isRight(erased)) goneAt.set(ref.callId, performance.now())
    return erased
  }
}

for (let n = 0; n < wanted + warmUp; n += 20)
  await Promise.all(Array.from({ length: Math.min(20, wanted + warmUp - n) }, (_, i) => makeCall(n + i)))

const journal = <A extends { readonly type: string }>(kind: string) =>
  journalInStore<A>(own, `${processor}-${kind}` as Identifier)
const worker = startWorker({
  log: own,
  logTime: logTimeOf(own),
  rules: compilePolicy(noticePolicy, holidaysOf('DK')),
  stores: { recordings: new Map([[processor, recordings]]), analyses: new Map() },
  agenda: agendaInStore(own),
  journals: {
    breaker: journal<BreakerLine>('breaker'),
    budget: journal<BudgetLine>('budget'),
    agenda: journal<AgendaLine>('agenda')
  },
  feed: feedInStore(own, processor),
  clock: systemClock,
  random: Math.random
})
while (worker.health().state === 'starting') await systemClock.wait(20)

const withdraw = async (n: number): Promise<void> => {
  const { callId } = refOf(n)
  const withdrawn = eventOf(n, 'consent-withdrawn', Date.now(), { channel: 'phone' })
  rightOf(await log.append(callId, [withdrawn], 1n)())
  recordedAt.set(callId, performance.now())
}

/** Withdraws from some calls, and resolves when the bytes of all are gone. */
const withdrawAll = async (from: number, to: number): Promise<void> => {
  const began = performance.now()
  const withdrawals: Promise<void>[] = []
  while (from + withdrawals.length < to) {
    const due = from + Math.floor(((performance.now() - began) / 1_000) * perSecond)
    while (from + withdrawals.length < Math.min(due, to))
      withdrawals.push(withdraw(from + withdrawals.length))
    await systemClock.wait(2)
  }
  await Promise.all(withdrawals)
  while (goneAt.size < to) await systemClock.wait(20)
}
await withdrawAll(0, warmUp)
await withdrawAll(warmUp, warmUp + wanted)
const { carriedOut, failed } = await worker.stop()

const counted = Array.from({ length: wanted }, (_, n) => {
  const { callId } = refOf(n + warmUp)
  return Math.max(0, goneAt.get(callId)! - recordedAt.get(callId)!)
}).toSorted((a, b) => a - b)
const at = (share: number): string => `${counted[Math.ceil((counted.length - 1) * share)]!.toFixed(0)} ms`
console.log(`${wanted} withdrawals at ${perSecond}/s, from recorded to bytes gone`)
console.log(
  `  median ${at(0.5)} (less than 200), 95 % ${at(0.95)}, 99 % ${at(0.99)} (less than 1,000), max ${at(1)}`
)
console.log(
  `  carried out ${carriedOut}, failed ${failed}; load average ${loadavg()
    .map(each => each.toFixed(1))
    .join(', ')}`
)

for (const each of [log, own]) await each.close()()
rmSync(folder, { recursive: true })
server.stop()
