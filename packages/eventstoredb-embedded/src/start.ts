import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation
} from '@grpc/grpc-js'
import { openAccess } from './access/access.ts'
import { startProjector } from './projections/projector.ts'
import { createPersistentSubscriptions } from './persistent/service.ts'
import { gossipService } from './services/gossip.ts'
import { serverFeaturesService } from './services/server-features.ts'
import { streamsService } from './services/streams/service.ts'
import { openJournal } from './store/journal.ts'
import { createStore } from './store/store.ts'
import type { Store } from './store/types.ts'
import { createCalls } from './transport/calls.ts'
import { createFaults, type Faults } from './transport/faults.ts'
import { createGate } from './transport/gate.ts'
import { createListener } from './transport/listener.ts'
import { gossipGrpc, persistentGrpc, serverFeaturesGrpc, streamsGrpc } from './wire/codec.ts'

export interface StartOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** Keeps the store in this directory; without it everything is in memory. */
  readonly directory?: string
}

/** A running server. */
export interface EmbeddedEventStore {
  /** For the client: `esdb://127.0.0.1:port?tls=false`. */
  readonly connectionString: string
  readonly port: number
  readonly faults: Faults
  /** Empties the store, ends open subscriptions and drops the consumers of persistent subscriptions. */
  readonly reset: () => void
  /** Takes no more connections, lets open calls go on for the grace (milliseconds, 0), then breaks them off. */
  readonly stop: (options?: { readonly grace?: number }) => Promise<void>
}

const host = '127.0.0.1'
/** Chunks of a batch append have up to 3 MB, one event up to 16 MB. */
const largestMessage = 17 * 1024 * 1024

/** Starts a server. Resolves when it takes connections. */
export const start = async ({ port = 0, directory }: StartOptions = {}): Promise<EmbeddedEventStore> => {
  const store = createStore(directory === undefined ? undefined : openJournal(directory))
  const access = openAccess
  const gate = createGate()
  const points = createFaults(
    gate,
    () => listener,
    () => streams.dropSubscriptions()
  )
  const dyingStore: Store = {
    ...store,
    append: (stream, events, expected) => {
      const survivors = points.deathAfter(events)
      if (survivors === undefined) return store.append(stream, events, expected)
      points.die()
      return store.append(stream, events.slice(0, survivors), expected)
    }
  }
  const streams = streamsService(dyingStore, access)
  const persistent = createPersistentSubscriptions(store, access)
  const projector = startProjector(store)

  const server = new Server({
    'grpc.max_receive_message_length': largestMessage,
    'grpc.max_send_message_length': -1
  })
  const calls = createCalls(gate, points.mayAnswer)
  const services: [ServiceDefinition, UntypedServiceImplementation][] = [
    [streamsGrpc.StreamsService, streams.implementation],
    [persistentGrpc.PersistentSubscriptionsService, persistent.service],
    [gossipGrpc.GossipService, gossipService(() => ({ host, port: listener.port() }))]
  ]
  services.push([
    serverFeaturesGrpc.ServerFeaturesService,
    serverFeaturesService([
      ...services.map(([definition]) => definition),
      serverFeaturesGrpc.ServerFeaturesService
    ])
  ])
  for (const [definition, implementation] of services)
    server.addService(definition, calls.guard(definition, implementation))

  const injector = server.createConnectionInjector(ServerCredentials.createInsecure())
  const listener = createListener(host, socket => injector.injectConnection(socket))
  await listener.open(port)

  const stop: EmbeddedEventStore['stop'] = async ({ grace = 0 } = {}) => {
    await listener.refuse()
    const end = Date.now() + grace
    while (calls.count() > 0 && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 10))
    calls.breakOff()
    await new Promise(resolve => setImmediate(resolve))
    projector.stop()
    persistent.stop()
    injector.destroy()
    server.forceShutdown()
    listener.reset()
    await store.close()
  }

  return {
    get port() {
      return listener.port()
    },
    get connectionString() {
      return `esdb://${host}:${listener.port()}?tls=false`
    },
    faults: points.faults,
    reset: () => {
      streams.endReads()
      store.reset()
      projector.reset()
      persistent.reset()
    },
    stop
  }
}
