import { consentRecordOf } from '../../src/consentRecord/consentRecord.ts'
import { hostile, seeds } from '../histories.ts'
import { faultsIn } from '../schema.ts'

test('records and receipts of hostile histories are as their schema says', () => {
  for (const seed of seeds(1000)) {
    const { view, calls } = hostile(seed + 20_000)
    for (const call of calls)
      expect(faultsIn('consent-record', consentRecordOf(view, { receipt: seed % 2 === 0 })(call))).toEqual([])
  }
})
