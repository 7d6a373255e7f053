/**
 * Opening a key that is kept with that of several master keys which wrapped it.
 */
import type { LiveKey, VaultError } from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { KeyWrapper } from './keyWrapper.ts'
import { keyBytes } from './masterKey.ts'

/** Its 32 bytes; `WrongMasterKey` where none of these wrapped it. */
export const unwrapWith = (
  wrappers: ReadonlyMap<string, KeyWrapper>,
  { name, wrapped, wrappedBy }: LiveKey
): TE.TaskEither<VaultError, Uint8Array> => {
  const wrapper = wrappers.get(wrappedBy)
  if (wrapper === undefined)
    return TE.left({ _tag: 'WrongMasterKey', retry: 'never', wrappedBy, given: [...wrappers.keys()] })
  return pipe(
    wrapper.unwrap(name, wrapped),
    TE.filterOrElse(
      key => key.length === keyBytes,
      (): VaultError => ({ _tag: 'NotUnwrapped', retry: 'never', name })
    )
  )
}
