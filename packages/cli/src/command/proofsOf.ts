/**
 * The proofs of calls, with the checkpoint and the keys, as files of a package.
 */
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileInPieces } from '@samtykke/audit'
import type { SealError, SealSource, StoredRecord } from '@samtykke/seal'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable } from '../text/failure.ts'
import type { Source } from './operands.ts'
import { sealFailure, withStoredSource } from './sealing.ts'

/** The files, which are read when they are gone through, and how many of the calls nothing is sealed of. */
export interface Proofs {
  readonly files: ReadonlyArray<FileInPieces>
  readonly unproven: number
}

/** Of a source only the records of these calls, read once. */
const onlyOf = async (source: SealSource, callIds: ReadonlyArray<string>): Promise<SealSource> => {
  const streams = new Set(callIds.map(callId => `call-${callId}`))
  const records: Array<StoredRecord> = []
  for await (const batch of source.read()) records.push(...batch.filter(({ stream }) => streams.has(stream)))
  return {
    // eslint-disable-next-line @typescript-eslint/require-await
    async *read() {
      yield records
    }
  }
}

const fileAt = (path: string, file: string): FileInPieces => ({
  path,
  pieces: {
    *[Symbol.iterator]() {
      yield readFileSync(file)
    }
  }
})

const filesIn = async (folder: string, prefix: string): Promise<ReadonlyArray<FileInPieces>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name)
      return fileAt(prefix + file.slice(folder.length + 1), file)
    })
}

const isOfNothingSealed = (error: SealError): boolean =>
  error._tag === 'Refused' && error.problems.length === 0

/** Proves one call as a folder and as a page; false where nothing of it is sealed. */
const proveInto =
  (folder: string, source: SealSource, log: string) =>
  (callId: string, name: string): TE.TaskEither<Failure, boolean> =>
    pipe(
      TE.fromTask<typeof import('@samtykke/seal'), SealError>(() => import('@samtykke/seal')),
      TE.chainFirst(({ prove }) => prove(source, { log, call: callId, out: join(folder, name) })),
      TE.flatMap(({ prove }) =>
        prove(source, { log, call: callId, out: join(folder, `${name}.html`), format: 'html' })
      ),
      TE.map(() => true),
      TE.orElse(error => (isOfNothingSealed(error) ? TE.right(false) : TE.left(sealFailure(error))))
    )

const sealFiles = (log: string): ReadonlyArray<FileInPieces> =>
  ['checkpoint', 'key.vkey'].map(name => fileAt(`seal/${name}`, join(log, name)))

const attempt = <A>(what: string, work: () => Promise<A>): TE.TaskEither<Failure, A> =>
  TE.tryCatch(work, error => unreadable(what, reasonOf(error)))

/** Which calls are proven, and against what. */
interface Wanted {
  readonly log: string
  readonly callIds: ReadonlyArray<string>
  /** What the files of a call are called. */
  readonly nameOf: (callId: string) => string
}

/** Uses the proofs of calls against a sealed log; then their files are gone. */
export const withProofs = <A>(
  from: Source,
  { log, callIds, nameOf }: Wanted,
  use: (proofs: Proofs) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  TE.bracket(
    attempt(tmpdir(), () => mkdtemp(join(tmpdir(), 'samtykke-proofs-'))),
    folder =>
      pipe(
        withStoredSource(from, ({ source }) =>
          pipe(
            attempt('the source', () => onlyOf(source, callIds)),
            TE.flatMap(own =>
              pipe(
                callIds,
                TE.traverseSeqArray(callId => proveInto(folder, own, log)(callId, nameOf(callId)))
              )
            )
          )
        ),
        TE.bindTo('proven'),
        TE.bind('proofs', () => attempt(folder, () => filesIn(folder, 'proofs/'))),
        TE.flatMap(({ proven, proofs }) =>
          use({ files: [...sealFiles(log), ...proofs], unproven: proven.filter(each => !each).length })
        )
      ),
    folder => () => rm(folder, { recursive: true, force: true }).then(() => E.right(undefined))
  )
