/**
 * The audio of a recording, or the results of an analysis, of the bytes that are stored of it: as they are, or opened where
 * they are encrypted.
 */
import { createHash } from 'node:crypto'
import type { Audio } from '@samtykke/audit'
import { type Identifier, type KeyName, renderVaultError } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes)
}

/**
 * `altered` where it is not what was encrypted.
 *
 * @throws with the reason where it is encrypted and the vault has no key for it: ciphertext is nobody's copy
 */
export const opened = async (
  stored: Uint8Array,
  vault: OpenedVault | undefined,
  keyName: KeyName,
  id: Identifier
): Promise<Audio | 'altered'> => {
  const { decryptWith, isAgeFile, NotOpened } = await import('@samtykke/vault')
  if (!isAgeFile(stored)) return { bytes: stored }
  if (vault === undefined) throw new Error(`${id}: it is encrypted, and no vault was named`)
  const key = await vault.key(keyName)()
  if (E.isLeft(key)) throw new Error(renderVaultError(key.left))
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of decryptWith(key.right, once(stored))) chunks.push(chunk)
  } catch (error) {
    if (error instanceof NotOpened) return 'altered'
    throw error
  }
  return {
    bytes: Buffer.concat(chunks),
    storedSha256: createHash('sha256').update(stored).digest('hex')
  }
}
