/**
 * Events made from plain values: one builder for each type.
 *
 * Each takes texts where an event has identifiers and instants, and gives the event or what is wrong with it.
 *
 * @see contract, section 1
 */
import * as E from './either.ts'
import type * as t from 'io-ts'
import { type MemberError, memberErrors } from './decode.ts'
import type { EventOf, EventType } from './event.ts'
import { eventCodecs } from './eventCodecs.ts'

/** A value with plain texts where it has identifiers, instants and dates. */
export type Plain<A> = A extends string & t.Brand<unknown>
  ? string
  : A extends ReadonlyArray<infer B>
    ? ReadonlyArray<Plain<B>>
    : A extends object
      ? { readonly [K in keyof A]: Plain<A[K]> }
      : A

/** What a builder takes: the members of the event but its type. */
export type EventMembers<T extends EventType> = Plain<Omit<EventOf<T>, 'type'>>

/** Makes an event of one type, or says what is wrong with its members. */
export type EventBuilder<T extends EventType> = (
  members: EventMembers<T>
) => E.Either<ReadonlyArray<MemberError>, EventOf<T>>

const builderOf = <T extends EventType>(type: T): EventBuilder<T> => {
  const codec = eventCodecs[type] as unknown as t.Type<EventOf<T>, unknown>
  return members => {
    const value: unknown = Object.assign({}, members, { type })
    const validated = codec.validate(value, [{ key: '', type: codec, actual: value }])
    return E.isRight(validated) ? validated : E.left(memberErrors(validated.left))
  }
}

/**
 * Makes a `consent-given`; the builders of the other types are used alike.
 *
 * @example
 * import { consentGiven } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const members = {
 *   id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *   callId: 'call-1',
 *   occurredAt: '2025-09-01T10:00:00+02:00',
 *   method: 'keypress',
 *   purposes: ['documentation'],
 *   noticeVersion: '2025-01',
 *   language: 'da'
 * } as const
 * const given = consentGiven(members)
 * assert.deepStrictEqual(E.isRight(given) && given.right.occurredAt, '2025-09-01T08:00:00.000Z')
 * const refused = consentGiven({ ...members, callId: '+45 12 34 56 78', purposes: [] })
 * assert.deepStrictEqual(
 *   E.isLeft(refused) && refused.left.map(({ member }) => member),
 *   ['callId', 'purposes']
 * )
 *
 * @see contract, section 1; `@samtykke/core/catalogue` describes every member
 */
export const consentGiven = builderOf('consent-given')
/** Makes a `consent-refused`. */
export const consentRefused = builderOf('consent-refused')
/** Makes a `consent-withdrawn`. */
export const consentWithdrawn = builderOf('consent-withdrawn')
/** Makes a `recording-stored`. */
export const recordingStored = builderOf('recording-stored')
/** Makes a `recording-used`. */
export const recordingUsed = builderOf('recording-used')
/** Makes a `recording-disclosed`. */
export const recordingDisclosed = builderOf('recording-disclosed')
/** Makes an `analysis-produced`. */
export const analysisProduced = builderOf('analysis-produced')
/** Makes an `analysis-objected`. */
export const analysisObjected = builderOf('analysis-objected')
/** Makes a `processing-objected`. */
export const processingObjected = builderOf('processing-objected')
/** Makes an `erasure-requested`. */
export const erasureRequested = builderOf('erasure-requested')
/** Makes a `hold-placed`. */
export const holdPlaced = builderOf('hold-placed')
/** Makes a `hold-reviewed`. */
export const holdReviewed = builderOf('hold-reviewed')
/** Makes a `hold-released`. */
export const holdReleased = builderOf('hold-released')
/** Makes an `erasure-instructed`. */
export const erasureInstructed = builderOf('erasure-instructed')
/** Makes a `recording-erased`. */
export const recordingErased = builderOf('recording-erased')
/** Makes an `analysis-erased`. */
export const analysisErased = builderOf('analysis-erased')
/** Makes an `analysis-anonymised`. */
export const analysisAnonymised = builderOf('analysis-anonymised')
/** Makes a `retention-failed`. */
export const retentionFailed = builderOf('retention-failed')
/** Makes an `access-requested`. */
export const accessRequested = builderOf('access-requested')
/** Makes an `access-extended`. */
export const accessExtended = builderOf('access-extended')
/** Makes an `access-answered`. */
export const accessAnswered = builderOf('access-answered')
/** Makes a `proof-redacted`. */
export const proofRedacted = builderOf('proof-redacted')
