import { EventStoreDBClient, jsonEvent, type JSONEventData } from '@eventstore/db-client'
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childServer } from '../support/childServer.ts'

const rounds = Number(process.env['SAMTYKKE_KILL_ROUNDS'] ?? 10)
const streamCount = 12

type Batch = ReadonlyArray<JSONEventData>

/** One writer's stream: what was acknowledged, and the append whose answer never came. */
class Writer {
  readonly stream: string
  readonly acknowledged: string[] = []
  inDoubt: Batch | undefined

  constructor(stream: string) {
    this.stream = stream
  }

  /** Appends one batch after the other until the server is gone; begins with the one in doubt. */
  async write(client: EventStoreDBClient): Promise<void> {
    for (;;) {
      this.inDoubt ??= Array.from({ length: randomInt(1, 6) }, () =>
        jsonEvent({ type: 'A', id: randomUUID(), data: { pad: 'x'.repeat(randomInt(0, 400)) } })
      )
      const expectedRevision =
        this.acknowledged.length === 0 ? ('no_stream' as const) : BigInt(this.acknowledged.length - 1)
      try {
        await client.appendToStream(this.stream, [...this.inDoubt], { expectedRevision })
      } catch (error) {
        // Gone: a connection that broke, or none. Anything else is a fault of the server.
        expect((error as { code?: number }).code).toBe(14)
        return
      }
      this.acknowledged.push(...this.inDoubt.map(each => each.id))
      this.inDoubt = undefined
    }
  }

  /** Nothing acknowledged is lost, nothing is there twice, no revision is missing. */
  async verify(client: EventStoreDBClient): Promise<void> {
    const stored: string[] = []
    const revisions: (bigint | undefined)[] = []
    try {
      for await (const { event } of client.readStream(this.stream)) {
        revisions.push(event?.revision)
        stored.push(event?.id ?? '')
      }
    } catch (error) {
      expect((error as { type?: string }).type).toBe('stream-not-found')
    }
    const inDoubt = this.inDoubt?.map(each => each.id) ?? []
    const kept = stored.length > this.acknowledged.length ? inDoubt : []
    expect(stored).toEqual([...this.acknowledged, ...kept])
    expect(revisions).toEqual(stored.map((_, index) => BigInt(index)))
  }
}

const verifyAll = async (client: EventStoreDBClient): Promise<void> => {
  const seen = new Set<string>()
  let last = -1n
  for await (const { event } of client.readAll()) {
    if (event === undefined) continue
    // An expectation for each event would take most of the time.
    if (event.position.commit <= last || seen.has(event.id)) {
      throw new Error(`${event.streamId}/${event.revision} stands twice, or out of order`)
    }
    last = event.position.commit
    seen.add(event.id)
  }
}

describe('a directory', () => {
  it(
    `keeps every acknowledged event through ${rounds} rounds of kill -9 under load`,
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'embedded-'))
      const writers = Array.from({ length: streamCount }, (_, index) => new Writer(`call-${index}`))
      try {
        for (let round = 0; round < rounds; round++) {
          const server = await childServer(['--port', '0', '--directory', directory])
          const client = EventStoreDBClient.connectionString(server.connectionString)
          for (const writer of writers) await writer.verify(client)
          await verifyAll(client)
          const before = writers.reduce((sum, each) => sum + each.acknowledged.length, 0)
          const writing = writers.map(each => each.write(client))
          const target = before + randomInt(50, 400)
          while (writers.reduce((sum, each) => sum + each.acknowledged.length, 0) < target) {
            await new Promise(resolve => setTimeout(resolve, 2))
          }
          await server.kill()
          await Promise.all(writing)
          await client.dispose()
        }
        const server = await childServer(['--port', '0', '--directory', directory])
        const client = EventStoreDBClient.connectionString(server.connectionString)
        for (const writer of writers) await writer.verify(client)
        await verifyAll(client)
        await client.dispose()
        await server.kill()
      } finally {
        await rm(directory, { recursive: true, force: true })
      }
    },
    60_000 + rounds * 10_000
  )
})
