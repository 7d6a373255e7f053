/**
 * What each member of an event means, with a value that it can have. A member that is not described here does not
 * compile.
 *
 * @see contract, section 1
 */
import type { EventType } from '../event.ts'
import type { envelope, eventCodecs, optionalEnvelope } from '../eventCodecs.ts'

/** The members that every event has or may have. */
export type EnvelopeMember = 'type' | keyof typeof envelope | keyof typeof optionalEnvelope

/** The members of a type of event that are its own. */
export type OwnMember<T extends EventType> = T extends EventType
  ? Exclude<
      keyof (typeof eventCodecs)[T]['required'] | keyof (typeof eventCodecs)[T]['optional'],
      EnvelopeMember
    >
  : never

/** What a member means, and a value that it can have. */
export interface Meaning {
  readonly meaning: string
  readonly example: unknown
}

/** The members of every event. */
export const envelopeMeanings: Readonly<Record<EnvelopeMember, Meaning>> = {
  id: {
    meaning: 'The id of the event, under which a log keeps it once',
    example: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'
  },
  type: { meaning: 'What happened', example: 'consent-given' },
  callId: { meaning: 'The call that it happened to', example: 'call-2025.0001' },
  occurredAt: { meaning: 'When it happened', example: '2025-09-01T08:00:00.000Z' },
  recordedAt: {
    meaning:
      "When the log learnt of it; absent for when it happened. An event that is read from EventStoreDB has the time of the log's own record",
    example: '2025-09-01T08:00:05.000Z'
  },
  subjectRef: { meaning: 'An opaque reference to the data subject', example: 'subject-9' }
}

/** The members that a type of event has of its own, as they are meant wherever `eventMeanings` says nothing else. */
export const memberMeanings: Readonly<Record<OwnMember<EventType>, Meaning>> = {
  action: { meaning: 'What was to be done', example: 'erase' },
  analysisId: { meaning: 'The voice analysis', example: 'analysis-1' },
  anonymisable: { meaning: 'Whether it can be anonymised; absent for true', example: true },
  approvals: { meaning: 'How many persons approved', example: 2 },
  approvedBy: { meaning: 'Who approved it, by an opaque reference', example: 'employee-7' },
  backupsExpireOn: {
    meaning: 'The day on which the last backup that still holds it is overwritten',
    example: '2025-10-01'
  },
  bytes: { meaning: 'How many bytes the recording has', example: 1843200 },
  channel: {
    meaning: 'How it came: email, phone, letter, self-service, in-call, other, or any other text',
    example: 'email'
  },
  claimReference: { meaning: 'The legal claim for which it is held', example: 'claim-2025-12' },
  confirmation: { meaning: "The processor's own reference of the erasure", example: 'confirmation-77' },
  copies: { meaning: 'How many copies were erased', example: 2 },
  copyHandedOver: { meaning: 'Whether a copy was handed over', example: true },
  customerType: { meaning: 'As whom the customer was called or called', example: 'private' },
  digit: { meaning: 'The key that was pressed', example: '1' },
  direction: {
    meaning: 'Who called: the customer (inbound) or the company (outbound)',
    example: 'inbound'
  },
  endedAt: {
    meaning: 'When the call ended, from when its retention period runs; absent for not known',
    example: '2025-09-01T08:12:30.000Z'
  },
  engine: { meaning: 'What made the analysis', example: 'voice-meter' },
  engineVersion: { meaning: 'The version of what made the analysis', example: '4.2' },
  features: {
    meaning: 'What of the voice was analysed; the notice names tone-range, tempo and loudness',
    example: ['tone-range', 'tempo']
  },
  holdId: { meaning: 'The hold', example: 'hold-1' },
  keyDestroyed: { meaning: 'Whether the key of the encrypted members was destroyed', example: true },
  language: { meaning: 'In which language the notice was given', example: 'da' },
  line: {
    meaning: 'The line of business of the call, by its name in the policy',
    example: 'customer-service'
  },
  mediaType: { meaning: 'The media type of the recording', example: 'audio/wav' },
  method: {
    meaning:
      'How the customer answered: by a key or by words in the call, in writing, on the web or in an app',
    example: 'keypress'
  },
  noticeVersion: { meaning: 'The version of the notice that was given', example: '2025-01' },
  offsetMs: {
    meaning: 'Where in that recording the words are, in milliseconds from its start',
    example: 4200
  },
  packageSha256: {
    meaning: 'The SHA-256 of the package that was handed over',
    example: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'
  },
  permanent: { meaning: 'Whether trying again is of no use', example: false },
  processor: { meaning: 'The processor, by its id in the policy', example: 'recorder' },
  purpose: {
    meaning: 'What it was used for: a purpose, by its name in the policy',
    example: 'quality-assurance'
  },
  purposes: {
    meaning: 'What it is about, by the names of purposes in the policy; absent for all purposes',
    example: ['quality-assurance', 'internal-training']
  },
  reason: { meaning: 'Why', example: 'court-order' },
  recipient: { meaning: 'Who received it: an opaque reference, or a category', example: 'police' },
  recordingId: { meaning: 'The recording', example: 'recording-1' },
  recordingIds: { meaning: 'The recordings that were handed over', example: ['recording-1'] },
  refusedBecause: {
    meaning: 'Why no copy was handed over, which GDPR art. 12(4) asks for',
    example: 'manifestly-unfounded'
  },
  region: { meaning: 'The country in which it is stored', example: 'DK' },
  requestId: {
    meaning: 'The request for access; one id on every call that the request concerns',
    example: 'request-1'
  },
  residue: {
    meaning: 'What stays known of the call: what was done to what, when, and under which rule',
    example: [
      {
        action: 'erase',
        target: 'recording-1',
        article: '17(1)(a)',
        rule: 'expiry',
        at: '2026-03-02T07:00:00.000Z'
      }
    ]
  },
  reviewOn: { meaning: 'The day on which the hold is to be reviewed next', example: '2025-12-01' },
  scope: {
    meaning: 'What is to be erased; recording where the request names the recording only',
    example: 'all'
  },
  sha256: {
    meaning: 'The SHA-256 of the recording',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
  },
  startedAt: { meaning: 'When the recording started', example: '2025-09-01T08:00:10.000Z' },
  subjects: { meaning: 'Whose voice was analysed', example: ['customer'] },
  suspends: {
    meaning: 'Which grounds it takes out: the end of the retention period only, or all',
    example: 'expiry'
  },
  target: { meaning: 'What kind of thing targetId names', example: 'recording' },
  targetId: { meaning: 'The recording or the analysis', example: 'recording-1' },
  technique: { meaning: 'How it was anonymised', example: 'aggregation' },
  usedBy: { meaning: 'Who used it, by an opaque reference', example: 'employee-7' },
  verifiedBy: { meaning: 'Who made sure that it is gone, by an opaque reference', example: 'employee-9' }
}
