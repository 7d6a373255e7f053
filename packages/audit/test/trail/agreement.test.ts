// Two readings of what followed from events that share no code must agree on every derived entry.
import { callState, canonicalJson } from '@samtykke/core'
import { legalBases } from '../../src/basis/basis.ts'
import { trailOf } from '../../src/trail/trail.ts'
import { hostile } from '../histories.ts'
import { basisChangesOf } from '../oracle/basisChanges.ts'
import { plainCallsOf } from '../oracle/calls.ts'
import { chunksOf } from '../oracle/chunks.ts'
import { consequencesOf } from '../oracle/consequences.ts'

/** In any order: which of two of one instant stands first is for another test. */
const inOneOrder = (entries: ReadonlyArray<object>): ReadonlyArray<object> =>
  [...entries].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))

describe('derived entries, by both readings', () => {
  test.each(chunksOf(1_500))('histories from %i to %i', (first, last) => {
    for (let seed = first; seed <= last; seed++) {
      const { view, calls } = hostile(seed)
      const plain = plainCallsOf(seed)
      for (const history of calls) {
        const derived = trailOf(view)(history)
          .entries.filter(({ kind }) => kind === 'derived')
          .map(
            ({
              seq: _seq,
              kind: _kind,
              text: _text,
              findings: _findings,
              explanation: _steps,
              reason: _reason,
              ...rest
            }) => rest
          )
        const call = plain.calls.find(({ callId }) => callId === history.callId)
        const expected =
          call === undefined
            ? []
            : [...basisChangesOf(legalBases(view)(callState(view)(history))), ...consequencesOf(call, plain)]
        const [found, wanted] = [inOneOrder(derived), inOneOrder(expected)]
        if (canonicalJson(found) !== canonicalJson(wanted))
          expect({ seed, entries: found }).toEqual({ seed, entries: wanted })
      }
    }
  })
})
