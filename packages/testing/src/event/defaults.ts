/**
 * What an event of a test says where the test does not: an ordinary call to customer service, its recording and its
 * analysis, with everything that can happen to them afterwards.
 */
import {
  type Event,
  type EventMembers,
  type EventType,
  instantFromEpoch,
  noticePurposes,
  parseInstant,
  epochMilliseconds
} from '@samtykke/core'

/** What a test says of an event itself; null leaves out a member that may be absent. */
export type EventOverrides<T extends EventType> = {
  readonly [K in keyof EventMembers<T>]?: EventMembers<T>[K] | null
}

/** Members by name, of any type of event. */
export type AnyMembers = Readonly<Record<string, unknown>>

/** What the members that are left out depend on. */
interface Before {
  /** The call's events until then. */
  readonly events: ReadonlyArray<Event>
  /** When the next one occurs where nothing else is said (milliseconds). */
  readonly next: number
  readonly stated: AnyMembers
}

const minute = 60_000
const day = 24 * 60 * minute
const length = 10 * minute
/** From the end of a recording until the log is told. */
const storing = minute

const millisecondsOf = (value: unknown): number | undefined => {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  return instant === undefined ? undefined : epochMilliseconds(instant)
}

const dateAfter = (milliseconds: number, days: number): string =>
  instantFromEpoch(milliseconds + days * day).slice(0, 10)

const countOf = ({ events }: Before, type: EventType): number =>
  events.filter(event => event.type === type).length

/** The member of the latest event of a type; the first name of its kind where there is none. */
const latest = ({ events }: Before, type: EventType, member: string): string | undefined =>
  (events.findLast(event => event.type === type) as Record<string, string> | undefined)?.[member]

const recordingOf = (before: Before): string =>
  latest(before, 'recording-stored', 'recordingId') ?? 'recording-1'
const analysisOf = (before: Before): string =>
  latest(before, 'analysis-produced', 'analysisId') ?? 'analysis-1'
const holdOf = (before: Before): string => latest(before, 'hold-placed', 'holdId') ?? 'hold-1'
const requestOf = (before: Before): string => latest(before, 'access-requested', 'requestId') ?? 'request-1'
const directionOf = (before: Before): string => latest(before, 'recording-stored', 'direction') ?? 'inbound'
const processorOf = (before: Before): string => latest(before, 'recording-stored', 'processor') ?? 'recorder'

const occurs = ({ next, stated }: Before): number => millisecondsOf(stated['occurredAt']) ?? next

const targetOf = (before: Before): AnyMembers =>
  before.stated['target'] === 'analysis'
    ? { target: 'analysis', targetId: analysisOf(before) }
    : { target: 'recording', targetId: recordingOf(before) }

/** A recording of ten minutes, stored a minute after its end: whichever of its instants is stated, the others fit it. */
const recordingTimes = ({ next, stated }: Before): AnyMembers => {
  const occurred = millisecondsOf(stated['occurredAt'])
  const started =
    millisecondsOf(stated['startedAt']) ?? (occurred === undefined ? next : occurred - length - storing)
  const stored = occurred ?? started + length + storing
  return {
    occurredAt: instantFromEpoch(stored),
    startedAt: instantFromEpoch(started),
    ...(stored > started && { endedAt: instantFromEpoch(Math.min(started + length, stored)) })
  }
}

const defaults: Readonly<Record<EventType, (before: Before) => AnyMembers>> = {
  'consent-given': () => ({
    method: 'keypress',
    purposes: noticePurposes.map(({ purpose }) => purpose),
    noticeVersion: '1',
    language: 'da'
  }),
  'consent-refused': () => ({ method: 'keypress' }),
  'consent-withdrawn': () => ({ channel: 'email' }),
  'recording-stored': before => ({
    ...recordingTimes(before),
    recordingId: `recording-${countOf(before, 'recording-stored') + 1}`,
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  }),
  'recording-used': before => ({
    recordingId: recordingOf(before),
    purpose: 'quality-assurance',
    usedBy: 'employee-7'
  }),
  'recording-disclosed': before => ({
    recordingId: recordingOf(before),
    recipient: 'police',
    reason: 'court-order'
  }),
  'analysis-produced': before => ({
    analysisId: `analysis-${countOf(before, 'analysis-produced') + 1}`,
    direction: directionOf(before),
    features: ['tone-range', 'tempo', 'loudness'],
    engine: 'voice-meter',
    engineVersion: '1',
    subjects: ['customer']
  }),
  'analysis-objected': () => ({ channel: 'email' }),
  'processing-objected': () => ({ channel: 'email' }),
  'erasure-requested': () => ({ channel: 'email', scope: 'all' }),
  'hold-placed': before => ({
    holdId: `hold-${countOf(before, 'hold-placed') + 1}`,
    claimReference: 'claim-1',
    approvedBy: 'counsel-1',
    reviewOn: dateAfter(occurs(before), 180),
    suspends: 'expiry'
  }),
  'hold-reviewed': before => ({
    holdId: holdOf(before),
    approvedBy: 'counsel-1',
    reviewOn: dateAfter(occurs(before), 180)
  }),
  'hold-released': before => ({ holdId: holdOf(before), approvals: 2 }),
  'erasure-instructed': before => ({ ...targetOf(before), processor: processorOf(before) }),
  'recording-erased': before => ({ recordingId: recordingOf(before), confirmation: 'confirmation-1' }),
  'analysis-erased': before => ({ analysisId: analysisOf(before), confirmation: 'confirmation-1' }),
  'analysis-anonymised': before => ({ analysisId: analysisOf(before), technique: 'aggregation' }),
  'retention-failed': before => ({
    ...targetOf(before),
    action: before.stated['target'] === 'analysis' ? 'anonymise' : 'erase',
    reason: 'processor-unavailable',
    permanent: false
  }),
  'access-requested': before => ({
    requestId: `request-${countOf(before, 'access-requested') + 1}`,
    channel: 'email'
  }),
  'access-extended': before => ({ requestId: requestOf(before), reason: 'number-of-requests' }),
  'access-answered': before => ({ requestId: requestOf(before), copyHandedOver: true }),
  'proof-redacted': () => ({ keyDestroyed: true })
}

/** The members of the next event of a call: those stated, and the defaults for the others. */
export const membersOf = (type: EventType, before: Before): AnyMembers => {
  const all: AnyMembers = {
    occurredAt: instantFromEpoch(before.next),
    ...defaults[type](before),
    ...before.stated
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined))
}

/** When the next event of a call occurs where nothing else is said. */
export const nextAfter = (events: ReadonlyArray<Event>, startsAt: number): number =>
  events.reduce((next, { occurredAt }) => Math.max(next, epochMilliseconds(occurredAt) + minute), startsAt)
