/**
 * The options that name a vault, and which one they name.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { hasPassword, type VaultPlace, vaultPlaceOf } from '../source/vault.ts'
import type { Where } from '../source/where.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { loaded, text, texts } from './option.ts'
import { both } from '../text/language.ts'

/** Others on the machine see a command line. */
const passwordIsElsewhere = wrongCommandLine(
  both(
    '--vault: ventede en adresse uden adgangskode; den kan stå i PGPASSWORD eller i en pgpass-fil',
    '--vault: expected an address without a password, which PGPASSWORD or a pgpass file may hold'
  )
)

export const vaultOption = {
  vault: loaded(
    text(
      'WHERE',
      'the vault with the keys of what is encrypted: a folder, or postgres://USER@HOST/DATABASE (also SAMTYKKE_VAULT)'
    ),
    where => (hasPassword(where) ? TE.left(passwordIsElsewhere) : TE.right(where))
  )
}

export const vaultOptions = {
  ...vaultOption,
  'master-key': texts(
    'FILE',
    'the master key of the vault, in a file that only its owner may use; else SAMTYKKE_MASTER_KEY is the key; while keys go from one to another, the first wraps new keys'
  ),
  ledger: text(
    'WHERE',
    'where destroyed keys are written down, so that keys and log put back bring none back: a file or s3://BUCKET/PREFIX (also SAMTYKKE_LEDGER; default: beside the first folder or bucket of --recordings and --analyses)'
  )
}

const textIn = (values: Readonly<Record<string, unknown>>, name: string): string | undefined =>
  typeof values[name] === 'string' ? values[name] : undefined

/** The stores that a verb's options name. */
const storesIn = (values: Readonly<Record<string, unknown>>): ReadonlyArray<Where> =>
  ['recordings', 'analyses'].flatMap(name => {
    const stores = values[name]
    return Array.isArray(stores) ? (stores as ReadonlyArray<Where>) : []
  })

/** The vault that a verb's options name; none where it takes no such options. */
export const vaultNamed = (
  values: Readonly<Record<string, unknown>>
): E.Either<Failure, VaultPlace | undefined> => {
  const { 'master-key': masterKeys } = values
  if (!Array.isArray(masterKeys)) return E.right(undefined)
  const [vault, ledger] = ['vault', 'ledger'].map(name => textIn(values, name))
  const place = vaultPlaceOf({
    masterKeys: masterKeys.map(String),
    stores: storesIn(values),
    ...(vault !== undefined && { vault }),
    ...(ledger !== undefined && { ledger })
  })
  const isGiven = masterKeys.length > 0 || ledger !== undefined
  return E.isRight(place) && place.right === undefined && isGiven
    ? E.left(
        wrongCommandLine(
          both(
            'ventede --vault WHERE ved siden af --master-key FILE og --ledger WHERE',
            'expected --vault WHERE beside --master-key FILE and --ledger WHERE'
          )
        )
      )
    : place
}
