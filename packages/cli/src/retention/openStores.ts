/**
 * Opens the stores that a command line names, and looks that each can be asked.
 */
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import {
  type AnalysisStore,
  type Identifier,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  renderStoreError,
  type StoreError,
  type Vault
} from '@samtykke/core'
import type * as Retention from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable } from '../text/failure.ts'
import { endpointIn, prefixOf, type Where } from '../source/where.ts'
import { shownWhere } from './where.ts'
import { about } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { both } from '../text/language.ts'

export type Holds = 'recording' | 'analysis'

/** A store that was opened; only a folder and a bucket can be written to. */
export interface OpenedStore {
  readonly store: RecordingStore
  readonly writer?: RecordingWriter
  readonly close: () => void
}

export const storeFailure =
  (where: Where) =>
  (error: StoreError): Failure =>
    unreadable(shownWhere(where), inDanish(renderStoreError(error)))

const nothingToClose = (): void => undefined

const idPart = (holds: Holds): string => (holds === 'recording' ? '{recordingId}' : '{analysisId}')

const openFolder = (
  { openDirectoryStore }: typeof Retention,
  name: string,
  { path, template }: Extract<Where['place'], { _tag: 'folder' }>,
  { holds, create }: { readonly holds: Holds; readonly create: boolean }
): TE.TaskEither<StoreError, OpenedStore> =>
  pipe(
    openDirectoryStore(path, {
      name,
      layout: template === undefined ? (holds === 'recording' ? 'recordings' : 'analyses') : { template },
      create
    }),
    TE.map(store => ({ store, writer: store, close: nothingToClose }))
  )

const openBucket = (
  name: string,
  { bucket, path }: Extract<Where['place'], { _tag: 'bucket' }>,
  holds: Holds
): TE.TaskEither<StoreError, OpenedStore> => {
  const template = path.includes('{') ? path : `${prefixOf(path)}{callId}/${idPart(holds)}.{ext}`
  return pipe(
    TE.fromTask(() => import('@samtykke/s3')),
    TE.flatMap(({ openS3Store }) => openS3Store({ name, bucket, template, ...endpointIn(process.env) })),
    TE.map(store => ({ store, writer: store, close: store.close }))
  )
}

/** `SAMTYKKE_TOKEN_RECORDER` of `recorder`. */
const variableOf = (name: string): string => `SAMTYKKE_TOKEN_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`

const secretOf = ({ readSecret }: typeof Retention, where: Where): TE.TaskEither<Failure, string> => {
  const variable = variableOf(where.name)
  const file = process.env[`${variable}_FILE`]
  if (file === undefined && process.env[variable] === undefined)
    return TE.left(
      unreadable(
        shownWhere(where),
        both(
          `ventede dets hemmelighed i ${variable} eller i den fil, som ${variable}_FILE nævner`,
          `expected its secret in ${variable}, or in the file that ${variable}_FILE names`
        )
      )
    )
  return pipe(
    readSecret(file === undefined ? { variable } : { file }),
    TE.mapLeft(({ reason }) =>
      unreadable(
        shownWhere(where),
        file === undefined ? inDanish(reason) : about(`${variable}_FILE`, inDanish(reason))
      )
    )
  )
}

const openProcessor = (
  retention: typeof Retention,
  where: Where,
  url: string
): TE.TaskEither<Failure, OpenedStore> =>
  pipe(
    secretOf(retention, where),
    TE.flatMapEither(token =>
      pipe(
        retention.httpStore({ name: where.name, url, token }),
        E.bimap(storeFailure(where), store => ({ store, close: nothingToClose }))
      )
    )
  )

/** Asks for something that nobody has: who may not ask, or asks in the wrong place, learns it before anything is due. */
const canBeAsked = (where: Where, holds: Holds, opened: OpenedStore): TE.TaskEither<Failure, OpenedStore> => {
  const callId = `samtykke.${randomUUID()}` as Identifier
  const ref: Ref =
    holds === 'recording'
      ? { callId, recordingId: callId, processor: where.name }
      : { callId, analysisId: callId, processor: where.name }
  return pipe(
    opened.store.find(ref),
    TE.bimap(
      error => {
        opened.close()
        return storeFailure(where)(error)
      },
      () => opened
    )
  )
}

