import { eventLogContract } from '@samtykke/testing'
import { openLog, openRawWith, startServer, type TestedClient } from '../server.ts'

export const logCases = ({ client, raw: library }: TestedClient): void => {
  describe('the log on EventStoreDB', () => {
    let server: Awaited<ReturnType<typeof startServer>>
    let raw: ReturnType<typeof openRawWith>

    beforeAll(async () => {
      server = await startServer()
      raw = openRawWith(library, server.connectionString)
    })
    afterAll(async () => {
      await raw.close()
      await server.stop()
    })

    eventLogContract({ describe, it }, () => ({
      log: openLog(server.connectionString, { client }),
      writeRaw: raw.writeRaw,
      writeRawSubject: raw.writeRawSubject,
      truncate: raw.truncate
    }))
  })
}
