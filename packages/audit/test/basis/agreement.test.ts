// Two readings of the legal bases over time that share no code must agree on every row.
import { callState, canonicalJson, type LegalBasis } from '@samtykke/core'
import { legalBases } from '../../src/basis/basis.ts'
import { rightsUnder } from '../../src/basis/rights.ts'
import { hostile } from '../histories.ts'
import { basesOf, type Row } from '../oracle/bases.ts'
import { plainCallsOf } from '../oracle/calls.ts'
import { chunksOf } from '../oracle/chunks.ts'

const withRights = (row: Row) => ({
  ...row,
  rights: rightsUnder(row.declared as ReadonlyArray<LegalBasis>)
})

describe('legal bases over time, by both readings', () => {
  test.each(chunksOf(3_000))('histories from %i to %i', (first, last) => {
    for (let seed = first; seed <= last; seed++) {
      const { view, calls } = hostile(seed)
      const { calls: plain, policy, asOf } = plainCallsOf(seed)
      const rows = new Map(plain.map(call => [call.callId, basesOf(call, policy, asOf)]))
      for (const history of calls) {
        const found = { seed, rows: legalBases(view)(callState(view)(history)) }
        const expected = { seed, rows: (rows.get(history.callId) ?? []).map(withRights) }
        // Comparing texts is quicker; only what differs is shown member by member.
        if (canonicalJson(found) !== canonicalJson(expected)) expect(found).toEqual(expected)
        // What does not apply is absent, and no member without a value.
        if (found.rows.some(row => Object.values(row).includes(undefined)))
          expect(found).toStrictEqual(expected)
      }
    }
  })
})
