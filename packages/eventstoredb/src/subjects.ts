/**
 * A subject's stream: which calls are theirs, and what they asked for.
 */
import {
  canonicalJson,
  decideRequest,
  decodeSubjectRequest,
  Identifier,
  type LogError,
  readSubject,
  renderMemberError,
  type Subject,
  type SubjectRequest,
  type Uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { derivedId } from '@samtykke/log'
import type { EncodedEvent } from './appendMessages.ts'
import { schemaVersion } from './entries.ts'
import { invalidAppend } from './logError.ts'
import type { Store } from './store.ts'
import { notJson, type StoredRecord } from './storedRecord.ts'
import { subjectStream } from './streamNames.ts'

const linked = 'call-linked'
const received = 'request-received'

const encoded = (id: string, type: string, data: object, correlationId: string): EncodedEvent => ({
  id,
  type,
  data: Buffer.from(JSON.stringify(data)),
  metadata: Buffer.from(JSON.stringify({ schemaVersion, $correlationId: correlationId, $causationId: id }))
})

const subjectIn = (subjectRef: Identifier, records: ReadonlyArray<StoredRecord>): Subject =>
  readSubject(
    subjectRef,
    records.map(({ id, type, data }) => ({ id, type, data: data === notJson ? null : data }))
  )

/**
 * The id, or where an entry that cannot be read has it already, one that follows from it. The id of a request follows
 * from its content: the server takes entries of one id for one, whatever they say.
 */
const freeId = (records: ReadonlyArray<StoredRecord>, id: Uuid): Uuid =>
  records.some(record => record.id === id) ? freeId(records, derivedId(id)) : id

export const link = async (
  store: Store,
  subjectRef: Identifier,
  callId: Identifier
): Promise<E.Either<LogError, Subject>> => {
  if (!Identifier.is(subjectRef) || !Identifier.is(callId)) {
    return E.left(invalidAppend('subjectRef, callId: expected identifiers'))
  }
  const isLinked = ({ calls }: Subject): boolean => calls.includes(callId)
  const before = await store.change(subjectStream(subjectRef), ({ records }) => {
    if (isLinked(subjectIn(subjectRef, records))) return []
    const id = freeId(records, derivedId(linked, subjectRef, callId))
    return [encoded(id, linked, { callId }, callId)]
  })
  if (E.isLeft(before)) return before
  const subject = subjectIn(subjectRef, before.right.records)
  return E.right(isLinked(subject) ? subject : { ...subject, calls: [...subject.calls, callId] })
}

export const receive = async (store: Store, request: SubjectRequest): Promise<E.Either<LogError, void>> => {
  const decoded = decodeSubjectRequest(request)
  if (E.isLeft(decoded)) return E.left(invalidAppend(decoded.left.map(renderMemberError).join('; ')))
  const { subjectRef, requestId } = decoded.right
  let refused: string | undefined
  const kept = await store.change(subjectStream(subjectRef), ({ records }) => {
    const decided = decideRequest(subjectIn(subjectRef, records))(decoded.right)
    refused = E.isLeft(decided) ? decided.left : undefined
    if (E.isLeft(decided) || decided.right === undefined) return []
    const id = freeId(records, derivedId(received, canonicalJson(decided.right)))
    return [encoded(id, received, decided.right, requestId)]
  })
  if (E.isLeft(kept)) return kept
  return refused === undefined ? E.right(undefined) : E.left(invalidAppend(refused))
}

export const readSubjectIn = async (
  store: Store,
  subjectRef: Identifier
): Promise<E.Either<LogError, Subject>> => {
  const content = await store.read(subjectStream(subjectRef))
  return E.isLeft(content) ? content : E.right(subjectIn(subjectRef, content.right.records))
}
