import * as E from 'fp-ts/lib/Either.js'
import { type EventStoreDBLog, journalInStore, logTimeOf } from '../src/index.ts'
import { openLog, startServer } from './server.ts'
import { rightOf, someId } from '../../log/test/some.ts'

describe('journals and the time of a store', () => {
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

  it('of two who write a line at once, one is told of the other', async () => {
    type Line = { readonly type: 'counted'; readonly count: number }
    const journal = journalInStore<Line>(log, someId('journal'))
    expect(await rightOf(journal.read)).toEqual({ lines: [], revision: 'no-stream' })
    const written = await Promise.all(
      [1, 2].map(count => journal.write({ type: 'counted', count }, 'no-stream')())
    )
    expect(written.filter(E.isRight)).toHaveLength(1)
    expect(written.filter(E.isLeft)).toMatchObject([{ left: { _tag: 'RevisionConflict' } }])
    const { lines, revision } = await rightOf(journal.read)
    expect([lines.length, revision]).toEqual([1, 0n])
  })

  it('the time is the server’s', async () => {
    const time = logTimeOf(log)
    const first = Date.parse(await rightOf(time))
    const second = Date.parse(await rightOf(time))
    expect(second).toBeGreaterThanOrEqual(first)
    expect(Math.abs(first - Date.now())).toBeLessThan(60_000)
  })
})
