/**
 * The certificates of a source, in the order of when what they certify was done. They stand in runs, and not in memory.
 */
import type { Certificate, DestroyedKey, LogContext } from '@samtykke/audit'
import { type CallHistory, canonicalJson, type Identifier } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { closeRuns } from '../engine/merged.ts'
import { rowsOf } from '../engine/rows.ts'
import { type Run, type RunWriter, runWriter } from '../engine/run.ts'
import { type PlainView, viewOf } from '../engine/view.ts'
import { destroyedKey } from './destroyedKeys.ts'
import type { ExitStatus, Failure } from '../text/failure.ts'
import type { Source } from '../command/operands.ts'
import { throughTemporaryFiles } from '../command/readFailure.ts'
import { visitCalls } from '../command/visitCalls.ts'

type Audit = typeof import('@samtykke/audit')

export interface Certificates {
  /** Their lines, until they are closed. */
  readonly runs: ReadonlyArray<Run>
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

/** The key of what was erased, where a vault says that it was destroyed. */
const keyOf = async (
  vault: OpenedVault | undefined,
  { callId, target, targetId }: Certificate
): Promise<E.Either<Failure, DestroyedKey | undefined>> =>
  vault === undefined
    ? E.right(undefined)
    : destroyedKey(vault, { callId: callId as Identifier, target, targetId: targetId as Identifier })

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
    TE.map(({ status }) => ({ runs: writer.finish(), count, callIds, status }))
  )
}

/** The same certificates with what the log and the vault know of them; those that are given are closed. */
export const withLogContext =
  (
    { inLogContext }: Audit,
    view: PlainView,
    contextOf: (callId: string) => LogContext,
    vault: OpenedVault | undefined
  ) =>
  (certificates: Certificates): TE.TaskEither<Failure, Certificates> =>
    pipe(
      throughTemporaryFiles(async () => {
        const writer = runWriter()
        const seenFrom = viewOf(view)
        try {
          for (const certificate of rowsOf<Certificate>(certificates.runs)) {
            const key = await keyOf(vault, certificate)
            if (E.isLeft(key)) return key
            const context = { ...contextOf(certificate.callId), destroyedKeyOf: () => key.right }
            add(writer, inLogContext(seenFrom, context)(certificate))
            writer.endCall()
          }
        } finally {
          closeRuns(certificates.runs)
        }
        return E.right({ ...certificates, runs: writer.finish() })
      }),
      TE.flatMapEither(identity)
    )
