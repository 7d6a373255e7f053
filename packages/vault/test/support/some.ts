/** What the tests of this package share. */
import { randomBytes, randomUUID } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Identifier, KeyTable } from '@samtykke/core'
import { createMemoryKeyTable } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type KeyWrapper, masterKey, openVault, type OpenedVault, type VaultOptions } from '@samtykke/vault'

export const rightOf = async <A>(task: TaskEither<unknown, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`expected a result, found ${JSON.stringify(result.left)}`)
  return result.right
}

export const leftOf = async <L>(task: TaskEither<L, unknown>): Promise<L> => {
  const result = await task()
  if (E.isRight(result)) throw new Error('expected an error')
  return result.left
}

export const someMaster = (bytes: Uint8Array = randomBytes(32)): KeyWrapper => {
  const made = masterKey(bytes)
  if (E.isLeft(made)) throw new Error(made.left._tag)
  return made.right
}

export const someVault = (
  table: KeyTable = createMemoryKeyTable(),
  more: Partial<VaultOptions> = {}
): Promise<OpenedVault> => rightOf(openVault({ table, wrapper: someMaster(), ...more }))

export const someId = (kind: string): Identifier => `${kind}.${randomUUID()}` as Identifier

export const bytesOf = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes in parts of this size. */
export async function* chunked(
  bytes: Uint8Array,
  size = 65_536
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size)
    yield await Promise.resolve(bytes.subarray(from, from + size))
}

/** In memory where that can be had: what these tests simulate is a death, not a disk, and each run waits for the disk. */
const inMemory = '/dev/shm'
const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const folders: string[] = []

export const newFolder = (): string => {
  const folder = mkdtempSync(join(isWritable(inMemory) ? inMemory : tmpdir(), 'samtykke-vault-'))
  folders.push(folder)
  return folder
}

export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
