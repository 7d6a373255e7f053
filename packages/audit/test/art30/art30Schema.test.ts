import { art30Of } from '../../src/art30/art30.ts'
import { faultsIn } from '../schema.ts'
import { simulatedView as view } from '../simulated.ts'

test('the record of processing activities is as its schema says', () => {
  expect(faultsIn('art30', art30Of(view))).toEqual([])
})

test('a member that the schema does not name is found', () => {
  expect(faultsIn('art30', { ...art30Of(view), shoeSize: 43 })).not.toEqual([])
})
