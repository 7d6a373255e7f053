// The second reading under policies of companies: what its sentences are reached by, and what they must keep to.
import { companyHistoryOf } from './company-histories.ts'
import { companyExamples } from './examples/companies.ts'
import { judge } from './judge.ts'
import { assess } from './oracle.ts'
import { reach } from './reach.ts'

test.each(companyExamples.map(example => [example.name, example] as const))('%s', (_, example) => {
  judge(assess, example)
})

test('random histories reach every sentence that needs a case of its own', () => {
  for (let seed = 1; seed <= 5000; seed += 1) {
    const { entries, policy, ...moment } = companyHistoryOf(seed)
    assess(entries, policy, moment)
  }
  const rare = Object.entries(reach()).filter(([, times]) => times === 0)
  if (process.env['SAMTYKKE_REACH'] !== undefined)
    process.stdout.write(`${JSON.stringify(reach(), null, 2)}\n`)
  expect(rare).toEqual([])
})
