/** Who gives up subscribing to a group holds nothing of it, also where the server hears of it only then. */
import type { Identifier, LogError } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { ClientPackage, StoreClient } from '../src/client.ts'
import { eventStoreDB } from '../src/eventStoreDB.ts'
import { type EventStoreDBLog, feedInStore, startConsumer } from '../src/index.ts'
import { objected, rightOf, someId, until } from '../../log/test/some.ts'
import { openLog } from './server.ts'

const group = 'workers' as Identifier

let server: EmbeddedEventStore
let log: EventStoreDBLog
let impatient: EventStoreDBLog

/** The server hangs when a subscription is asked for, which takes the client a question of its own first. */
const hanging: ClientPackage = (address, files) =>
  E.map((make: () => StoreClient) => () => {
    const client = make()
    return {
      ...client,
      createGroup: () => Promise.resolve(),
      subscribeToGroup: async (...asked: Parameters<StoreClient['subscribeToGroup']>) => {
        server.faults.hang()
        return client.subscribeToGroup(...asked)
      }
    }
  })(eventStoreDB(address, files))

beforeEach(async () => {
  server = await start()
  log = openLog(server.connectionString)
  impatient = openLog(server.connectionString, { client: hanging, timeLimit: 300, retryFor: 0 })
})
afterEach(async () => {
  await Promise.all([log.close()(), impatient.close()()])
  await server.stop()
})

const record = async (): Promise<Identifier> => {
  const callId = someId('call')
  await rightOf(log.append(callId, [objected(callId)], 'no-stream'))
  return callId
}

it('a shared feed', async () => {
  await rightOf(
    feedInStore(log, group).startBehind((await rightOf(log.load(await record()))).entries[0]!.position)
  )
  const errors: LogError[] = []
  for await (const hint of feedInStore(impatient, group).follow(new AbortController().signal))
    if (E.isLeft(hint)) errors.push(hint.left)
  expect(errors).toMatchObject([{ reason: 'no answer within 300 ms' }])
  await server.faults.restore()
  const awaited = new Set([await record(), await record()])
  for await (const hint of feedInStore(log, group).follow(new AbortController().signal)) {
    if (E.isLeft(hint)) throw new Error(JSON.stringify(hint.left))
    await rightOf(hint.right.settle)
    awaited.delete(hint.right.callId)
    if (awaited.size === 0) break
  }
})

it('a consumer', async () => {
  const handled: Identifier[] = []
  const handler = ({ callId }: { callId: Identifier }) => TE.fromIO(() => void handled.push(callId))
  const consumer = startConsumer(log, { group, handler })
  await until(() => consumer.health().connected)
  await consumer.stop()
  const gaveUp = startConsumer(impatient, { group, handler: () => TE.fromIO(() => undefined) })
  await until(() => gaveUp.health().drops > 0)
  const stopped = gaveUp.stop()
  await server.faults.restore()
  await stopped
  const callIds = [await record(), await record()]
  const next = startConsumer(log, { group, handler })
  await until(() => callIds.every(callId => handled.includes(callId)))
  await next.stop()
})
