/**
 * The one place where records become entries: opened, brought to the present schema, read.
 */
import {
  type AnyEvent,
  type Cause,
  instantFromEpoch,
  type LogError,
  readPayload,
  type RecordedEntry
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { EncodedEvent } from './appendMessages.ts'
import { invalidAppend } from './logError.ts'
import { notJson, type StoredRecord } from './storedRecord.ts'
import { callOf } from './streamNames.ts'

/** The version of the stored form that this package writes, in each event's metadata. */
export const schemaVersion = 1

export type Members = Readonly<Record<string, unknown>>

/** Brings what was stored under an older schema version one version further. */
export interface Upcaster {
  readonly type: string
  /** The version that it reads; it gives `from + 1`. */
  readonly from: number
  readonly upcast: (members: Members) => Members
}

/** An event as it is sealed, and what it is bound to. */
export interface SealedFor {
  readonly stream: string
  readonly id: string
}

/**
 * Encrypts members on their way into the store and decrypts them on their way out. By default there is none.
 *
 * `open` gives for each record its members and the names of those whose key was destroyed; for these it leaves the
 * text that stands for a forgotten member.
 */
export interface MemberCipher {
  readonly seal: (
    events: ReadonlyArray<{ readonly members: Members; readonly boundTo: SealedFor }>
  ) => TE.TaskEither<LogError, ReadonlyArray<Members>>
  readonly open: (
    records: ReadonlyArray<{ readonly members: Members; readonly boundTo: SealedFor }>
  ) => TE.TaskEither<
    LogError,
    ReadonlyArray<{ readonly members: Members; readonly forgotten: ReadonlyArray<string> }>
  >
}

const isMembers = (data: unknown): data is Members =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

const encode = (event: Members & { readonly id: string; readonly type: string }, cause: Cause) => {
  const metadata = {
    schemaVersion,
    $correlationId: cause.correlationId,
    $causationId: cause.causationId ?? event.id
  }
  return {
    id: event.id,
    type: event.type,
    data: Buffer.from(JSON.stringify(event)),
    metadata: Buffer.from(JSON.stringify(metadata))
  }
}

/** Events in the form in which they are stored; before anything is sent, what JSON cannot hold is refused. */
export const encodeEvents = (
  cipher: MemberCipher | undefined,
  stream: string,
  events: ReadonlyArray<AnyEvent>,
  cause: Cause
): TE.TaskEither<LogError, ReadonlyArray<EncodedEvent>> => {
  const write = (sealed: ReadonlyArray<Members>): E.Either<LogError, ReadonlyArray<EncodedEvent>> =>
    E.tryCatch(
      () =>
        sealed.map((members, index) => {
          const { id, type } = events[index]!
          return encode({ ...members, id, type }, cause)
        }),
      () => invalidAppend('an event holds what JSON cannot')
    )
  const plain = events as ReadonlyArray<Members & AnyEvent>
  if (cipher === undefined) return TE.fromEither(write(plain))
  const toSeal = plain.map(event => ({ members: event, boundTo: { stream, id: event.id } }))
  return async () => {
    const sealed = await cipher.seal(toSeal)()
    return E.isLeft(sealed) ? sealed : write(sealed.right)
  }
}

export interface EntryReader {
  readonly read: (
    records: ReadonlyArray<StoredRecord>
  ) =>
    | E.Either<LogError, ReadonlyArray<RecordedEntry>>
    | Promise<E.Either<LogError, ReadonlyArray<RecordedEntry>>>
}

export const createEntryReader = (
  cipher: MemberCipher | undefined,
  upcasters: ReadonlyArray<Upcaster>
): EntryReader => {
  const byTypeAndVersion = new Map(upcasters.map(each => [`${each.from} ${each.type}`, each]))

  const upcast = (record: StoredRecord, members: Members): Members => {
    const metadata = record.metadata()
    let version = isMembers(metadata) ? Number(metadata['schemaVersion'] ?? 1) : 1
    let present = members
    for (;;) {
      const upcaster = byTypeAndVersion.get(`${version} ${record.type}`)
      if (upcaster === undefined) return present
      present = upcaster.upcast(present)
      version++
    }
  }

  const upcasted = (record: StoredRecord, data: unknown): E.Either<string, unknown> =>
    byTypeAndVersion.size === 0 || !isMembers(data)
      ? E.right(data)
      : E.tryCatch(
          () => upcast(record, data),
          () => `schema: the upcaster of ${record.type} failed`
        )

  const entryOf = (
    record: StoredRecord,
    data: unknown,
    forgotten: ReadonlyArray<string>
  ): RecordedEntry | undefined => {
    const callId = callOf(record.stream)
    if (callId === undefined) return undefined
    const { id, type, revision, position } = record
    const recordedAt = instantFromEpoch(record.created)
    const name = { id, type, callId, recordedAt }
    const present = data === notJson ? E.left('expected JSON') : upcasted(record, data)
    const payload = E.isLeft(present)
      ? ({ _tag: 'undecodable', reason: present.left } as const)
      : readPayload(name, present.right, forgotten)
    return { callId, id, type, revision, position, recordedAt, payload }
  }

  const entriesOf = (
    records: ReadonlyArray<StoredRecord>,
    dataOf: (index: number) => unknown,
    forgottenOf: (index: number) => ReadonlyArray<string>
  ): ReadonlyArray<RecordedEntry> => {
    const entries: RecordedEntry[] = []
    for (let i = 0; i < records.length; i++) {
      const entry = entryOf(records[i]!, dataOf(i), forgottenOf(i))
      if (entry !== undefined) entries.push(entry)
    }
    return entries
  }

  const none: ReadonlyArray<string> = []

  const opened = async (
    opener: MemberCipher,
    records: ReadonlyArray<StoredRecord>
  ): Promise<E.Either<LogError, ReadonlyArray<RecordedEntry>>> => {
    const places = records.flatMap((record, index) => (isMembers(record.data) ? [index] : []))
    const result = await opener.open(
      places.map(index => {
        const { stream, id, data } = records[index]!
        return { members: data as Members, boundTo: { stream, id } }
      })
    )()
    if (E.isLeft(result)) return result
    const openedAt = new Map(places.map((place, index) => [place, result.right[index]!]))
    return E.right(
      entriesOf(
        records,
        index => openedAt.get(index)?.members ?? records[index]!.data,
        index => openedAt.get(index)?.forgotten ?? none
      )
    )
  }

  return {
    read: records =>
      cipher === undefined
        ? E.right(
            entriesOf(
              records,
              index => records[index]!.data,
              () => none
            )
          )
        : opened(cipher, records)
  }
}
