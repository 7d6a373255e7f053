/** What the server answers to events that it has already: beginning a call among many relies on the position in it. */
import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { EventStoreDBLog } from '../src/index.ts'
import { objected, rightOf, someId } from '../../log/test/some.ts'
import { openLog, startServer } from './server.ts'

describe('a repeat', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let log: EventStoreDBLog

  beforeAll(async () => {
    server = await startServer()
    log = openLog(server.connectionString)
  })
  afterAll(async () => {
    await log.close()()
    await server.stop()
  })

  const event = () => ({
    id: randomUUID(),
    type: 'Happened',
    data: Buffer.from('{}'),
    metadata: Buffer.from('{}')
  })

  it('is answered with the revision and position of what was written first, whatever was written since', async () => {
    const [stream, events] = [`repeats-${randomUUID()}`, [event(), event(), event()]]
    const append = (from: number, to: number, expected: bigint | 'no-stream') =>
      log.store.append(stream, events.slice(from, to), expected)
    const first = await append(0, 3, 'no-stream')
    const other = await log.store.append(`repeats-${randomUUID()}`, [event()], 'no-stream')
    const positionOf = (result: typeof first): bigint =>
      E.isRight(result) ? (result.right.position ?? -1n) : -1n
    expect(positionOf(first)).toBeGreaterThan(0n)
    expect(positionOf(other)).toBeGreaterThan(positionOf(first))
    expect(await append(0, 3, 'no-stream')).toEqual(first)
    expect(await append(1, 3, 0n)).toEqual(first)
    const part = await append(0, 1, 'no-stream')
    expect(part).toMatchObject({ right: { revision: 0n } })
    expect(positionOf(part)).toBeLessThan(positionOf(first))
  })

  it('is told from what is new, among many calls that are begun at once', async () => {
    const warm = someId('call')
    await rightOf(log.create(warm, [objected(warm)]))
    const calls = Array.from({ length: 40 }, () => someId('call'))
    const events = calls.map(call => [objected(call)])
    const create = (index: number) => log.create(calls[index]!, events[index]!)()
    const known = calls.map((_, index) => index).filter(index => index % 3 === 0)
    await Promise.all(known.map(create))
    const results = await Promise.all(calls.map((_, index) => create(index)))
    results.forEach((result, index) => {
      expect(result).toEqual(
        known.includes(index)
          ? E.left({ _tag: 'RevisionConflict', retry: 'reload', expected: 'no-stream', actual: 0n })
          : E.right(0n)
      )
    })
  })
})
