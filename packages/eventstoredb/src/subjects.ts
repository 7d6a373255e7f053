/**
 * A subject's stream: which calls are theirs, and what they asked for.
 */
import {
  canonicalJson,
  decideRequest,
  decodeSubjectRequest,
  Identifier,
  type LogError,
  type MemberCipher,
  type Members,
  readSubject,
  renderMemberError,
  type SealedFor,
  type SetAside,
  type Subject,
  subjectContent,
  type SubjectEntry,
  type SubjectRequest,
  type Uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { derivedId } from '@samtykke/log'
import type { EncodedEvent } from './appendMessages.ts'
import { schemaVersion } from './entries.ts'
import { invalidAppend, never } from './logError.ts'
import type { Store } from './store.ts'
import { notJson, type StoredRecord } from './storedRecord.ts'
import { subjectStream } from './streamNames.ts'

const linked = 'call-linked'
const received = 'request-received'

/** What is needed to keep something of a subject; where there is a cipher, encrypted. */
export interface SubjectPorts {
  readonly store: Store
  readonly cipher: MemberCipher | undefined
}

type Answer<A> = Promise<E.Either<LogError, A>>

/** Encrypted, nothing beside the content says which call or request it is of. */
const encoded = async (
  { cipher }: SubjectPorts,
  boundTo: SealedFor,
  data: object,
  correlationId: string
): Answer<ReadonlyArray<EncodedEvent>> => {
  const sealed =
    cipher === undefined
      ? E.right([data])
      : await cipher.seal([{ members: { [subjectContent]: data }, boundTo }])()
  if (E.isLeft(sealed)) return sealed
  const { id, type } = boundTo
  const $correlationId = cipher === undefined ? correlationId : id
  return E.right([
    {
      id,
      type,
      data: Buffer.from(JSON.stringify(sealed.right[0])),
      metadata: Buffer.from(JSON.stringify({ schemaVersion, $correlationId, $causationId: id }))
    }
  ])
}

const isEncrypted = (data: unknown): data is Members =>
  typeof data === 'object' && data !== null && subjectContent in data

const destroyedReason = 'its key was destroyed: the subject was forgotten'

/** The subject; what is encrypted is opened, and what cannot be is set aside. */
const opened = async (
  { cipher }: SubjectPorts,
  subjectRef: Identifier,
  records: ReadonlyArray<StoredRecord>
): Answer<Subject> => {
  const encrypted = records.filter(({ data }) => isEncrypted(data))
  if (encrypted.length > 0 && cipher === undefined)
    return E.left(never('Refused', 'it holds what a vault encrypted, and no vault was named'))
  const answers =
    cipher === undefined || encrypted.length === 0
      ? E.right([])
      : await cipher.open(
          encrypted.map(({ stream, id, type, data }) => ({
            members: data as Members,
            boundTo: { stream, id, type }
          }))
        )()
  if (E.isLeft(answers)) return answers
  const openedOf = new Map(encrypted.map((record, index) => [record, answers.right[index]]))
  const setAside: SetAside[] = []
  const entries = records.flatMap((record): ReadonlyArray<SubjectEntry> => {
    const { id, type, data } = record
    const found = openedOf.get(record)
    if (found === undefined) return [{ id, type, data: data === notJson ? null : data }]
    if (E.isRight(found) && found.right.forgotten.length === 0)
      return [{ id, type, data: found.right.members[subjectContent] }]
    setAside.push({ id, type, reason: E.isLeft(found) ? found.left : destroyedReason })
    return []
  })
  const subject = readSubject(subjectRef, entries)
  return E.right(
    setAside.length === 0 ? subject : { ...subject, setAside: [...setAside, ...subject.setAside] }
  )
}

/**
 * The id, or where an entry that cannot be read has it already, one that follows from it. The id of a request follows
 * from its content: the server takes entries of one id for one, whatever they say.
 */
const freeId = (records: ReadonlyArray<StoredRecord>, id: Uuid): Uuid =>
  records.some(record => record.id === id) ? freeId(records, derivedId(id)) : id

export const link = async (
  ports: SubjectPorts,
  subjectRef: Identifier,
  callId: Identifier
): Answer<Subject> => {
  if (!Identifier.is(subjectRef) || !Identifier.is(callId)) {
    return E.left(invalidAppend('subjectRef, callId: expected identifiers'))
  }
  const stream = subjectStream(subjectRef)
  let before: Subject | undefined
  const changed = await ports.store.change(stream, async ({ records }) => {
    const subject = await opened(ports, subjectRef, records)
    if (E.isLeft(subject)) return subject
    before = subject.right
    if (before.calls.includes(callId)) return E.right([])
    const id = freeId(records, derivedId(linked, subjectRef, callId))
    return encoded(ports, { stream, id, type: linked }, { callId }, callId)
  })
  if (E.isLeft(changed)) return changed
  const subject = before ?? { calls: [], requests: [], setAside: [] }
  return E.right(subject.calls.includes(callId) ? subject : { ...subject, calls: [...subject.calls, callId] })
}

export const receive = async (ports: SubjectPorts, request: SubjectRequest): Answer<void> => {
  const decoded = decodeSubjectRequest(request)
  if (E.isLeft(decoded)) return E.left(invalidAppend(decoded.left.map(renderMemberError).join('; ')))
  const { subjectRef, requestId } = decoded.right
  const stream = subjectStream(subjectRef)
  const kept = await ports.store.change(stream, async ({ records }) => {
    const subject = await opened(ports, subjectRef, records)
    if (E.isLeft(subject)) return subject
    const decided = decideRequest(subject.right)(decoded.right)
    if (E.isLeft(decided)) return E.left(invalidAppend(decided.left))
    if (decided.right === undefined) return E.right([])
    const id = freeId(records, derivedId(received, canonicalJson(decided.right)))
    return encoded(ports, { stream, id, type: received }, decided.right, requestId)
  })
  return E.isLeft(kept) ? kept : E.right(undefined)
}

export const readSubjectIn = async (ports: SubjectPorts, subjectRef: Identifier): Answer<Subject> => {
  const content = await ports.store.read(subjectStream(subjectRef))
  return E.isLeft(content) ? content : opened(ports, subjectRef, content.right.records)
}
