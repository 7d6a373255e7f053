// Two readings of the contract that share no code must agree on every action and finding.
import { calendarOf, decodePolicy, missingMembers, noticePolicy } from '@samtykke/core'
import type { LocalDate } from '@samtykke/core'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { assess as assessByCore } from './oracle/core-assess.ts'
import { examples } from './oracle/examples.ts'
import { historyOf } from './oracle/histories.ts'
import { judge } from './oracle/judge.ts'
import { assess as assessByOracle } from './oracle/oracle.ts'
import type { PlainPolicy } from './oracle/plain.ts'
import { notice, noticeVersion } from './oracle/policies.ts'
import { missingFrom } from './oracle/record.ts'
import { addDays, firstInstantOf, writeInstant } from './oracle/time.ts'

// 10,000 and more before a release; seeds of another range by SAMTYKKE_FIRST_HISTORY.
const count = Number(process.env['SAMTYKKE_HISTORIES'] ?? 10_000)
const first = Number(process.env['SAMTYKKE_FIRST_HISTORY'] ?? 1)
const chunk = 500

describe('core on the examples', () => {
  test.each(examples.map(example => [example.name, example] as const))('%s', (_, example) => {
    judge(assessByCore, example)
  })
})

test("the notice's policy, where the rules read it", () => {
  const withoutSources = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (member, inner: unknown) => (member === 'source' ? undefined : inner)))
  const { allowedRegions, ...read } = notice
  expect(withoutSources(noticePolicy)).toMatchObject(withoutSources(read) as object)
  expect([...noticePolicy.allowedRegions].sort()).toEqual([...allowedRegions].sort())
})

test('what the record of a policy misses, by both readings', () => {
  const parts: Record<string, fc.Arbitrary<unknown>> = {
    controller: fc.constant({ name: 'Acme' }),
    dataProtectionOfficer: fc.constant({ name: 'officer' }),
    authority: fc.constant({ name: 'authority' }),
    withdrawalContact: fc.constant('privacy@example.com'),
    measures: fc.array(fc.constant('encryption'), { maxLength: 2 }),
    impactAssessment: fc.constant('dpia-1'),
    processors: fc.array(
      fc.record(
        {
          id: fc.constant('a'),
          name: fc.constant('A'),
          region: fc.constant('DK'),
          agreement: fc.constant('b')
        },
        { requiredKeys: ['id', 'name'] }
      ),
      { maxLength: 3 }
    ),
    notices: fc.array(
      fc.record(
        {
          version: fc.constant('1'),
          language: fc.constant('da'),
          url: fc.constant('https://example.com'),
          sha256: fc.constant('0'.repeat(64))
        },
        { requiredKeys: ['version', 'language'] }
      ),
      { maxLength: 3 }
    ),
    interests: fc.array(
      fc.record(
        { id: fc.constant('i'), text: fc.constant({ da: 'x', en: 'x' }), assessment: fc.constant('lia-1') },
        { requiredKeys: ['id', 'text'] }
      ),
      { maxLength: 3 }
    ),
    proofOfConsent: fc.record(
      { period: fc.constant('P5Y'), basis: fc.constant('limitation') },
      { requiredKeys: ['period'] }
    )
  }
  const basis = fc.constantFrom(['6(1)(a)'], ['6(1)(a)', '6(1)(f)'])
  fc.assert(
    fc.property(fc.record(parts, { requiredKeys: [] }), basis, (stated, recording) => {
      const versions = [{ ...noticeVersion, bases: { recording, analysis: ['6(1)(a)'] } }]
      const policy: PlainPolicy = { ...notice, ...stated, versions }
      const decoded = decodePolicy(policy)
      if (E.isLeft(decoded)) throw new Error('refused')
      expect([...missingMembers(decoded.right)].sort()).toEqual(missingFrom(policy).sort())
    })
  )
})

// Clocks that skip midnight, pass it twice, or change by half an hour.
test.each([
  ...[
    'Europe/Copenhagen',
    'America/Havana',
    'America/Santiago',
    'America/New_York',
    'Asia/Amman',
    'Asia/Beirut'
  ],
  ...['Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati', 'UTC']
])('the first instant of each day in %s', zone => {
  const calendar = calendarOf(zone, () => undefined)
  const days = Array.from({ length: 6 * 366 }, (_, index) => addDays('2018-01-01', index))
  expect(days.map(day => calendar.startOfDay(day as LocalDate))).toEqual(
    days.map(day => writeInstant(firstInstantOf(day, zone)))
  )
})

describe('core and the oracle on random histories', () => {
  const starts = Array.from({ length: Math.ceil(count / chunk) }, (_, index) => first + index * chunk)

  test.each(starts)(
    'from seed %i',
    start => {
      for (let seed = start; seed < Math.min(start + chunk, first + count); seed += 1) {
        const { entries, policy, ...moment } = historyOf(seed)
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