/** @param create whether a folder that is not there, or is empty, becomes a store */
export const openStore = (
  where: Where,
  holds: Holds,
  create = false
): TE.TaskEither<Failure, OpenedStore> => {
  const { name, place } = where
  return pipe(
    TE.fromTask<typeof Retention, Failure>(() => import('@samtykke/retention')),
    TE.flatMap(retention =>
      place._tag === 'processor'
        ? openProcessor(retention, where, place.url)
        : pipe(
            place._tag === 'folder'
              ? openFolder(retention, name, place, { holds, create })
              : openBucket(name, place, holds),
            TE.mapLeft(storeFailure(where))
          )
    ),
    TE.flatMap(opened => canBeAsked(where, holds, opened))
  )
}

/** What is written is encrypted and what is read is opened, where there is a vault. */
export const throughVault =
  (vault: Vault | undefined) =>
  ({ store, writer, close }: OpenedStore): T.Task<OpenedStore> =>
  async () => {
    if (vault === undefined) return { store, close, ...(writer !== undefined && { writer }) }
    const { vaultedStore, vaultedWriter } = await import('@samtykke/vault')
    return {
      store: vaultedStore(vault, store),
      ...(writer !== undefined && { writer: vaultedWriter(vault, { ...store, ...writer }) }),
      close
    }
  }

/** A store that nothing is asked of. */
export const untouchedStore = (where: Where): OpenedStore => {
  const error: StoreError = { _tag: 'Refused', retry: 'never', reason: 'nothing is asked of it' }
  const refuse = TE.left<StoreError>(error)
  const store: RecordingStore = {
    name: where.name,
    find: () => refuse,
    erase: () => refuse,
    progress: () => refuse,
    open: () => refuse,
    inventory: async function* () {
      yield await Promise.resolve(E.left(error))
    }
  }
  return { store, writer: { put: () => refuse }, close: nothingToClose }
}

/** A folder that is only looked for: to open it would mark it as a store. */
const untouched = (where: Where): TE.TaskEither<Failure, OpenedStore> =>
  pipe(
    TE.tryCatch(
      () => readdir(where.place._tag === 'folder' ? where.place.path : '.'),
      error => unreadable(shownWhere(where), reasonOf(error))
    ),
    TE.map(() => untouchedStore(where))
  )

/** The stores of a run. */
export interface OpenedStores {
  readonly stores: Retention.Stores
  readonly close: () => void
}

const openEach = async (
  all: ReadonlyArray<Where>,
  holds: Holds,
  onlyLook: boolean,
  closes: Array<() => void>
): Promise<E.Either<Failure, ReadonlyMap<string, RecordingStore>>> => {
  const stores = new Map<string, RecordingStore>()
  for (const where of all) {
    const opened = await (
      onlyLook && where.place._tag === 'folder' ? untouched(where) : openStore(where, holds)
    )()
    if (E.isLeft(opened)) return opened
    stores.set(where.name, opened.right.store)
    closes.push(opened.right.close)
  }
  return E.right(stores)
}

/**
 * Opens them all, or none. Analyses are erased: what would anonymise them is a program of its own.
 *
 * @param onlyLook whether nothing is written, not even to a folder
 */
export const openStores =
  (
    recordings: ReadonlyArray<Where>,
    analyses: ReadonlyArray<Where>,
    onlyLook = false
  ): TE.TaskEither<Failure, OpenedStores> =>
  async () => {
    const { analysisStore } = await import('@samtykke/retention')
    const closes: Array<() => void> = []
    const close = (): void => closes.forEach(each => each())
    const ofRecordings = await openEach(recordings, 'recording', onlyLook, closes)
    const ofAnalyses = E.isLeft(ofRecordings)
      ? ofRecordings
      : await openEach(analyses, 'analysis', onlyLook, closes)
    if (E.isLeft(ofRecordings) || E.isLeft(ofAnalyses)) {
      close()
      return E.isLeft(ofRecordings) ? ofRecordings : (ofAnalyses as E.Left<Failure>)
    }
    const anonymising = [...ofAnalyses.right].map(([name, store]): [string, AnalysisStore] => [
      name,
      analysisStore(store)
    ])
    return E.right({ stores: { recordings: ofRecordings.right, analyses: new Map(anonymising) }, close })
  }
