/**
 * The certificates of a source by when what they certify was done: one call after another, and none of them kept in memory.
 */
import type { Certificate, LogContext } from '@samtykke/audit'
import { type CallHistory, canonicalJson, type Identifier } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type RunWriter, runWriter } from '../engine/run.ts'
import { type Rows, rowsOf } from '../engine/rows.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { destroyedKey } from '../retention/destroyedKeys.ts'
import type { ExitStatus, Failure } from '../text/failure.ts'
import type { Source } from './operands.ts'
import { visitCalls } from './visitCalls.ts'

type Audit = typeof import('@samtykke/audit')

export interface Certificates {
  readonly rows: Rows<Certificate>
  readonly count: number
  /** The calls of which something was erased or anonymised, where they were asked for. */
  readonly callIds: ReadonlyArray<Identifier>
  /** The status that the input alone calls for. */
  readonly status: ExitStatus
}

/** Which certificates are asked for, and whether their calls are to be named. */
interface Asked {
  readonly isChosen: (certificate: Certificate) => boolean
  readonly namesCalls: boolean
}

const hasOutcome = ({ events }: CallHistory): boolean =>
  events.some(({ type }) => /-(erased|anonymised)$/.test(type))

const targetOf = ({ callId, target, targetId }: Certificate) => ({
  callId: callId as Identifier,
  target,
  targetId: targetId as Identifier
})

/** In the order of when what they certify was done. */
const add = (writer: RunWriter, certificate: Certificate): void =>
  writer.add(certificate.executedAt + certificate.certificateId, canonicalJson(certificate))

/** Reads the certificates that are chosen; what the log knows of them is not in them yet. */
export const readCertificates = (
  source: Source,
  rejectsFile: string | undefined,
  view: PlainView,
  { certificatesOf }: Audit,
  { isChosen, namesCalls }: Asked
): TE.TaskEither<Failure, Certificates> => {
  const writer = runWriter()
  const ofCall = certificatesOf(viewOf(view))
  const callIds: Array<Identifier> = []
  let count = 0
  const visit = (history: CallHistory): void => {
    if (!hasOutcome(history)) return
    if (namesCalls) callIds.push(history.callId)
    for (const certificate of ofCall(history).filter(isChosen)) {
      add(writer, certificate)
      count++
    }
    writer.endCall()
  }
  return pipe(
    visitCalls(source, rejectsFile, view, visit),
    TE.map(({ status }) => ({ rows: rowsOf<Certificate>(writer.finish()), count, callIds, status }))
  )
}

/** The same certificates with what the log and the vault know of them. */
export const withLogContext =
  (
    { inLogContext }: Audit,
    view: PlainView,
    contextOf: (callId: string) => LogContext,
    vault: OpenedVault | undefined
  ) =>
  (certificates: Certificates): TE.TaskEither<Failure, Certificates> =>
  async () => {
    const writer = runWriter()
    const seenFrom = viewOf(view)
    for (const certificate of certificates.rows) {
      const key = vault === undefined ? E.right(undefined) : await destroyedKey(vault, targetOf(certificate))
      if (E.isLeft(key)) return key
      const context = { ...contextOf(certificate.callId), destroyedKeyOf: () => key.right }
      add(writer, inLogContext(seenFrom, context)(certificate))
      writer.endCall()
    }
    certificates.rows.close()
    return E.right({ ...certificates, rows: rowsOf<Certificate>(writer.finish()) })
  }
