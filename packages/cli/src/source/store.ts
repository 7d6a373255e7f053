/**
 * A SOURCE that is a store: EventStoreDB or KurrentDB, by its connection string.
 */
import { callHistory, type CallHistory, isIdentifier, type LogError, renderLogError } from '@samtykke/core'
import type { EventStoreDBLog, LogOptions } from '@samtykke/eventstoredb'
import { looksLikeAddress, readAddress, shownAddress } from '@samtykke/eventstoredb/address'
import type { MembersNotKept, OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { type VaultPlace, withVault } from './vault.ts'
import { about } from '../text/expected.ts'
import { howMany } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'

export interface StoreSource {
  readonly connectionString: string
  /** As it may be shown: without user and password. */
  readonly name: string
  /** The vault with the keys of its members, where one is named. */
  readonly vault: VaultPlace | undefined
}

export const isStore = looksLikeAddress

const storeOf = (connectionString: string, vault: VaultPlace | undefined): StoreSource => ({
  connectionString,
  name: shownAddress(connectionString),
  vault
})

/** The store, where one is named: it is the only source then. */
export const onlyStore = (
  names: ReadonlyArray<string>,
  vault: VaultPlace | undefined
): E.Either<Failure, StoreSource | undefined> => {
  const named = names.find(isStore)
  if (named === undefined) return E.right(undefined)
  return names.length === 1
    ? E.right(storeOf(named, vault))
    : E.left(
        wrongCommandLine(
          both(
            'et lager er en kilde for sig: ingen anden kan stå ved siden af',
            'a store is a source of its own: no other can stand beside it'
          )
        )
      )
}

/** Where the store's connection string may also stand, so that a password need not be on the command line. */
const variable = 'SAMTYKKE_STORE'

/** The one store among the names given, or that of the environment; and the other names. */
export const storeAmong = (
  names: ReadonlyArray<string>,
  vault: VaultPlace | undefined
): E.Either<Failure, { readonly store: StoreSource; readonly others: ReadonlyArray<string> }> => {
  const stores = names.filter(isStore)
  const others = names.filter(name => !isStore(name))
  const [given = process.env[variable]] = stores
  if (stores.length > 1)
    return E.left(
      wrongCommandLine(both('ventede ét lager, fandt flere', 'expected one store, found several'))
    )
  if (given !== undefined && given !== '') return E.right({ store: storeOf(given, vault), others })
  const hint = others.map(storeHint).find(each => each !== undefined)
  return E.left(
    wrongCommandLine(
      withHint(
        both(
          `ventede et lager: esdb://HOST:PORT, kurrentdb://HOST:PORT eller ${variable} sat til et`,
          `expected a store: esdb://HOST:PORT, kurrentdb://HOST:PORT, or ${variable} set to one`
        ),
        hint
      )
    )
  )
}

/** What someone probably meant who wrote the host and port of a store, and no scheme. */
export const storeHint = (name: string): Bilingual | undefined =>
  /^(localhost|[\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\]):\d{1,5}$/i.test(name)
    ? both(`et lager skrives esdb://${name}`, `a store is named esdb://${name}`)
    : undefined

export const withHint = (text: Bilingual, hint: Bilingual | undefined): Bilingual =>
  hint === undefined ? text : bilingual(language => `${text[language]}; ${hint[language]}`)

export const logFailure =
  ({ name }: StoreSource) =>
  (error: LogError): Failure =>
    unreadable(name, inDanish(renderLogError(error)))

/** Milliseconds for trying again: a person waits. */
const retryFor = 5_000

/** Who one is to the server goes over TLS alone; the client drops it in silence. */
const nameUnsent = ({ connectionString, name }: StoreSource): void => {
  const address = readAddress(connectionString)
  if (E.isLeft(address) || address.right.settings.tls !== false) return
  const { credentials, settings } = address.right
  const unsent = [
    ...(credentials === undefined ? [] : [both('bruger og adgangskode', 'the user and password')]),
    ...(settings.userCertFile === undefined
      ? []
      : [both('certifikatet i userCertFile', 'the certificate of userCertFile')])
  ]
  if (unsent.length > 0)
    writeErr(
      both(
        `${name}: med tls=false sendes ${unsent.map(({ da }) => da).join(' og ')} ikke til serveren`,
        `${name}: with tls=false ${unsent.map(({ en }) => en).join(' and ')} are not sent to the server`
      )
    )
}

const withLog = <A>(
  { connectionString }: StoreSource,
  options: LogOptions,
  use: (log: EventStoreDBLog) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  pipe(
    // The client is large, and loaded only where a store is asked.
    TE.fromTask(() => import('@samtykke/eventstoredb')),
    TE.flatMapEither(({ openEventStoreDBLog }) =>
      pipe(
        openEventStoreDBLog(connectionString, { retryFor, ...options }),
        E.mapLeft(({ reason }) =>
          unreadable(both('lagerets adresse', 'the address of the store'), inDanish(reason))
        )
      )
    ),
    TE.flatMap(log =>
      TE.bracket(
        TE.right(log),
        () => use(log),
        () => log.close()
      )
    )
  )

/** Opens the store for what no member hides: encrypted members count as forgotten, and no vault is asked. */
export const withWithheldStore = <A>(
  store: StoreSource,
  use: (log: EventStoreDBLog) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  pipe(
    TE.fromTask(() => import('@samtykke/vault')),
    TE.tapIO(() => () => nameUnsent(store)),
    TE.flatMap(({ withheldMembers }) => withLog(store, { cipher: withheldMembers }, use))
  )

const sayNotKept = ({ stream, count }: MembersNotKept): void => {
  const members = howMany(count, 'member')
  writeErr(
    about(
      stream,
      both(
        `ikke bevaret: ${members.da}: samtalen er gjort ulæselig`,
        `${members.en} not kept: the call is forgotten`
      )
    )
  )
}

/** Before anything is written: a store that is encrypted by a vault needs one. Who may not ask is told by what he reads. */
const needsNoVault = (store: StoreSource, log: EventStoreDBLog): TE.TaskEither<Failure, void> =>
  pipe(
    TE.fromTask<typeof import('@samtykke/eventstoredb'), LogError>(() => import('@samtykke/eventstoredb')),
    TE.flatMap(({ vaultCheckIn }) => vaultCheckIn(log).read),
    TE.orElse(error => (error._tag === 'AccessDenied' ? TE.right(undefined) : TE.left(error))),
    TE.mapLeft(logFailure(store)),
    TE.flatMap(check =>
      check === undefined
        ? TE.right(undefined)
        : TE.left(
            unreadable(
              store.name,
              both(
                'det har felter, som en nøgleboks har krypteret, og ingen nøgleboks er nævnt',
                'it holds members that a vault encrypted, and no vault was named'
              )
            )
          )
    )
  )

const withoutVault = <A>(
  store: StoreSource,
  use: (log: EventStoreDBLog) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  pipe(
    TE.fromIO(() => nameUnsent(store)),
    TE.flatMap(() => withLog(store, {}, use))
  )

/** Opens the store, and the vault that is named with it, uses them, and closes them whatever happens. */
export const withStore = <A>(
  store: StoreSource,
  use: (log: EventStoreDBLog, vault: OpenedVault | undefined) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> => {
  const { vault: place } = store
  if (place === undefined)
    return withoutVault(store, log =>
      pipe(
        needsNoVault(store, log),
        TE.flatMap(() => use(log, undefined))
      )
    )
  return withWithheldStore(store, bare =>
    withVault(place, bare, vault =>
      pipe(
        TE.fromTask(() => Promise.all([import('@samtykke/vault'), import('@samtykke/eventstoredb')])),
        TE.flatMap(([{ checkVault, memberCipher }, { vaultCheckIn }]) => {
          const check = vaultCheckIn(bare)
          const cipher = memberCipher(vault, { notKept: sayNotKept, check })
          return pipe(
            checkVault(vault, check),
            TE.mapLeft(logFailure(store)),
            TE.flatMap(() => withLog(store, { cipher }, log => use(log, vault)))
          )
        })
      )
    )
  )
}

/** The same for who only reads, and may have to wait for the store: what a vault encrypted is refused when it is read. */
export const withStoreToRead = <A>(
  store: StoreSource,
  use: (log: EventStoreDBLog) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> => (store.vault === undefined ? withoutVault(store, use) : withStore(store, use))

/** The vault of a store, where one is asked: only what the store says was destroyed is read of it. */
export const withVaultOf = <A>(
  store: StoreSource | undefined,
  use: (vault: OpenedVault | undefined) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> => {
  if (store?.vault === undefined) return use(undefined)
  const { vault: place } = store
  return withWithheldStore(store, bare => withVault(place, bare, use))
}

/** One call of a store; `undefined` where it has none of that id. */
export const callInStore = (
  store: StoreSource,
  callId: string
): TE.TaskEither<Failure, CallHistory | undefined> =>
  isIdentifier(callId)
    ? withStore(store, log =>
        pipe(
          log.load(callId),
          TE.bimap(logFailure(store), call => (call.entries.length === 0 ? undefined : callHistory(call)))
        )
      )
    : TE.right(undefined)
