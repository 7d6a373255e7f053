/**
 * Everything in a folder, as it is found, in pages. Memory holds a page and the folders on the way.
 */
import type { Dirent } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { InventoryPage, Ref } from '@samtykke/core'
import { ifThere } from '@samtykke/log/adapter'
import { within } from '../fault.ts'
import { assertStoreIsThere, type Folder, ownFolder, unfinishedIn } from './places.ts'

const pageSize = 500

/** The keys below a folder, of all that is no folder. What is removed meanwhile may be missing. */
async function* keysBelow(
  base: string,
  key: string,
  timeLimit: number
): AsyncGenerator<string, void, undefined> {
  const folder = await within(timeLimit, ifThere(opendir(join(base, key))))
  if (folder === undefined) return
  const entries = folder[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next: IteratorResult<Dirent, unknown> = await within(timeLimit, entries.next())
      if (next.done === true) return
      const entry = next.value
      const path = key === '' ? entry.name : `${key}/${entry.name}`
      if (path === ownFolder) continue
      if (entry.isDirectory()) yield* keysBelow(base, path, timeLimit)
      else yield entry.isFile() ? path : `${path} (no ordinary file)`
    }
  } finally {
    await entries.return?.()
  }
}

/** Refs of finished files, refs of unfinished ones, and what is neither. */
async function* everything(folder: Folder): AsyncGenerator<Ref | string, void, undefined> {
  const { root, template, name, timeLimit } = folder
  for await (const key of keysBelow(root, '', timeLimit)) yield template.refOf(key, name) ?? key
  for await (const key of keysBelow(unfinishedIn(root), '', timeLimit)) {
    const written = key.slice(0, key.lastIndexOf('/'))
    yield template.refOf(written, name) ?? `${ownFolder}/unfinished/${key}`
  }
}

export async function* walk(folder: Folder): AsyncGenerator<InventoryPage, void, undefined> {
  let refs: Ref[] = []
  let unrecognised: string[] = []
  await within(folder.timeLimit, assertStoreIsThere(folder))
  for await (const each of everything(folder)) {
    if (typeof each === 'string') unrecognised.push(each)
    else refs.push(each)
    if (refs.length + unrecognised.length < pageSize) continue
    yield { refs, unrecognised }
    refs = []
    unrecognised = []
  }
  // A volume that went away meanwhile looks like an end.
  await within(folder.timeLimit, assertStoreIsThere(folder))
  yield { refs, unrecognised }
}
