/**
 * Events with a part of their members.
 *
 * All of a kind have one shape, since what has one shape is made and read fastest: a member that a line does not have is there, and
 * undefined.
 */

/** An event with the members that rules read. */
export class RuleEvent {
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

/** An event with the members that rules and reports read. */
class ReportEvent extends RuleEvent {
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

  constructor(pattern: Partial<ReportEvent>) {
    super(pattern)
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

/** A kind of events, with their members. */
export interface EventShape {
  readonly members: ReadonlySet<string>
  readonly Event: new (pattern: Partial<ReportEvent>) => RuleEvent
}

const shapeOf = (Event: EventShape['Event']): EventShape => ({
  members: new Set(Object.keys(new Event({}))),
  Event
})

/** What due actions and findings depend on, where no two events of a call are copies of one. */
export const eventOfRules: EventShape = shapeOf(RuleEvent)

/** What reports depend on, where no two events of a call are copies of one. */
export const eventOfReports: EventShape = shapeOf(ReportEvent)
