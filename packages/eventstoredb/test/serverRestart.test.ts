/** What a group was not yet given when the server stops is given when it runs again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Identifier } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { jsonEvent } from '@eventstore/db-client'
import type { Hint } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type EventStoreDBLog, feedInStore, startConsumer } from '../src/index.ts'
import { objected, rightOf, someId, until } from '../../log/test/some.ts'
import { openLog, openRawWith } from './server.ts'
import { rawEventStoreDB } from './raw.ts'

let directory: string
let server: EmbeddedEventStore
let log: EventStoreDBLog

const run = async (): Promise<void> => {
  server = await start({ directory })
  log = openLog(server.connectionString)
}
const stop = async (): Promise<void> => {
  await log.close()()
  await server.stop()
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'samtykke-restart-'))
  await run()
})
afterEach(async () => {
  await stop()
  rmSync(directory, { recursive: true })
})

const record = async (): Promise<Identifier> => {
  const callId = someId('call')
  await rightOf(log.append(callId, [objected(callId)], 'no-stream'))
  return callId
}

/** More than a server goes on without writing down how far a group came. */
const recordOfOthers = async (): Promise<void> => {
  const raw = openRawWith(rawEventStoreDB, server.connectionString)
  const events = Array.from({ length: 1_100 }, () => jsonEvent({ type: 'noted', data: {} }))
  await raw.client.appendToStream('other-stream', events)
  await raw.close()
}

/** Follows until a call is given; gives those that came. */
const given = async (awaited: Identifier): Promise<ReadonlyArray<Identifier>> => {
  const seen: Identifier[] = []
  for await (const hint of feedInStore(log, 'workers' as Identifier).follow(new AbortController().signal)) {
    if (E.isLeft(hint)) throw new Error(JSON.stringify(hint.left))
    seen.push(hint.right.callId)
    await rightOf(hint.right.settle)
    if (hint.right.callId === awaited) break
  }
  return seen
}

it('a shared feed: what came while no worker was there, before much of others', async () => {
  const first = await record()
  await given(first)
  const missed = await record()
  await recordOfOthers()
  await stop()
  await run()
  expect(await given(await record())).toContain(missed)
})

it.each(['alone', 'beside one that goes on'])(
  'a shared feed: what waits for a worker that has no room, %s',
  async beside => {
    const feed = feedInStore(log, 'workers' as Identifier)
    const follow = async (use: (hint: Hint) => unknown): Promise<void> => {
      for await (const hint of feed.follow(new AbortController().signal))
        if (E.isRight(hint)) await use(hint.right)
    }
    const held: Hint[] = []
    const others = new Set<Identifier>()
    const calls = [await record()]
    const following = [follow(hint => held.push(hint))]
    await until(() => held.length === 1)
    if (beside !== 'alone') {
      const goesOn = async ({ callId, settle }: Hint): Promise<void> => {
        if (E.isRight(await settle())) others.add(callId)
      }
      following.push(follow(goesOn))
    }
    for (let n = 0; n < 180; n++) calls.push(await record())
    await until(() => (beside === 'alone' ? held.length >= 64 : held.length + others.size >= calls.length))
    await recordOfOthers()
    const settled = [...held]
    for (const { settle } of settled) await rightOf(settle)
    await until(() => beside !== 'alone' || held.length > settled.length)
    await stop()
    await Promise.all(following)
    await run()
    const done = new Set([...others, ...settled.map(({ callId }) => callId)])
    const again = await given(await record())
    expect(again).toEqual(expect.arrayContaining(calls.filter(callId => !done.has(callId))))
  }
)

it('competing consumers: what came while there was none, before much of others', async () => {
  const handled: Identifier[] = []
  const consume = () =>
    startConsumer(log, {
      group: 'mailers' as Identifier,
      handler: ({ callId }) => TE.fromIO(() => void handled.push(callId))
    })
  const first = await record()
  const consumer = consume()
  await until(() => handled.includes(first))
  await consumer.stop()
  const missed = await record()
  await recordOfOthers()
  await stop()
  await run()
  const last = await record()
  const again = consume()
  await until(() => handled.includes(last))
  await again.stop()
  expect(handled).toContain(missed)
})
