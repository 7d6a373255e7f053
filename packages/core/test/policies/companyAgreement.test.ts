// Two readings of policies of any company that share no code must agree on every action and finding.
import { companyExamples } from '../oracle/examples/companies.ts'
import { companyHistoryOf } from '../oracle/company-histories.ts'
import { assess as assessByCore } from '../oracle/core-assess.ts'
import { judge } from '../oracle/judge.ts'
import { assess as assessByOracle } from '../oracle/oracle.ts'

// 10,000 and more before a release; seeds of another range by SAMTYKKE_FIRST_HISTORY.
const count = Number(process.env['SAMTYKKE_HISTORIES'] ?? 2_000)
const first = Number(process.env['SAMTYKKE_FIRST_HISTORY'] ?? 1)
const chunk = 500

describe('core on the examples of companies', () => {
  test.each(companyExamples.map(example => [example.name, example] as const))('%s', (_, example) => {
    judge(assessByCore, example)
  })
})

describe('core and the oracle on random histories of companies', () => {
  const starts = Array.from({ length: Math.ceil(count / chunk) }, (_, index) => first + index * chunk)

  test.each(starts)(
    'from seed %i',
    start => {
      for (let seed = start; seed < Math.min(start + chunk, first + count); seed += 1) {
        const { entries, policy, ...moment } = companyHistoryOf(seed)
        const expected = assessByOracle(entries, policy, moment)
        const found = assessByCore(entries, policy, moment)
        // Byte by byte, since the order of members is part of the contract; then readably.
        if (JSON.stringify(found) !== JSON.stringify(expected)) {
          expect({ seed, ...found }).toEqual({ seed, ...expected })
          expect(JSON.stringify(found)).toBe(JSON.stringify(expected))
        }
      }
    },
    120_000
  )
})
