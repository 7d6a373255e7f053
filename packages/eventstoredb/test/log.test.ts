import { eventLogContract } from '@samtykke/testing'
import { openLog, openRaw, startServer } from './server.ts'

describe('the log on EventStoreDB', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let raw: ReturnType<typeof openRaw>

  beforeAll(async () => {
    server = await startServer()
    raw = openRaw(server.connectionString)
  })
  afterAll(async () => {
    await raw.close()
    await server.stop()
  })

  eventLogContract({ describe, it }, () => ({
    log: openLog(server.connectionString),
    writeRaw: raw.writeRaw,
    writeRawSubject: raw.writeRawSubject,
    truncate: raw.truncate
  }))
})
