// What goes in and out, as plain JSON.
import type { Instant } from './time.ts'

/** Any event's members, as stored. */
export interface PlainEvent {
  id: string
  type: string
  callId: string
  occurredAt: string
  recordedAt?: string | null
  [member: string]: unknown
}

/** A payload or a line that cannot be read. */
export interface Unread {
  kind: 'undecodable' | 'redacted' | 'bad-line'
  callId: string
  id?: string
  recordedAt?: string
}

export type Entry = PlainEvent | Unread

export interface RecordingRule {
  rule: string
  direction: string
  line: string
  customerType: string
  keep: string
  source: string
}

export interface PolicyVersion {
  version: string
  effectiveFrom: string
  recordings: readonly RecordingRule[]
  analyses: { keep: string; then: string; source: string }
  bases: { recording: readonly string[]; analysis: readonly string[] }
}

export interface PlainPolicy {
  policy: string
  timeZone: string
  holidays: string
  allowedRegions: readonly string[]
  allowedFeatures: readonly string[]
  holdReleaseApprovals: number
  executionGrace: string
  clockTolerance: string
  consentWindow: string
  proofOfConsent?: { period: string; basis: string }
  versions: readonly PolicyVersion[]
  [member: string]: unknown
}

export interface Moment {
  asOf: string
  knownAt?: string | undefined
}

export interface Ground {
  rule: string
  at: Instant
  article: string
  events: readonly string[]
}

export type TargetKind = 'recording' | 'analysis' | 'access-request' | 'hold' | 'proof'

export type Severity = 'info' | 'warning' | 'error'

/** An action's members in the order of contract 5. */
export interface Action {
  callId: string
  target: TargetKind
  targetId: string
  action: string
  rule: string
  article: string
  dueAt: string
  status: 'suspended' | 'due' | 'scheduled'
  grounds: readonly { rule: string; at: string; article: string; events: readonly string[] }[]
  lastLawfulDay?: string
  policyVersion: string
  legalBasis?: { declared: readonly string[]; reliedOn: '6(1)(a)' | null; purposes: readonly string[] }
  holds: readonly string[]
  handOverFirst?: readonly string[]
  instructedAt?: string
  uncertain?: true
}

/** A finding's members in the order of contract 5, without the free text. */
export interface Finding {
  code: string
  severity: Severity
  callId?: string
  target?: TargetKind
  targetId?: string
  at: string
  events: readonly string[]
}

/** "Strings compare by code unit; absent comes first." */
export const compareText = (left: string | undefined, right: string | undefined): number => {
  if (left === right) return 0
  if (left === undefined) return -1
  if (right === undefined) return 1
  return left < right ? -1 : 1
}
