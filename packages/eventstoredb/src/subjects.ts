/**
 * A subject's stream: which calls are theirs, and what they asked for.
 */
import type { Identifier, LogError, Subject, SubjectRequest } from '@samtykke/core'
import { isIdentifier } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { EncodedEvent } from './batchAppends.ts'
import { derivedId } from '@samtykke/log'
import { schemaVersion } from './entries.ts'
import { invalidAppend } from './logError.ts'
import type { Store, StreamContent } from './store.ts'
import type { StoredRecord } from './storedRecord.ts'
import { subjectStream } from './streamNames.ts'

const linked = 'call-linked'
const received = 'request-received'

const encoded = (id: string, type: string, data: object, correlationId: string): EncodedEvent => ({
  id,
  type,
  data: Buffer.from(JSON.stringify(data)),
  metadata: Buffer.from(JSON.stringify({ schemaVersion, $correlationId: correlationId, $causationId: id }))
})

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

const subjectOf = (records: ReadonlyArray<StoredRecord>): Subject => {
  const calls = new Set<Identifier>()
  const requests = new Map<string, SubjectRequest>()
  for (const { type, data } of records) {
    if (!isObject(data)) continue
    if (type === linked && typeof data['callId'] === 'string' && isIdentifier(data['callId'])) {
      calls.add(data['callId'])
    }
    const requestId = data['requestId']
    if (type === received && typeof requestId === 'string' && !requests.has(requestId)) {
      requests.set(requestId, data as unknown as SubjectRequest)
    }
  }
  return { calls: [...calls], requests: [...requests.values()] }
}

const has = (records: ReadonlyArray<StoredRecord>, event: EncodedEvent): boolean =>
  records.some(record => record.id === event.id)

const note = (
  store: Store,
  subjectRef: Identifier,
  event: EncodedEvent
): Promise<E.Either<LogError, StreamContent>> =>
  store.change(subjectStream(subjectRef), ({ records }) => (has(records, event) ? [] : [event]))

export const link = async (
  store: Store,
  subjectRef: Identifier,
  callId: Identifier
): Promise<E.Either<LogError, Subject>> => {
  if (!isIdentifier(subjectRef) || !isIdentifier(callId)) {
    return E.left(invalidAppend('subjectRef, callId: expected identifiers'))
  }
  const id = derivedId(linked, subjectRef, callId)
  const before = await note(store, subjectRef, encoded(id, linked, { callId }, callId))
  if (E.isLeft(before)) return before
  const { calls, requests } = subjectOf(before.right.records)
  return E.right({ calls: calls.includes(callId) ? calls : [...calls, callId], requests })
}

export const receive = async (store: Store, request: SubjectRequest): Promise<E.Either<LogError, void>> => {
  const { subjectRef, requestId } = request
  if (!isIdentifier(subjectRef) || !isIdentifier(requestId)) {
    return E.left(invalidAppend('subjectRef, requestId: expected identifiers'))
  }
  const id = derivedId(received, subjectRef, requestId)
  const kept = await note(store, subjectRef, encoded(id, received, request, requestId))
  return E.isLeft(kept) ? kept : E.right(undefined)
}

export const readSubject = async (
  store: Store,
  subjectRef: Identifier
): Promise<E.Either<LogError, Subject>> => {
  const content = await store.read(subjectStream(subjectRef))
  return E.isLeft(content) ? content : E.right(subjectOf(content.right.records))
}
