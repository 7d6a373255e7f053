/**
 * A table of keys in a folder: a file for each key and each tombstone.
 */
import { mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Destructions,
  type KeyTable,
  type KeyTableError,
  type KeyTablePage,
  type Mark,
  sameMark,
  type Tombstone
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { ifThere } from '@samtykke/log/adapter'
import { assertTableIsThere, destroyEntries, entryAt, liveKeysOf, makeEntry, rewrapEntry } from './entries.ts'
import { Fault, folderErrorOf, refused, unavailable, within } from './fault.ts'
import { clearUnfinished, makeFolder, readIfThere, sync, writeNew } from './files.ts'
import { pagesOf } from './listing.ts'
import { format, formatName, keysName, unfinishedName } from './places.ts'
import { changeMasterKey, moveMark, noteLedger, stateIn } from './tableState.ts'

/** What is to be known of a folder of keys. */
export interface DirectoryKeyTableOptions {
  /** Whether a folder that is not there or is empty becomes a table. Default: no; its volume may not be mounted. */
  readonly create?: boolean
  /** Milliseconds for one answer of the file system (30,000). */
  readonly timeLimit?: number
}

const assertIsOwn = async (root: string): Promise<void> => {
  const { mode } = await stat(root)
  if (process.platform !== 'win32' && (mode & 0o022) !== 0)
    throw new Fault({
      _tag: 'AccessDenied',
      retry: 'never',
      reason: `expected a folder that only its owner may write to, found mode ${(mode & 0o777).toString(8)}`
    })
}

/** Also where a back-up kept no empty folders. */
const makeFolders = async (root: string): Promise<void> => {
  await makeFolder(join(root, unfinishedName))
  await makeFolder(join(root, keysName))
}

const begin = async (root: string): Promise<void> => {
  await makeFolders(root)
  await writeNew(join(root, unfinishedName), join(root, formatName), format)
  await sync(root)
}

const prepare = async (path: string, create: boolean): Promise<string> => {
  if (create) await mkdir(path, { recursive: true, mode: 0o700 })
  const root = await ifThere(realpath(path))
  if (root === undefined) throw unavailable('there is no such folder')
  const found = await readIfThere(join(root, formatName))
  if (found === undefined) {
    // What was begun and did not end has only these.
    const others = (await readdir(root)).filter(name => name !== unfinishedName && name !== keysName)
    if (others.length > 0) throw refused(`the folder is no table of keys: it has no file ${formatName}`)
    if (!create) throw unavailable('the folder is empty and was never a table; is its volume mounted?')
  } else if (found !== format)
    throw refused(`${formatName}: expected ${format.trim()}, found another format or version`)
  await assertIsOwn(root)
  await (found === undefined ? begin(root) : makeFolders(root))
  return root
}

const mostAtOnce = 256

/** Each group within the time limit, since a log or a ledger may tell of many. */
const destroyAll = async (
  root: string,
  tombstones: ReadonlyArray<Tombstone>,
  timeLimit: number
): Promise<ReadonlyArray<Tombstone>> => {
  const standing: Tombstone[] = []
  for (let from = 0; from < tombstones.length; from += mostAtOnce)
    standing.push(
      ...(await within(timeLimit, destroyEntries(root, tombstones.slice(from, from + mostAtOnce))))
    )
  return standing
}

const applyLog = async (
  root: string,
  { tombstones, from, to }: Destructions,
  timeLimit: number
): Promise<boolean> => {
  const mark = async (): Promise<Mark | undefined> => (await within(timeLimit, stateIn(root))).mark
  const before = await mark()
  if (!sameMark(before, from)) return sameMark(before, to)
  await destroyAll(root, tombstones, timeLimit)
  if (sameMark(await mark(), from)) await within(timeLimit, moveMark(root, to))
  return sameMark(await mark(), to)
}

/**
 * Opens the table in a folder, which any number of processes may use at once. Files appear whole or not at all, and last
 * before an answer is given; what is overwritten or goes is overwritten by zeros, which a disk or file system that keeps
 * earlier versions does not notice.
 *
 * A table that was made by nobody is `Unavailable`, since its volume may not be mounted; a folder with something else in
 * it is `Refused`; one that others may write to is `AccessDenied`. Restore a back-up while nothing uses the folder.
 *
 * @example
 * import { callKey, identifier, instant } from '@samtykke/core'
 * import { openDirectoryKeyTable } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 *
 * const folder = mkdtempSync(`${tmpdir()}/keys-`)
 * const table = await openDirectoryKeyTable(folder, { create: true })()
 * assert.ok(E.isRight(table))
 * const name = callKey(identifier('call-1'))
 * const key = { wrapped: new Uint8Array(40), wrappedBy: 'master-1' }
 * const at = instant('2026-03-01T08:00:00.000Z')
 * assert.deepStrictEqual(
 *   await table.right.create(name, key, at)(),
 *   E.right({ _tag: 'key', name, ...key, createdAt: at })
 * )
 * await table.right.close()()
 */
export const openDirectoryKeyTable = (
  path: string,
  { create = false, timeLimit = 30_000 }: DirectoryKeyTableOptions = {}
): TE.TaskEither<KeyTableError, KeyTable> =>
  TE.tryCatch(async () => {
    const root = await within(timeLimit, prepare(path, create))
    return tableIn(root, timeLimit)
  }, folderErrorOf)

const tableIn = (root: string, timeLimit: number): KeyTable => {
  let isClosed = false

  const guarded = <A>(act: () => Promise<A>): TE.TaskEither<KeyTableError, A> =>
    TE.flatMap(() => TE.tryCatch(act, folderErrorOf))(
      TE.fromIOEither(() => (isClosed ? E.left({ _tag: 'Closed', retry: 'never' }) : E.right(undefined)))
    )
  const asked = <A>(act: () => Promise<A>): TE.TaskEither<KeyTableError, A> =>
    guarded(() => within(timeLimit, act()))

  async function* list(): AsyncGenerator<E.Either<KeyTableError, KeyTablePage>, void, undefined> {
    if (isClosed) return yield E.left({ _tag: 'Closed', retry: 'never' })
    try {
      await within(timeLimit, assertTableIsThere(root))
      for await (const page of pagesOf(root)) yield E.right(page)
    } catch (error) {
      yield E.left(folderErrorOf(error))
    }
  }

  return {
    create: (name, key, createdAt) => asked(() => makeEntry(root, { _tag: 'key', name, ...key, createdAt })),
    get: name => asked(() => entryAt(root, name)),
    liveKeysOf: callId =>
      asked(async () => {
        await assertTableIsThere(root)
        return liveKeysOf(root, callId)
      }),
    rewrap: (before, key) => asked(() => rewrapEntry(root, before, { ...before, ...key })),
    destroy: tombstones => guarded(() => destroyAll(root, tombstones, timeLimit)),
    list,
    state: () =>
      asked(async () => {
        await assertTableIsThere(root)
        return stateIn(root)
      }),
    useMasterKey: (from, to) =>
      asked(async () => {
        await assertTableIsThere(root)
        return changeMasterKey(root, from, to)
      }),
    applyLog: destructions =>
      guarded(async () => {
        await within(timeLimit, assertTableIsThere(root))
        await within(timeLimit, clearUnfinished(join(root, unfinishedName)))
        return applyLog(root, destructions, timeLimit)
      }),
    sawLedger: mark =>
      asked(async () => {
        await assertTableIsThere(root)
        await noteLedger(root, mark)
      }),
    close: () => () => {
      isClosed = true
      return Promise.resolve(E.right(undefined))
    }
  }
}
