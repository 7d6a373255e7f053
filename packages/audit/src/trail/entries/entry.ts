/**
 * One entry of a trail: something that happened, or something that followed from it.
 */
import {
  type EventType,
  type ExplanationStep,
  type FindingCode,
  type GroundRule,
  type Instant,
  type LocalDate,
  ordText,
  type Payload,
  type Purpose,
  type TargetKind
} from '@samtykke/core'
import type { Timeliness } from '../../basis/timeliness.ts'
import type { Bilingual } from '../../render/text/language.ts'

/** Something that followed from events, the policy and the passing of time. */
export const derivedCodes = [
  'basis-began',
  'basis-ended',
  'became-due',
  'policy-shortened',
  'suspended',
  'resumed',
  'done-in-time',
  'done-within-grace',
  'done-late',
  'done-early',
  'overdue'
] as const

/** What followed from events, by its code. */
export type DerivedCode = (typeof derivedCodes)[number]

/** An event that cannot be read, or of a type that is not known. */
export type UnreadCode = 'unreadable-event' | 'unknown-event'

/**
 * What can be read of an event:
 *
 * - `readable`: all of it
 * - `forgotten`: a key was destroyed, and with it some members
 * - `redacted`: it was truncated away
 * - `undecodable`: a fault
 */
export type PayloadState = Payload['_tag']

/** What a derived entry is about, beside its target. */
export interface DerivedFacts {
  /** What is due or was done. */
  readonly action?: 'erase' | 'anonymise' | 'answer' | 'review' | 'redact'
  /** The purposes whose basis began or ended. */
  readonly purposes?: ReadonlyArray<Purpose>
  /** The last day of the time for answering the customer, which is not the time for erasing. */
  readonly answerBy?: LocalDate
  /** When the log learnt of the ground. */
  readonly groundKnownAt?: Instant
  readonly holdId?: string
  /** The release of the hold from which lateness runs, where that is later than `dueAt`. */
  readonly since?: Instant
}

/** One entry; see `audit.md` of the design, 2.2. */
export interface Entry {
  readonly seq: number
  /** When it occurred, or when the derived fact began. */
  readonly at: Instant
  readonly kind: 'event' | 'derived'
  /** The event's type, or what followed. */
  readonly code: string
  readonly target?: TargetKind
  readonly targetId?: string
  readonly eventId?: string
  readonly stream?: string
  /** A decimal string, since it may exceed a double's whole numbers. */
  readonly revision?: string
  /** Its index in the seal. */
  readonly leaf?: number
  readonly recordedAt?: Instant
  readonly payload?: PayloadState
  /** The event's own members; of a derived entry, {@link DerivedFacts}. */
  readonly facts: Readonly<Record<string, unknown>>
  /** `17(1)(b)`; of the GDPR unless it says otherwise. */
  readonly articles: ReadonlyArray<string>
  readonly rule?: GroundRule
  readonly policyVersion?: string
  readonly dueAt?: Instant
  readonly lastLawfulDay?: LocalDate
  /** How late it was done, or is not done: from `dueAt`, or from the release of a hold that had suspended it. */
  readonly lateSeconds?: number
  /** Of what was done: in time, within the grace for carrying out, or late. */
  readonly timeliness?: Timeliness
  /** The ids of the events that it rests on. */
  readonly evidence: ReadonlyArray<string>
  /** What is found wrong here. */
  readonly findings: ReadonlyArray<FindingCode>
  /** Why it was due when it was, also of what is done. */
  readonly explanation?: ReadonlyArray<ExplanationStep>
  /** The explanation in words. */
  readonly reason?: Bilingual
  readonly text: Bilingual
}

/** An entry before it has its place and its words. */
export type DraftEntry = Omit<Entry, 'seq' | 'text' | 'findings'>

const rank: Partial<Record<EventType, number>> = {
  'consent-given': 0,
  'consent-refused': 2,
  'consent-withdrawn': 2,
  'analysis-objected': 2,
  'erasure-requested': 2
}

const rankOf = ({ kind, code }: DraftEntry): number =>
  kind === 'derived' ? 3 : (rank[code as EventType] ?? 1)

/** Derived entries of one instant stand in the order of their codes. */
const codeRank = ({ kind, code }: DraftEntry): number =>
  kind === 'derived' ? derivedCodes.indexOf(code as DerivedCode) : 0

/** By time; at one instant grants, then other events, then removals, then what follows. */
export const compareDrafts = (a: DraftEntry, b: DraftEntry): number =>
  ordText.compare(a.at, b.at) ||
  rankOf(a) - rankOf(b) ||
  codeRank(a) - codeRank(b) ||
  ordText.compare(a.code, b.code) ||
  ordText.compare(a.targetId, b.targetId) ||
  ordText.compare(a.target, b.target) ||
  ordText.compare(a.eventId, b.eventId) ||
  ordText.compare(a.evidence.join(), b.evidence.join())
