// Calls of one person, and the policy of a company that states everything a letter needs.
import {
  compilePolicy,
  decodeHistories,
  decodePolicy,
  type Instant,
  noticePolicy,
  type View
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { danish } from '../histories.ts'

const decoded = decodePolicy({
  ...noticePolicy,
  controller: { name: 'Selskabet', address: 'Gaden 1, 1000 Byen', email: 'post@selskabet.example' },
  dataProtectionOfficer: { name: 'Rådgiveren', email: 'raad@selskabet.example' },
  authority: { name: 'Datatilsynet', url: 'https://tilsyn.example' },
  processors: [{ id: 'recorder', name: 'Optager A/S', region: 'DK', agreement: 'A-1' }]
})
if (E.isLeft(decoded)) throw new Error('refused')

export const view: View = {
  rules: compilePolicy(decoded.right, danish),
  asOf: '2026-03-10T09:00:00.000Z' as Instant
}

let made = 0
/** An event of a call of the person. */
export const event = (callId: string, type: string, occurredAt: string, members: object) => ({
  id: `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
  type,
  callId,
  occurredAt,
  subjectRef: 'kunde-1',
  ...members
})

/** A call that was consented to and recorded. */
export const recorded = (callId: string, day: string): ReadonlyArray<object> => [
  event(callId, 'consent-given', `${day}T09:59:00Z`, {
    method: 'keypress',
    purposes: ['quality-assurance', 'documentation', 'voice-analysis'],
    noticeVersion: '2025-01',
    language: 'da'
  }),
  event(callId, 'recording-stored', `${day}T10:10:00Z`, {
    recordingId: `rec-${callId}`,
    startedAt: `${day}T10:00:00Z`,
    endedAt: `${day}T10:09:00Z`,
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  })
]

export const analysed = (callId: string, day: string) =>
  event(callId, 'analysis-produced', `${day}T10:11:00Z`, {
    analysisId: `an-${callId}`,
    recordingId: `rec-${callId}`,
    direction: 'inbound',
    features: ['tempo'],
    engine: 'Stemmemotor',
    engineVersion: '1',
    subjects: ['customer']
  })

export const erased = (callId: string, occurredAt: string) =>
  event(callId, 'recording-erased', occurredAt, {
    recordingId: `rec-${callId}`,
    confirmation: 'SECRET-bekræftelse'
  })

export const callsOf = (events: ReadonlyArray<object>) => decodeHistories(events).calls
