/**
 * Events made from columns: of each form of line a pattern, with what all its lines say alike, and the members that are set from what
 * was cut out of each line.
 *
 * All have one shape, since what has one shape is made and read fastest: a member that a line does not have is there, and undefined.
 */
import type { AnyEvent, Identifier } from '@samtykke/core'
import { memberKinds } from './memberKinds.ts'

/** An event with the members that rules read. */
class RuleEvent {
  id: unknown
  type: unknown
  callId: unknown
  occurredAt: unknown
  recordedAt: unknown
  recordingId: unknown
  startedAt: unknown
  endedAt: unknown
  direction: unknown
  customerType: unknown
  line: unknown
  method: unknown
  purposes: unknown
  offsetMs: unknown
  analysisId: unknown
  anonymisable: unknown
  features: unknown
  subjects: unknown
  region: unknown
  purpose: unknown
  target: unknown
  targetId: unknown
  action: unknown
  permanent: unknown
  scope: unknown
  holdId: unknown
  reviewOn: unknown
  suspends: unknown
  approvals: unknown
  requestId: unknown
  copyHandedOver: unknown
  refusedBecause: unknown

  constructor(pattern: Partial<RuleEvent>) {
    this.id = pattern.id
    this.type = pattern.type
    this.callId = pattern.callId
    this.occurredAt = pattern.occurredAt
    this.recordedAt = pattern.recordedAt
    this.recordingId = pattern.recordingId
    this.startedAt = pattern.startedAt
    this.endedAt = pattern.endedAt
    this.direction = pattern.direction
    this.customerType = pattern.customerType
    this.line = pattern.line
    this.method = pattern.method
    this.purposes = pattern.purposes
    this.offsetMs = pattern.offsetMs
    this.analysisId = pattern.analysisId
    this.anonymisable = pattern.anonymisable
    this.features = pattern.features
    this.subjects = pattern.subjects
    this.region = pattern.region
    this.purpose = pattern.purpose
    this.target = pattern.target
    this.targetId = pattern.targetId
    this.action = pattern.action
    this.permanent = pattern.permanent
    this.scope = pattern.scope
    this.holdId = pattern.holdId
    this.reviewOn = pattern.reviewOn
    this.suspends = pattern.suspends
    this.approvals = pattern.approvals
    this.requestId = pattern.requestId
    this.copyHandedOver = pattern.copyHandedOver
    this.refusedBecause = pattern.refusedBecause
  }
}

/** The members that due actions and findings depend on, where no two events of a call are copies of one. */
export const membersOfRules: ReadonlySet<string> = new Set(Object.keys(new RuleEvent({})))

interface Pattern {
  readonly event: RuleEvent
  /** The members that are cut out, but for the identifiers of the event and its call, in the order of their columns. */
  readonly members: ReadonlyArray<keyof RuleEvent>
}

/** Where a form's key starts, and the bit of a number that says that the value is cut out. */
const [keyOffset, isCutOut] = [16, 128]
const ownIdentifiers: ReadonlyArray<string> = ['id', 'callId']

/**
 * The pattern of a form.
 *
 * @see assembly/forms.ts
 */
const patternOf = (bytes: Buffer, form: number): Pattern => {
  const event = new RuleEvent({})
  const members: Array<keyof RuleEvent> = []
  const end = form + keyOffset + bytes.readUInt16LE(form)
  for (let at = form + keyOffset; at < end;) {
    const number = bytes[at++]!
    const name = memberKinds[number & ~isCutOut]!.name as keyof RuleEvent
    const isAsked = membersOfRules.has(name)
    if ((number & isCutOut) === 0) {
      const valueEnd = at + 2 + bytes.readUInt16LE(at)
      if (isAsked) event[name] = JSON.parse(bytes.toString('utf8', at + 2, valueEnd))
      at = valueEnd
    } else if (isAsked && !ownIdentifiers.includes(name)) members.push(name)
  }
  return { event, members }
}

/** What is told of each call of a list. */
export interface CallColumns {
  readonly onEvents: (callId: Identifier, events: ReadonlyArray<AnyEvent>) => void
  /** Of a call that is no columns, its item in the list. */
  readonly onItem: (item: unknown) => void
}

/** Where the layout of a list stands in memory. */
export interface Layout {
  readonly start: number
  readonly end: number
}

/** The size of an entry of a layout. */
export const entrySize = 4

/**
 * Takes apart a list by its layout, and makes events from columns; their forms stand in memory from `forms` on.
 *
 * @see assembly/calls.ts, `emit`
 */
export const columnReader = (forms: number) => {
  const patterns: Array<Pattern | undefined> = []
  return (
    bytes: Buffer,
    { start, end }: Layout,
    items: ReadonlyArray<unknown>,
    { onEvents, onItem }: CallColumns
  ): void => {
    let [entry, item] = [start, 0]
    const next = (): number => {
      entry += entrySize
      return bytes.readUInt32LE(entry - entrySize)
    }
    while (entry < end) {
      const count = next()
      if (count === 0) {
        onItem(items[item++])
        continue
      }
      const callId = items[item++]
      const events: Array<RuleEvent> = []
      for (let i = 0; i < count; i++) {
        const form = next()
        // Forms are 16 bytes apart, or more.
        const { event: pattern, members } = (patterns[(form - forms) >>> 4] ??= patternOf(bytes, form))
        const event = new RuleEvent(pattern)
        event.callId = callId
        event.id = items[item++]
        for (const member of members) event[member] = items[item++]
        events.push(event)
      }
      onEvents(callId as Identifier, events as unknown as ReadonlyArray<AnyEvent>)
    }
  }
}
