import { callState } from '@samtykke/core'
import { sourceOf } from '../../src/head/head.ts'
import { instructionsFor } from '../../src/instructions/instructions.ts'
import { hostile, seeds } from '../histories.ts'
import { faultsIn } from '../schema.ts'

test('instructions of hostile histories are as their schema says', () => {
  for (const seed of seeds(1000)) {
    const { view, calls } = hostile(seed + 20_000)
    const states = calls.map(callState(view))
    const [processor] = states.flatMap(call => call.recordings.map(({ event }) => event.processor))
    if (processor !== undefined)
      expect(faultsIn('instructions', instructionsFor(view, processor, sourceOf([]))(states))).toEqual([])
  }
})
