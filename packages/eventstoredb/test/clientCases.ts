/** What the log does on a server, through either client. Two in one process would be in each other's way. */
import type { ClientPackage } from '../src/client.ts'
import { accessCases } from './cases/access.ts'
import { consumerCases } from './cases/consumers.ts'
import { logCases } from './cases/log.ts'
import { writingCasesOnServer } from './cases/writing.ts'
import type { RawLibrary } from './server.ts'

/** A client for the log, and its package for what other programs do. */
export interface TestedClient {
  readonly client: ClientPackage
  readonly raw: RawLibrary
}

export const clientCases = (tested: TestedClient): void => {
  logCases(tested)
  writingCasesOnServer(tested)
  consumerCases(tested)
  accessCases(tested)
}
