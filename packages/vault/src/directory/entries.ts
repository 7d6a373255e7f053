/**
 * The entries of a table in a folder: read, made, wrapped anew and destroyed, by any number of processes at once.
 */
import { readdir, rename } from 'node:fs/promises'
import { type Identifier, type KeyEntry, type KeyName, type LiveKey, type Tombstone } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { readEntry, writeEntry } from './entryText.ts'
import { damaged, folderErrorOf, unavailable } from './fault.ts'
import { erase, makeFolder, overwriteInPlace, readIfThere, replace, sync, writeNew } from './files.ts'
import { join } from 'node:path'
import { ifThere } from '@samtykke/log/adapter'
import {
  formatName,
  keyIn,
  keysName,
  type Place,
  placeOf,
  placesOfCall,
  shardIn,
  stemOf,
  tombstoneIn,
  unfinishedName
} from './places.ts'

const unfinishedIn = (root: string): string => join(root, unfinishedName)

/** An empty folder in place of the table is a volume that is not mounted: it says nothing of what is kept. */
export const assertTableIsThere = async (root: string): Promise<void> => {
  if ((await readIfThere(join(root, formatName))) === undefined)
    throw unavailable(`the folder of the table is not there, or has no file ${formatName}`)
}

/** What a file says of a name. */
const read = async (path: string, place: string, name: KeyName): Promise<KeyEntry | undefined> => {
  const text = await readIfThere(path)
  if (text === undefined) return undefined
  const entry = readEntry(text)
  if (E.isLeft(entry)) throw damaged(`${place}: ${entry.left}`)
  if (entry.right.name !== name) throw damaged(`${place}: expected ${name}, found another name`)
  return entry.right
}

const relative = ({ shard, stem }: Place, kind: 'key' | 'destroyed'): string =>
  `${keysName}/${shard}/${stem}.${kind}`

const tombstoneOf = async (root: string, name: KeyName): Promise<Tombstone | undefined> => {
  const place = placeOf(name)
  const entry = await read(tombstoneIn(root, place), relative(place, 'destroyed'), name)
  if (entry?._tag === 'key')
    throw damaged(`${relative(place, 'destroyed')}: expected a tombstone, found a key`)
  return entry
}

/**
 * What stands under a name. The key is read first and the tombstone after it: a key that was made just after the name was
 * destroyed, and is about to be taken away again, is never given.
 */
export const entryAt = async (root: string, name: KeyName): Promise<KeyEntry | undefined> => {
  const place = placeOf(name)
  const key = await read(keyIn(root, place), relative(place, 'key'), name).then(E.right, E.left)
  const tombstone = await tombstoneOf(root, name)
  if (tombstone !== undefined) return tombstone
  if (E.isLeft(key)) throw key.left
  if (key.right === undefined) await assertTableIsThere(root)
  return key.right
}

/** What was made under a name that was destroyed meanwhile goes again. */
const unlessDestroyed = async (root: string, entry: LiveKey): Promise<KeyEntry> => {
  const tombstone = await tombstoneOf(root, entry.name)
  if (tombstone === undefined) return entry
  const place = placeOf(entry.name)
  await erase(keyIn(root, place))
  await sync(shardIn(root, place.shard))
  return tombstone
}

export const makeEntry = async (root: string, entry: LiveKey): Promise<KeyEntry> => {
  const standing = await entryAt(root, entry.name)
  if (standing !== undefined) return standing
  const place = placeOf(entry.name)
  await makeFolder(shardIn(root, place.shard))
  const isNew = await writeNew(unfinishedIn(root), keyIn(root, place), writeEntry(entry))
  await sync(shardIn(root, place.shard))
  if (isNew) return unlessDestroyed(root, entry)
  const other = await entryAt(root, entry.name)
  if (other === undefined) throw unavailable('what stood there went away meanwhile')
  return other
}

const isSame = (a: LiveKey, b: LiveKey): boolean =>
  a.wrappedBy === b.wrappedBy && Buffer.compare(a.wrapped, b.wrapped) === 0

