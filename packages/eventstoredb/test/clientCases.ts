/** What the log does on a server, through either client. Two in one process would be in each other's way. */
import { accessCases } from './cases/access.ts'
import { agendaCasesOnServer } from './cases/agenda.ts'
import { consumerCases } from './cases/consumers.ts'
import { feedCases } from './cases/feed.ts'
import { logCases } from './cases/log.ts'
import { writingCasesOnServer } from './cases/writing.ts'
import type { TestedClient } from './server.ts'

export const clientCases = (tested: TestedClient): void => {
  logCases(tested)
  writingCasesOnServer(tested)
  consumerCases(tested)
  agendaCasesOnServer(tested)
  feedCases(tested)
  accessCases(tested)
}
