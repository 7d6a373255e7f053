/**
 * The vault of a verb about keys, opened with the store that says what was destroyed, where one is named.
 */
import type { KeyName } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { type StoreSource, withVaultOf } from '../source/store.ts'
import { type VaultPlace, withVault } from '../source/vault.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { keyNamed } from './keyOptions.ts'
import { vaultNamed } from './vaultOptions.ts'
import { both } from '../text/language.ts'

export const noVault = wrongCommandLine(
  both(
    'ventede --vault WHERE eller SAMTYKKE_VAULT sat til en',
    'expected --vault WHERE, or SAMTYKKE_VAULT set to one'
  )
)

/** The vault that must be named. */
export const requiredVault = (values: Readonly<Record<string, unknown>>): E.Either<Failure, VaultPlace> =>
  pipe(
    vaultNamed(values),
    E.filterOrElse(
      (place): place is VaultPlace => place !== undefined,
      () => noVault
    )
  )

/** That vault, and the key that is named, where one is. */
export const vaultAndKey = (
  values: Parameters<typeof keyNamed>[0] & Readonly<Record<string, unknown>>
): E.Either<Failure, { readonly place: VaultPlace; readonly name: KeyName | undefined }> =>
  pipe(
    E.Do,
    E.bind('place', () => requiredVault(values)),
    E.bind('name', () => keyNamed(values))
  )

/** Where the vault is that must be named, of which nothing is opened. */
export const requiredWhere = (given: string | undefined): E.Either<Failure, string> => {
  const where = given ?? process.env['SAMTYKKE_VAULT']
  return where === undefined || where === '' ? E.left(noVault) : E.right(where)
}

const sayNoStore = (): void =>
  writeErr(
    both(
      'intet lager er nævnt: nøgler, som en gendannet sikkerhedskopi af nøgleboksen bragte tilbage, destrueres ikke igen',
      'no store was named: keys that a restored back-up of the vault brought back are not destroyed again'
    )
  )

/** Opens the vault, and without a store says what is not known then. */
export const withKeyVault = <A>(
  place: VaultPlace,
  store: E.Either<Failure, StoreSource>,
  use: (vault: OpenedVault) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> => {
  if (E.isRight(store))
    return withVaultOf(store.right, vault => (vault === undefined ? TE.left(noVault) : use(vault)))
  return withVault(place, undefined, vault => {
    sayNoStore()
    return use(vault)
  })
}
