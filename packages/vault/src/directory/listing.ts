/**
 * Everything in the folder of a table, shard by shard, and what does not belong there by its name.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type KeyEntry, type KeyTablePage, printable } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { ifThere } from '@samtykke/log/adapter'
import { readEntry } from './entryText.ts'
import { readIfThere } from './files.ts'
import { isShard, keysName, placeOf, shardIn, stemOf } from './places.ts'

const pageSize = 1000

/** The entry of a stem, what is wrong with its file, or nothing where it went meanwhile. */
const entryOf = async (
  root: string,
  shard: string,
  stem: string
): Promise<E.Either<string, KeyEntry> | undefined> => {
  for (const kind of ['destroyed', 'key'] as const) {
    const name = `${stem}.${kind}`
    const text = await readIfThere(join(shardIn(root, shard), name))
    if (text === undefined) continue
    const where = `${keysName}/${shard}/${name}`
    const entry = readEntry(text)
    if (E.isLeft(entry)) return E.left(`${where}: ${entry.left}`)
    if (placeOf(entry.right.name).stem !== stem)
      return E.left(`${where}: expected its own name, found another`)
    if (kind === 'destroyed' && entry.right._tag === 'key')
      return E.left(`${where}: expected a tombstone, found a key`)
    return entry
  }
  return undefined
}

const unknown = (path: string): string => `${printable(path)}: expected nothing of this name`

export async function* pagesOf(root: string): AsyncGenerator<KeyTablePage, void, undefined> {
  const shards = ((await ifThere(readdir(join(root, keysName)))) ?? []).sort()
  yield {
    entries: [],
    damaged: shards.filter(each => !isShard(each)).map(each => unknown(`${keysName}/${each}`))
  }
  for (const shard of shards.filter(isShard)) {
    const names = (await ifThere(readdir(shardIn(root, shard)))) ?? []
    const strange = names.filter(name => stemOf(name) === undefined)
    yield { entries: [], damaged: strange.map(name => unknown(`${keysName}/${shard}/${name}`)) }
    const stems = [...new Set(names.flatMap(name => stemOf(name) ?? []))]
    for (let from = 0; from < stems.length; from += pageSize) {
      const entries: KeyEntry[] = []
      const damaged: string[] = []
      for (const stem of stems.slice(from, from + pageSize)) {
        const found = await entryOf(root, shard, stem)
        if (found === undefined) continue
        if (E.isLeft(found)) damaged.push(found.left)
        else entries.push(found.right)
      }
      yield { entries, damaged }
    }
  }
}
