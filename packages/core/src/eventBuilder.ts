/**
 * What a builder of events is: it takes texts where an event has identifiers and instants, and gives the event or what is
 * wrong with it.
 *
 * @see contract, section 1
 */
import type * as t from 'io-ts'
import { type MemberError, memberErrors } from './decode.ts'
import * as E from './either.ts'
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

/** The builder of one type. */
export const builderOf = <T extends EventType>(type: T): EventBuilder<T> => {
  const codec = eventCodecs[type] as unknown as t.Type<EventOf<T>, unknown>
  return members => {
    const value: unknown = Object.assign({}, members, { type })
    const validated = codec.validate(value, [{ key: '', type: codec, actual: value }])
    return E.isRight(validated) ? validated : E.left(memberErrors(validated.left))
  }
}
