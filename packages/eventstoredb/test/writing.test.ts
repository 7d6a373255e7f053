import type { EventStoreDBLog } from '../src/index.ts'
import { openLog, openRaw, startServer } from './server.ts'
import { writingCases } from '../../log/test/writingCases.ts'

describe('writing to the log on EventStoreDB', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let raw: ReturnType<typeof openRaw>
  let logs: readonly [EventStoreDBLog, EventStoreDBLog]

  beforeAll(async () => {
    server = await startServer()
    raw = openRaw(server.connectionString)
    logs = [openLog(server.connectionString), openLog(server.connectionString)]
  })
  afterAll(async () => {
    for (const log of logs) await log.close()()
    await raw.close()
    await server.stop()
  })

  writingCases(() => ({ log: logs[0], another: logs[1], raw }))
})
