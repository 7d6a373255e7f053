import { callState, canonicalJson, type Event, type ExplanationStep } from '@samtykke/core'
import { trailOf } from '../../src/trail/trail.ts'
import { call1, eventOf, instant } from '../events.ts'
import { hostile, seeds } from '../histories.ts'
import { simulatedView } from '../simulated.ts'

const trailsOf = (seed: number) => {
  const { view, calls } = hostile(seed)
  return calls.map(trailOf(view))
}

/** Reckons the steps of an explanation again. */
const folded = (steps: ReadonlyArray<ExplanationStep>): string | undefined => {
  let at: string | undefined
  for (const step of steps) {
    if (step.op === 'exclusive-end' || step.op === 'ground') at = step.instant
    else if (step.op === 'later-policy') at = step.candidate
    else if (step.op === 'earliest-of') at = step.chosen
  }
  return at
}

describe('trails of hostile histories', () => {
  test('any order of arrival gives the same bytes', () => {
    for (const seed of seeds(50)) {
      const { view, calls } = hostile(seed)
      for (const call of calls) {
        const turned = { ...call, events: [...call.events].reverse(), faults: [...call.faults].reverse() }
        expect(canonicalJson(trailOf(view)(turned))).toBe(canonicalJson(trailOf(view)(call)))
      }
    }
  })

  test('explanations reach the date that they explain', () => {
    let explained = 0
    for (const trail of seeds(50).flatMap(trailsOf)) {
      for (const { explanation, dueAt } of [...trail.actions, ...trail.entries]) {
        if (explanation === undefined || explanation.length === 0) continue
        expect(folded(explanation)).toBe(dueAt)
        explained++
      }
    }
    expect(explained).toBeGreaterThan(100)
  })

  test('every finding is raised at an entry', () => {
    for (const trail of seeds(80).flatMap(trailsOf)) {
      const raised = new Set(trail.entries.flatMap(entry => entry.findings))
      expect([...raised].sort()).toEqual([...new Set(trail.findings.map(finding => finding.code))].sort())
    }
  })

  test('entries are numbered, in the order of time, and rest on events of the call', () => {
    for (const seed of seeds(50)) {
      const { view, calls } = hostile(seed)
      for (const call of calls) {
        const ids = new Set<string>([
          ...call.events.map(event => event.id),
          ...call.faults.flatMap(fault => (fault._tag === 'bad-line' ? [] : [fault.id]))
        ])
        const { entries } = trailOf(view)(call)
        expect(entries.map(entry => entry.seq)).toEqual(entries.map((_, index) => index + 1))
        expect(entries.map(entry => entry.at)).toEqual(entries.map(entry => entry.at).sort())
        for (const { evidence, text, at } of entries) {
          expect(evidence.length).toBeGreaterThan(0)
          expect(evidence.filter(id => !ids.has(id))).toEqual([])
          expect(at <= view.asOf).toBe(true)
          for (const said of [text.da, text.en]) {
            expect(said).toMatch(/^\S.*\S$/)
            expect(said).not.toMatch(/undefined|NaN|null|\$\{| {2}|\[object/)
          }
        }
      }
    }
  })

  test('what is said of actions is whole', () => {
    for (const { actions } of seeds(50).flatMap(trailsOf)) {
      for (const { text } of actions) {
        expect(text.da).toMatch(/^\S.*\.$/)
        expect(text.en).toMatch(/^\S.*\.$/)
        expect(text.da + text.en).not.toMatch(/undefined|NaN|null| {2}|\(\)/)
      }
    }
  })

  test('what is stored again after its erasure becomes due again', () => {
    let again = 0
    // As many as it takes, also where fewer are asked for.
    for (let seed = 1; seed <= 150; seed++) {
      const { view, calls } = hostile(seed)
      for (const history of calls) {
        const call = callState(view)(history)
        for (const { targetId, repeats, outcomes, grounds } of call.recordings) {
          const erased = outcomes[0]
          const repeat = repeats.find(
            ({ occurredAt }) => erased !== undefined && occurredAt > erased.occurredAt
          )
          const isDue = grounds.some(({ at }) => repeat !== undefined && at <= repeat.occurredAt)
          if (repeat === undefined || outcomes.length > 1 || call.holds.length > 0 || !isDue) continue
          const became = trailOf(view)(history).entries.filter(
            entry =>
              entry.code === 'became-due' && entry.target === 'recording' && entry.targetId === targetId
          )
          expect(became.at(-1)).toMatchObject({ at: repeat.occurredAt })
          expect(became.at(-1)?.evidence).toContain(repeat.id)
          again++
        }
      }
    }
    expect(again).toBeGreaterThan(0)
  })

  test('what is overdue has an entry', () => {
    for (const { actions, entries, asOf } of seeds(50).flatMap(trailsOf)) {
      const due = actions.filter(action => action.status === 'due')
      const overdue = entries.filter(entry => entry.code === 'overdue')
      expect(overdue.map(entry => entry.targetId).sort()).toEqual(due.map(action => action.targetId).sort())
      expect(overdue.every(entry => entry.at === asOf)).toBe(true)
    }
  })
})

describe('at the very end of a period', () => {
  const dueAt = '2025-10-02T22:00:00.000Z'
  const outcomeOf = (...events: ReadonlyArray<Event>) =>
    trailOf({ ...simulatedView, asOf: instant('2025-12-01T00:00:00Z') })({
      callId: call1,
      faults: [],
      events
    })
      .entries.filter(({ code }) => code.startsWith('done-'))
      .map(({ code, lateSeconds }) => [code, lateSeconds])

  test.each([
    ['2025-10-02T21:59:59.999Z', ['done-in-time', undefined]],
    [dueAt, ['done-late', undefined]],
    ['2025-10-02T22:00:01.000Z', ['done-late', 1]]
  ])('an answer at %s', (at, expected) => {
    const request = { requestId: 'request-1' }
    const asked = eventOf('access-requested', '2025-09-02T08:00:00Z', { ...request, channel: 'email' })
    const answered = eventOf('access-answered', at, { ...request, copyHandedOver: true })
    expect(outcomeOf(asked, answered)).toEqual([expected])
  })

  test.each([
    ['2025-10-02T21:59:59.999Z', []],
    [dueAt, [dueAt]]
  ])('seen at %s, a request for access is due, and why', (asOf, expected) => {
    const request = { requestId: 'request-1', channel: 'email' } as const
    const asked = eventOf('access-requested', '2025-09-02T08:00:00Z', request)
    const { entries } = trailOf({ ...simulatedView, asOf: instant(asOf) })({
      callId: call1,
      faults: [],
      events: [asked]
    })
    const became = entries.filter(({ code }) => code === 'became-due')
    expect(became.map(({ explanation }) => folded(explanation ?? []))).toEqual(expected)
  })

  test.each([
    ['2025-11-03T08:11:59.999Z', ['done-early', undefined]],
    ['2025-11-03T08:12:00.000Z', ['done-in-time', undefined]],
    ['2025-11-03T08:12:01.000Z', ['done-in-time', 1]],
    ['2025-11-04T08:12:00.000Z', ['done-late', 86_400]]
  ])('an erasure at %s of what is due from 08:12', (at, expected) => {
    const recording = { recordingId: 'recording-1' }
    const consent = eventOf('consent-given', '2025-08-31T11:40:00Z', {
      method: 'keypress',
      purposes: ['documentation'],
      noticeVersion: '1',
      language: 'da'
    })
    const stored = eventOf('recording-stored', '2025-08-31T12:01:00Z', {
      ...recording,
      startedAt: instant('2025-08-31T11:45:00Z'),
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: 'recorder',
      region: 'DK'
    })
    const withdrawn = eventOf('consent-withdrawn', '2025-11-03T08:12:00Z', { channel: 'email' })
    const erased = eventOf('recording-erased', at, { ...recording, confirmation: 'c-1' })
    expect(outcomeOf(consent, stored, withdrawn, erased)).toEqual([expected])
  })
})
