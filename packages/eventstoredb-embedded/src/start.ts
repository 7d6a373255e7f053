/**
 * Starting a server.
 */
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation
} from '@grpc/grpc-js'
import { openAccess } from './access/access.ts'
import { guardedAccess } from './access/guarded.ts'
import { createUsers, firstPassword } from './access/users.ts'
import { createPersistentSubscriptions } from './persistent/service.ts'
import { startProjector } from './projections/projector.ts'
import { gossipService } from './services/gossip.ts'
import { monitoringService } from './services/monitoring.ts'
import { operationsService, scavenge } from './services/operations.ts'
import { projectionsService } from './services/projections.ts'
import { serverFeaturesService } from './services/serverFeatures.ts'
import { streamsDefinition, streamsService } from './services/streams/service.ts'
import { usersService } from './services/users.ts'
import { openJournal } from './store/journal.ts'
import { createStore } from './store/store.ts'
import type { Store } from './store/types.ts'
import { createCalls } from './transport/calls.ts'
import { createFaults, type Faults } from './transport/faults.ts'
import { createGate } from './transport/gate.ts'
import { createListener } from './transport/listener.ts'
import {
  gossipGrpc,
  monitoringGrpc,
  operationsGrpc,
  persistentGrpc,
  projectionsGrpc,
  serverFeaturesGrpc,
  usersGrpc
} from './wire/codec.ts'

/** How a server is started. */
export interface StartOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** Keeps the store in this directory; without it everything is in memory. */
  readonly directory?: string
  /** Whether the system projections, such as `$by_category`, run from the start; true unless said otherwise. */
  readonly startStandardProjections?: boolean
  /**
   * Hears what happens to the directory that nobody asked for: a torn write dropped, a disk that takes no more, and that
   * it takes again. Without it these are warnings of the process.
   */
  readonly onWarning?: (message: string) => void
  /**
   * Speaks TLS, PEM texts, and then asks for users and heeds access lists, as a real server does. A new store has the
   * users `admin` and `ops` with the password `changeit`.
   */
  readonly tls?: { readonly certificate: string | Buffer; readonly key: string | Buffer }
}

/** A running server. */
export interface EmbeddedEventStore {
  /** For the client: `esdb://127.0.0.1:port?tls=false`; with TLS `esdb://admin:changeit@localhost:port?tls=true`. */
  readonly connectionString: string
  readonly port: number
  readonly faults: Faults
  /** Empties the store, ends open subscriptions and drops the consumers of persistent subscriptions. */
  readonly reset: () => void
  /** Really removes what is deleted, truncated or expired. Resolves to the number of records removed. */
  readonly scavenge: () => Promise<number>
  /** Takes no more connections, lets open calls go on for the grace (milliseconds, 0), then breaks them off. */
  readonly stop: (options?: { readonly grace?: number }) => Promise<void>
}

const host = '127.0.0.1'
/** Chunks of a batch append have up to 3 MB, one event up to 16 MB. */
const largestMessage = 17 * 1024 * 1024
const callCheck = 5
const longestBreakOff = 200

const warnOfProcess = (message: string): void => process.emitWarning(message, 'JournalWarning')

const credentialsOf = (tls: StartOptions['tls']): ServerCredentials =>
  tls === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(null, [
        { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) }
      ])

/**
 * Starts a server that behaves as EventStoreDB 23.10.8, for tests, demos and development. Resolves when it takes
 * connections, on 127.0.0.1 only.
 *
 * @throws JournalError if the directory is in use or its file is damaged; the system's error if the port is taken
 * @example
 * ```ts run
 * import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
 * import { start } from '@samtykke/eventstoredb-embedded'
 *
 * const server = await start()
 * const client = EventStoreDBClient.connectionString(server.connectionString)
 * const { nextExpectedRevision } = await client.appendToStream('call-1', jsonEvent({ type: 'consent-given', data: {} }))
 * assert.equal(nextExpectedRevision, 0n)
 * await client.dispose()
 * await server.stop()
 * ```
 */
