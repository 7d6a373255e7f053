/**
 * A store in a folder: a file for each recording, under a name that is made of its ids.
 */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, unlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import {
  type Erasure,
  type Found,
  type InventoryPage,
  keyTemplate,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  renderStoreError,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { ifThere } from '@samtykke/log/adapter'
import { guarded, never, storeErrorOf, unavailable, within } from '../fault.ts'
import { caseMarked } from './caseMarks.ts'
import {
  type Folder,
  hasOtherName,
  orThrow,
  ownFolder,
  type Place,
  placesOf,
  unfinishedIn
} from './places.ts'
import { walk } from './walk.ts'
import { clearWay, put, sync } from './write.ts'

/** A store in a folder. */
export type DirectoryStore = RecordingStore & RecordingWriter

/** What is to be known of a folder. */
export interface DirectoryOptions {
  /** As `processor` in the events. */
  readonly name: string
  /**
   * Where the files are. `recordings` (default) is `{callId}/{recordingId}.{ext}` and `analyses` is
   * `{callId}/{analysisId}.{ext}`, in both of which an id with capitals is marked (`Rec-1` is `Rec-1,1`), so that two ids
   * never share a name on a file system that takes no care of capitals. In a template of one's own, such as
   * `{callId}/{recordingId}.wav`, ids stand as they are.
   */
  readonly layout?: 'recordings' | 'analyses' | { readonly template: string }
  /** Whether a folder that is not there or is empty becomes a store. Default: no; its volume may not be mounted. */
  readonly create?: boolean
  /** Milliseconds for one answer of the file system (30,000). */
  readonly timeLimit?: number
}

const templateOf = (layout: NonNullable<DirectoryOptions['layout']>) =>
  typeof layout === 'object'
    ? keyTemplate(layout.template)
    : keyTemplate(
        layout === 'recordings' ? '{callId}/{recordingId}.{ext}' : '{callId}/{analysisId}.{ext}',
        caseMarked
      )

/** Whether the file system takes `a` and `A` for one name. It also shows that the folder can be written to. */
const foldsCase = async (root: string): Promise<boolean> => {
  const id = randomUUID()
  const path = join(root, ownFolder, `case-${id}`)
  await (await open(path, 'wx', 0o600)).close()
  try {
    return (await ifThere(lstat(join(root, ownFolder, `CASE-${id}`)))) !== undefined
  } finally {
    await unlink(path)
  }
}

const prepare = async (path: string, create: boolean): Promise<string> => {
  if (create) await mkdir(path, { recursive: true, mode: 0o700 })
  const root = await ifThere(realpath(path))
  if (root === undefined) throw unavailable('there is no such folder')
  const own = await ifThere(lstat(join(root, ownFolder)))
  if (own === undefined && !create && (await readdir(root)).length === 0)
    throw unavailable('the folder is empty and was never a store; is its volume mounted?')
  if (own !== undefined && !own.isDirectory()) throw never('Refused', `${ownFolder} in it is no folder`)
  await mkdir(unfinishedIn(root), { recursive: true, mode: 0o700 })
  return root
}

/**
 * Opens the store in a folder. Whoever may write to the folder could make a file or a folder of it a link while the store
 * works: it is to be writable for its owner only.
 *
 * Erasing removes the names, durably, and leaves it to the file system to use the space again; snapshots and backups of
 * the folder are not reached.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { openDirectoryStore } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { Readable } from 'node:stream'
 *
 * const folder = mkdtempSync(`${tmpdir()}/recordings-`)
 * const store = await openDirectoryStore(folder, { name: 'archive', create: true })()
 * assert.ok(E.isRight(store))
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'archive' }
 * await store.right.put(ref, Readable.from([Buffer.from('sound')]))()
 * assert.deepStrictEqual(
 *   await store.right.find(ref)(),
 *   E.right({ _tag: 'present', copies: 1, versions: 1, bytes: 5 })
 * )
 * await store.right.erase(ref)()
 * assert.deepStrictEqual(await store.right.find(ref)(), E.right({ _tag: 'absent' }))
 */
export const openDirectoryStore = (
  path: string,
  { name, layout = 'recordings', create = false, timeLimit = 30_000 }: DirectoryOptions
): TE.TaskEither<StoreError, DirectoryStore> =>
  guarded(async () => {
    const template = templateOf(layout)
    if (E.isLeft(template)) throw never('Refused', `template: ${template.left}`)
    const root = await within(timeLimit, prepare(path, create))
    const folder: Folder = {
      root,
      template: template.right,
      name,
      foldsCase: await within(timeLimit, foldsCase(root)),
      timeLimit
    }
    return {
      name,
      find: ref => guarded(async () => foundOf(await within(timeLimit, placesOf(folder, ref)))),
      erase: ref => guarded(() => within(timeLimit, erase(folder, ref))),
      progress: () => TE.left({ _tag: 'NotFound', retry: 'never', reason: 'no order has this reference' }),
      open: ref => guarded(() => within(timeLimit, read(folder, ref))),
      inventory: () => inventory(folder),
      put: (ref, bytes) => guarded(() => put(folder, ref, bytes))
    }
  })

const foundOf = (places: ReadonlyArray<Place>): Found =>
  places.length === 0
    ? { _tag: 'absent' }
    : {
        _tag: 'present',
        copies: places.length,
        versions: places.length,
        bytes: places.reduce((sum, place) => sum + place.bytes, 0)
      }

/** A write that ends meanwhile has two names for a moment: it is looked at again before it counts. */
const placesToErase = async (folder: Folder, ref: Ref): Promise<ReadonlyArray<Place>> => {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const places = await placesOf(folder, ref)
    if (!hasOtherName(places)) return places
  }
  throw never('Refused', 'another name (a hard link) elsewhere leads to the same bytes, which would stay')
}