export const rewrapEntry = async (
  root: string,
  before: LiveKey,
  after: LiveKey
): Promise<KeyEntry | undefined> => {
  const standing = await entryAt(root, before.name)
  if (standing?._tag !== 'key' || !isSame(standing, before)) return standing
  const place = placeOf(before.name)
  await replace(unfinishedIn(root), keyIn(root, place), writeEntry(after))
  await sync(shardIn(root, place.shard))
  return unlessDestroyed(root, after)
}

/** A full disk has no room for a new file: the key's own becomes the tombstone. */
const becomeTombstone = async (root: string, tombstone: Tombstone): Promise<boolean> => {
  const place = placeOf(tombstone.name)
  if (!(await overwriteInPlace(keyIn(root, place), writeEntry(tombstone)))) return false
  await rename(keyIn(root, place), tombstoneIn(root, place))
  return true
}

/** One that is damaged is put anew. */
const soundTombstone = (root: string, name: KeyName): Promise<Tombstone | undefined> =>
  tombstoneOf(root, name).catch((error: unknown) => {
    if (folderErrorOf(error)._tag === 'Damaged') return undefined
    throw error
  })

const putTombstone = async (root: string, tombstone: Tombstone): Promise<Tombstone> => {
  const { name } = tombstone
  const place = placeOf(name)
  const path = tombstoneIn(root, place)
  try {
    if (await writeNew(unfinishedIn(root), path, writeEntry(tombstone))) return tombstone
    const standing = await soundTombstone(root, name)
    if (standing !== undefined) return standing
    await replace(unfinishedIn(root), path, writeEntry(tombstone))
    return tombstone
  } catch (error) {
    if (folderErrorOf(error)._tag !== 'OutOfSpace') throw error
    const standing = await soundTombstone(root, name)
    if (standing === undefined && !(await becomeTombstone(root, tombstone))) throw error
    return standing ?? tombstone
  }
}

const inGroups = async <A, B>(
  all: ReadonlyArray<A>,
  act: (each: A) => Promise<B>
): Promise<ReadonlyArray<B>> => {
  const results: B[] = []
  for (let from = 0; from < all.length; from += 16)
    results.push(...(await Promise.all(all.slice(from, from + 16).map(act))))
  return results
}

/** The tombstones first, and when they last, the keys go. */
export const destroyEntries = async (
  root: string,
  tombstones: ReadonlyArray<Tombstone>
): Promise<ReadonlyArray<Tombstone>> => {
  await assertTableIsThere(root)
  const places = tombstones.map(({ name }) => placeOf(name))
  const shards = [...new Set(places.map(({ shard }) => shardIn(root, shard)))]
  for (const shard of shards) await makeFolder(shard)
  // Of one name that is given twice, the first tombstone stands.
  const first = new Map(tombstones.map(each => [each.name, each] as const).reverse())
  const standing = new Map(
    await inGroups([...first.values()], async each => [each.name, await putTombstone(root, each)] as const)
  )
  for (const shard of shards) await sync(shard)
  await inGroups(places, place => erase(keyIn(root, place)))
  for (const shard of shards) await sync(shard)
  return tombstones.map(each => standing.get(each.name) ?? each)
}

/** The keys of a call. What is damaged opens nothing, and is told by a listing. */
export const liveKeysOf = async (root: string, callId: Identifier): Promise<ReadonlyArray<LiveKey>> => {
  const { shard, prefix } = placesOfCall(callId)
  const names = new Set((await ifThere(readdir(shardIn(root, shard)))) ?? [])
  const keys: LiveKey[] = []
  for (const name of names) {
    const stem = stemOf(name)
    if (stem?.startsWith(prefix) !== true || names.has(`${stem}.destroyed`)) continue
    const text = await readIfThere(join(shardIn(root, shard), name))
    const entry = text === undefined ? undefined : readEntry(text)
    if (entry !== undefined && E.isRight(entry) && entry.right._tag === 'key') keys.push(entry.right)
  }
  return keys
}