export const start = async ({
  port = 0,
  directory,
  onWarning = warnOfProcess,
  startStandardProjections = true,
  tls
}: StartOptions = {}): Promise<EmbeddedEventStore> => {
  const credentials = credentialsOf(tls)
  const store = createStore(directory === undefined ? undefined : await openJournal(directory, onWarning))
  const users = createUsers(store)
  const access = tls === undefined ? openAccess : guardedAccess(store, users)
  const gate = createGate()
  const injected = createFaults(
    gate,
    () => listener,
    () => streams.dropSubscriptions()
  )
  /** The store as the streams service writes to it: it may die in the middle of a batch. */
  const storeWithFaults: Store = {
    ...store,
    append: (stream, events, expected) => {
      const survivors = injected.deathAfter(events)
      if (survivors === undefined) return store.append(stream, events, expected)
      injected.die()
      return store.append(stream, events.slice(0, survivors), expected)
    }
  }
  const streams = streamsService(storeWithFaults, access)
  const persistent = createPersistentSubscriptions(store, access)
  const projector = startProjector(store, startStandardProjections ? 'Running' : 'Stopped')
  const endpoint = (): string => `${host}:${listener.port()}`

  const server = new Server({
    'grpc.max_receive_message_length': largestMessage,
    'grpc.max_send_message_length': -1
  })
  const calls = createCalls(gate, access, injected.mayAnswer)
  const services: [ServiceDefinition, UntypedServiceImplementation][] = [
    [streamsDefinition, streams.implementation],
    [persistentGrpc.PersistentSubscriptionsService, persistent.service],
    [gossipGrpc.GossipService, gossipService(() => ({ host, port: listener.port() }))],
    [monitoringGrpc.MonitoringService, monitoringService(store, access)],
    [
      operationsGrpc.OperationsService,
      operationsService(store, access, {
        endpoint,
        shutdown: () => void stop(),
        restartPersistentSubscriptions: persistent.restart
      })
    ],
    [projectionsGrpc.ProjectionsService, projectionsService(projector, access)],
    [usersGrpc.UsersService, usersService(store, users, access)]
  ]
  const definitions = [
    ...services.map(([definition]) => definition),
    serverFeaturesGrpc.ServerFeaturesService
  ]
  services.push([serverFeaturesGrpc.ServerFeaturesService, serverFeaturesService(definitions)])
  for (const [definition, implementation] of services)
    server.addService(definition, calls.guard(definition, implementation))

  const injector = server.createConnectionInjector(credentials)
  const listener = createListener(host, socket => injector.injectConnection(socket))

  let stopped: Promise<void> | undefined
  /** Waits until no call is open, but not longer. Milliseconds. */
  const callsEnded = async (longest: number): Promise<void> => {
    const end = Date.now() + longest
    while (calls.count() > 0 && Date.now() < end)
      await new Promise(resolve => {
        setTimeout(resolve, callCheck)
      })
  }
  const shutDown = async (grace: number): Promise<void> => {
    await listener.refuse()
    await callsEnded(grace)
    projector.stop()
    calls.breakOff()
    await callsEnded(longestBreakOff)
    persistent.stop()
    injector.destroy()
    server.forceShutdown()
    listener.close()
    await store.close()
  }
  const stop: EmbeddedEventStore['stop'] = ({ grace = 0 } = {}) => (stopped ??= shutDown(grace))

  try {
    await listener.open(port)
  } catch (error) {
    await stop()
    throw error
  }

  return {
    get port() {
      return listener.port()
    },
    get connectionString() {
      return tls === undefined
        ? `esdb://${endpoint()}?tls=false`
        : `esdb://admin:${firstPassword}@localhost:${listener.port()}?tls=true`
    },
    faults: injected.faults,
    reset: () => {
      streams.endReads()
      store.reset()
      projector.reset()
      persistent.reset()
    },
    scavenge: async () => {
      const { removed } = scavenge(store, endpoint())
      await store.flushed()
      return removed
    },
    stop
  }
}
