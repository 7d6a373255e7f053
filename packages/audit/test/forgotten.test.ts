// Whose subject was forgotten is nobody, in every output: never one person together with all others of whom that is so.
import {
  type CallHistory,
  compilePolicy,
  forgotten,
  type Identifier,
  isKnownEvent,
  noticePolicy,
  type View
} from '@samtykke/core'
import { consentRecordOf } from '../src/consentRecord/consentRecord.ts'
import { trailJsonLd } from '../src/trail/trailJsonLd.ts'
import { reportOf } from '../src/report/report.ts'
import { trailOf } from '../src/trail/trail.ts'
import { eventOf, instant } from './events.ts'
import { danish } from './histories.ts'

const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2026-01-01T00:00:00Z') }

const callOf = (name: string, subjectRef: string): CallHistory => {
  const callId = name as Identifier
  const event = (...[type, at, members]: Parameters<typeof eventOf>) => ({
    ...eventOf(type, at, { ...members, subjectRef }),
    callId
  })
  return {
    callId,
    faults: [],
    events: [
      event('consent-given', '2025-09-01T08:00:00Z', {
        method: 'keypress',
        purposes: ['documentation'],
        noticeVersion: '1',
        language: 'da'
      }),
      event('hold-released', '2025-09-03T08:00:00Z', {
        holdId: 'hold-1',
        approvals: 2,
        approvedBy: [forgotten]
      })
    ]
  }
}

const named = callOf('call-1', 'person-1')
const lost = [callOf('call-2', forgotten), callOf('call-3', forgotten)]

test('a trail names no subject, and says that content was forgotten', () => {
  for (const call of lost) {
    const trail = trailOf(view)(call)
    expect(trail).not.toHaveProperty('subjectRef')
    expect(trail.payloads.forgotten).toBe(2)
    expect(JSON.stringify(trailJsonLd(view)(call, trail).graph)).not.toMatch(/DataSubject|samtykke:subject/)
  }
  expect(trailOf(view)(named).subjectRef).toBe('person-1')
  expect(trailOf(view)({ ...named, events: [...named.events, ...lost[0]!.events] }).subjectRef).toBe(
    'person-1'
  )
})

test('a record of consent is about the call', () => {
  const subjectsOf = (call: CallHistory): ReadonlyArray<unknown> =>
    consentRecordOf(view)(call).document.graph.flatMap(node => node['hasDataSubject'] ?? [])
  expect(subjectsOf(named)).toEqual(['urn:samtykke:subject:person-1'])
  expect(subjectsOf(lost[0]!)).toEqual(['urn:samtykke:call:call-2'])
})

test('a report counts no subject, but the events whose content was forgotten, lists too', () => {
  const report = reportOf(view, {})
  for (const call of [named, ...lost]) report.add(call)
  const { figures, quality } = report.finish()
  expect(figures.subjects).toBe(1)
  expect(quality.unreadable.forgotten).toBe(5)
  expect(quality.callsWithoutSubjectRef).toBe(0)
  expect(lost.every(({ events }) => events.every(isKnownEvent))).toBe(true)
})
