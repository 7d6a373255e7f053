/**
 * The members of each type of event, and their codecs: the stored form, which is only ever added to.
 *
 * @see contract, section 1
 */
import type * as t from 'io-ts'
import { readonlyArray } from './codec.ts'
import { Identifier, Name, Uuid } from './identifier.ts'
import { Instant, LocalDate } from './instant.ts'
import {
  Flag,
  Language,
  nonEmptyList,
  oneOf,
  PositiveWholeNumber,
  Region,
  Sha256,
  Text,
  WholeNumber,
  word
} from './member.ts'
import { Purpose } from './purpose.ts'
import { struct, type Struct } from './struct.ts'
import { refined } from './refined.ts'

/** What stands for an encrypted member whose key was destroyed. */
export const forgotten = '[forgotten]'

export type SubjectRef = Identifier | typeof forgotten

const isSubjectRef = (u: unknown): u is SubjectRef => Identifier.is(u) || u === forgotten

export const SubjectRef: t.Type<SubjectRef, string> = refined(Identifier.name, isSubjectRef)

const Purposes = nonEmptyList('a list of purposes, not empty', Purpose)
const Texts = readonlyArray(Text, 'a list of texts')
const Method = oneOf('keypress', 'spoken', 'written', 'web', 'app')
const Direction = oneOf('inbound', 'outbound')
const Target = oneOf('recording', 'analysis')

/** A residue of the proof: what stays known of a call whose proof was redacted. */
const Residue = struct(
  'a residue { action, target, article, rule, at }',
  { action: Text, target: Text, article: Text, rule: Text, at: Instant },
  {}
)

const erasureMembers = {
  processor: Text,
  method: Text,
  copies: WholeNumber,
  backupsExpireOn: LocalDate,
  verifiedBy: Text
}

/** What every event has. */
export const envelope = { id: Uuid, callId: Identifier, occurredAt: Instant }
export const optionalEnvelope = { recordedAt: Instant, subjectRef: SubjectRef }

const eventOf = <const T extends string, R extends t.Props, O extends t.Props>(
  type: T,
  required: R,
  optional: O
) =>
  struct(
    type,
    { type: word(type), ...envelope, ...required },
    { ...optionalEnvelope, ...optional }
  ) as Struct<{ type: t.Type<T> } & typeof envelope & R, typeof optionalEnvelope & O>

/** The codec of each type of event. */
export const eventCodecs = {
  'consent-given': eventOf(
    'consent-given',
    { method: Method, purposes: Purposes, noticeVersion: Text, language: Language },
    { digit: Text, recordingId: Identifier, offsetMs: WholeNumber }
  ),
  'consent-refused': eventOf('consent-refused', { method: Method }, { purposes: Purposes }),
  'consent-withdrawn': eventOf('consent-withdrawn', { channel: Text }, { purposes: Purposes }),
  'recording-stored': eventOf(
    'recording-stored',
    {
      recordingId: Identifier,
      startedAt: Instant,
      direction: Direction,
      customerType: oneOf('private', 'business', 'unknown'),
      line: Name,
      processor: Text,
      region: Region
    },
    { endedAt: Instant, sha256: Sha256, bytes: WholeNumber, mediaType: Text }
  ),
  'recording-used': eventOf(
    'recording-used',
    { recordingId: Identifier, purpose: Purpose, usedBy: Text },
    { holdId: Identifier }
  ),
  'recording-disclosed': eventOf(
    'recording-disclosed',
    { recordingId: Identifier, recipient: Text, reason: Text },
    { holdId: Identifier, requestId: Identifier }
  ),
  'analysis-produced': eventOf(
    'analysis-produced',
    {
      analysisId: Identifier,
      direction: Direction,
      features: Texts,
      engine: Text,
      engineVersion: Text,
      subjects: nonEmptyList('a list of customer or agent, not empty', oneOf('customer', 'agent'))
    },
    { recordingId: Identifier, anonymisable: Flag, processor: Text, region: Region }
  ),
  'analysis-objected': eventOf('analysis-objected', { channel: Text }, {}),
  'processing-objected': eventOf('processing-objected', { channel: Text }, { purposes: Purposes }),
  'erasure-requested': eventOf(
    'erasure-requested',
    { channel: Text, scope: oneOf('all', 'recording', 'analysis') },
    {}
  ),
  'hold-placed': eventOf(
    'hold-placed',
    {
      holdId: Identifier,
      claimReference: Text,
      approvedBy: Text,
      reviewOn: LocalDate,
      suspends: oneOf('expiry', 'all')
    },
    {}
  ),
  'hold-reviewed': eventOf(
    'hold-reviewed',
    { holdId: Identifier, approvedBy: Text, reviewOn: LocalDate },
    {}
  ),
  'hold-released': eventOf(
    'hold-released',
    { holdId: Identifier, approvals: PositiveWholeNumber },
    { approvedBy: Texts }
  ),
  'erasure-instructed': eventOf(
    'erasure-instructed',
    { target: Target, targetId: Identifier, processor: Text },
    {}
  ),
  'recording-erased': eventOf(
    'recording-erased',
    { recordingId: Identifier, confirmation: Text },
    erasureMembers
  ),
  'analysis-erased': eventOf(
    'analysis-erased',
    { analysisId: Identifier, confirmation: Text },
    erasureMembers
  ),
  'analysis-anonymised': eventOf('analysis-anonymised', { analysisId: Identifier, technique: Text }, {}),
  'retention-failed': eventOf(
    'retention-failed',
    {
      target: Target,
      targetId: Identifier,
      action: oneOf('erase', 'anonymise'),
      reason: Text,
      permanent: Flag
    },
    {}
  ),
  'access-requested': eventOf('access-requested', { requestId: Identifier, channel: Text }, {}),
  'access-extended': eventOf('access-extended', { requestId: Identifier, reason: Text }, {}),
  'access-answered': eventOf(
    'access-answered',
    { requestId: Identifier, copyHandedOver: Flag },
    {
      recordingIds: readonlyArray(Identifier, 'a list of identifiers'),
      packageSha256: Sha256,
      refusedBecause: Text
    }
  ),
  'proof-redacted': eventOf(
    'proof-redacted',
    { keyDestroyed: Flag },
    { residue: readonlyArray(Residue, 'a list of residues') }
  )
}
