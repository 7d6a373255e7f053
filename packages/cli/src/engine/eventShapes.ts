/**
 * Events with a part of their members.
 *
 * All of a kind have one shape, since what has one shape is made and read fastest: a member that a line does not have is there, and
 * undefined.
 */

/** What the members of an event are, in the order in which its class names them. */
export type Values = ReadonlyArray<unknown>

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

  constructor(values: Values) {
    let next = 0
    this.id = values[next++]
    this.type = values[next++]
    this.callId = values[next++]
    this.occurredAt = values[next++]
    this.recordedAt = values[next++]
    this.recordingId = values[next++]
    this.startedAt = values[next++]
    this.endedAt = values[next++]
    this.direction = values[next++]
    this.customerType = values[next++]
    this.line = values[next++]
    this.method = values[next++]
    this.purposes = values[next++]
    this.offsetMs = values[next++]
    this.analysisId = values[next++]
    this.anonymisable = values[next++]
    this.features = values[next++]
    this.subjects = values[next++]
    this.region = values[next++]
    this.purpose = values[next++]
    this.target = values[next++]
    this.targetId = values[next++]
    this.action = values[next++]
    this.permanent = values[next++]
    this.scope = values[next++]
    this.holdId = values[next++]
    this.reviewOn = values[next++]
    this.suspends = values[next++]
    this.approvals = values[next++]
    this.requestId = values[next++]
    this.copyHandedOver = values[next++]
    this.refusedBecause = values[next]
  }
}

const ruleMembers = Object.keys(new RuleEvent([])).length

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

  constructor(values: Values) {
    super(values)
    let next = ruleMembers
    this.bytes = values[next++]
    this.processor = values[next++]
    this.noticeVersion = values[next++]
    this.subjectRef = values[next++]
    this.approvedBy = values[next++]
    this.usedBy = values[next++]
    this.claimReference = values[next++]
    this.reason = values[next++]
    this.recipient = values[next++]
    this.digit = values[next++]
    this.confirmation = values[next++]
    this.verifiedBy = values[next]
  }
}

/** A kind of events. */
export interface EventShape {
  /** Their members, each with its place among their values. */
  readonly members: ReadonlyMap<string, number>
  /** The places of the identifiers of the event and of its call. */
  readonly id: number
  readonly callId: number
  readonly Event: new (values: Values) => object
}

const shapeOf = (Event: EventShape['Event']): EventShape => {
  const names = Object.keys(new Event([]))
  return {
    members: new Map(names.map((name, place) => [name, place])),
    id: names.indexOf('id'),
    callId: names.indexOf('callId'),
    Event
  }
}

/** What due actions and findings depend on, where no two events of a call are copies of one. */
export const eventOfRules: EventShape = shapeOf(RuleEvent)

/** What reports depend on, where no two events of a call are copies of one. */
export const eventOfReports: EventShape = shapeOf(ReportEvent)
