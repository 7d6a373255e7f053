/**
 * One call in which there is much of something.
 */
import { decodeHistories, type CallHistory } from '@samtykke/core'

type Add = (type: string, place: number, second: number, members: object) => void

const minutesApart = 10
const start = Date.UTC(2025, 0, 15, 9)
const at = (place: number, second: number): string =>
  new Date(start + (place * minutesApart * 60 + second) * 1_000).toISOString()

const given = (add: Add, i: number): void =>
  add('consent-given', i, 0, {
    method: 'keypress',
    purposes: ['documentation'],
    noticeVersion: '1',
    language: 'da'
  })

const stored = (add: Add, i: number, second = 120): void =>
  add('recording-stored', i, second, {
    recordingId: `recording-${i}`,
    startedAt: at(i, 60),
    endedAt: at(i, 110),
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  })

const erased = (add: Add, i: number, second: number): void =>
  add('recording-erased', i, second, { recordingId: `recording-${i}`, confirmation: `recorder-${i}` })

const instructed = (add: Add, i: number, target: 'recording' | 'analysis', id: number): void =>
  add('erasure-instructed', i, 150, { target, targetId: `${target}-${id}`, processor: 'recorder' })

const failed = (add: Add, i: number, id: number): void =>
  add('retention-failed', i, 160, {
    target: 'recording',
    targetId: `recording-${id}`,
    action: 'erase',
    reason: 'no answer',
    permanent: false
  })

const analysed = (add: Add, i: number, recording: number): void =>
  add('analysis-produced', i, 130, {
    analysisId: `analysis-${i}`,
    recordingId: `recording-${recording}`,
    direction: 'inbound',
    features: ['tempo'],
    engine: 'engine',
    engineVersion: '1',
    subjects: ['customer'],
    processor: 'analyst'
  })

const analysisErased = (add: Add, i: number): void =>
  add('analysis-erased', i, 200, { analysisId: `analysis-${i}`, confirmation: `analyst-${i}` })

const used = (add: Add, i: number, recording: number): void =>
  add('recording-used', i, 140, {
    recordingId: `recording-${recording}`,
    purpose: 'documentation',
    usedBy: 'agent-1'
  })

const disclosed = (add: Add, i: number, recording: number): void =>
  add('recording-disclosed', i, 145, {
    recordingId: `recording-${recording}`,
    recipient: 'authority',
    reason: 'asked for'
  })

const held = (add: Add, i: number): void => {
  const holdId = `hold-${i}`
  const [claimReference, suspends] = [`claim-${i}`, 'all']
  add('hold-placed', i, 210, {
    holdId,
    claimReference,
    suspends,
    reviewOn: '2026-01-15',
    approvedBy: 'legal'
  })
  add('hold-reviewed', i, 215, { holdId, reviewOn: '2026-02-15', approvedBy: 'legal' })
  add('hold-released', i, 220, { holdId, approvals: 2, approvedBy: ['legal', 'officer'] })
}

const requested = (add: Add, i: number): void => {
  const requestId = `request-${i}`
  add('access-requested', i, 230, { requestId, channel: 'email' })
  add('access-extended', i, 235, { requestId, reason: 'much is asked for' })
  add('access-answered', i, 240, { requestId, copyHandedOver: true })
}

const withdrawn = (add: Add, i: number): void =>
  add('consent-withdrawn', i, 300, { channel: 'phone', purposes: ['documentation'] })

const withRecording = (each: (add: Add, i: number) => void) => (add: Add, i: number) => {
  if (i === 0) {
    given(add, 0)
    stored(add, 0)
  }
  each(add, i)
}

/** What happens for each. Of what is open at the end there is not much, since each of these lists each of those. */
const kinds = {
  recordings: (add, i) => {
    if (i === 0) given(add, 0)
    stored(add, i)
    instructed(add, i, 'recording', i)
    if (i % 2 === 1) erased(add, i, 400)
  },
  analyses: withRecording((add, i) => {
    analysed(add, i, 0)
    instructed(add, i, 'analysis', i)
    if (i % 2 === 1) analysisErased(add, i)
  }),
  holds: withRecording(held),
  requests: withRecording(requested),
  consents: (add, i) => {
    given(add, i)
    if (i === 0) stored(add, 0)
    withdrawn(add, i)
  },
  instructions: withRecording((add, i) => {
    instructed(add, i, 'recording', 0)
    failed(add, i, 0)
  }),
  repeats: (add, i) => {
    if (i === 0) given(add, 0)
    add('recording-stored', i, 120, { ...repeated })
    add('recording-erased', i, 400, { recordingId: 'recording-0', confirmation: `recorder-${i}` })
  },
  uses: withRecording((add, i) => {
    used(add, i, 0)
    disclosed(add, i, 0)
  }),
  duplicates: withRecording(add => used(add, 0, 0)),
  all: (add, i) => {
    given(add, i)
    stored(add, i)
    stored(add, i, 125)
    for (let twice = 0; twice < 2; twice++) {
      used(add, i, i)
      disclosed(add, i, i)
    }
    instructed(add, i, 'recording', i)
    failed(add, i, i)
    analysed(add, i, i)
    instructed(add, i, 'analysis', i)
    analysisErased(add, i)
    held(add, i)
    requested(add, i)
    withdrawn(add, i)
    erased(add, i, 400)
  }
} satisfies Readonly<Record<string, (add: Add, i: number) => void>>

const repeated = {
  recordingId: 'recording-0',
  startedAt: at(0, 60),
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
}

export type Kind = keyof typeof kinds
export const allKinds = Object.keys(kinds) as ReadonlyArray<Kind>

/** The events of a call with so many of a kind, in order. */
export const eventsOfBigCall = (kind: Kind, size: number): ReadonlyArray<object> => {
  const events: Array<object> = []
  const add: Add = (type, place, second, members) => {
    const number = kind === 'duplicates' && type === 'recording-used' ? -1 : events.length
    const id = `00000000-0000-4000-8000-${String(number + 1).padStart(12, '0')}`
    events.push({ id, type, callId: 'call-1', occurredAt: at(place, second), ...members })
  }
  for (let i = 0; i < size; i++) kinds[kind](add, i)
  return events
}

/** Decoded; each of them is a valid event. */
export const bigCall = (kind: Kind, size: number): CallHistory => {
  const { calls, rejected } = decodeHistories(eventsOfBigCall(kind, size))
  const [call] = calls
  if (call === undefined || rejected.length > 0) throw new Error(JSON.stringify(rejected[0]))
  return call
}
