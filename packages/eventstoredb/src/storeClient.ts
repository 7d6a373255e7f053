/**
 * A client as the log needs it, made of that of either package: in all that is used here they are the same.
 *
 * This is the one place that uses what both declare `protected`: the two functions that open a call on the client's own
 * channel, with its credentials. No public way leads there, and what is public does not do: a read of theirs either has
 * no filter or decodes each event in its own way, and their batch appends share one table of unanswered appends over the
 * whole process and never time out.
 */
import type { EventStoreDBClient, PersistentSubscriptionToAllResolvedEvent } from '@eventstore/db-client'
import { type CallOptions, Client, Metadata } from '@grpc/grpc-js'
import type { Call, GroupListener, GroupSubscription, MakeCall, StoreClient } from './client.ts'
import { jsonOf, type StoredRecord } from './storedRecord.ts'

/** A client, in as far as both have it. */
type EitherClient = Pick<
  EventStoreDBClient,
  | 'createPersistentSubscriptionToAll'
  | 'getPersistentSubscriptionToAllInfo'
  | 'subscribeToPersistentSubscriptionToAll'
  | 'dispose'
>

/** What both packages export to describe a group with. */
type EitherPackage = Pick<
  typeof import('@eventstore/db-client'),
  'persistentSubscriptionToAllSettingsFromDefaults' | 'streamNameFilter'
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
        data: event.data instanceof Uint8Array ? jsonOf(event.data) : event.data,
        metadata: () => event.metadata
      }

const subscribe = (
  client: EitherClient,
  group: string,
  bufferSize: number,
  { onConfirmed, onMessage, onEnd }: GroupListener
): GroupSubscription => {
  const subscription = client.subscribeToPersistentSubscriptionToAll(group, { bufferSize })
  subscription
    .on('confirmation', onConfirmed)
    .on('data', (event: PersistentSubscriptionToAllResolvedEvent) => {
      onMessage({
        record: recordOf(event),
        ack: () => subscription.ack(event),
        park: reason => subscription.nack('park', reason, event),
        retry: reason => subscription.nack('retry', reason, event)
      })
    })
    .on('error', onEnd)
    .on('end', () => {
      onEnd(new Error('the server ended the subscription'))
    })
    .on('close', () => {
      onEnd(new Error('the subscription was closed'))
    })
  return { pause: () => subscription.pause(), unsubscribe: () => subscription.unsubscribe() }
}

const typeOf = (error: unknown): unknown => (error as { readonly type?: unknown } | undefined)?.type

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
    createGroup: async (group, streamPrefix, messageTimeout) => {
      const { library, client } = await loaded()
      try {
        await client.createPersistentSubscriptionToAll(
          group,
          library.persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start', messageTimeout }),
          { filter: library.streamNameFilter({ prefixes: [streamPrefix] }) }
        )
      } catch (error) {
        if (typeOf(error) !== 'persistent-subscription-exists') throw error
      }
    },
    askAboutGroup: async group => (await loaded()).client.getPersistentSubscriptionToAllInfo(group),
    subscribeToGroup: async (group, bufferSize, listener) =>
      subscribe((await loaded()).client, group, bufferSize, listener),
    dispose: async () => {
      await (await loading)?.client.dispose()
    }
  }
}
