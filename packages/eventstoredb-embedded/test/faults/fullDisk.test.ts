import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults
} from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { childServer, type ChildServer } from '../support/childServer.ts'
import { readOut, rejectionOf, until } from '../support/observe.ts'
import { smallDisk, type SmallDisk } from '../support/smallDisk.ts'

const event = (bytes = 3000) => jsonEvent({ type: 'A', id: randomUUID(), data: { pad: 'x'.repeat(bytes) } })
const credentials = { username: 'admin', password: 'changeit' }
const idsOf = async (client: EventStoreDBClient, stream: string): Promise<ReadonlyArray<string>> =>
  (await readOut(client.readStream(stream))).map(each => each.event?.id ?? '')

const reason = 'The server cannot write: ENOSPC: no space left on device'

const probe = smallDisk()
probe?.remove()

describe('a disk that is full', () => {
  if (probe === undefined) {
    it.skip('(skipped: this system lets the test mount no file system of its own)', () => undefined)
    return
  }

  let disk: SmallDisk
  let directory: string
  let server: EmbeddedEventStore
  let client: EventStoreDBClient
  let warnings: string[]
  let child: ChildServer | undefined
  beforeEach(async () => {
    const mounted = smallDisk()
    if (mounted === undefined) throw new Error('no small disk')
    disk = mounted
    directory = join(disk.path, 'data')
    warnings = []
    server = await start({ directory, onWarning: message => warnings.push(message) })
    client = EventStoreDBClient.connectionString(server.connectionString)
  })
  afterEach(async () => {
    await client.dispose()
    await server.stop()
    await child?.kill()
    disk.remove()
  })

  /** Appends until one is refused; the answer is what was acknowledged. */
  const fillUp = async (stream: string, options = {}): Promise<string[]> => {
    const acknowledged: string[] = []
    for (;;) {
      const next = event()
      const rejection = await rejectionOf(client.appendToStream(stream, next, options))
      if (rejection === undefined) acknowledged.push(next.id)
      else {
        expect(rejection).toMatchObject({ type: 'unavailable', code: 14 })
        expect(rejection.message).toContain(reason)
        return acknowledged
      }
    }
  }

  it.each([
    ['batch', {}],
    ['unary', { credentials }]
  ])('refuses appends with the reason, reads on, and takes them again: %s call', async (_, options) => {
    await client.appendToStream('s', event(), options)
    disk.fill()
    const before = await idsOf(client, 's')
    const acknowledged = [...before, ...(await fillUp('s', options))]
    expect(await idsOf(client, 's')).toEqual(acknowledged)
    disk.free()
    const more = event()
    await client.appendToStream('s', more, { ...options, expectedRevision: BigInt(acknowledged.length - 1) })
    expect(await idsOf(client, 's')).toEqual([...acknowledged, more.id])
    expect(warnings).toEqual([
      expect.stringMatching(
        /events\.journal cannot be written: ENOSPC: .*; writes are refused until it can$/
      ),
      expect.stringMatching(/events\.journal can be written again$/)
    ])

    await client.dispose()
    await server.stop()
    server = await start({ directory, onWarning: message => warnings.push(message) })
    client = EventStoreDBClient.connectionString(server.connectionString)
    expect(await idsOf(client, 's')).toEqual([...acknowledged, more.id])
    expect(warnings).toHaveLength(2)
  })

  it('answers whatever writes with the reason', async () => {
    await client.appendToStream('s', event())
    disk.fill()
    await fillUp('t')
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' })
    const big = 'x'.repeat(5000)
    const group = { ...settings, consumerStrategyName: 'Pinned' as const }
    const calls = {
      metadata: client.setStreamMetadata('s', { big }),
      group: client.createPersistentSubscriptionToStream('s', big, group)
    }
    for (const call of Object.values(calls)) expect((await rejectionOf(call))?.message).toContain(reason)
    expect(await client.listAllPersistentSubscriptions()).toEqual([])
    await expect(server.scavenge()).rejects.toThrow('ENOSPC')
    disk.free()
    await client.setStreamMetadata('s', { big })
    await client.createPersistentSubscriptionToStream('s', 'g', settings)
    expect(await client.listAllPersistentSubscriptions()).toHaveLength(1)
    expect(await server.scavenge()).toBe(0)
  })

  it('does not take links or checkpoints away: they come when there is room', async () => {
    await client.appendToStream('call-1', event())
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({
      startFrom: 'start',
      checkPointAfter: 1,
      checkPointLowerBound: 1,
      checkPointUpperBound: 1
    })
    await client.createPersistentSubscriptionToStream('call-2', 'g', settings)
    const subscription = client.subscribeToPersistentSubscriptionToStream('call-2', 'g')
    let received = 0
    subscription.on('error', () => undefined)
    subscription.on('data', message => {
      received += 1
      void (received % 3 === 0 ? subscription.nack('park', 'no', message) : subscription.ack(message))
    })
    disk.fill()
    const acknowledged = await fillUp('call-2')
    await until(() => received >= acknowledged.length)
    disk.free()
    acknowledged.push(...(await fillUpTo(5)))
    await until(async () => {
      const { stats } = await client.getPersistentSubscriptionToStreamInfo('call-2', 'g')
      return stats.lastCheckpointedEventRevision === BigInt(acknowledged.length - 1)
    })
    const links = (): Promise<ReadonlyArray<string>> => idsOf(client, '$ce-call').catch(() => [])
    await until(async () => (await links()).length === acknowledged.length + 1)
    await subscription.unsubscribe()
  })

  const fillUpTo = async (count: number): Promise<string[]> => {
    const events = Array.from({ length: count }, () => event(10))
    for (const each of events) await client.appendToStream('call-2', each)
    return events.map(({ id }) => id)
  }

  it('is said once on standard error by the program', async () => {
    child = await childServer(['--port', '0', '--directory', join(disk.path, 'other')])
    let complaints = ''
    child.process.stderr?.on('data', chunk => (complaints += String(chunk)))
    await client.dispose()
    client = EventStoreDBClient.connectionString(child.connectionString)
    await client.appendToStream('s', event())
    disk.fill()
    await fillUp('s')
    await fillUp('s')
    disk.free()
    await client.appendToStream('s', event())
    await until(() => complaints.split('\n').length > 2)
    expect(complaints.split('\n')).toEqual([
      expect.stringMatching(/^\/.*events\.journal cannot be written: ENOSPC/),
      expect.stringMatching(/^\/.*events\.journal can be written again$/),
      ''
    ])
  })
})
