// The steps of an explanation, folded again, reach the action's date; an action's line is its JSON.
import {
  callState,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  dueActions,
  encodeAction,
  explain,
  type ExplanationStep,
  type Instant,
  noticePolicy,
  parseInstant
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { historiesOf, viewOf } from './oracle/core-assess.ts'
import { historyOf } from './oracle/histories.ts'
import { stepsTo } from './oracle/steps.ts'
import { callOf } from './oracle/targets.ts'
import { isDanishHoliday, readInstant } from './oracle/time.ts'
import { historiesOf as historiesAsPlain } from './oracle/what-counts.ts'

/** What the steps come to, read one after the other. */
const reach = (steps: ReadonlyArray<ExplanationStep>): string | undefined => {
  let date: string | undefined
  let at: string | undefined
  for (const step of steps) {
    switch (step.op) {
      case 'anchor':
        at = step.instant
        break
      case 'local-date':
      case 'day-not-counted':
      case 'last-lawful-day':
        if (step.op !== 'local-date') expect(step.date).toBe(date)
        date = step.date
        break
      case 'add-months':
      case 'add-days':
      case 'roll':
        expect(step.from).toBe(date)
        date = step.to
        break
      case 'extension':
        expect([step.a, step.b].sort()[0]).toBe(step.chosen)
        date = step.chosen
        break
      case 'exclusive-end':
      case 'ground':
        at = step.instant
        break
      case 'later-policy':
        expect(step.candidate < (at ?? '')).toBe(true)
        at = step.candidate
        break
      case 'earliest-of':
        expect([...step.candidates].map(each => each.instant).sort()[0]).toBe(step.chosen)
        expect(step.chosen).toBe(at)
        break
      case 'shortest-of':
        expect(step.candidates.map(each => each.keep)).toContain(step.chosen)
        break
      case 'purposes-end':
        expect(step.candidates.map(each => each.instant)).toContain(step.chosen)
        break
      case 'hold':
        break
    }
  }
  return at
}

const seeds = Array.from(
  { length: Number(process.env['SAMTYKKE_HISTORIES'] ?? 700) },
  (_, index) => 900_000 + index
)

const actionsOf = (seed: number) => {
  const { entries, policy, asOf } = historyOf(seed)
  const decoded = decodePolicy({ ...noticePolicy, ...policy })
  if (E.isLeft(decoded)) throw new Error('policy refused')
  const rules = compilePolicy(decoded.right, date => (isDanishHoliday(date) ? 'holiday' : undefined))
  const view = { rules, asOf: parseInstant(asOf) as Instant }
  const { calls } = decodeHistories(entries)
  return calls
    .map(callState(view))
    .flatMap(call => dueActions(view)(call).map(action => ({ action, steps: explain(view)(call, action) })))
}

test('folding the steps reaches the date of the action', () => {
  const ops = new Set<string>()
  for (const seed of seeds) {
    for (const { action, steps } of actionsOf(seed)) {
      expect({ seed, action, reached: reach(steps) }).toEqual({ seed, action, reached: action.dueAt })
      for (const step of steps) ops.add(step.op)
    }
  }
  expect([...ops].sort()).toEqual([
    'add-days',
    'add-months',
    'anchor',
    'day-not-counted',
    'earliest-of',
    'exclusive-end',
    'extension',
    'ground',
    'hold',
    'last-lawful-day',
    'later-policy',
    'local-date',
    'roll',
    'shortest-of'
  ])
})

test('the steps are those of the second reading', () => {
  for (const seed of seeds) {
    const { entries, policy, asOf, knownAt } = historyOf(seed)
    const now = readInstant(asOf)
    const view = viewOf(policy, { asOf, knownAt })
    const known = knownAt === undefined ? Number.POSITIVE_INFINITY : readInstant(knownAt)
    const plain = historiesAsPlain(entries, now, known).map(history => callOf(history, policy))
    for (const call of historiesOf(entries).map(callState(view))) {
      for (const action of dueActions(view)(call)) {
        const found = explain(view)(call, action)
        const expected = plain
          .filter(({ callId }) => callId === call.callId)
          .flatMap(each => stepsTo(each, action, policy, now))
        expect({ seed, action, steps: found }).toEqual({ seed, action, steps: expected })
      }
    }
  }
})

test("an action's line is its JSON", () => {
  for (const seed of seeds) {
    for (const { action } of actionsOf(seed)) expect(encodeAction(action)).toBe(JSON.stringify(action))
  }
})
