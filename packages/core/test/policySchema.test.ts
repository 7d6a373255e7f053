// The published schema and the codec say the same of every policy.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { decodePolicy, noticePolicy } from '@samtykke/core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'

const schema = JSON.parse(readFileSync(resolve(__dirname, '../schemas/policy.schema.json'), 'utf8')) as object
const validate = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(schema)

type Json = { [member: string]: Json } | Json[] | string | number | boolean | null

const notice = JSON.parse(JSON.stringify(noticePolicy)) as { [member: string]: Json }

const withPurposes: Json = {
  version: '2',
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  purposes: [
    {
      purpose: 'orders',
      of: 'recording',
      basis: '6(1)(c)',
      declared: ['6(1)(c)', '6(1)(f)'],
      when: { direction: 'inbound', line: ['orders', 'sales'], customerType: 'business' },
      text: { da: 'ordrer', 'en-GB': 'orders' },
      source: 'MiFID II art. 16(7)'
    },
    { purpose: 'tone', of: 'analysis', basis: '6(1)(f)', requires: 'nothing' }
  ],
  recordings: [
    { rule: 'orders', line: 'orders', purposes: ['orders'], keep: 'P5Y', source: 's' },
    { rule: 'rest', direction: ['inbound', 'outbound'], customerType: ['private'], keep: 'P4W', source: 's' }
  ],
  analyses: [
    { direction: 'inbound', purposes: ['tone'], keep: 'P1M', then: 'erase', source: 's' },
    { keep: 'P2W', then: 'anonymise', source: 's' }
  ],
  analysisDirections: ['inbound', 'outbound']
}

const full = {
  ...notice,
  versions: [...(notice['versions'] as Json[]), withPurposes],
  severities: { 'bundled-consent': 'warning' },
  proofOfConsent: { period: 'P5Y', basis: 'art. 7(1)' },
  representative: { name: 'r', id: 'i', address: 'a', email: 'e', telephone: 't', url: 'u' },
  dataProtectionOfficer: { name: 'd' },
  authority: { name: 'a' },
  processors: [{ id: 'p', name: 'P', region: 'DK', agreement: 'A-1' }],
  notices: [{ version: '1', language: 'da', url: 'https://example.org', sha256: 'a'.repeat(64) }],
  measures: ['m'],
  impactAssessment: 'i'
}

const pathsOf = (value: Json, path: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === 'object' && value !== null
    ? [
        ...(path.length > 0 ? [path] : []),
        ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
      ]
    : [path]

const replaced = (value: Json, [key, ...rest]: ReadonlyArray<string>, by: Json | undefined): Json => {
  if (key === undefined) return by ?? null
  const copy = structuredClone(value) as { [member: string]: Json }
  if (rest.length > 0) copy[key] = replaced(copy[key] as Json, rest, by)
  else if (by === undefined && !Array.isArray(copy)) delete copy[key]
  else copy[key] = by ?? null
  return copy
}

const others: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    '',
    'x',
    'DK',
    'P6M',
    'P',
    'PT',
    'P1D',
    'PT1H',
    '45-12345678',
    0,
    1,
    1.5,
    -1,
    2 ** 53,
    true,
    [],
    {},
    [''],
    ['DK']
  ),
  fc.jsonValue() as fc.Arbitrary<Json>
)

test('the schema accepts a policy where the codec does, and nowhere else', () => {
  expect(validate(full)).toBe(true)
  expect(E.isRight(decodePolicy(full))).toBe(true)
  const paths = pathsOf(full).filter(path => !path.includes('timeZone') && path.at(-1) !== 'effectiveFrom')
  fc.assert(
    fc.property(fc.constantFrom(...paths), others, (path, by) => {
      const policy = replaced(full, path, by)
      const decoded = decodePolicy(policy)
      // A schema knows no names that refer to each other.
      if (
        E.isLeft(decoded) &&
        decoded.left.every(({ expected }) => expected.includes('purpose of the policy'))
      )
        return
      const accepted = validate(policy)
      if (accepted !== E.isRight(decoded)) {
        throw new Error(
          `${path.join('.')} = ${JSON.stringify(by)}: schema ${accepted}, codec ${JSON.stringify(decoded)}`
        )
      }
    }),
    { numRuns: 4000 }
  )
})

test('the example of the documentation is a policy', () => {
  const page = readFileSync(resolve(__dirname, '../../../docs/policy.md'), 'utf8')
  const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json = '']) => JSON.parse(json) as Json
  )
  expect(examples).toHaveLength(1)
  for (const example of examples) {
    expect(validate(example)).toBe(true)
    expect(E.isRight(decodePolicy(example))).toBe(true)
  }
  const [, purposes = ''] = /```json purposes\n([\s\S]*?)```/.exec(page) ?? []
  const [version] = notice['versions'] as [{ [member: string]: Json }]
  const example = { ...notice, versions: [{ ...version, purposes: JSON.parse(purposes) as Json }] }
  expect(validate(example)).toBe(true)
  expect(E.isRight(decodePolicy(example))).toBe(true)
})
