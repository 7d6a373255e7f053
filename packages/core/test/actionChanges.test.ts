import {
  actionChanges,
  callState,
  type DueAction,
  dueActions,
  type Instant,
  nextChangeAt
} from '@samtykke/core'
import { historiesOf, viewOf } from './oracle/core-assess.ts'
import { historyOf } from './oracle/histories.ts'

const seeds = Array.from({ length: 400 }, (_, index) => 820_000 + index)

const after = (instant: string, milliseconds: number): Instant =>
  new Date(Date.parse(instant) + milliseconds).toISOString() as Instant

describe('the next change by time alone', () => {
  it('is an instant before which the actions of a call stay as they are, and comes to an end', () => {
    let [moved, still] = [0, 0]
    for (const seed of seeds) {
      const { entries, policy, asOf } = historyOf(seed)
      for (const history of historiesOf(entries)) {
        const start = viewOf(policy, { asOf })
        const actionsAt = (instant: Instant): ReadonlyArray<DueAction> => {
          const view = { ...start, asOf: instant }
          return dueActions(view)(callState(view)(history))
        }
        let view = start
        for (let steps = 0; ; steps++) {
          expect(steps).toBeLessThan(1_000)
          const actions = actionsAt(view.asOf)
          const next = nextChangeAt(view)(history, actions)
          const until = next ?? after(view.asOf, 40 * 365 * 86_400_000)
          // Just before it, and half-way, nothing has changed.
          const between = (Date.parse(until) - Date.parse(view.asOf)) / 2
          expect(actionsAt(after(until, -1))).toEqual(actions)
          expect(actionsAt(after(view.asOf, Math.floor(between)))).toEqual(actions)
          if (next === undefined) {
            still++
            break
          }
          moved++
          view = { ...view, asOf: next }
        }
      }
    }
    expect(moved).toBeGreaterThan(400)
    expect(still).toBeGreaterThan(400)
  })
})

describe('the changes of actions', () => {
  it('turn the list before into the list after', () => {
    for (const seed of seeds) {
      const { entries, policy, asOf } = historyOf(seed)
      const actionsAt = (instant: Instant): ReadonlyArray<DueAction> => {
        const view = { ...viewOf(policy, { asOf }), asOf: instant }
        return historiesOf(entries).map(callState(view)).flatMap(dueActions(view))
      }
      const earlier = viewOf(policy, { asOf }).asOf
      const [before, later] = [actionsAt(earlier), actionsAt(after(earlier, 200 * 86_400_000))]
      const nameOf = ({ callId, target, targetId }: DueAction): string => `${callId} ${target} ${targetId}`
      const applied = new Map(before.map(action => [nameOf(action), action]))
      for (const { change, action } of actionChanges(before, later)) {
        expect(applied.has(nameOf(action))).toBe(change !== 'new')
        if (change === 'gone') applied.delete(nameOf(action))
        else {
          expect(applied.get(nameOf(action))).not.toEqual(action)
          applied.set(nameOf(action), action)
        }
      }
      expect([...applied.values()].map(nameOf).sort()).toEqual(later.map(nameOf).sort())
      for (const action of later) expect(applied.get(nameOf(action))).toEqual(action)
      expect(actionChanges(later, later)).toEqual([])
    }
  })
})
