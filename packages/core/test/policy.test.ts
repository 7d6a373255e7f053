import { readFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  analysisRules,
  decodePolicy,
  type Duration,
  noticePolicy,
  type Period,
  periodParts,
  renderMemberError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { durationMilliseconds } from '../src/period.ts'

const shared = process.env['SAMTYKKE_SHARED'] ?? resolve(__dirname, '../../../../shared')
const notice = `${shared}/reference/notice-3-samtaler.da.txt`

const said = (value: unknown): ReadonlyArray<string> => {
  const decoded = decodePolicy(value)
  return E.isLeft(decoded) ? decoded.left.map(renderMemberError) : []
}

test("the notice's policy is a policy", () => {
  expect(decodePolicy(JSON.parse(JSON.stringify(noticePolicy)))).toEqual(E.right(noticePolicy))
})

if (existsSync(notice)) {
  test("each rule's source stands in the notice word for word", () => {
    const text = readFileSync(notice, 'utf8')
    const sources = noticePolicy.versions.flatMap(version =>
      [...version.recordings, ...analysisRules(version)].map(rule => rule.source)
    )
    expect(sources).toHaveLength(5)
    for (const source of sources) expect(text).toContain(source)
    expect(text).toContain(noticePolicy.withdrawalContact ?? 'none')
  })
} else {
  test.skip(`sources against the notice: skipped, since ${notice.split('/').slice(-2).join('/')} is not here`, () =>
    undefined)
}

test.each([
  [
    'a time zone',
    { timeZone: 'Europe/Kolding' },
    'timeZone: expected a time zone (IANA name, such as Europe/Copenhagen), found a text of 14 characters'
  ],
  ['no version', { versions: [] }, 'versions: expected a list of versions, not empty, found a list of 0'],
  [
    'a period in quarters',
    { versions: [{ ...noticePolicy.versions[0], analyses: { keep: 'P3Q', then: 'erase', source: 's' } }] },
    'versions.0.analyses.keep: expected a period in whole years, months, weeks or days (ISO 8601, such as P6M), found a text of 3 characters'
  ],
  [
    'a version twice',
    { versions: [noticePolicy.versions[0], noticePolicy.versions[0]] },
    'versions: expected each version once, found a text of 1 character twice'
  ],
  [
    'two versions from one instant',
    { versions: [noticePolicy.versions[0], { ...noticePolicy.versions[0], version: '2' }] },
    'versions: expected each effectiveFrom once, found one instant twice'
  ],
  [
    'a member that is misspelt',
    { allowedRegion: ['DK'] },
    'allowedRegion: expected a known member, the nearest being allowedRegions, found a list of 1'
  ],
  [
    'a member that is nearly nothing, deep within',
    {
      versions: [
        { ...noticePolicy.versions[0], analyses: { keep: 'P3M', then: 'erase', source: 's', owner: 'me' } }
      ]
    },
    'versions.0.analyses.owner: expected a known member (keep, then, source, direction, purposes) or one that begins with x-, found a text of 2 characters'
  ],
  [
    'a purpose that the version has not',
    {
      versions: [
        {
          ...noticePolicy.versions[0],
          analyses: [{ keep: 'P3M', then: 'erase', source: 's', purposes: ['voice-analyse'] }]
        }
      ]
    },
    'versions.0.analyses.0.purposes.0: expected a purpose of the policy, found "voice-analyse", the nearest being voice-analysis'
  ],
  [
    'a purpose twice',
    {
      versions: [
        {
          ...noticePolicy.versions[0],
          purposes: [
            { purpose: 'orders', of: 'recording', basis: '6(1)(c)' },
            { purpose: 'orders', of: 'recording', basis: '6(1)(a)' }
          ]
        }
      ]
    },
    'versions.0.purposes: expected each purpose once, found a text of 6 characters twice'
  ],
  [
    'no purposes, and no bases of those of the notice',
    { versions: [{ ...noticePolicy.versions[0], bases: undefined }] },
    'versions.0.purposes: expected purposes, or the declared bases of those of the notice, found nothing'
  ],
  [
    'more purposes than thirty',
    {
      versions: [
        {
          ...noticePolicy.versions[0],
          purposes: Array.from({ length: 31 }, (_, n) => ({
            purpose: `p${n}`,
            of: 'recording',
            basis: '6(1)(a)'
          }))
        }
      ]
    },
    'versions.0.purposes: expected at most 30 purposes, found a list of 31'
  ],
  [
    'a severity of no finding',
    { severities: { 'bundled-consents': 'warning' } },
    'severities.bundled-consents: expected a known member, the nearest being bundled-consent, found a text of 7 characters'
  ],
  [
    'a method that is none',
    { consentMethods: { keypres: ['inbound'] } },
    'consentMethods.keypres: expected a known member, the nearest being keypress, found a list of 1'
  ]
])('%s is refused with where and why', (_, members, message) => {
  expect(said({ ...noticePolicy, ...members })).toContain(message)
})

test('a version that looks like a person is not repeated in what is said', () => {
  const version = { ...noticePolicy.versions[0], version: '+45 20 12 34 56' }
  expect(said({ ...noticePolicy, versions: [version, version] }).join()).not.toContain('20 12 34')
})

test('regions that are not stated are the EEA', () => {
  const { allowedRegions, ...rest } = noticePolicy
  const decoded = decodePolicy(rest)
  expect(E.isRight(decoded) && decoded.right.allowedRegions).toEqual(allowedRegions)
  expect(allowedRegions).toHaveLength(30)
})

test.each([
  ['P6M', 6, 0],
  ['P1Y', 12, 0],
  ['P1Y6M10D', 18, 10],
  ['P90D', 0, 90],
  ['P4W', 0, 28],
  ['P1M2W3D', 1, 17]
])('%s is %i months and %i days', (period, months, days) => {
  expect(periodParts(period as Period)).toEqual({ months, days })
})

test.each([
  ['P1D', 86_400_000],
  ['PT24H', 86_400_000],
  ['PT0S', 0],
  ['P1DT1H1M1S', 90_061_000]
])('%s is %i ms', (duration, milliseconds) => {
  expect(durationMilliseconds(duration as Duration)).toBe(milliseconds)
})

test("a company's own members are left out, at any depth", () => {
  const [version] = noticePolicy.versions
  const own = { 'x-owner': 'privacy office', $schema: './policy.schema.json' }
  const decoded = decodePolicy({
    ...noticePolicy,
    ...own,
    versions: [{ ...version, 'x-approved': { on: '2026-01-01' } }]
  })
  expect(decoded).toEqual(E.right(noticePolicy))
})
