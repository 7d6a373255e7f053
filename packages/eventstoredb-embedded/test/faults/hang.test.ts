import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { start, type EmbeddedEventStore } from '../../src/index.ts'
import { confirmed, readOut, rejectionOf, until, watch } from '../support/observe.ts'

const event = () => jsonEvent({ type: 'A', id: randomUUID(), data: {} })
const credentials = { username: 'admin', password: 'changeit' }
const deadline = 300

const settled = async (call: Promise<unknown>): Promise<boolean> => {
  const pending = Symbol('pending')
  return (await Promise.race([call.catch(() => undefined), Promise.resolve(pending)])) !== pending
}

describe('hang, as SIGSTOP looks to a client', () => {
  let server: EmbeddedEventStore
  let client: EventStoreDBClient

  beforeEach(async () => {
    server = await start()
    client = EventStoreDBClient.connectionString(server.connectionString)
    await client.appendToStream('s', event())
  })
  afterEach(async () => {
    await client.dispose()
    await server.stop()
  })

  it('rejects an append by the batch call only when the server goes on, and does not write it', async () => {
    server.faults.hang()
    const appending = rejectionOf(client.appendToStream('t', event(), { deadline }))
    const unary = await rejectionOf(client.appendToStream('u', event(), { deadline, credentials }))
    expect(unary).toMatchObject({ name: 'DeadlineExceededError', type: 'deadline-exceeded', code: 4 })
    expect(unary?.after).toBeGreaterThanOrEqual(deadline - 20)
    expect(await settled(appending)).toBe(false)
    await server.faults.restore()
    expect(await appending).toMatchObject({
      name: 'DeadlineExceededError',
      type: 'deadline-exceeded',
      code: undefined
    })
    expect(await rejectionOf(readOut(client.readStream('t')))).toMatchObject({ type: 'stream-not-found' })
    await expect(client.appendToStream('t', event())).resolves.toMatchObject({ success: true })
  })

  it('rejects a delete at its deadline', async () => {
    server.faults.hang()
    expect(await rejectionOf(client.deleteStream('s', { deadline }))).toMatchObject({
      name: 'DeadlineExceededError',
      code: 4
    })
    await server.faults.restore()
  })

  it('answers a read, which has no deadline, when the server goes on', async () => {
    server.faults.hang()
    const reading = readOut(client.readStream('s'))
    expect(await rejectionOf(client.deleteStream('other', { deadline }))).toMatchObject({ code: 4 })
    expect(await settled(reading)).toBe(false)
    await server.faults.restore()
    expect(await reading).toHaveLength(1)
  })

  it('lets subscriptions go on afterwards as if nothing had been', async () => {
    const subscription = client.subscribeToStream('s') as unknown as Readable
    const watched = watch(subscription)
    await confirmed(subscription)
    await until(() => watched.events === 1)
    server.faults.hang()
    const appending = client.appendToStream('s', event(), { deadline: 10_000 })
    expect(await rejectionOf(client.deleteStream('other', { deadline }))).toMatchObject({ code: 4 })
    expect(watched.events).toBe(1)
    await server.faults.restore()
    await appending
    await until(() => watched.events === 2)
    expect(watched.errors).toEqual([])
  })

  it('is found out by the keepalive of the client: unavailable, 14', async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    const keen = EventStoreDBClient.connectionString(
      `${server.connectionString}&keepAliveInterval=300&keepAliveTimeout=200`
    )
    const subscription = keen.subscribeToStream('s') as unknown as Readable
    const watched = watch(subscription)
    await confirmed(subscription)
    await keen.appendToStream('s', event())
    server.faults.hang()
    const append = await rejectionOf(keen.appendToStream('t', event(), { deadline }))
    expect(append).toMatchObject({ name: 'UnavailableError', type: 'unavailable', code: 14 })
    await until(() => watched.errors.length > 0)
    expect(watched.errors[0]).toMatchObject({ type: 'unavailable', code: 14 })
    await server.faults.restore()
    expect(await rejectionOf(readOut(client.readStream('t')))).toMatchObject({ type: 'stream-not-found' })
    await keen.dispose()
    jest.restoreAllMocks()
  })
})

describe('slow', () => {
  it('makes every answer come late, in order', async () => {
    const server = await start()
    const client = EventStoreDBClient.connectionString(server.connectionString)
    await client.appendToStream('s', event())
    server.faults.slow(100)
    const started = performance.now()
    const results = await Promise.all([1, 2, 3].map(() => client.appendToStream('s', event())))
    expect(performance.now() - started).toBeGreaterThanOrEqual(95)
    expect(results.map(each => each.nextExpectedRevision)).toEqual([1n, 2n, 3n])
    await server.faults.restore()
    await client.dispose()
    await server.stop()
  })
})
