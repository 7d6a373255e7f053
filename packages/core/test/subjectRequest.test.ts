import {
  type AnyEvent,
  compareStored,
  decideRequest,
  decodeEvent,
  decodeSubjectRequest,
  encryptableMembers,
  forgotten,
  isIdentifier,
  readPayload,
  readSubject,
  renderMemberError,
  requestEvent,
  type EntryName,
  type Identifier,
  type SubjectEntry,
  type SubjectRequest,
  type Uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'

const uuid = '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10' as Uuid
const subjectRef = 'person-9' as Identifier

const request = {
  kind: 'withdrawal',
  requestId: 'case-77',
  subjectRef,
  receivedAt: '2025-09-01T08:00:00.000Z',
  channel: 'email'
}

const wrongWith = (more: object): ReadonlyArray<string> => {
  const decoded = decodeSubjectRequest({ ...request, ...more })
  return E.isLeft(decoded) ? decoded.left.map(renderMemberError) : []
}

test('what is read as a request makes a valid event on every call', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('all', 'email', '2025-09-01T10:00:00+02:00', 'case-1')
  )
  const member = fc.constantFrom(
    'kind',
    'requestId',
    'subjectRef',
    'receivedAt',
    'channel',
    'purposes',
    'scope'
  )
  const kind = fc.constantFrom('withdrawal', 'objection', 'erasure', 'access')
  fc.assert(
    fc.property(kind, fc.dictionary(member, value, { maxKeys: 3 }), (ofKind, changes) => {
      const decoded = decodeSubjectRequest({ ...request, kind: ofKind, scope: 'all', ...changes })
      if (E.isLeft(decoded)) {
        expect(decoded.left.map(renderMemberError).every(text => text.includes(': expected '))).toBe(true)
      } else {
        expect(E.isRight(decodeEvent(requestEvent(decoded.right, 'call-1' as Identifier, uuid)))).toBe(true)
        expect(decodeSubjectRequest(JSON.parse(JSON.stringify(decoded.right)))).toEqual(decoded)
      }
    }),
    { numRuns: 2000 }
  )
})

test.each([
  ['withdrawal', undefined, 'consent-withdrawn'],
  ['withdrawal', ['training'], 'consent-withdrawn'],
  ['objection', undefined, 'analysis-objected'],
  ['objection', ['training', 'pace'], 'processing-objected']
])('%s of %p becomes %s, and names the same purposes', (kind, purposes, type) => {
  const decoded = decodeSubjectRequest({ ...request, kind, purposes })
  if (E.isLeft(decoded)) throw new Error('no request')
  const event = requestEvent(decoded.right, 'call-1' as Identifier, uuid)
  expect(event).toMatchObject({ type, channel: 'email', occurredAt: request.receivedAt, subjectRef })
  expect('purposes' in event ? event.purposes : undefined).toEqual(purposes)
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), value => {
      expect(E.isLeft(decodeSubjectRequest(value))).toBe(true)
      const entries = ['call-linked', 'request-received', 'another'].map(type => ({
        id: uuid,
        type,
        data: value
      }))
      expect(readSubject(subjectRef, entries).setAside.length).toBeGreaterThanOrEqual(2)
    })
  )
  for (const id of [undefined, null, 7, {}]) expect(isIdentifier(id as string)).toBe(false)
})

test.each([
  [{ channel: '' }, 'channel: expected a text that is not empty, found '],
  [
    { kind: 'objection', purposes: [] },
    'purposes: expected a list of purposes, not empty, found a list of 0'
  ],
  [{ purposes: [] }, 'purposes: expected a list of purposes, not empty, found a list of 0'],
  [{ kind: 'erasure' }, 'scope: expected one of all, recording, analysis, found nothing'],
  [{ kind: 'rectification' }, 'kind: expected one of withdrawal, objection, erasure, access, found '],
  [{ kind: undefined }, 'kind: expected one of withdrawal, objection, erasure, access, found nothing'],
  [{ subjectRef: '+45 12345678' }, 'subjectRef: expected an identifier ']
])('says what is wrong: %p', (more, expected) => {
  expect(wrongWith(more)).toEqual([expect.stringContaining(expected)])
  expect(wrongWith(more).join()).not.toContain('12345678')
})

test('of one id the first request that can be read stands, whatever lies around it', () => {
  const bad = fc.constantFrom({ ...request, channel: '' }, { ...request, purposes: [] }, null, 'text')
  fc.assert(
    fc.property(fc.array(fc.oneof(bad, fc.constant(request)), { maxLength: 8 }), data => {
      const entries: ReadonlyArray<SubjectEntry> = data.map(each => ({
        id: uuid,
        type: 'request-received',
        data: each
      }))
      const { requests, setAside } = readSubject(subjectRef, entries)
      expect(requests).toEqual(data.includes(request) ? [request] : [])
      expect(setAside).toHaveLength(data.filter(each => each !== request).length)
    })
  )
})

test('a request is kept once, and another under its id is refused', () => {
  const kept = request as unknown as SubjectRequest
  const decide = decideRequest({ calls: [], requests: [kept], setAside: [] })
  expect(decide({ ...kept })).toEqual(E.right(undefined))
  expect(E.isLeft(decide({ ...kept, receivedAt: '2025-09-02T08:00:00.000Z' } as SubjectRequest))).toBe(true)
  const another = { ...kept, requestId: 'case-78' as Identifier }
  expect(decide(another)).toEqual(E.right(another))
})

test('a forgotten member makes no conflict of what is the same else', () => {
  const event = {
    id: uuid,
    type: 'recording-erased',
    callId: 'call-1',
    occurredAt: '2025-09-01T08:00:00.000Z',
    recordingId: 'recording-1',
    confirmation: 'processor-77',
    verifiedBy: 'employee-3'
  } as unknown as AnyEvent
  const name = { ...event, recordedAt: '2025-09-01T09:00:00.000Z' } as unknown as EntryName
  const members = encryptableMembers.filter(member => member in event)
  const stored = { ...event, ...Object.fromEntries(members.map(member => [member, forgotten])) }
  const payload = readPayload(name, stored, members)
  expect(payload._tag).toBe('forgotten')
  expect(compareStored(payload, event)).toBe('same')
  expect(compareStored(payload, { ...event, recordingId: 'recording-2' } as AnyEvent)).toBe('other')
  expect(compareStored({ _tag: 'undecodable', reason: 'a fault' }, event)).toBe('other')
})
