import type { EventOf, Identifier, Instant, Uuid } from '@samtykke/core'
import {
  openEventStoreDBLog,
  scavengesOf,
  startScavenge,
  truncateCall,
  truncationOf
} from '@samtykke/eventstoredb'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import * as E from 'fp-ts/lib/Either.js'
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openRaw } from './raw.ts'

const callId = 'call-1' as Identifier
const objected = (): EventOf<'analysis-objected'> => ({
  id: randomUUID() as Uuid,
  type: 'analysis-objected',
  callId,
  occurredAt: '2025-09-01T08:00:00.000Z' as Instant,
  channel: 'email'
})

const opened = (connectionString: string, retryFor = 500) => {
  const log = openEventStoreDBLog(connectionString, { retryFor })
  if (E.isLeft(log)) throw new Error(log.left.reason)
  return log.right
}
const rightOf = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

let server: EmbeddedEventStore
beforeEach(async () => {
  server = await start()
})
afterEach(() => server.stop())

test('a node is asked, and what was truncated is gone from it; the store tells which node and when', async () => {
  const log = opened(server.connectionString)
  const events = [objected(), objected(), objected()]
  rightOf(await log.append(callId, events, 'no-stream')())
  expect(rightOf(await truncationOf(log)(callId)())).toBeUndefined()
  rightOf(await truncateCall(log)(callId, 2n)())
  const truncation = rightOf(await truncationOf(log)(callId)())
  expect(truncation?.before).toBe(2n)
  expect(rightOf(await scavengesOf(log)())).toEqual([])

  const first = rightOf(await startScavenge(log)())
  const second = rightOf(await startScavenge(log)())
  const found = rightOf(await scavengesOf(log)())
  expect(found.map(({ id }) => id)).toEqual([first, second])
  for (const { node, startedAt, completed } of found) {
    expect(node).toMatch(/:\d+$/)
    expect(startedAt >= (truncation?.at ?? '')).toBe(true)
    expect(completed?.isSuccess).toBe(true)
  }
  const left: string[] = []
  for await (const page of log.records()) left.push(...rightOf(page).map(({ id }) => id))
  expect(left).toEqual([events[2]?.id])
  await log.close()()
})

test('a node that is away is not there, and a log that is closed asks nobody', async () => {
  const log = opened(server.connectionString)
  await server.stop()
  const asked = await startScavenge(log)()
  expect(E.isLeft(asked) && asked.left._tag).toBe('Unavailable')
  await log.close()()
  expect(await startScavenge(log)()).toEqual(E.left({ _tag: 'Closed', retry: 'never' }))
})

/** What comes after it has another time. */
const nextMillisecond = async (): Promise<void> => {
  const now = Date.now()
  while (Date.now() === now) await nextTurn()
}

test('a scavenge that goes on with one that was broken off goes only as far as that', async () => {
  const log = opened(server.connectionString)
  const { client, close } = openRaw(server.connectionString)
  const tell = async (id: string, type: string, members: object): Promise<void> => {
    const event = jsonEvent({ type, data: { nodeEndpoint: 'node:2113', ...members } })
    const { nextExpectedRevision } = await client.appendToStream(`$scavenges-${id}`, event)
    const data = Buffer.from(`${nextExpectedRevision}@$scavenges-${id}`)
    await client.appendToStream('$scavenges', binaryEvent({ type: '$>', data }))
  }
  const begin = (id: string) => tell(id, '$scavengeStarted', {})
  const end = (id: string, result: string) => tell(id, '$scavengeCompleted', { result })
  const mark = async (data: Record<string, unknown>): Promise<void> => {
    await client.appendToStream('$scavengePoints', jsonEvent({ type: '$scavengePoint', data }))
    await nextMillisecond()
  }

  await begin('broken-off')
  await mark({})
  await end('broken-off', 'Failed')
  rightOf(await log.append(callId, [objected(), objected()], 'no-stream')())
  rightOf(await truncateCall(log)(callId, 1n)())
  await begin('goes-on')
  await end('goes-on', 'Success')
  await begin('goes-further')
  await mark({})
  await end('goes-further', 'Success')
  await begin('spares-chunks')
  await mark({ threshold: 1_000 })
  await end('spares-chunks', 'Success')

  const { at } = rightOf(await truncationOf(log)(callId)())!
  const found = rightOf(await scavengesOf(log)())
  expect(found.map(({ upTo }) => (upTo === undefined ? 'unknown' : upTo >= at))).toEqual([
    false,
    false,
    true,
    'unknown'
  ])
  expect(found.map(({ startedAt }) => startedAt >= at)).toEqual([false, true, true, true])
  await Promise.all([log.close()(), close()])
})

test('a node that says that one runs, but has none, began none', async () => {
  const node = new Server()
  const answer = Buffer.from('\n\u002400000000-0000-0000-0000-000000000000\u0010\u0001', 'latin1')
  node.addService(
    {
      startScavenge: {
        path: '/event_store.client.operations.Operations/StartScavenge',
        requestStream: false,
        responseStream: false,
        requestDeserialize: bytes => bytes,
        requestSerialize: bytes => bytes,
        responseDeserialize: bytes => bytes,
        responseSerialize: bytes => bytes
      }
    },
    { startScavenge: (_: unknown, respond: (error: null, answer: Buffer) => void) => respond(null, answer) }
  )
  const port = await new Promise<number>((done, fail) =>
    node.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : fail(error)
    )
  )
  const log = opened(`esdb://127.0.0.1:${port}?tls=false`)
  expect(await startScavenge(log)()).toMatchObject(
    E.left({ reason: 'its chunks are locked for something else, and no scavenge was begun' })
  )
  await log.close()()
  node.forceShutdown()
})
