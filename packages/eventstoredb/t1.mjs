import { openEventStoreDBLog } from './dist/esm/index.js'
import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
const url = process.argv[2],
  n = Number(process.argv[3] ?? 0)
const log = openEventStoreDBLog(url).right
if (n) {
  let i = 0
  const t = performance.now()
  const run = randomUUID()
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      while (i < n) {
        const m = i
        i += 10
        const callId = `c.${run}.${m}`
        const r = await log.append(
          callId,
          Array.from({ length: 10 }, (_, k) => ({
            id: randomUUID(),
            type: 'analysis-objected',
            callId,
            occurredAt: '2025-01-01T00:00:00.000Z',
            channel: 'email ' + k
          })),
          'no-stream'
        )()
        if (r._tag === 'Left') console.log(r.left)
      }
    })
  )
  console.log('appended', n, performance.now() - t)
}
const time = async (name, f) => {
  const t = performance.now()
  const k = await f()
  const s = (performance.now() - t) / 1000
  console.log(name, k, Math.round(k / s), '/s', s.toFixed(2))
}
const c = EventStoreDBClient.connectionString(url)
for (let r = 0; r < 2; r++) {
  await time('replay', async () => {
    let k = 0
    for await (const p of log.replay()) k += p.right.length
    return k
  })
  await time('raw readAll', async () => {
    let k = 0
    for await (const e of c.readAll()) k++
    return k
  })
  await time('raw sub', async () => {
    let k = 0
    const s = c.subscribeToAll({ filter: streamNameFilter({ prefixes: ['call-'] }) })
    await new Promise(done => {
      s.on('data', () => {
        k++
      })
      s.on('caughtUp', done)
    })
    await s.unsubscribe()
    return k
  })
}
await log.close()()
await c.dispose()
