/**
 * What a person may ask for all of their calls at once, and the event that it becomes on each call.
 */
import * as E from './either.ts'
import type * as t from 'io-ts'
import { type MemberError, memberErrors } from './decode.ts'
import type { AnyEvent, Event, EventOf } from './event.ts'
import { Identifier, type Uuid } from './identifier.ts'
import { Instant } from './instant.ts'
import { nonEmptyList, oneOf, Text, word } from './member.ts'
import { Purpose } from './purpose.ts'
import { struct } from './struct.ts'

interface RequestMembers {
  /** One for all calls that the request concerns. */
  readonly requestId: Identifier
  readonly subjectRef: Identifier
  /** When it was received. */
  readonly receivedAt: Instant
  /** How it came; not empty. */
  readonly channel: string
}

/**
 * A request of a data subject.
 *
 * - `withdrawal` of consent, GDPR art. 7(3); `purposes` absent = all
 * - `objection`, art. 21(1): to what is done for the `purposes`; absent = to the analysis
 * - `erasure`, art. 17(1)
 * - `access`, art. 15
 */
export type SubjectRequest =
  | (RequestMembers & {
      readonly kind: 'withdrawal' | 'objection'
      readonly purposes?: readonly [Purpose, ...ReadonlyArray<Purpose>]
    })
  | (RequestMembers & {
      readonly kind: 'erasure'
      readonly scope: EventOf<'erasure-requested'>['scope']
    })
  | (RequestMembers & { readonly kind: 'access' })

const members = { requestId: Identifier, subjectRef: Identifier, receivedAt: Instant, channel: Text }

const kinds = ['withdrawal', 'objection', 'erasure', 'access'] as const

const somePurposes = { purposes: nonEmptyList('a list of purposes, not empty', Purpose) }

const codecs: Readonly<Record<string, t.Decoder<unknown, unknown>>> = {
  withdrawal: struct('a withdrawal', { kind: word('withdrawal'), ...members }, somePurposes),
  objection: struct('an objection', { kind: word('objection'), ...members }, somePurposes),
  erasure: struct(
    'a request for erasure',
    { kind: word('erasure'), ...members, scope: oneOf('all', 'recording', 'analysis') },
    {}
  ),
  access: struct('a request for access', { kind: word('access'), ...members }, {})
}

const anyKind = struct('a request of a person (a JSON object)', { kind: oneOf(...kinds), ...members }, {})

const isObject = (u: unknown): u is { readonly kind?: unknown } =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/**
 * Reads a request of a person from a JSON value: of the four kinds, with all that its kind asks for. Nulls and members
 * that it does not know are left out. A log keeps nothing else: what cannot be carried out later is refused at once.
 *
 * @example
 * import { decodeSubjectRequest, renderMemberError } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const decoded = decodeSubjectRequest({
 *   kind: 'withdrawal',
 *   requestId: 'case-77',
 *   subjectRef: 'person-9',
 *   receivedAt: '2025-09-01T10:00:00+02:00',
 *   channel: 'email',
 *   purposes: []
 * })
 * assert.deepStrictEqual(
 *   E.isLeft(decoded) && decoded.left.map(renderMemberError),
 *   ['purposes: expected a list of purposes, not empty, found a list of 0']
 * )
 *
 * @see contract, sections 1 and 5; policies, section 1
 */
export const decodeSubjectRequest = (
  value: unknown
): E.Either<ReadonlyArray<MemberError>, SubjectRequest> => {
  const kind = isObject(value) ? value.kind : undefined
  const codec = (typeof kind === 'string' && Object.hasOwn(codecs, kind) && codecs[kind]) || anyKind
  const validated = codec.validate(value, [{ key: '', type: codec, actual: value }])
  return E.isRight(validated)
    ? E.right(validated.right as SubjectRequest)
    : E.left(memberErrors(validated.left).map(named))
}

const named = (error: MemberError): MemberError =>
  error.member === 'event' ? { ...error, member: 'request' } : error

/**
 * The event that a request becomes on one call. The id is the caller's, since core derives none.
 *
 * @example
 * import { decodeEvent, identifier, instant, requestEvent, uuid } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const event = requestEvent(
 *   {
 *     kind: 'access',
 *     requestId: identifier('case-77'),
 *     subjectRef: identifier('subject-9'),
 *     receivedAt: instant('2025-09-01T08:00:00.000Z'),
 *     channel: 'email'
 *   },
 *   identifier('call-1'),
 *   uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10')
 * )
 * assert.deepStrictEqual(event.type, 'access-requested')
 * assert.deepStrictEqual(E.isRight(decodeEvent(event)), true)
 */
export const requestEvent = (request: SubjectRequest, callId: Identifier, id: Uuid): Event => {
  const envelope = {
    id,
    callId,
    occurredAt: request.receivedAt,
    subjectRef: request.subjectRef,
    channel: request.channel
  }
  switch (request.kind) {
    case 'withdrawal':
      return request.purposes === undefined
        ? { type: 'consent-withdrawn', ...envelope }
        : { type: 'consent-withdrawn', ...envelope, purposes: request.purposes }
    case 'objection':
      return request.purposes === undefined
        ? { type: 'analysis-objected', ...envelope }
        : { type: 'processing-objected', ...envelope, purposes: request.purposes }
    case 'erasure':
      return { type: 'erasure-requested', ...envelope, scope: request.scope }
    case 'access':
      return { type: 'access-requested', ...envelope, requestId: request.requestId }
  }
}

/**
 * Whether a request concerns a call of which these are the events. A request for access concerns the calls that there
 * were when it was received (a later call would else wait for an answer for ever); the others concern every call, and
 * change nothing that came after them. A call without events is taken to be concerned.
 *
 * @example
 * import { type EventOf, identifier, instant, requestConcerns, uuid } from '@samtykke/core'
 *
 * const withdrawn: EventOf<'consent-withdrawn'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'consent-withdrawn',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-02T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * const members = {
 *   requestId: identifier('request-7'),
 *   subjectRef: identifier('person-1'),
 *   receivedAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * assert.deepStrictEqual(requestConcerns({ kind: 'access', ...members }, [withdrawn]), false)
 * assert.deepStrictEqual(requestConcerns({ kind: 'objection', ...members }, [withdrawn]), true)
 *
 * @see GDPR art. 12(3), 15
 */
export const requestConcerns = (request: SubjectRequest, events: ReadonlyArray<AnyEvent>): boolean =>
  request.kind !== 'access' ||
  events.length === 0 ||
  events.some(event => event.occurredAt <= request.receivedAt)
