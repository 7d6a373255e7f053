/**
 * Whether a vault is the one that a log was written with: a text that only that vault opens stands in the log.
 */
import {
  type Identifier,
  type LogError,
  renderVaultError,
  subjectKey,
  type Vault,
  type VaultCheckPlace
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { using } from '../overwritten.ts'
import { memberKey, type MemberPlace, openText, parseSealed, sealText } from './memberText.ts'

const name = subjectKey('samtykke.vault-check' as Identifier)
const place: MemberPlace = { stream: 'vault-check', id: '', type: 'vault-check', member: 'check' }

const another: LogError = {
  _tag: 'Refused',
  retry: 'never',
  reason: 'its members are encrypted by another vault, or by one that is not yet restored'
}

const opens = async (vault: Vault, text: string): Promise<E.Either<LogError, void>> => {
  const key = await vault.key(name)()
  if (E.isLeft(key)) {
    const { _tag, retry } = key.left
    if (_tag === 'KeyMissing') return E.left(another)
    const reason = renderVaultError(key.left)
    return E.left(
      retry === 'later' ? { _tag: 'Unavailable', retry, reason } : { _tag: 'Refused', retry: 'never', reason }
    )
  }
  const sealed = parseSealed(text)
  const forMembers = using(key.right, memberKey)
  return typeof sealed === 'string' || using(forMembers, each => openText(each, sealed, place)) === undefined
    ? E.left(another)
    : E.right(undefined)
}

/**
 * Whether a log's members are encrypted by this vault: `Refused` where they are by another. A log that says nothing yet is
 * of any.
 *
 * @example
 * import { createMemoryKeyTable, createMemoryLog } from '@samtykke/testing'
 * import { masterKey, openVault, checkVault } from '@samtykke/vault'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right, log: createMemoryLog() })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 * const place = { read: TE.right(undefined), keep: (text: string) => TE.right(text) }
 * assert.deepStrictEqual(await checkVault(vault, place)(), E.right(undefined)) // it says nothing yet
 * await vault.close()()
 *
 * @see `memberCipher`, which asks the same before it reads or writes
 */
export const checkVault =
  (vault: Vault, at: VaultCheckPlace): TE.TaskEither<LogError, void> =>
  () =>
    vaultCheck(vault, at)(false)

/** Asks once whether the log is of the vault; a log that says nothing yet is made its own where something is written. */
export const vaultCheck = (vault: Vault, at: VaultCheckPlace | undefined) => {
  let isKnown = at === undefined

  const check = async (toWrite: boolean): Promise<E.Either<LogError, void>> => {
    if (isKnown || at === undefined) return E.right(undefined)
    const found = await at.read()
    if (E.isLeft(found)) return found
    let text = found.right
    if (text === undefined) {
      if (!toWrite) return E.right(undefined)
      const key = await vault.keyOrNew(name)()
      if (E.isLeft(key)) return opens(vault, '')
      const forMembers = using(key.right, memberKey)
      const kept = await at.keep(using(forMembers, each => sealText(each, name, place, 'samtykke')))()
      if (E.isLeft(kept)) return kept
      text = kept.right
    }
    const opened = await opens(vault, text)
    isKnown = E.isRight(opened)
    return opened
  }
  return check
}
