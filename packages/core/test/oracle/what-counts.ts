// Contract 2, "What counts": which events stand, in which order, as of when.
import { compareText } from './plain.ts'
import type { Entry, PlainEvent, Unread } from './plain.ts'
import { minute, readInstant, writeInstant } from './time.ts'
import type { Instant } from './time.ts'

/** An event that stands and has happened. `at` is its `occurredAt`, `recorded` its `recordedAt`. */
export interface Standing {
  id: string
  type: string
  at: Instant
  recorded: Instant
  fromFuture: boolean
  repeated: boolean
  conflicting: boolean
  members: Record<string, unknown>
}

export interface CallHistory {
  callId: string
  events: readonly Standing[]
  unread: readonly Unread[]
}

const known = new Set([
  ...['consent-given', 'consent-refused', 'consent-withdrawn', 'recording-stored', 'recording-used'],
  ...['recording-disclosed', 'analysis-produced', 'analysis-objected', 'erasure-requested', 'hold-placed'],
  ...['hold-reviewed', 'hold-released', 'erasure-instructed', 'recording-erased', 'analysis-erased'],
  ...['analysis-anonymised', 'retention-failed', 'access-requested', 'access-extended', 'access-answered'],
  ...['proof-redacted', 'processing-objected']
])

export const isKnownType = (type: string): boolean => known.has(type)

const tolerated = ['processor', 'method', 'copies', 'backupsExpireOn', 'verifiedBy']
const everyEvent = ['id', 'type', 'callId', 'occurredAt', 'recordedAt', 'subjectRef']

const membersOf: Record<string, readonly string[]> = {
  'consent-given': ['method', 'purposes', 'noticeVersion', 'language', 'digit', 'recordingId', 'offsetMs'],
  'consent-refused': ['method', 'purposes'],
  'consent-withdrawn': ['channel', 'purposes'],
  'recording-stored': [
    ...['recordingId', 'startedAt', 'endedAt', 'direction', 'customerType', 'line', 'processor', 'region'],
    ...['sha256', 'bytes', 'mediaType']
  ],
  'recording-used': ['recordingId', 'purpose', 'usedBy', 'holdId'],
  'recording-disclosed': ['recordingId', 'recipient', 'reason', 'holdId', 'requestId'],
  'analysis-produced': [
    ...['analysisId', 'recordingId', 'direction', 'features', 'engine', 'engineVersion', 'subjects'],
    ...['anonymisable', 'processor', 'region']
  ],
  'analysis-objected': ['channel'],
  'processing-objected': ['channel', 'purposes'],
  'erasure-requested': ['channel', 'scope'],
  'hold-placed': ['holdId', 'claimReference', 'approvedBy', 'reviewOn', 'suspends'],
  'hold-reviewed': ['holdId', 'approvedBy', 'reviewOn'],
  'hold-released': ['holdId', 'approvals', 'approvedBy'],
  'erasure-instructed': ['target', 'targetId', 'processor'],
  'recording-erased': ['recordingId', 'confirmation', ...tolerated],
  'analysis-erased': ['analysisId', 'confirmation', ...tolerated],
  'analysis-anonymised': ['analysisId', 'technique'],
  'retention-failed': ['target', 'targetId', 'action', 'reason', 'permanent'],
  'access-requested': ['requestId', 'channel'],
  'access-extended': ['requestId', 'reason'],
  'access-answered': ['requestId', 'copyHandedOver', 'recordingIds', 'packageSha256', 'refusedBecause'],
  'proof-redacted': ['keyDestroyed', 'residue']
}

const instants = new Set(['occurredAt', 'startedAt', 'endedAt'])

const normalised = (text: unknown): string => writeInstant(readInstant(String(text)))

// "Content = the members of this page (of an unknown type: all). It is compared without `recordedAt` and nulls, with
// instants normalised"
const contentOf = (event: PlainEvent): Record<string, unknown> => {
  const read = membersOf[event.type]
  const kept = Object.entries(event).filter(
    ([member, value]) =>
      value !== null &&
      value !== undefined &&
      member !== 'recordedAt' &&
      (read === undefined || read.includes(member) || everyEvent.includes(member))
  )
  return Object.fromEntries(
    kept.map(([member, value]) => {
      const isInstant = member === 'occurredAt' || (read !== undefined && instants.has(member))
      if (isInstant) return [member, normalised(value)]
      if (member === 'residue' && read !== undefined) {
        return [member, (value as { at: string }[]).map(item => ({ ...item, at: normalised(item.at) }))]
      }
      return [member, value]
    })
  )
}

