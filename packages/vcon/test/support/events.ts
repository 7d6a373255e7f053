/** Events of one call of every type, also such as a vCon does not say. */
import { type CallHistory, decodeKnownEvent, type Event, identifier, instantFromEpoch } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'

const dayMs = 86_400_000
const base = Date.parse('2025-01-01T00:00:00Z')

const instant = fc.integer({ min: 0, max: 200 * dayMs }).map(ms => instantFromEpoch(base + ms))
const optional = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })
const id = fc.constantFrom('r-1', 'r-2', 'a-1', 'dialog-0', 'dialog-3', 'analysis-1', 'x.y~z_9')
const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
const purposes = fc.uniqueArray(
  fc.constantFrom('quality-assurance', 'internal-training', 'documentation', 'voice-analysis', 'own.purpose'),
  { minLength: 1 }
)
const direction = fc.constantFrom('inbound', 'outbound')
const method = fc.constantFrom('keypress', 'spoken', 'written', 'web', 'app')
const hash = fc.string({
  minLength: 64,
  maxLength: 64,
  unit: fc.constantFrom(...Array.from('0123456789abcdef'))
})

const membersOf: Readonly<Record<string, Record<string, fc.Arbitrary<unknown>>>> = {
  'recording-stored': {
    recordingId: id,
    startedAt: instant,
    endedAt: optional(instant),
    direction,
    customerType: fc.constantFrom('private', 'business', 'unknown'),
    line: fc.constantFrom('customer-service', 'sales'),
    processor: text,
    region: fc.constantFrom('DK', 'US', 'ZZ'),
    sha256: optional(hash),
    bytes: optional(fc.nat()),
    mediaType: optional(
      fc.oneof(fc.constantFrom('audio/x-wav', 'text/plain', 'Audio/WAV; a=b', 'text/x'), text)
    )
  },
  'analysis-produced': {
    analysisId: id,
    recordingId: optional(id),
    direction,
    features: fc.array(text, { minLength: 1, maxLength: 3 }),
    engine: text,
    engineVersion: text,
    subjects: fc.constantFrom(['customer'], ['agent'], ['customer', 'agent']),
    anonymisable: optional(fc.boolean()),
    processor: optional(text),
    region: optional(fc.constant('DK'))
  },
  'consent-given': {
    method,
    purposes,
    noticeVersion: text,
    language: fc.constantFrom('da', 'en-GB'),
    digit: optional(fc.constant('1')),
    recordingId: optional(id),
    offsetMs: optional(fc.nat({ max: 40_000_000 }))
  },
  'consent-refused': { method, purposes: optional(purposes) },
  'consent-withdrawn': { channel: text, purposes: optional(purposes) },
  'analysis-objected': { channel: text },
  'processing-objected': { channel: text, purposes: optional(purposes) },
  'erasure-requested': { channel: text, scope: fc.constantFrom('all', 'recording', 'analysis') },
  'recording-erased': { recordingId: id, confirmation: text },
  'analysis-erased': { analysisId: id, confirmation: text },
  'recording-used': { recordingId: id, purpose: fc.constant('documentation'), usedBy: text },
  'access-requested': { requestId: fc.constant('q-1'), channel: text }
}

export const callId = identifier('call-1')

const asEvent = (value: unknown): Event => {
  const decoded = decodeKnownEvent(value)
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

const eventOf = (type: string): fc.Arbitrary<Event> =>
  fc
    .record({
      id: fc.uuid(),
      occurredAt: instant,
      recordedAt: optional(fc.constant(instantFromEpoch(base + 300 * dayMs))),
      subjectRef: optional(fc.constantFrom('subject-1', '[forgotten]')),
      ...membersOf[type]
    })
    .map(members =>
      asEvent({
        ...Object.fromEntries(Object.entries(members).filter(([, v]) => v !== undefined)),
        type,
        callId
      })
    )

/** A call of which anything may have been recorded, in any order. */
export const anyCall: fc.Arbitrary<CallHistory> = fc
  .uniqueArray(fc.oneof(...Object.keys(membersOf).map(eventOf)), {
    maxLength: 12,
    selector: ({ id: each }) => each
  })
  .map(events => ({ callId, events, faults: [] }))
