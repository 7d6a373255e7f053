/**
 * The proofs of calls, with the checkpoint and the keys, as files of a package.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PackageFile } from '@samtykke/audit'
import type { SealError, SealSource, StoredRecord } from '@samtykke/seal'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable } from '../text/failure.ts'
import type { Source } from './operands.ts'
import { sealFailure, withStoredSource } from './sealing.ts'

/** The files, and how many of the calls nothing is sealed of. */
export interface Proofs {
  readonly files: ReadonlyArray<PackageFile>
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

const filesIn = async (folder: string, prefix: string): Promise<ReadonlyArray<PackageFile>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const file = join(parentPath, name)
        return { path: prefix + file.slice(folder.length + 1), bytes: await readFile(file) }
      })
  )
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

const ofLog = ['checkpoint', 'key.vkey']

const sealFiles = (log: string): Promise<ReadonlyArray<PackageFile>> =>
  Promise.all(ofLog.map(async name => ({ path: `seal/${name}`, bytes: await readFile(join(log, name)) })))

const attempt = <A>(what: string, work: () => Promise<A>): TE.TaskEither<Failure, A> =>
  TE.tryCatch(work, error => unreadable(what, reasonOf(error)))

/** Proofs of calls against a sealed log; each call's files are called by `nameOf`. */
export const proofsOf = (
  from: Source,
  log: string,
  callIds: ReadonlyArray<string>,
  nameOf: (callId: string) => string
): TE.TaskEither<Failure, Proofs> =>
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
        TE.bind('seal', () => attempt(log, () => sealFiles(log))),
        TE.bind('proofs', () => attempt(folder, () => filesIn(folder, 'proofs/'))),
        TE.map(({ proven, seal, proofs }) => ({
          files: [...seal, ...proofs],
          unproven: proven.filter(each => !each).length
        }))
      ),
    folder => () => rm(folder, { recursive: true, force: true }).then(() => E.right(undefined))
  )
