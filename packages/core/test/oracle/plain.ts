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

/** One value or a list of them; absent: any. */
export type OneOrMore = string | readonly string[]

/** Which recordings a purpose or a rule is for. */
export interface When {
  direction?: OneOrMore
  line?: OneOrMore
  customerType?: OneOrMore
}

export type PurposeKind = 'recording' | 'analysis'

export interface Purpose {
  purpose: string
  of: PurposeKind
  basis: string
  declared?: readonly string[]
  when?: When
  requires?: 'recording' | 'nothing'
}

export interface RecordingRule extends When {
  rule: string
  purposes?: readonly string[]
  keep: string
  source: string
}

export interface AnalysisRule {
  direction?: OneOrMore
  purposes?: readonly string[]
  keep: string
  then: string
  source: string
}

export interface PolicyVersion {
  version: string
  effectiveFrom: string
  recordings: readonly RecordingRule[]
  analyses: AnalysisRule | readonly AnalysisRule[]
  analysisDirections?: readonly string[]
  bases?: { recording: readonly string[]; analysis: readonly string[] }
  purposes?: readonly Purpose[]
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
  consentMethods?: Readonly<Record<string, readonly string[]>>
  spokenConsentWithin?: string
  severities?: Readonly<Record<string, Severity>>
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

export interface LegalBasis {
  declared: readonly string[]
  reliedOn: string | null
  purposes: readonly string[]
  bases?: Readonly<Record<string, string>>
}

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
  legalBasis?: LegalBasis
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
