import { trailOf } from '../../src/trail/trail.ts'
import { hostile, seeds } from '../histories.ts'
import { faultsIn } from '../schema.ts'
import { simulatedCalls, simulatedView } from '../simulated.ts'

test('trails of a thousand hostile histories are as their schema says', () => {
  for (const seed of seeds(1000)) {
    const { view, calls } = hostile(seed)
    for (const call of calls) expect(faultsIn('trail', trailOf(view)(call))).toEqual([])
  }
})

test('trails of simulated calls under a seal are as their schema says', () => {
  const seal = { origin: 'log.example', size: 12, root: 'AAAA' }
  for (const call of simulatedCalls(60, 3)) {
    const placeOf = () => ({ stream: `call-${call.callId}`, revision: '0', leaf: 0 })
    expect(faultsIn('trail', trailOf(simulatedView, { seal, placeOf })(call))).toEqual([])
  }
})

test('the closed schema refuses what is not as it says', () => {
  const { view, calls } = hostile(1)
  const trail = trailOf(view)(calls[0]!)
  expect(faultsIn('trail', { ...trail, more: 1 })).not.toEqual([])
  expect(faultsIn('trail', { ...trail, entries: [{ ...trail.entries[0], at: 'noon' }] })).not.toEqual([])
})
