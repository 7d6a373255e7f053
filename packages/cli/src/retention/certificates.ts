/**
 * The certificates of a source, in the order of when what they certify was done. They stand in runs, and not in memory.
 */
import type { Certificate, CertificateContext, DestroyedKey } from '@samtykke/audit'
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
  /** The call of which something was erased or anonymised, where it is the only one. */
  readonly onlyCall: Identifier | undefined
  /** The status that the input alone calls for. */
  readonly status: ExitStatus
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

/** Sorts by when what is certified was done. */
export const certificateKey = ({ executedAt, certificateId }: Certificate): string =>
  executedAt + certificateId

const add = (writer: RunWriter, certificate: Certificate): void =>
  writer.add(certificateKey(certificate), canonicalJson(certificate))

/** Reads the certificates that are chosen; what the log knows of them is not in them yet. */
export const readCertificates = (
  source: Source,
  rejectsFile: string | undefined,
  view: PlainView,
  { certificatesOf }: Audit,
  isChosen: (certificate: Certificate) => boolean
): TE.TaskEither<Failure, Certificates> => {
  const writer = runWriter()
  const ofCall = certificatesOf(viewOf(view))
  let [calls, count] = [0, 0]
  let onlyCall: Identifier | undefined
  const visit = (history: CallHistory): void => {
    if (!hasOutcome(history)) return
    calls++
    onlyCall = calls === 1 ? history.callId : undefined
    for (const certificate of ofCall(history).filter(isChosen)) {
      add(writer, certificate)
      count++
    }
    writer.endCall()
  }
  return pipe(
    visitCalls(source, rejectsFile, view, visit),
    TE.map(({ status }) => ({ runs: writer.finish(), count, onlyCall, status }))
  )
}

/** What the log knows of a certificate. */
export type ContextOf = (certificate: Certificate) => CertificateContext

/** Gives each certificate with what the log and the vault know of it. */
export const eachInContext =
  ({ inLogContext }: Audit, view: PlainView, contextOf: ContextOf, vault: OpenedVault | undefined) =>
  (
    certificates: Iterable<Certificate>,
    give: (certificate: Certificate) => void
  ): TE.TaskEither<Failure, void> =>
    pipe(
      throughTemporaryFiles(async (): Promise<E.Either<Failure, void>> => {
        const seenFrom = viewOf(view)
        for (const certificate of certificates) {
          const key = await keyOf(vault, certificate)
          if (E.isLeft(key)) return key
          const context = { ...contextOf(certificate), destroyedKeyOf: () => key.right }
          give(inLogContext(seenFrom, context)(certificate))
        }
        return E.right(undefined)
      }),
      TE.flatMapEither(identity)
    )

/** The same certificates with what the log and the vault know of them; those that are given are closed. */
export const withLogContext =
  (audit: Audit, view: PlainView, contextOf: ContextOf, vault: OpenedVault | undefined) =>
  (certificates: Certificates): TE.TaskEither<Failure, Certificates> => {
    const writer = runWriter()
    const rewrite = eachInContext(
      audit,
      view,
      contextOf,
      vault
    )(rowsOf(certificates.runs), each => {
      add(writer, each)
      writer.endCall()
    })
    return TE.bracket(
      TE.right(certificates.runs),
      () =>
        pipe(
          rewrite,
          TE.map(() => ({ ...certificates, runs: writer.finish() }))
        ),
      runs => TE.fromIO(() => closeRuns(runs))
    )
  }
