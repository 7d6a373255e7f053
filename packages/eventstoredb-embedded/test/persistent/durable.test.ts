import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
  type PersistentSubscriptionToStream
} from '@eventstore/db-client'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from '../../src/index.ts'
import { until } from '../support/observe.ts'

const events = (count: number) =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: 'A', data: { n } }))

const revisionsFrom = (subscription: PersistentSubscriptionToStream): number[] => {
  const revisions: number[] = []
  subscription.on('error', () => undefined)
  subscription.on('data', event => {
    revisions.push(Number(event.event?.revision))
    void subscription.ack(event)
  })
  return revisions
}

describe('groups on disk', () => {
  let directory: string
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'embedded-'))))
  afterEach(() => rm(directory, { recursive: true, force: true }))

  it('are there again after a restart, with their settings, checkpoints and parked messages', async () => {
    const first = await start({ directory })
    const before = EventStoreDBClient.connectionString(first.connectionString)
    await before.appendToStream('s', events(3))
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({
      startFrom: 'start',
      maxRetryCount: 4,
      checkPointLowerBound: 1,
      checkPointUpperBound: 1
    })
    await before.createPersistentSubscriptionToStream('s', 'g', settings)
    await before.createPersistentSubscriptionToAll('h', persistentSubscriptionToAllSettingsFromDefaults(), {
      filter: streamNameFilter({ prefixes: ['s'] })
    })
    const subscription = before.subscribeToPersistentSubscriptionToStream('s', 'g')
    subscription.on('error', () => undefined)
    subscription.on('data', event => {
      void (event.event?.revision === 0n ? subscription.nack('park', 'no', event) : subscription.ack(event))
    })
    await until(async () => {
      const { stats } = await before.getPersistentSubscriptionToStreamInfo('s', 'g')
      return stats.parkedMessageCount === 1n && stats.lastCheckpointedEventRevision === 2n
    })
    await before.dispose()
    await first.stop()

    const second = await start({ directory })
    const after = EventStoreDBClient.connectionString(second.connectionString)
    const listed = await after.listAllPersistentSubscriptions()
    expect(listed.map(each => `${each.eventSource} ${each.groupName}`)).toEqual(['$all h', 's g'])
    const info = await after.getPersistentSubscriptionToStreamInfo('s', 'g')
    expect(info.settings).toMatchObject({ startFrom: 'start', maxRetryCount: 4 })
    expect(info.stats).toMatchObject({ parkedMessageCount: 1n, lastCheckpointedEventRevision: 2n })
    const revisions = revisionsFrom(after.subscribeToPersistentSubscriptionToStream('s', 'g'))
    await after.appendToStream('s', events(1))
    await until(() => revisions.length === 1)
    await after.replayParkedMessagesToStream('s', 'g')
    await until(() => revisions.length === 2)
    expect(revisions).toEqual([3, 0])
    await after.dispose()
    await second.stop()
  })
})

describe('reset', () => {
  it('drops consumers and groups', async () => {
    const server = await start()
    const client = EventStoreDBClient.connectionString(server.connectionString)
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' })
    await client.createPersistentSubscriptionToStream('s', 'g', settings)
    const subscription = client.subscribeToPersistentSubscriptionToStream('s', 'g')
    const dropped = new Promise<unknown>(resolve => subscription.once('error', resolve))
    await new Promise<void>(resolve => subscription.once('confirmation', () => resolve()))
    server.reset()
    expect(await dropped).toMatchObject({ type: 'persistent-subscription-dropped' })
    expect(await client.listAllPersistentSubscriptions()).toEqual([])
    await client.createPersistentSubscriptionToStream('s', 'g', settings)
    await client.dispose()
    await server.stop()
  })
})
