/**
 * The vault that a command line names: where its keys are, its master key, and its ledger.
 */
import {
  type DestructionLedger,
  type EventLog,
  type KeyTable,
  renderVaultError,
  type VaultError
} from '@samtykke/core'
import type * as Vault from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { type Failure, unreadable } from '../text/failure.ts'
import { type LedgerPlace, ledgerPlaceOf, openLedger } from './ledger.ts'
import type { Where } from './where.ts'
import { howMany } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { both } from '../text/language.ts'

/** Where a vault is. Nothing of it is read yet. */
export interface VaultPlace {
  /** The folder of its keys, or the address of their database. */
  readonly where: string
  /** The first wraps new keys; the others only open. */
  readonly masterKeys: ReadonlyArray<Vault.MasterKeySource>
  /** Where destructions are written down a second time. */
  readonly ledger: LedgerPlace | undefined
}

const isDatabase = (where: string): boolean => /^postgres(ql)?:/i.test(where)

/** Whether it is the address of a database with a password in it. */
export const hasPassword = (where: string): boolean =>
  isDatabase(where) && (/\/\/[^/@]*:[^/]*@/.test(where) || /[?&]password=/i.test(where))

export const theVault = both('nøgleboksen', 'the vault')

export const vaultFailure = (error: VaultError): Failure =>
  unreadable(theVault, inDanish(renderVaultError(error)))

/** The table of its keys. A database has 10 seconds for each answer, and is asked again for 5 seconds at most. */
export const openTable = (where: string, create = false): TE.TaskEither<Failure, KeyTable> =>
  pipe(
    isDatabase(where)
      ? pipe(
          TE.fromTask<typeof import('@samtykke/postgres'), VaultError>(() => import('@samtykke/postgres')),
          TE.flatMap(({ openPostgresKeyTable }) => openPostgresKeyTable({ url: where, create }))
        )
      : pipe(
          TE.fromTask<typeof Vault, VaultError>(() => import('@samtykke/vault')),
          TE.flatMap(({ openDirectoryKeyTable }) => openDirectoryKeyTable(where, { create }))
        ),
    TE.mapLeft(vaultFailure)
  )

/** The master keys, the first before the others. */
export const openMasterKeys = (
  sources: VaultPlace['masterKeys']
): TE.TaskEither<Failure, ReadonlyArray<Vault.KeyWrapper>> =>
  pipe(
    TE.fromTask<typeof Vault, VaultError>(() => import('@samtykke/vault')),
    TE.flatMap(({ readMasterKey }) => pipe(sources, TE.traverseSeqArray(readMasterKey))),
    TE.mapLeft(vaultFailure)
  )

/** Said once, when the vault is opened: what it could not learn. */
const sayUnread = (vault: Vault.OpenedVault): void => {
  const { log, ledger } = vault.lastCatchUp()
  if (log?.from === 'start-of-changed-log')
    writeErr(
      both(
        'nøgleboksen: lageret er ikke, som da det sidst blev læst, f.eks. efter at en sikkerhedskopi er gendannet: hele lageret er læst igen',
        'the vault: the store is not as it was when it was last read, as after a back-up was restored: all of it was read again'
      )
    )
  if (log?.isMarkOld)
    writeErr(
      both(
        'nøgleboksen: den har ikke plads til at notere, hvor langt lageret er læst: det, der er destrueret, er destrueret, og lageret læses derfra igen hver gang',
        'the vault: it has no room to note how far the store was read: what was destroyed is destroyed, and the store is read from there again each time'
      )
    )
  if (ledger !== undefined && ledger.writtenBack > 0) {
    const keys = howMany(ledger.writtenBack, 'destroyed-key')
    writeErr(
      both(
        `nøgleboksen: ${keys.da} stod ikke i fortegnelsen og er skrevet ind`,
        `the vault: ${keys.en} ${ledger.writtenBack === 1 ? 'was' : 'were'} not in the ledger, and written down there`
      )
    )
  }
  const unread = (log?.unreadCount ?? 0) + (ledger?.unread ?? 0)
  if (unread > 0)
    writeErr(
      both(
        `nøgleboksen: ${howMany(unread, 'record').da} om en destrueret nøgle kan ikke læses: det vides ikke hvilken`,
        `the vault: ${howMany(unread, 'record').en} of a destroyed key cannot be read: it is not known of which`
      )
    )
}

/**
 * Opens a vault, uses it, and closes it whatever happens. What the log says was destroyed is destroyed first.
 *
 * @param log one that needs no key; without one, what a restored back-up brought back is not destroyed again
 */
export const withVault = <A>(
  place: VaultPlace,
  log: EventLog | undefined,
  use: (vault: Vault.OpenedVault) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  TE.bracket(
    openLedger(place.ledger),
    opened => withLedger(place, log, opened?.ledger, use),
    opened => TE.fromIO(() => opened?.close())
  )

const withLedger = <A>(
  place: VaultPlace,
  log: EventLog | undefined,
  ledger: DestructionLedger | undefined,
  use: (vault: Vault.OpenedVault) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  pipe(
    TE.Do,
    TE.bind('library', () => TE.fromTask<typeof Vault, Failure>(() => import('@samtykke/vault'))),
    TE.bind('masterKeys', () => openMasterKeys(place.masterKeys)),
    TE.bind('table', () => openTable(place.where)),
    TE.flatMap(({ library, masterKeys: [wrapper, ...others], table }) =>
      wrapper === undefined
        ? TE.left(noMasterKey)
        : pipe(
            library.openVault({
              table,
              wrapper,
              others,
              ...(log !== undefined && { log }),
              ...(ledger !== undefined && { ledger })
            }),
            TE.mapLeft(vaultFailure)
          )
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

const noMasterKey = unreadable(
  theVault,
  both(
    'ventede dens hovednøgle: --master-key FILE eller SAMTYKKE_MASTER_KEY',
    'expected its master key: --master-key FILE, or SAMTYKKE_MASTER_KEY'
  )
)

/** Which vault the options and the environment name, where they name one. */
export const vaultPlaceOf = (
  given: {
    readonly vault?: string
    readonly masterKeys: ReadonlyArray<string>
    readonly ledger?: string
    /** Where recordings and analyses are: beside them is the ledger, where none is named. */
    readonly stores?: ReadonlyArray<Where>
  },
  environment: NodeJS.ProcessEnv = process.env
): E.Either<Failure, VaultPlace | undefined> => {
  const where = given.vault ?? environment['SAMTYKKE_VAULT']
  if (where === undefined || where === '') return E.right(undefined)
  const masterKeys: VaultPlace['masterKeys'] =
    given.masterKeys.length > 0
      ? given.masterKeys.map(file => ({ file }))
      : environment['SAMTYKKE_MASTER_KEY'] === undefined
        ? []
        : [{ variable: 'SAMTYKKE_MASTER_KEY' }]
  return masterKeys.length === 0
    ? E.left(noMasterKey)
    : pipe(
        ledgerPlaceOf(given.ledger ?? environment['SAMTYKKE_LEDGER'], given.stores ?? []),
        E.map(ledger => ({ where, masterKeys, ledger }))
      )
}
