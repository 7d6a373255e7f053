// What a thing is kept on while holds come and go: each change is a row of its own, ended by the event that made it.
import { callState, type Event, type Identifier } from '@samtykke/core'
import { legalBases } from '../../src/basis/basis.ts'
import { call1, eventOf, instant } from '../events.ts'
import { simulatedView } from '../simulated.ts'

const consent = eventOf('consent-given', '2025-01-15T11:59:00Z', {
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
})
const stored = eventOf('recording-stored', '2025-01-15T12:10:00Z', {
  recordingId: 'recording-1',
  startedAt: instant('2025-01-15T12:00:00Z'),
  endedAt: instant('2025-01-15T12:09:00Z'),
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor: 'recorder',
  region: 'DK'
})
const expiry = '2025-07-15T22:00:00.000Z' // midnight in Copenhagen, six months from the day of the call
const placed = (holdId: string, at: string, suspends = 'all') =>
  eventOf('hold-placed', at, {
    holdId: holdId as Identifier,
    claimReference: 'claim-1',
    approvedBy: 'counsel',
    reviewOn: '2026-06-01',
    suspends
  })
const released = (holdId: string, at: string) =>
  eventOf('hold-released', at, { holdId: holdId as Identifier, approvals: 2, approvedBy: ['a', 'b'] })
const withdrawn = eventOf('consent-withdrawn', '2025-03-01T10:00:00Z', { channel: 'email' })

const kept = (...events: ReadonlyArray<Event>) =>
  legalBases(simulatedView)(
    callState(simulatedView)({ callId: call1, faults: [], events: [consent, stored, ...events] })
  )
    .filter(({ activity }) => activity === 'store')
    .map(({ from, state, hold, endReason, endedBy }) => [from, state, hold, endReason, endedBy])

test('a hold over the end of the period, and its release', () => {
  const [hold, release] = [
    placed('hold-1', '2025-06-01T10:00:00Z'),
    released('hold-1', '2025-09-01T10:00:00Z')
  ]
  expect(kept(hold, release)).toEqual([
    ['2025-01-15T12:00:00.000Z', 'relied-on', undefined, 'expiry', stored.id],
    [expiry, 'held', 'hold-1', 'hold-released', release.id],
    [release.occurredAt, 'overdue', undefined, undefined, undefined]
  ])
})

test('a hold in the place of another', () => {
  const [second, release] = [
    placed('hold-2', '2025-08-01T10:00:00Z'),
    released('hold-1', '2025-09-01T10:00:00Z')
  ]
  expect(kept(placed('hold-1', '2025-06-01T10:00:00Z'), second, release).slice(1)).toEqual([
    [expiry, 'held', 'hold-1', 'hold-released', release.id],
    [release.occurredAt, 'held', 'hold-2', undefined, undefined]
  ])
})

test('of two holds one need take out what has come', () => {
  const holds = [placed('hold-1', '2025-02-01T10:00:00Z', 'expiry'), placed('hold-2', '2025-02-02T10:00:00Z')]
  expect(kept(...holds, withdrawn).slice(1)).toEqual([
    [withdrawn.occurredAt, 'held', 'hold-2', 'expiry', stored.id],
    [expiry, 'held', 'hold-1', undefined, undefined]
  ])
})

test('a hold that takes out the end of the period only holds nothing that was withdrawn', () => {
  const [, ...after] = kept(placed('hold-1', '2025-02-01T10:00:00Z', 'expiry'), withdrawn)
  expect(after).toEqual([[withdrawn.occurredAt, 'no-basis', undefined, undefined, undefined]])
})
