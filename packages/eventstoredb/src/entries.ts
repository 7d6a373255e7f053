/**
 * The one place where records become entries: opened, brought to the present schema, read.
 */
import {
  type AnyEvent,
  type Cause,
  type EntryName,
  instantFromEpoch,
  type LogError,
  type MemberCipher,
  type Members,
  type OpenedMembers,
  type Payload,
  readPayload,
  type RecordedEntry,
  sealedMember
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { EncodedEvent } from './appendMessages.ts'
import { invalidAppend, never } from './logError.ts'
import { notJson, type StoredRecord } from './storedRecord.ts'
import { callOf } from './streamNames.ts'

/** The version of the stored form that this package writes, in each event's metadata. */
export const schemaVersion = 1

/** Brings what was stored under an older schema version one version further. */
export interface Upcaster {
  readonly type: string
  /** The version that it reads; it gives `from + 1`. */
  readonly from: number
  readonly upcast: (members: Members) => Members
}

const isMembers = (data: unknown): data is Record<string, unknown> =>
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

const posesAsSealed = (events: ReadonlyArray<Members>): LogError | undefined => {
  const member = events.map(sealedMember).find(each => each !== undefined)
  return member === undefined
    ? undefined
    : invalidAppend(`${member}: expected a text, found one in the form of an encrypted member`)
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
  if (cipher === undefined) {
    const posing = posesAsSealed(plain)
    return posing === undefined ? TE.fromEither(write(plain)) : TE.left(posing)
  }
  const toSeal = plain.map(event => ({
    members: event,
    boundTo: { stream, id: event.id, type: event.type }
  }))
  return async () => {
    const sealed = await cipher.seal(toSeal)()
    return E.isLeft(sealed) ? sealed : write(sealed.right)
  }
}

/** The JSON of a record in the clear and what of it is forgotten, or what is wrong with it. */
type Opened = E.Either<string, { readonly data: unknown; readonly forgotten: ReadonlyArray<string> }>

type Entries = E.Either<LogError, ReadonlyArray<RecordedEntry>>

export interface EntryReader {
  readonly read: (records: ReadonlyArray<StoredRecord>) => Entries | Promise<Entries>
  /** As `read`, of records that nobody looks at any more: events are made of their data, not of copies. */
  readonly consume: (records: ReadonlyArray<StoredRecord>) => Entries | Promise<Entries>
}

/** Gives data the names that the log has: no copy has to, and what many events say alike is in memory once. */
const nameIn = (data: Record<string, unknown>, { type, callId, recordedAt }: EntryName): void => {
  if (data['type'] === type) data['type'] = type
  if (data['callId'] === callId) data['callId'] = callId
  data['recordedAt'] = recordedAt
}

/** The function, which for the value that it was given last gives the same result, not one like it. */
const remembersLast = <A extends string | number, B>(make: (value: A) => B): ((value: A) => B) => {
  let last: { readonly value: A; readonly result: B } | undefined
  return value => {
    if (last?.value !== value) last = { value, result: make(value) }
    return last.result
  }
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

  const payloadOf = (record: StoredRecord, name: EntryName, opened: Opened): Payload => {
    if (E.isLeft(opened)) return { _tag: 'undecodable', reason: opened.left }
    const { data, forgotten } = opened.right
    const present = data === notJson ? E.left('expected JSON') : upcasted(record, data)
    if (E.isLeft(present)) return { _tag: 'undecodable', reason: present.left }
    return readPayload(name, present.right, forgotten)
  }

  // Of what was appended together both are the same.
  const callOfStream = remembersLast(callOf)
  const recordedAtOf = remembersLast(instantFromEpoch)

  const entriesOf = (
    records: ReadonlyArray<StoredRecord>,
    openedAt: (index: number) => Opened,
    isConsumed = false
  ): ReadonlyArray<RecordedEntry> => {
    const entries: RecordedEntry[] = []
    for (let i = 0; i < records.length; i++) {
      const record = records[i]!
      const callId = callOfStream(record.stream)
      if (callId === undefined) continue
      const { id, type, revision, position } = record
      const recordedAt = recordedAtOf(record.created)
      const name = { id, type, callId, recordedAt }
      if (isConsumed && isMembers(record.data)) nameIn(record.data, name)
      const payload = payloadOf(record, name, openedAt(i))
      entries.push({ callId, id, type, revision, position, recordedAt, payload })
    }
    return entries
  }

  const asItIs = ({ data }: StoredRecord): Opened => E.right({ data, forgotten: [] })

  const unopened = (records: ReadonlyArray<StoredRecord>, isConsumed: boolean): Entries =>
    records.some(({ data }) => isMembers(data) && sealedMember(data) !== undefined)
      ? E.left(never('Refused', 'it holds members that a vault encrypted, and no vault was named'))
      : E.right(entriesOf(records, index => asItIs(records[index]!), isConsumed))

  const opened = async (opener: MemberCipher, records: ReadonlyArray<StoredRecord>): Promise<Entries> => {
    const places = records.flatMap((record, index) =>
      isMembers(record.data) && callOf(record.stream) !== undefined ? [index] : []
    )
    const result = await opener.open(
      places.map(index => {
        const { stream, id, type, data } = records[index]!
        return { members: data as Members, boundTo: { stream, id, type } }
      })
    )()
    if (E.isLeft(result)) return result
    const openedAt = new Map(places.map((place, index) => [place, result.right[index]!]))
    return E.right(
      entriesOf(records, index => {
        const found = openedAt.get(index)
        return found === undefined
          ? asItIs(records[index]!)
          : E.map(({ members, forgotten }: OpenedMembers) => ({ data: members, forgotten }))(found)
      })
    )
  }

  return {
    read: records => (cipher === undefined ? unopened(records, false) : opened(cipher, records)),
    consume: records => (cipher === undefined ? unopened(records, true) : opened(cipher, records))
  }
}
