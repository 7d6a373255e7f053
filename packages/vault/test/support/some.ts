/** What the tests of this package share. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeyWrapper, masterKey } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

type Tagged = { readonly _tag: string }

export const right = async <A>(task: TE.TaskEither<Tagged, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`expected a result, found ${JSON.stringify(result.left)}`)
  return result.right
}

export const left = async <Err extends Tagged>(task: TE.TaskEither<Err, unknown>): Promise<Err> => {
  const result = await task()
  if (E.isRight(result)) throw new Error('expected an error')
  return result.left
}

export const someMaster = (bytes: Uint8Array = randomBytes(32)): KeyWrapper => {
  const wrapper = masterKey(bytes)
  if (E.isLeft(wrapper)) throw new Error(wrapper.left._tag)
  return wrapper.right
}

const folders: string[] = []

export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-vault-'))
  folders.push(folder)
  return folder
}

export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
