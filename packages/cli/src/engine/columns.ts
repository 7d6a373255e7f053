/**
 * Events made from columns: of each form of line a pattern, with what all its lines say alike, and the members that are set from what
 * was cut out of each line.
 *
 * All have one shape, since what has one shape is made and read fastest: a member that a line does not have is there, and undefined.
 */
import { type AnyEvent, encryptableMembers, type Identifier } from '@samtykke/core'
import { formAlignment, membersOfForm } from './forms.ts'

/** An event with the members that rules and reports read. */
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
  bytes: unknown
  processor: unknown
  noticeVersion: unknown
  subjectRef: unknown
  approvedBy: unknown
  usedBy: unknown
  claimReference: unknown
  reason: unknown
  recipient: unknown
  digit: unknown
  confirmation: unknown
  verifiedBy: unknown

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
    this.bytes = pattern.bytes
    this.processor = pattern.processor
    this.noticeVersion = pattern.noticeVersion
    this.subjectRef = pattern.subjectRef
    this.approvedBy = pattern.approvedBy
    this.usedBy = pattern.usedBy
    this.claimReference = pattern.claimReference
    this.reason = pattern.reason
    this.recipient = pattern.recipient
    this.digit = pattern.digit
    this.confirmation = pattern.confirmation
    this.verifiedBy = pattern.verifiedBy
  }
}

/** The members that reports depend on, where no two events of a call are copies of one. */
export const membersOfReports: ReadonlySet<string> = new Set(Object.keys(new RuleEvent({})))

const onlyOfReports: ReadonlySet<string> = new Set(
  ['bytes', 'processor', 'noticeVersion', ...encryptableMembers].filter(name => name !== 'refusedBecause')
)

/** The members that due actions and findings depend on, where no two events of a call are copies of one. */
export const membersOfRules: ReadonlySet<string> = new Set(
  [...membersOfReports].filter(name => !onlyOfReports.has(name))
)

interface Pattern {
  readonly event: RuleEvent
  /** The members that are cut out, but for the identifiers of the event and its call, in the order of their columns. */
  readonly members: ReadonlyArray<keyof RuleEvent>
}

const ownIdentifiers: ReadonlyArray<string> = ['id', 'callId']

const patternOf = (bytes: Buffer, form: number, asked: ReadonlySet<string>): Pattern => {
  const event = new RuleEvent({})
  const members: Array<keyof RuleEvent> = []
  for (const { name, json } of membersOfForm(bytes, form)) {
    if (!asked.has(name)) continue
    const member = name as keyof RuleEvent
    if (json !== undefined) event[member] = JSON.parse(json)
    else if (!ownIdentifiers.includes(name)) members.push(member)
  }
  return { event, members }
}

/** What is told of each call of a list. */
export interface CallColumns {
  /** No events where nothing has happened, and only the text is asked for. */
  readonly onEvents: (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    text: CanonicalText | undefined
  ) => void
  /** Of a call that is no columns, its item in the list. */
  readonly onItem: (item: unknown) => void
}

/** Where the canonical JSON of all events of a call stands in memory, sorted by id, with a line feed between. */
export interface CanonicalText {
  readonly events: number
  readonly start: number
  readonly end: number
}

/** Where the layout of a list stands in memory. */
export interface Layout {
  readonly start: number
  readonly end: number
}

/** The size of an entry of a layout. */
export const entrySize = 4

/** What the columns are of. */
export interface ColumnOptions {
  /** Where the forms of events stand in memory. */
  readonly forms: number
  /** The members that are set. */
  readonly members: ReadonlySet<string>
  readonly withTexts: boolean
}

/**
 * Takes apart a list by its layout, and makes events from columns.
 *
 * @see assembly/calls.ts, `emit`
 */
export const columnReader = ({ forms, members: asked, withTexts }: ColumnOptions) => {
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
      const oneMore = next()
      if (oneMore === 0) {
        onItem(items[item++])
        continue
      }
      const callId = items[item++]
      const text = withTexts ? { events: next(), start: next(), end: next() } : undefined
      const events: Array<RuleEvent> = []
      for (let i = 1; i < oneMore; i++) {
        const form = next()
        const { event: pattern, members } = (patterns[(form - forms) / formAlignment] ??= patternOf(
          bytes,
          form,
          asked
        ))
        const event = new RuleEvent(pattern)
        event.callId = callId
        event.id = items[item++]
        for (const member of members) event[member] = items[item++]
        events.push(event)
      }
      onEvents(callId as Identifier, events as unknown as ReadonlyArray<AnyEvent>, text)
    }
  }
}
