/**
 * Whether a table is one of these master keys. A wrong one would make keys that nobody else opens.
 */
import type { KeyTable, VaultError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyWrapper } from './keyWrapper.ts'

/** A table that has no master key yet takes this one. */
export const admitted = async (
  table: KeyTable,
  wrapper: KeyWrapper,
  wrappers: ReadonlyMap<string, KeyWrapper>
): Promise<E.Either<VaultError, void>> => {
  const state = await table.state()()
  if (E.isLeft(state)) return state
  const { masterKey } = state.right
  if (masterKey === undefined) {
    const taken = await table.useMasterKey(undefined, wrapper.id)()
    if (E.isLeft(taken)) return taken
    // Another was first: it may be another master key.
    return taken.right ? E.right(undefined) : admitted(table, wrapper, wrappers)
  }
  return wrappers.has(masterKey)
    ? E.right(undefined)
    : E.left({ _tag: 'WrongMasterKey', retry: 'never', wrappedBy: masterKey, given: [...wrappers.keys()] })
}
