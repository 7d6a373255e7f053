/**
 * A client as the log needs it, made of that of either package: in all that is used here they are the same.
 *
 * This is the one place that uses what both declare `protected`: the two functions that open a call on the client's own
 * channel, with its credentials. No public way leads there, and what is public does not do: a read of theirs either has
 * no filter or decodes each event in its own way, and their batch appends share one table of unanswered appends over the
 * whole process and never time out.
 */
import type {
  EventStoreDBClient,
  PersistentSubscriptionToAll,
  PersistentSubscriptionToAllResolvedEvent
} from '@eventstore/db-client'
import { type CallOptions, Client, Metadata } from '@grpc/grpc-js'
import type { Position } from '@samtykke/core'
import type {
  Call,
  Group,
  GroupListener,
  GroupSettings,
  GroupSubscription,
  MakeCall,
  StoreClient
} from './client.ts'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { jsonOf, type StoredRecord } from './storedRecord.ts'

/** A client, in as far as both have it. */
type EitherClient = Pick<
  EventStoreDBClient,
  | 'createPersistentSubscriptionToAll'
  | 'createPersistentSubscriptionToStream'
  | 'deletePersistentSubscriptionToAll'
  | 'deletePersistentSubscriptionToStream'
  | 'getPersistentSubscriptionToAllInfo'
  | 'getPersistentSubscriptionToStreamInfo'
  | 'subscribeToPersistentSubscriptionToAll'
  | 'subscribeToPersistentSubscriptionToStream'
  | 'dispose'
>

/** What both packages export to describe a group with. */
type EitherPackage = Pick<
  typeof import('@eventstore/db-client'),
  'persistentSubscriptionToAllSettingsFromDefaults' | 'persistentSubscriptionToStreamSettingsFromDefaults'
>

interface ProtectedCalls {
  readonly GRPCStreamCreator: <T>(
    type: typeof Client,
    name: string,
    create: (grpc: Client) => T
  ) => () => Promise<T>
  readonly callArguments: (
    options: Readonly<Record<string, never>>,
    callOptions: CallOptions
  ) => [Metadata, CallOptions]
}

/** The client's copy of gRPC need not be the one here, and a call takes for metadata only what its own copy made. */
const ownMetadata = (metadata: Metadata): Metadata => {
  const own = new Metadata()
  for (const [name, value] of Object.entries(metadata.getMap())) own.set(name, value)
  return own
}

const openCall = <T extends Call>(client: EitherClient, make: MakeCall<T>): Promise<T> => {
  const calls = client as unknown as ProtectedCalls
  return calls.GRPCStreamCreator(Client, 'streams', grpc => {
    const [metadata, options] = calls.callArguments({}, { deadline: Infinity })
    return make(grpc, ownMetadata(metadata), options)
  })()
}

const recordOf = ({ event }: PersistentSubscriptionToAllResolvedEvent): StoredRecord | undefined =>
  event === undefined
    ? undefined
    : {
        stream: event.streamId,
        id: event.id,
        type: event.type,
        revision: event.revision,
        position: event.position,
        created: event.created.getTime(),
        data: event.data instanceof Uint8Array ? jsonOf(Buffer.from(event.data).toString()) : event.data,
        metadata: () => event.metadata
      }

/** A call sends one message in each turn of the event loop: what is given to it faster lies where nobody sees it. */
const oneATurn = () => {
  let last: Promise<unknown> = Promise.resolve()
  return (send: () => Promise<void>): Promise<void> => {
    const sent = last.then(send)
    last = sent.then(
      () => nextTurn(),
      () => nextTurn()
    )
    return sent
  }
}

