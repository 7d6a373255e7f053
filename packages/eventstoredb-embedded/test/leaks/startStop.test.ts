import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { start } from '../../src/index.ts'
import { confirmed, until, watch } from '../support/observe.ts'
import type { Readable } from 'node:stream'

const rounds = 500

/** Files, sockets and pipes that the process has open; only Linux tells. */
const openFiles = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0)

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const heapAfterCollection = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

const activeResources = (): ReadonlyArray<string> =>
  process
    .getActiveResourcesInfo()
    .filter(each => each !== 'Timeout' && each !== 'TTYWrap' && each !== 'PipeWrap')

const useOnce = async (): Promise<void> => {
  const server = await start()
  const client = EventStoreDBClient.connectionString(server.connectionString)
  await client.appendToStream('s', jsonEvent({ type: 'A', data: { pad: 'x'.repeat(1000) } }))
  const subscription = client.subscribeToStream('s') as unknown as Readable
  const watched = watch(subscription)
  await confirmed(subscription)
  await until(() => watched.events === 1)
  await client.dispose()
  await server.stop()
}

describe('starting and stopping', () => {
  it(`leaves nothing behind after ${rounds} rounds`, async () => {
    for (let round = 0; round < 20; round++) await (await start()).stop()
    const files = openFiles()
    const resources = activeResources().length
    const heap = heapAfterCollection()
    for (let round = 0; round < rounds; round++) await (await start()).stop()
    await until(() => openFiles() <= files)
    expect(activeResources().length).toBeLessThanOrEqual(resources)
    const grownPerRound = (heapAfterCollection() - heap) / rounds
    // One server is several hundred kilobytes: a leaked one would stand out.
    expect(grownPerRound).toBeLessThan(20_000)
  }, 120_000)

  it('leaves no socket behind when clients were connected', async () => {
    await useOnce()
    const files = openFiles()
    for (let round = 0; round < 30; round++) await useOnce()
    await until(() => openFiles() <= files)
  }, 60_000)

  it('stops twice as well as once', async () => {
    const server = await start()
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
  })

  it('frees its port at once', async () => {
    const first = await start()
    await first.stop()
    const second = await start({ port: first.port })
    expect(second.port).toBe(first.port)
    await second.stop()
  })
})
