import type { AnyEvent, EventLog, Identifier } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { changeCall } from '@samtykke/log'
import { openLog, startServer } from './server.ts'
import { objected, rightOf, someId } from '../../log/test/some.ts'

const appendOne = (log: EventLog, call: Identifier, event: AnyEvent) =>
  changeCall(log)(call, () => E.right([event]))

describe('changing a call', () => {
  let server: Awaited<ReturnType<typeof startServer>>

  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  it('two writers, a hundred changes at once: each there once, in one order, no update lost', async () => {
    const writers = [openLog(server.connectionString), openLog(server.connectionString)]
    const call = someId('call')
    const changes = Array.from({ length: 100 }, (_, n) => ({ event: objected(call), log: writers[n % 2]! }))
    const seen = new Map<string, number>()
    await Promise.all(
      changes.map(({ event, log }) =>
        rightOf(
          changeCall(log)(call, loaded => {
            seen.set(event.id, loaded.entries.length)
            return E.right([event])
          })
        )
      )
    )
    const [a, b] = await Promise.all(writers.map(log => rightOf(log.load(call))))
    expect(a?.entries).toEqual(b?.entries)
    const ids = a!.entries.map(entry => entry.id)
    expect([...ids].sort()).toEqual(changes.map(({ event }) => event.id).sort())
    // Each decided with all that came before it in view.
    for (const [index, id] of ids.entries()) expect(seen.get(id)).toBe(index)
    for (const log of writers) await log.close()()
  })

  it('gives the refusal of the decision, and appends nothing for nothing', async () => {
    const log = openLog(server.connectionString)
    const call = someId('call')
    await rightOf(appendOne(log, call, objected(call)))
    expect(await changeCall(log)(call, () => E.left('no'))()).toEqual(E.left('no'))
    expect(await rightOf(changeCall(log)(call, () => E.right([])))).toEqual({ events: [], revision: 0n })
    expect((await rightOf(log.load(call))).entries).toHaveLength(1)
    await log.close()()
  })
})
