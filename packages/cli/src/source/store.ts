/**
 * A SOURCE that is a store: EventStoreDB or KurrentDB, by its connection string.
 */
import { callHistory, type CallHistory, isIdentifier, type LogError, renderLogError } from '@samtykke/core'
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import { looksLikeAddress, readAddress, shownAddress } from '@samtykke/eventstoredb/address'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'

export interface StoreSource {
  readonly connectionString: string
  /** As it may be shown: without user and password. */
  readonly name: string
}

export const isStore = looksLikeAddress

const storeOf = (connectionString: string): StoreSource => ({
  connectionString,
  name: shownAddress(connectionString)
})

/** The store, where one is named: it is the only source then. */
export const onlyStore = (names: ReadonlyArray<string>): E.Either<Failure, StoreSource | undefined> => {
  const named = names.find(isStore)
  if (named === undefined) return E.right(undefined)
  return names.length === 1
    ? E.right(storeOf(named))
    : E.left(wrongCommandLine('a store is a source of its own: no other can stand beside it'))
}

/** Where the store's connection string may also stand, so that a password need not be on the command line. */
const variable = 'SAMTYKKE_STORE'

/** The one store among the names given, or that of the environment; and the other names. */
export const storeAmong = (
  names: ReadonlyArray<string>
): E.Either<Failure, { readonly store: StoreSource; readonly others: ReadonlyArray<string> }> => {
  const stores = names.filter(isStore)
  const others = names.filter(name => !isStore(name))
  const [given = process.env[variable]] = stores
  if (stores.length > 1) return E.left(wrongCommandLine('expected one store, found several'))
  if (given !== undefined && given !== '') return E.right({ store: storeOf(given), others })
  const hint = others.map(storeHint).find(each => each !== undefined)
  return E.left(
    wrongCommandLine(
      `expected a store: esdb://HOST:PORT, kurrentdb://HOST:PORT, or ${variable} set to one${hint === undefined ? '' : `; ${hint}`}`
    )
  )
}

/** What someone probably meant who wrote the host and port of a store, and no scheme. */
export const storeHint = (name: string): string | undefined =>
  /^(localhost|[\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\]):\d{1,5}$/i.test(name)
    ? `a store is named esdb://${name}`
    : undefined

export const logFailure =
  ({ name }: StoreSource) =>
  (error: LogError): Failure =>
    unreadable(name, renderLogError(error))

/** Milliseconds for trying again: a person waits. */
const retryFor = 5_000

/** Who one is to the server goes over TLS alone; the client drops it in silence. */
const nameUnsent = ({ connectionString, name }: StoreSource): void => {
  const address = readAddress(connectionString)
  if (E.isLeft(address) || address.right.settings.tls !== false) return
  const { credentials, settings } = address.right
  const unsent = [
    ...(credentials === undefined ? [] : ['the user and password']),
    ...(settings.userCertFile === undefined ? [] : ['the certificate of userCertFile'])
  ]
  if (unsent.length > 0)
    writeErr(`${name}: with tls=false ${unsent.join(' and ')} are not sent to the server`)
}

/** Opens the store, uses it, and closes it whatever happens. */
export const withStore = <A>(
  store: StoreSource,
  use: (log: EventStoreDBLog) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  pipe(
    // The client is large, and loaded only where a store is asked.
    TE.fromTask(() => import('@samtykke/eventstoredb')),
    TE.tapIO(() => () => nameUnsent(store)),
    TE.flatMapEither(({ openEventStoreDBLog }) =>
      pipe(
        openEventStoreDBLog(store.connectionString, { retryFor }),
        E.mapLeft(({ reason }) => unreadable('the address of the store', reason))
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
