/**
 * The options that name a vault, and which one they name.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type VaultPlace, vaultPlaceOf } from '../source/vault.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { text } from './option.ts'

export const vaultOptions = {
  vault: text('DIR', 'the vault with the keys of what is encrypted (also SAMTYKKE_VAULT)'),
  'master-key': text(
    'FILE',
    'the master key of the vault, in a file that only its owner may use; else SAMTYKKE_MASTER_KEY is the key'
  ),
  ledger: text(
    'FILE',
    'where destroyed keys are written down beside the recordings, so that keys and log put back bring none back (also SAMTYKKE_LEDGER)'
  )
}

const textIn = (values: Readonly<Record<string, unknown>>, name: string): string | undefined =>
  typeof values[name] === 'string' ? values[name] : undefined

/** The vault that a verb's options name; none where it takes no such options. */
export const vaultNamed = (
  values: Readonly<Record<string, unknown>>
): E.Either<Failure, VaultPlace | undefined> => {
  if (!('vault' in values)) return E.right(undefined)
  const [vault, masterKey, ledger] = ['vault', 'master-key', 'ledger'].map(name => textIn(values, name))
  const place = vaultPlaceOf({
    ...(vault !== undefined && { vault }),
    ...(masterKey !== undefined && { masterKey }),
    ...(ledger !== undefined && { ledger })
  })
  return E.isRight(place) && place.right === undefined && (masterKey ?? ledger) !== undefined
    ? E.left(wrongCommandLine('expected --vault DIR beside --master-key FILE and --ledger FILE'))
    : place
}
