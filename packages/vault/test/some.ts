/** What the tests of this package have in common. */
import { randomBytes, randomUUID } from 'node:crypto'
import { type Identifier, type KeyTable } from '@samtykke/core'
import { createMemoryKeyTable } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type KeyWrapper, masterKey, openVault, type OpenedVault, type VaultOptions } from '../src/index.ts'

export const rightOf = async <A>(task: TaskEither<unknown, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`failed: ${JSON.stringify(result.left)}`)
  return result.right
}

export const leftOf = async <L>(task: TaskEither<L, unknown>): Promise<L> => {
  const result = await task()
  if (E.isRight(result)) throw new Error('succeeded')
  return result.left
}

export const someMaster = (): KeyWrapper => {
  const made = masterKey(randomBytes(32))
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
