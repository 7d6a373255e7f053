/**
 * Arbitrary events and histories: all valid, and hardly any of them sensible.
 */
import {
  decodeKnownEvent,
  type Event,
  type EventType,
  eventTypes,
  noticePolicy,
  type Policy,
  renderMemberError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { atMinute } from './instants.ts'
import { type About, anyMembers } from './members.ts'

/** An event before it is known where in which history it stands. */
interface Planned {
  /** How long after the event before it, in minutes. */
  readonly gap: number
  readonly at: (about: About & { readonly place: number }) => Event
}

/** What of histories may be said. */
export interface HistoryOptions {
  /** Whose purposes, lines and features they name; the notice's where absent. */
  readonly policy?: Policy
  /** How many events at most, of all calls together; 12 where absent. */
  readonly maxEvents?: number
}

const idOf = (place: number): string => `00000000-0000-4000-8000-${String(place + 1).padStart(12, '0')}`

const eventFrom = (value: object): Event => {
  const decoded = decodeKnownEvent(value)
  if (E.isLeft(decoded)) throw new Error(decoded.left.map(renderMemberError).join('; '))
  return decoded.right
}

/** Soon, or at the end of some period: from gaps they stay in order while they shrink. */
const gaps = fc.oneof({ arbitrary: fc.nat(90), weight: 3 }, { arbitrary: fc.nat(300 * 24 * 60), weight: 2 })

const plannedOf = (
  type: EventType,
  gap: fc.Arbitrary<number>,
  call: fc.Arbitrary<string>
): fc.Arbitrary<Planned> =>
  fc
    .record({
      gap,
      callId: call,
      members: anyMembers(type),
      late: fc.option(fc.nat(3 * 24 * 60), { nil: undefined }),
      subjectRef: fc.option(fc.constantFrom('person-1', 'person-2'), { nil: undefined })
    })
    .map(({ gap: ownGap, callId, members, late, subjectRef }) => ({
      gap: ownGap,
      at: ({ policy, place, minute }) =>
        eventFrom({
          id: idOf(place),
          type,
          callId,
          occurredAt: atMinute(minute),
          recordedAt: late === undefined ? undefined : atMinute(minute + late),
          subjectRef,
          ...members({ policy, minute })
        })
    }))

const anyPlanned = fc.oneof(
  { withCrossShrink: true },
  ...eventTypes.map(type => plannedOf(type, gaps, fc.constantFrom('call-1', 'call-1', 'call-2')))
)

/** What a call usually has, in this order, before anything else happens. */
const beginning = (['consent-given', 'recording-stored', 'analysis-produced'] as const).map(type =>
  fc.option(plannedOf(type, fc.nat(30), fc.constant('call-1')), { nil: undefined })
)

/** A history of any policy, which is put in last so that both shrink. */
export const anyPlans = (maxEvents: number): fc.Arbitrary<(policy: Policy) => ReadonlyArray<Event>> =>
  fc.tuple(fc.array(anyPlanned, { maxLength: maxEvents }), ...beginning).map(([others, ...first]) => {
    const present = first.flatMap(each => (each === undefined ? [] : [each]))
    const planned = [...present, ...others].slice(0, maxEvents)
    return policy => {
      let minute = 0
      return planned.map(({ gap, at }, place) => {
        minute += gap
        return at({ policy, place, minute })
      })
    }
  })

/**
 * Valid events of every type.
 *
 * @example
 * import { decodeKnownEvent } from '@samtykke/core'
 * import { anyEvent } from '@samtykke/testing/fast-check'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as fc from 'fast-check'
 *
 * fc.assert(fc.property(anyEvent(), event => E.isRight(decodeKnownEvent(event))))
 *
 * @see contract, section 1
 */
export const anyEvent = ({
  policy = noticePolicy
}: Pick<HistoryOptions, 'policy'> = {}): fc.Arbitrary<Event> =>
  anyPlanned.map(({ gap, at }) => at({ policy, place: 0, minute: gap }))

/**
 * Valid histories of one call or two, in the order in which they happened: few ids, so that what happens refers to what there
 * is, and any times, so that it comes too early and too late. Each id once. They shrink to no events, at one instant.
 *
 * @example
 * import { given } from '@samtykke/testing'
 * import { anyHistory } from '@samtykke/testing/fast-check'
 * import * as fc from 'fast-check'
 *
 * const recorded = fc.property(anyHistory({ maxEvents: 6 }), events => {
 *   const { actions } = given(events).when('2030-01-01T00:00:00Z')
 *   assert.ok(actions.every(({ dueAt, status }) => dueAt <= '2030-01-01T00:00:00.000Z' || status !== 'due'))
 * })
 * fc.assert(recorded, { numRuns: 20 })
 *
 * @see contract, sections 1 and 2
 */
export const anyHistory = ({ policy = noticePolicy, maxEvents = 12 }: HistoryOptions = {}): fc.Arbitrary<
  ReadonlyArray<Event>
> => anyPlans(maxEvents).map(planned => planned(policy))
