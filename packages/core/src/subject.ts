/**
 * What is known of a subject, from what a log keeps of them: which calls are theirs, and what they asked for.
 */
import { characters } from './characters.ts'
import * as E from './either.ts'
import { canonicalJson } from './canonicalJson.ts'
import { renderMemberError } from './decode.ts'
import type { SetAside, Subject } from './eventLog.ts'
import { Identifier } from './identifier.ts'
import { decodeSubjectRequest, type SubjectRequest } from './subjectRequest.ts'

/** An entry of a subject's stream, as it is stored. */
export interface SubjectEntry {
  readonly id: string
  /** `call-linked` or `request-received`. */
  readonly type: string
  /** The JSON value; what is no JSON is none. */
  readonly data: unknown
}

type Read =
  | { readonly _tag: 'call'; readonly callId: Identifier }
  | { readonly _tag: 'request'; readonly request: SubjectRequest }
  | { readonly _tag: 'unreadable'; readonly reason: string }

const unreadable = (reason: string): Read => ({ _tag: 'unreadable', reason })

const readLink = (data: unknown): Read => {
  const callId = (data as { readonly callId?: unknown } | null | undefined)?.callId
  return Identifier.is(callId)
    ? { _tag: 'call', callId }
    : unreadable('callId: expected an identifier, found none')
}

const readRequest = (subjectRef: Identifier, data: unknown): Read => {
  const decoded = decodeSubjectRequest(data)
  if (E.isLeft(decoded)) return unreadable(decoded.left.map(renderMemberError).join('; '))
  return decoded.right.subjectRef === subjectRef
    ? { _tag: 'request', request: decoded.right }
    : unreadable('subjectRef: expected that of the subject, found another')
}

const read = (subjectRef: Identifier, { type, data }: SubjectEntry): Read => {
  switch (type) {
    case 'call-linked':
      return readLink(data)
    case 'request-received':
      return readRequest(subjectRef, data)
    default:
      return unreadable(
        `type: expected call-linked or request-received, found a text of ${characters(type.length)}`
      )
  }
}

const isSame = (a: SubjectRequest, b: SubjectRequest): boolean => canonicalJson(a) === canonicalJson(b)

/**
 * A subject, from the entries of their stream in the order in which they came. Of several requests of one id the first
 * that can be read stands. What cannot be read, or has another content under the id of a request, is set aside.
 *
 * @example
 * import { identifier, readSubject } from '@samtykke/core'
 *
 * const linked = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'call-linked', data: { callId: 'call-1' } }
 * const bad = { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'request-received', data: 'no request' }
 * const subject = readSubject(identifier('person-9'), [linked, bad])
 * assert.deepStrictEqual([subject.calls, subject.requests], [['call-1'], []])
 * assert.deepStrictEqual(subject.setAside.map(({ id }) => id), [bad.id])
 *
 * @see contract, section 1
 */
export const readSubject = (subjectRef: Identifier, entries: Iterable<SubjectEntry>): Subject => {
  const calls = new Set<Identifier>()
  const requests = new Map<string, SubjectRequest>()
  const setAside: Array<SetAside> = []
  for (const entry of entries) {
    const { id, type } = entry
    const found = read(subjectRef, entry)
    if (found._tag === 'call') calls.add(found.callId)
    else if (found._tag === 'unreadable') setAside.push({ id, type, reason: found.reason })
    else {
      const first = requests.get(found.request.requestId)
      if (first === undefined) requests.set(found.request.requestId, found.request)
      else if (!isSame(first, found.request)) {
        const reason = 'requestId: expected one request of this id, found another; the first stands'
        setAside.push({ id, type, reason })
      }
    }
  }
  return { calls: [...calls], requests: [...requests.values()], setAside }
}

/**
 * Decides what to keep of a request that someone hands in: the request, nothing (it is kept already), or why it is
 * refused. For those who write a log; the reason is what an `InvalidAppend` says.
 *
 * @example
 * import { decideRequest, identifier, instant, type SubjectRequest } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const objection: SubjectRequest = {
 *   kind: 'objection',
 *   requestId: identifier('case-77'),
 *   subjectRef: identifier('person-9'),
 *   receivedAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * const decide = decideRequest({ calls: [], requests: [objection], setAside: [] })
 * assert.deepStrictEqual(decide(objection), E.right(undefined))
 * assert.deepStrictEqual(
 *   decide({ ...objection, channel: 'letter' }),
 *   E.left('requestId: expected that of no other request, found that of one with other content')
 * )
 */
export const decideRequest =
  ({ requests }: Subject) =>
  (proposed: SubjectRequest): E.Either<string, SubjectRequest | undefined> => {
    const kept = requests.find(({ requestId }) => requestId === proposed.requestId)
    if (kept === undefined) return E.right(proposed)
    return isSame(kept, proposed)
      ? E.right(undefined)
      : E.left('requestId: expected that of no other request, found that of one with other content')
  }