/** RFC 8785. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, inner]) => inner !== undefined)
    members.sort(([left], [right]) => compareText(left, right))
    return `{${members.map(([member, inner]) => `${JSON.stringify(member)}:${canonicalJson(inner)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

interface Copy {
  event: PlainEvent
  occurred: Instant
  recorded: Instant
  content: Record<string, unknown>
  text: string
}

const copyOf = (event: PlainEvent): Copy => {
  const content = contentOf(event)
  const occurred = readInstant(event.occurredAt)
  // "Absent = `occurredAt`"
  const recorded = typeof event.recordedAt === 'string' ? readInstant(event.recordedAt) : occurred
  return { event, occurred, recorded, content, text: canonicalJson(content) }
}

// "the one with the earliest `recordedAt` stands, then the earliest `occurredAt`, then the smallest canonical JSON"
const compareCopies = (left: Copy, right: Copy): number =>
  left.recorded - right.recorded || left.occurred - right.occurred || compareText(left.text, right.text)

const standing = (copies: readonly Copy[]): Standing => {
  const [first] = [...copies].sort(compareCopies)
  if (first === undefined) throw new Error('no copy')
  const contents = new Set(copies.map(({ text }) => text))
  // "`occurredAt` more than 5 minutes after its `recordedAt` is taken as `recordedAt`"
  const fromFuture = first.occurred - first.recorded > 5 * minute
  return {
    id: first.event.id,
    type: first.event.type,
    at: fromFuture ? first.recorded : first.occurred,
    recorded: first.recorded,
    fromFuture,
    // "equal is one event sent twice, different is a conflict; an id can have both"
    repeated: contents.size < copies.length,
    conflicting: contents.size > 1,
    members: first.content
  }
}

const isGrant = ({ type }: Standing): boolean => type === 'consent-given'

// "Order: `occurredAt`, then `recordedAt`, then `id`; never arrival." "At one instant grants of consent come first, then
// all others; among these `recordedAt`, then `id`."
export const byOrder = (left: Standing, right: Standing): number =>
  left.at - right.at ||
  Number(isGrant(right)) - Number(isGrant(left)) ||
  left.recorded - right.recorded ||
  compareText(left.id, right.id)

export const isUnread = (entry: Entry): entry is Unread => 'kind' in entry && !('type' in entry)

const groupBy = <A>(items: readonly A[], key: (item: A) => string): A[][] => {
  const groups = new Map<string, A[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}

export const member = (event: Standing, name: string): string | undefined =>
  event.members[name] as string | undefined

export const ofType = (events: readonly Standing[], ...types: readonly string[]): Standing[] =>
  events.filter(({ type }) => types.includes(type))

/** The calls as known at `knownAt` and as they stood at `asOf`. */
export const historiesOf = (entries: readonly Entry[], asOf: Instant, knownAt: Instant): CallHistory[] =>
  groupBy(entries, ({ callId }) => callId).map(ofCall => {
    // "`knownAt` hides events with a later `recordedAt`. First of all rules."
    const copies = ofCall.flatMap(entry => (isUnread(entry) ? [] : [copyOf(entry)]))
    const knownCopies = copies.filter(({ recorded }) => recorded <= knownAt)
    const events = groupBy(knownCopies, ({ event }) => event.id)
      .map(standing)
      // "`asOf` hides events with a later `occurredAt`"; copies "count once the event that stands has happened"
      .filter(({ at }) => at <= asOf)
      .sort(byOrder)
    const unread = ofCall.filter(isUnread).filter(({ recordedAt }) => {
      if (recordedAt === undefined) return true
      const recorded = readInstant(recordedAt)
      return recorded <= knownAt && recorded <= asOf
    })
    return { callId: ofCall[0]?.callId ?? '', events, unread }
  })
