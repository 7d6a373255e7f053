import type { EventStoreDBLog } from '../../src/index.ts'
import { openLog, openRawWith, startServer, type TestedClient } from '../server.ts'
import { writingCases } from '../../../log/test/writingCases.ts'

export const writingCasesOnServer = ({ client, raw: library }: TestedClient): void => {
  describe('writing to the log on EventStoreDB', () => {
    let server: Awaited<ReturnType<typeof startServer>>
    let raw: ReturnType<typeof openRawWith>
    let logs: readonly [EventStoreDBLog, EventStoreDBLog]

    beforeAll(async () => {
      server = await startServer()
      raw = openRawWith(library, server.connectionString)
      logs = [openLog(server.connectionString, { client }), openLog(server.connectionString, { client })]
    })
    afterAll(async () => {
      for (const log of logs) await log.close()()
      await raw.close()
      await server.stop()
    })

    writingCases(() => ({ log: logs[0], another: logs[1], raw }))
  })
}
