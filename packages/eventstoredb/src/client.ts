/**
 * What the log needs of a client of the store, so that it works on either: `@eventstore/db-client`, which it brings, and
 * `@kurrent/kurrentdb-client`, for those who install it (`@samtykke/eventstoredb/kurrentdb`).
 */
import type { CallOptions, Client, ClientDuplexStream, ClientReadableStream, Metadata } from '@grpc/grpc-js'
import type { Position } from '@samtykke/core'
import type * as E from 'fp-ts/lib/Either.js'
import type { StoreAddress } from './address.ts'
import type { StoredRecord } from './storedRecord.ts'

export type Call = ClientReadableStream<unknown> | ClientDuplexStream<unknown, unknown>

/** Makes a call on a client of gRPC, with what the store's client sends along with each of its own. */
export type MakeCall<T extends Call> = (grpc: Client, metadata: Metadata, options: CallOptions) => T

/**
 * A group of consumers: of a stream, or of the whole log.
 *
 * Of the whole log without a filter: for one with a filter the server writes down as done whatever lies before an event
 * that the filter leaves out, given or not, and begins behind it when it starts again.
 */
export interface Group {
  readonly name: string
  readonly stream?: string
}

/** How a group is made. */
export interface GroupSettings {
  /** Milliseconds after which a consumer that is connected and does not answer has lost the message. */
  readonly messageTimeout: number
  /** How often a message is given again before it is parked. Default: the server's, 10. */
  readonly maxRetryCount?: number
  /** Where a group of the whole log begins. Default: at the start. */
  readonly startFrom?: Position
  /** Whether all go to one consumer as long as it has room, then to the next. Default: to each in turn. */
  readonly isToOne?: boolean
}

/** An entry given to one consumer of a group, to be answered in one of three ways. */
export interface GroupMessage {
  /** Absent where a link points to what was deleted. */
  readonly record: StoredRecord | undefined
  readonly ack: () => Promise<void>
  readonly park: (reason: string) => Promise<void>
  readonly retry: (reason: string) => Promise<void>
}

export interface GroupListener {
  readonly onConfirmed: () => void
  readonly onMessage: (message: GroupMessage) => void
  /** Called at least once when the subscription is over, whatever ended it. */
  readonly onEnd: (reason: unknown) => void
}

export interface GroupSubscription {
  /** No more messages are given. */
  readonly pause: () => void
  /** Ends it once the answers to messages have arrived. Where the connection is lost this may never resolve. */
  readonly unsubscribe: () => Promise<void>
  /** Ends it now, also where it has not begun yet: what was not answered goes to others. */
  readonly cancel: () => void
}

/** A connection of a client. It connects at its first call, and again after a failure. */
export interface StoreClient {
  /** Opens a call on the client's own channel, with its credentials. */
  readonly openCall: <T extends Call>(make: MakeCall<T>) => Promise<T>
  /** Makes a group; one that is there stays as it is. */
  readonly createGroup: (group: Group, settings: GroupSettings) => Promise<void>
  /** How many messages its consumers hold that are not answered; none where there is no group. */
  readonly unansweredIn: (group: Group) => Promise<number>
  /** Takes a group away, where it is there. */
  readonly deleteGroup: (group: Group) => Promise<void>
  readonly subscribeToGroup: (
    group: Group,
    bufferSize: number,
    listener: GroupListener
  ) => Promise<GroupSubscription>
  readonly dispose: () => Promise<void>
}

/** The certificates and the key that an address names, as they were read. */
export type CertificateFiles = Partial<Record<'tlsCAFile' | 'userCertFile' | 'userKeyFile', Buffer>>

/** A client's package: what makes clients of an address, or why it does not take the address. */
export type ClientPackage = (
  address: StoreAddress,
  files: CertificateFiles
) => E.Either<string, () => StoreClient>