const erase = async (folder: Folder, ref: Ref): Promise<Erasure> => {
  const places = await placesToErase(folder, ref)
  let copies = 0
  for (const { path } of places) if ((await ifThere(unlink(path).then(() => true))) === true) copies += 1
  for (const parent of new Set(places.map(place => dirname(place.path)))) await ifThere(sync(parent))
  for (const { path, unfinished } of places) {
    const base = unfinished ? unfinishedIn(folder.root) : folder.root
    await clearWay(base, relative(base, path).split(sep).join('/'))
  }
  return { _tag: 'gone', confirmation: randomUUID(), copies }
}

const read = async (folder: Folder, ref: Ref): Promise<AsyncIterable<Uint8Array>> => {
  const finished = (await placesOf(folder, ref)).filter(place => !place.unfinished)
  const own = join(folder.root, orThrow(folder.template.keyOf(ref)))
  const place = finished.find(each => each.path === own) ?? finished[0]
  if (place === undefined) throw never('NotFound', 'nothing is stored under this ref')
  return chunksOf(place.path, folder.timeLimit)
}

const chunkSize = 65_536
const noLinks = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

async function* chunksOf(path: string, timeLimit: number): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const handle = await within(timeLimit, open(path, noLinks))
    try {
      for (;;) {
        const { bytesRead, buffer } = await within(
          timeLimit,
          handle.read(Buffer.alloc(chunkSize), 0, chunkSize)
        )
        if (bytesRead === 0) return
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await within(timeLimit, handle.close())
    }
  } catch (error) {
    throw new Error(renderStoreError(storeErrorOf(error)), { cause: error })
  }
}

async function* inventory(
  folder: Folder
): AsyncGenerator<E.Either<StoreError, InventoryPage>, void, undefined> {
  try {
    for await (const page of walk(folder)) yield E.right(page)
  } catch (error) {
    yield E.left(storeErrorOf(error))
  }
}
