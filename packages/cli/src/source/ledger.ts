/**
 * The ledger of destroyed keys: the one that a command line names, or the one beside the recordings.
 */
import { dirname } from 'node:path'
import { stat } from 'node:fs/promises'
import { type DestructionLedger, renderStoreError, type StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { bucketOf, endpointIn, prefixOf, type Where } from './where.ts'
import { about, expectedFound } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { both } from '../text/language.ts'

export type LedgerPlace =
  | { readonly _tag: 'file'; readonly path: string }
  | { readonly _tag: 'bucket'; readonly bucket: string; readonly prefix: string }
  | { readonly _tag: 'beside'; readonly store: Where }

/** The ledger that is named; else beside the first of the stores that is a folder or a bucket. */
export const ledgerPlaceOf = (
  named: string | undefined,
  stores: ReadonlyArray<Where>
): E.Either<Failure, LedgerPlace | undefined> => {
  if (named === undefined || named === '') {
    const store = stores.find(({ place }) => place._tag !== 'processor')
    return E.right(store === undefined ? undefined : { _tag: 'beside', store })
  }
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(named)?.[0]
  if (scheme === undefined) return E.right({ _tag: 'file', path: named })
  const found = scheme.toLowerCase() === 's3:' ? bucketOf(named.replace(/^s3:\/\//i, '')) : undefined
  return found === undefined || !/^s3:\/\//i.test(named)
    ? E.left(
        wrongCommandLine(
          about(
            '--ledger',
            expectedFound(
              both('en fil eller s3://BUCKET/PREFIX', 'a file or s3://BUCKET/PREFIX'),
              `${scheme}…`
            )
          )
        )
      )
    : E.right({ _tag: 'bucket', bucket: found.bucket, prefix: prefixOf(found.path) })
}

/** A ledger, and how it is let go of. */
export interface OpenedLedger {
  readonly ledger: DestructionLedger
  readonly close: () => void
}

type Opening = TE.TaskEither<Failure, OpenedLedger | undefined>

const failure =
  (name: string) =>
  (error: StoreError): Failure =>
    unreadable(name, inDanish(renderStoreError(error)))

const inFile = (path: string): TE.TaskEither<StoreError, OpenedLedger> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/vault'), StoreError>(() => import('@samtykke/vault')),
    TE.flatMap(({ openFileLedger }) => openFileLedger(path, { create: true })),
    TE.map(ledger => ({ ledger, close: () => undefined }))
  )

const inBucket = (bucket: string, prefix: string): Opening =>
  pipe(
    TE.fromTask<typeof import('@samtykke/s3'), StoreError>(() => import('@samtykke/s3')),
    TE.flatMap(({ openS3Ledger }) => openS3Ledger({ bucket, prefix, ...endpointIn(process.env) })),
    TE.bimap(failure(`s3://${bucket}`), ledger => ({ ledger, close: ledger.close }))
  )

/** In a folder that is no store there is none; nor where one was never made and nothing may be written, which is said. */
const besideFolder = (folder: string): Opening =>
  pipe(
    TE.fromTask<string, Failure>(async () => (await import('@samtykke/retention')).ledgerFileIn(folder)),
    TE.flatMap(path => async () => {
      const isStore = await stat(dirname(path)).then(
        () => true,
        () => false
      )
      if (!isStore) return E.right(undefined)
      const opened = await inFile(path)()
      if (E.isRight(opened)) return opened
      if (opened.left._tag !== 'AccessDenied') return E.left(failure(path)(opened.left))
      const reason = inDanish(opened.left.reason)
      writeErr(
        about(
          path,
          both(
            `der er ingen fortegnelse over destruerede nøgler, og ingen kan laves (${reason.da})`,
            `no ledger is there, and none can be made (${reason.en})`
          )
        )
      )
      return E.right(undefined)
    })
  )

const besideBucket = (bucket: string, path: string): Opening =>
  pipe(
    TE.fromTask<string, Failure>(async () =>
      (await import('@samtykke/s3')).ledgerPrefix(path.includes('{') ? path : `${prefixOf(path)}{callId}`)
    ),
    TE.flatMap(prefix => inBucket(bucket, prefix))
  )

/** Opens it; a file is made where there is none. */
export const openLedger = (place: LedgerPlace | undefined): Opening => {
  if (place === undefined) return TE.right(undefined)
  if (place._tag === 'file') return pipe(inFile(place.path), TE.mapLeft(failure(place.path)))
  if (place._tag === 'bucket') return inBucket(place.bucket, place.prefix)
  const { place: store } = place.store
  if (store._tag === 'folder') return besideFolder(store.path)
  return store._tag === 'bucket' ? besideBucket(store.bucket, store.path) : TE.right(undefined)
}