const subscribe = (
  client: EitherClient,
  group: Group,
  bufferSize: number,
  { onConfirmed, onMessage, onEnd }: GroupListener
): GroupSubscription => {
  const subscription =
    group.stream !== undefined
      ? (client.subscribeToPersistentSubscriptionToStream(group.stream, group.name, {
          bufferSize
        }) as unknown as PersistentSubscriptionToAll)
      : client.subscribeToPersistentSubscriptionToAll(group.name, { bufferSize })
  const inTurn = oneATurn()
  let together:
    { readonly events: PersistentSubscriptionToAllResolvedEvent[]; readonly sent: Promise<void> } | undefined
  /** What is acknowledged until the next message is sent goes in that one. */
  const ack = (event: PersistentSubscriptionToAllResolvedEvent): Promise<void> => {
    if (together === undefined) {
      const events: PersistentSubscriptionToAllResolvedEvent[] = []
      const send = (): Promise<void> => {
        together = undefined
        return subscription.ack(...events)
      }
      together = { events, sent: inTurn(send) }
    }
    together.events.push(event)
    return together.sent
  }
  subscription
    .on('confirmation', onConfirmed)
    .on('data', (event: PersistentSubscriptionToAllResolvedEvent) => {
      onMessage({
        record: recordOf(event),
        ack: () => ack(event),
        park: reason => inTurn(() => subscription.nack('park', reason, event)),
        retry: reason => inTurn(() => subscription.nack('retry', reason, event))
      })
    })
    .on('error', onEnd)
    .on('end', () => {
      onEnd(new Error('the server ended the subscription'))
    })
    .on('close', () => {
      onEnd(new Error('the subscription was closed'))
    })
  return {
    pause: () => subscription.pause(),
    unsubscribe: async () => {
      // Cancelling a call drops what it sent last: a question answered after that says that it has arrived.
      await inTurn(() => Promise.resolve())
      await askAbout(client, group)
      await subscription.unsubscribe()
    },
    cancel: () => {
      // A call that cannot be opened has told `onEnd`, and there is none to cancel.
      subscription.unsubscribe().catch(() => undefined)
    }
  }
}

const askAbout = (
  client: EitherClient,
  group: Group
): Promise<{ readonly stats: { readonly totalInFlightMessages: number } }> =>
  group.stream !== undefined
    ? client.getPersistentSubscriptionToStreamInfo(group.stream, group.name)
    : client.getPersistentSubscriptionToAllInfo(group.name)

const typeOf = (error: unknown): unknown => (error as { readonly type?: unknown } | undefined)?.type

/** Does it; where it fails with an error of that type, that is as good. */
const unless = async (type: string, task: () => Promise<void>): Promise<void> => {
  try {
    await task()
  } catch (error) {
    if (typeOf(error) !== type) throw error
  }
}

const createGroup = (
  library: EitherPackage,
  client: EitherClient,
  group: Group,
  { messageTimeout, maxRetryCount, startFrom: position, isToOne = false }: GroupSettings
): Promise<void> => {
  const startFrom: Position | 'start' = position ?? 'start'
  const settings = {
    messageTimeout,
    ...(maxRetryCount !== undefined && { maxRetryCount }),
    ...(isToOne && { consumerStrategyName: 'DispatchToSingle' as const })
  }
  return group.stream !== undefined
    ? client.createPersistentSubscriptionToStream(
        group.stream,
        group.name,
        library.persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...settings })
      )
    : client.createPersistentSubscriptionToAll(
        group.name,
        library.persistentSubscriptionToAllSettingsFromDefaults({ startFrom, ...settings })
      )
}

/** What a package has, and a client made of it. */
export interface LoadedClient {
  readonly library: EitherPackage
  readonly client: EitherClient
}

/** @param load called at the first use */
export const storeClient = (load: () => Promise<LoadedClient>): StoreClient => {
  let loading: Promise<LoadedClient> | undefined
  const loaded = (): Promise<LoadedClient> => (loading ??= load())
  return {
    openCall: async make => openCall((await loaded()).client, make),
    createGroup: async (group, settings) => {
      const { library, client } = await loaded()
      await unless('persistent-subscription-exists', () => createGroup(library, client, group, settings))
    },
    unansweredIn: async group => {
      const { client } = await loaded()
      let unanswered = 0
      await unless('persistent-subscription-does-not-exist', async () => {
        const { stats } = await askAbout(client, group)
        unanswered = stats.totalInFlightMessages
      })
      return unanswered
    },
    deleteGroup: async group => {
      const { client } = await loaded()
      await unless('persistent-subscription-does-not-exist', () =>
        group.stream !== undefined
          ? client.deletePersistentSubscriptionToStream(group.stream, group.name)
          : client.deletePersistentSubscriptionToAll(group.name)
      )
    },
    subscribeToGroup: async (group, bufferSize, listener) =>
      subscribe((await loaded()).client, group, bufferSize, listener),
    dispose: async () => {
      await (await loading)?.client.dispose()
    }
  }
}
