/**
 * Where in a folder something of a ref is: finished files and what was left of writing them.
 *
 * Nothing outside the folder is ever reached: a path is made of a template and of identifiers, which hold no separator,
 * and no symbolic link within the folder is followed.
 */
import type { BigIntStats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type KeyTemplate, type Ref, refId, type StoreError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { ifThere } from '@samtykke/log/adapter'
import { Fault, never, unavailable } from '../fault.ts'

/** An opened folder. */
export interface Folder {
  readonly root: string
  readonly template: KeyTemplate
  /** As `processor` in the events. */
  readonly name: string
  /** Whether its file system takes `a` and `A` for one name. */
  readonly foldsCase: boolean
  /** Milliseconds for one answer. */
  readonly timeLimit: number
}

/** A file of a ref. */
export interface Place {
  readonly path: string
  /** What was left of a write that did not end, or has not ended yet. */
  readonly unfinished: boolean
  readonly bytes: number
  readonly stats: BigIntStats
}

/** The folder's own part, which marks it as a store and holds what is being written. */
export const ownFolder = '.samtykke'
export const unfinishedIn = (root: string): string => join(root, ownFolder, 'unfinished')

/**
 * Where in the folder of a store the ledger of destroyed keys is that stands beside what it keeps.
 *
 * @example
 * import { ledgerFileIn } from '@samtykke/retention'
 *
 * assert.equal(ledgerFileIn('/var/recordings'), '/var/recordings/.samtykke/destroyed')
 */
export const ledgerFileIn = (root: string): string => join(root, ownFolder, 'destroyed')

export const orThrow = <A>(either: E.Either<StoreError, A>): A => {
  if (E.isLeft(either)) throw new Fault(either.left)
  return either.right
}

/** An empty folder in place of the store is a volume that is not mounted: it says nothing of what is stored. */
export const assertStoreIsThere = async ({ root }: Folder): Promise<void> => {
  const own = await ifThere(lstat(join(root, ownFolder)))
  if (own?.isDirectory() !== true)
    throw unavailable(`the folder of the store is not there, or has no ${ownFolder}`)
}

/** The folders on the way to a key. */
export const segmentsOf = (key: string): ReadonlyArray<string> =>
  dirname(key) === '.' ? [] : dirname(key).split('/')

/** Whether each folder on the way to a key is there, is one, and is no link to elsewhere. */
export const isWay = async (folder: Folder, base: string, key: string): Promise<boolean> => {
  let path = base
  for (const segment of segmentsOf(key)) {
    const parent = path
    path = join(path, segment)
    const stats = await ifThere(lstat(path))
    if (stats === undefined) return false
    if (folder.foldsCase && (await ifThere(readdir(parent)))?.includes(segment) !== true) return false
    if (stats.isSymbolicLink())
      throw never('Refused', 'a symbolic link stands on the way to it, which is not followed')
    if (!stats.isDirectory()) return false
  }
  return true
}

const placeAt = async (path: string, unfinished: boolean): Promise<ReadonlyArray<Place>> => {
  const stats = await ifThere(lstat(path, { bigint: true }))
  if (stats === undefined) return []
  if (!stats.isFile())
    throw never('Refused', `${stats.isDirectory() ? 'a folder' : 'no ordinary file'} stands in its place`)
  return [{ path, unfinished, bytes: Number(stats.size), stats }]
}

/** The names in a folder that may be the key's, compared sign by sign also where the file system does not. */
const namesAt = async (folder: Folder, base: string, ref: Ref): Promise<ReadonlyArray<string>> => {
  const prefix = orThrow(folder.template.prefixOf(ref))
  if (!(await isWay(folder, base, prefix))) return []
  const exact = orThrow(folder.template.keyOf(ref)) === prefix
  if (exact && !folder.foldsCase) return [prefix]
  const parent = dirname(prefix)
  const names = (await ifThere(readdir(join(base, parent)))) ?? []
  return names
    .map(name => (parent === '.' ? name : `${parent}/${name}`))
    .filter(key => key.startsWith(prefix) && isOf(folder, key, ref))
    .sort()
}

const isOf = ({ template, name }: Folder, key: string, ref: Ref): boolean => {
  const read = template.refOf(key, name)
  return read !== undefined && read.callId === ref.callId && refId(read) === refId(ref)
}

/** Everything that there is of a ref. */
export const placesOf = async (folder: Folder, ref: Ref): Promise<ReadonlyArray<Place>> => {
  const places: Place[] = []
  for (const key of await namesAt(folder, folder.root, ref))
    places.push(...(await placeAt(join(folder.root, key), false)))
  const unfinished = unfinishedIn(folder.root)
  for (const key of await namesAt(folder, unfinished, ref)) {
    for (const name of (await ifThere(readdir(join(unfinished, key)))) ?? [])
      places.push(...(await placeAt(join(unfinished, key, name), true)))
  }
  if (places.length === 0) await assertStoreIsThere(folder)
  return places
}

/** Whether another name leads to the same bytes, which would stay when these names go. */
export const hasOtherName = (places: ReadonlyArray<Place>): boolean =>
  places.some(({ stats }) => {
    const known = places.filter(other => other.stats.ino === stats.ino && other.stats.dev === stats.dev)
    return stats.nlink > known.length
  })
