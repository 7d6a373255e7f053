/**
 * The vault that a command line names: where its keys are, its master key, and its ledger.
 */
import { type EventLog, renderStoreError, renderVaultError, type VaultError } from '@samtykke/core'
import type * as Vault from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { type Failure, unreadable } from '../text/failure.ts'
import { printable } from '../text/printable.ts'
import { counted } from '../text/table.ts'

/** Where a vault is. Nothing of it is read yet. */
export interface VaultPlace {
  /** The folder of its keys. */
  readonly where: string
  readonly masterKey: Vault.MasterKeySource
  /** The file in which destructions are written down a second time, beside the recordings. */
  readonly ledger: string | undefined
}

const vaultFailure = (error: VaultError): Failure => unreadable('the vault', renderVaultError(error))

const openTable = (
  { openDirectoryKeyTable }: typeof Vault,
  { where }: VaultPlace
): ReturnType<typeof Vault.openDirectoryKeyTable> => openDirectoryKeyTable(where)

const openLedger = (
  { openFileLedger }: typeof Vault,
  { ledger }: VaultPlace
): TE.TaskEither<Failure, Pick<Vault.VaultOptions, 'ledger'>> =>
  ledger === undefined
    ? TE.right({})
    : pipe(
        openFileLedger(ledger, { create: true }),
        TE.bimap(
          error => unreadable(ledger, renderStoreError(error)),
          opened => ({ ledger: opened })
        )
      )

/** Said once, when the vault is opened: what it could not learn. */
const sayUnread = (vault: Vault.OpenedVault): void => {
  const { log, ledger } = vault.lastCatchUp()
  const unread = (log?.unreadCount ?? 0) + (ledger?.unread ?? 0)
  if (unread > 0)
    writeErr(
      printable(
        `the vault: ${counted(unread, 'record', 'records')} of a destroyed key cannot be read: it is not known of which`
      )
    )
}

/**
 * Opens a vault, uses it, and closes it whatever happens. What the log says was destroyed is destroyed first.
 *
 * @param log one that needs no key
 */
export const withVault = <A>(
  place: VaultPlace,
  log: EventLog,
  use: (vault: Vault.OpenedVault) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  pipe(
    TE.Do,
    TE.bind('library', () => TE.fromTask<typeof Vault, Failure>(() => import('@samtykke/vault'))),
    TE.bind('wrapper', ({ library }) =>
      pipe(library.readMasterKey(place.masterKey), TE.mapLeft(vaultFailure))
    ),
    TE.bind('ledger', ({ library }) => openLedger(library, place)),
    TE.bind('table', ({ library }) => pipe(openTable(library, place), TE.mapLeft(vaultFailure))),
    TE.flatMap(({ library, wrapper, ledger, table }) =>
      pipe(library.openVault({ table, wrapper, log, ...ledger }), TE.mapLeft(vaultFailure))
    ),
    TE.flatMap(vault =>
      TE.bracket(
        TE.right(vault),
        () => {
          sayUnread(vault)
          return use(vault)
        },
        () => vault.close()
      )
    )
  )

/** Which vault the options and the environment name, where they name one. */
export const vaultPlaceOf = (
  given: { readonly vault?: string; readonly masterKey?: string; readonly ledger?: string },
  environment: NodeJS.ProcessEnv = process.env
): E.Either<Failure, VaultPlace | undefined> => {
  const where = given.vault ?? environment['SAMTYKKE_VAULT']
  if (where === undefined || where === '') return E.right(undefined)
  const ledger = given.ledger ?? environment['SAMTYKKE_LEDGER']
  if (given.masterKey !== undefined) return E.right({ where, masterKey: { file: given.masterKey }, ledger })
  return environment['SAMTYKKE_MASTER_KEY'] === undefined
    ? E.left(unreadable('the vault', 'expected its master key: --master-key FILE, or SAMTYKKE_MASTER_KEY'))
    : E.right({ where, masterKey: { variable: 'SAMTYKKE_MASTER_KEY' }, ledger })
}
