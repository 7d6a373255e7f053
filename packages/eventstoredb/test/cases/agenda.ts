import { agendaInStore } from '../../src/index.ts'
import { openLog, startServer, type TestedClient } from '../server.ts'
import { agendaCases } from '../../../log/test/agendaCases.ts'

export const agendaCasesOnServer = ({ client }: TestedClient): void => {
  agendaCases(async () => {
    const server = await startServer()
    const open = () => openLog(server.connectionString, { client })
    const logs = [open(), open(), open()] as const
    const [one, two, three] = logs
    return {
      workers: [agendaInStore(one), agendaInStore(two), agendaInStore(three)],
      close: async () => {
        for (const log of logs) await log.close()()
        await server.stop()
      }
    }
  })
}
