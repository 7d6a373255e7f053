// Small histories written by hand from the contract, for every reading of it.
import type { Action, Entry, Finding, Moment, PlainEvent, PlainPolicy } from '../plain.ts'

export interface Example extends Moment {
  name: string
  entries: readonly Entry[]
  /** The notice's where absent. */
  policy?: PlainPolicy
  /** Every open action, each with some of its members; undefined where the example is about something else. */
  actions?: readonly Partial<Action>[]
  /** The findings of `codes`, or all: code, severity, instant, numbers of the events. */
  findings?: readonly (readonly [
    code: string,
    severity: Finding['severity'],
    at: string,
    events: readonly number[]
  ])[]
  /** Which findings the example is about; all where absent. */
  codes?: readonly string[]
}

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const callId = 'call-1'

/** Day and time, in short. */
export const at = (text: string): string => {
  const [day, time = '00:00'] = text.split(' ')
  return `${day}T${time}${time.length === 5 ? ':00.000' : ''}Z`
}

type Members = Record<string, unknown>

const event = (number: number, type: string, when: string, members: Members): PlainEvent => ({
  id: uuid(number),
  type,
  callId,
  occurredAt: at(when),
  ...members
})

export const all = ['quality-assurance', 'internal-training', 'documentation', 'voice-analysis']

/** To one purpose, so that nothing is bundled. */
export const consent = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'consent-given', when, {
    method: 'keypress',
    purposes: ['documentation'],
    noticeVersion: '1',
    language: 'da',
    ...members
  })

export const refused = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'consent-refused', when, { method: 'keypress', ...members })

export const withdrawn = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'consent-withdrawn', when, { channel: 'email', ...members })

/** A private customer's call to customer service, 31 August 2025, 12:00 to 12:10. */
export const recording = (number: number, members: Members = {}): PlainEvent =>
  event(number, 'recording-stored', '2025-08-31 12:11', {
    recordingId: 'rec-1',
    startedAt: at('2025-08-31 12:00'),
    endedAt: at('2025-08-31 12:10'),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'voice-cloud',
    region: 'DK',
    ...members
  })

export const used = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'recording-used', when, {
    recordingId: 'rec-1',
    purpose: 'documentation',
    usedBy: 'agent-1',
    ...members
  })

export const disclosed = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'recording-disclosed', when, {
    recordingId: 'rec-1',
    recipient: 'court',
    reason: 'claim',
    ...members
  })

export const analysis = (number: number, members: Members = {}): PlainEvent =>
  event(number, 'analysis-produced', '2025-08-31 12:10', {
    analysisId: 'ana-1',
    direction: 'inbound',
    features: ['tempo'],
    engine: 'tone',
    engineVersion: '1',
    subjects: ['customer'],
    ...members
  })

export const objected = (number: number, when: string): PlainEvent =>
  event(number, 'analysis-objected', when, { channel: 'email' })

export const processingObjected = (number: number, when: string, purposes?: readonly string[]): PlainEvent =>
  event(number, 'processing-objected', when, { channel: 'email', ...(purposes && { purposes }) })

export const erasureRequested = (number: number, when: string, scope: string): PlainEvent =>
  event(number, 'erasure-requested', when, { channel: 'email', scope })

export const holdPlaced = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'hold-placed', when, {
    holdId: 'hold-1',
    claimReference: 'claim-1',
    approvedBy: 'counsel',
    reviewOn: '2027-06-01',
    suspends: 'expiry',
    ...members
  })

export const holdReviewed = (number: number, when: string, reviewOn: string): PlainEvent =>
  event(number, 'hold-reviewed', when, { holdId: 'hold-1', approvedBy: 'counsel', reviewOn })

export const holdReleased = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'hold-released', when, { holdId: 'hold-1', approvals: 2, ...members })

export const instructed = (number: number, when: string): PlainEvent =>
  event(number, 'erasure-instructed', when, {
    target: 'recording',
    targetId: 'rec-1',
    processor: 'voice-cloud'
  })

export const erased = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'recording-erased', when, { recordingId: 'rec-1', confirmation: 'ok', ...members })

export const analysisErased = (number: number, when: string): PlainEvent =>
  event(number, 'analysis-erased', when, { analysisId: 'ana-1', confirmation: 'ok' })

export const anonymised = (number: number, when: string): PlainEvent =>
  event(number, 'analysis-anonymised', when, { analysisId: 'ana-1', technique: 'aggregation' })

export const failed = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'retention-failed', when, {
    target: 'analysis',
    targetId: 'ana-1',
    action: 'anonymise',
    reason: 'no model',
    permanent: true,
    ...members
  })

export const accessRequested = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'access-requested', when, { requestId: 'req-1', channel: 'email', ...members })

export const extended = (number: number, when: string): PlainEvent =>
  event(number, 'access-extended', when, { requestId: 'req-1', reason: 'many calls' })

export const answered = (number: number, when: string, members: Members = {}): PlainEvent =>
  event(number, 'access-answered', when, { requestId: 'req-1', copyHandedOver: true, ...members })

export const redacted = (number: number, when: string): PlainEvent =>
  event(number, 'proof-redacted', when, { keyDestroyed: true })

export const unknown = (number: number, when: string): PlainEvent =>
  event(number, 'call-transferred', when, { to: 'line-2' })
