/**
 * The subjects of the log in memory: a stream of entries for each.
 */
import { randomUUID } from 'node:crypto'
import {
  decideRequest,
  decodeSubjectRequest,
  Identifier,
  type LogError,
  readSubject,
  renderMemberError,
  type Subject,
  type SubjectEntry,
  type SubjectRequest
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'

export const invalid = (reason: string): LogError => ({ _tag: 'InvalidAppend', retry: 'never', reason })

interface MemorySubjects {
  readonly link: (subjectRef: Identifier, callId: Identifier) => E.Either<LogError, Subject>
  readonly receive: (request: SubjectRequest) => E.Either<LogError, void>
  readonly read: (subjectRef: Identifier) => Subject
  readonly write: (subjectRef: Identifier, entry: SubjectEntry) => void
}

export const createMemorySubjects = (): MemorySubjects => {
  const streams = new Map<string, SubjectEntry[]>()
  const read = (subjectRef: Identifier): Subject => readSubject(subjectRef, streams.get(subjectRef) ?? [])

  const write = (subjectRef: Identifier, entry: SubjectEntry): void => {
    const stream = streams.get(subjectRef)
    if (stream === undefined) streams.set(subjectRef, [entry])
    else stream.push(entry)
  }

  return {
    read,
    write,
    link: (subjectRef, callId) => {
      if (!Identifier.is(subjectRef) || !Identifier.is(callId)) {
        return E.left(invalid('subjectRef, callId: expected identifiers'))
      }
      if (!read(subjectRef).calls.includes(callId)) {
        write(subjectRef, { id: randomUUID(), type: 'call-linked', data: { callId } })
      }
      return E.right(read(subjectRef))
    },
    receive: request => {
      const decoded = decodeSubjectRequest(request)
      if (E.isLeft(decoded)) return E.left(invalid(decoded.left.map(renderMemberError).join('; ')))
      const { subjectRef } = decoded.right
      const decided = decideRequest(read(subjectRef))(decoded.right)
      if (E.isLeft(decided)) return E.left(invalid(decided.left))
      if (decided.right !== undefined) {
        write(subjectRef, { id: randomUUID(), type: 'request-received', data: decided.right })
      }
      return E.right(undefined)
    }
  }
}
