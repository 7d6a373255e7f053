/** A document on a terminal: what comes from the events and the policy stands as it was recorded. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { missingMembers, noticePolicy, type Policy, printable } from '@samtykke/core'
import fc from 'fast-check'
import { type Language, speak } from '../src/text/language.ts'
import { outline } from '../src/text/outline.ts'
import { keyOf } from '../src/text/outlineLabels.ts'
import { policyMemberText } from '../src/text/policyMemberText.ts'
import { hasInstants } from '../src/text/outlineValues.ts'

afterAll(() => speak('en'))

const linesOf = (document: object, language: Language): ReadonlyArray<string> => {
  speak(language)
  return [...outline({ ...document }, 'Europe/Copenhagen')].join('').split('\n')
}

const processors = [
  'Recorder-A',
  'Vendor_NorthEast',
  'recorder-cloud',
  'late',
  'byRule',
  'no-basis',
  'Ælia v/K'
]

const anyId = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.string({ minLength: 1, unit: fc.constantFrom('a', '\n', '\u001b', '\u202e', '\t') })
)

describe.each(['en', 'da'] as const)('in %s', language => {
  test('the id of a processor stands as it is stored, also one that is the name of a member', () => {
    const counts = Object.fromEntries(processors.map(id => [id, { count: 1, buckets: { upToHour: 1 } }]))
    const lines = linesOf({ byProcessor: counts, byRule: { expiry: { count: 1 } } }, language)
    expect(lines.filter(line => processors.includes(line.trim())).map(line => line.trim())).toEqual(
      processors
    )
    expect(lines).toContain(language === 'da' ? '  Periodens udløb' : '  expiry')
    // What is under one of them is under no member, whatever its name is.
    const [count, upTo] = language === 'da' ? ['Antal', 'Højst 1 time'] : ['Count', 'Up to hour']
    expect(lines.filter(line => line.trim().startsWith(count))).toHaveLength(processors.length + 1)
    expect(lines.filter(line => line.trim().startsWith(upTo))).toHaveLength(processors.length)
  })

  test('whatever is a key of data, it is one line, without control characters', () => {
    fc.assert(
      fc.property(anyId, fc.string(), (id, member) => {
        fc.pre(id !== 'not stated')
        const lines = linesOf({ byProcessor: { [id]: { [`x${member}`]: [1] } } }, language)
        expect(lines[3]).toBe(`  ${printable(id)}`)
        expect(linesOf({ byPurpose: { [`own ${id}`]: 7 } }, language)[3]).toBe(
          `  ${printable(`own ${id}`)}  7`
        )
      })
    )
  })
})

test('what is counted by a code has the name of the code, in Danish', () => {
  const document = {
    byRule: { 'no-basis': 1 },
    findingsGained: { 'done-late': 2 },
    byPurpose: { 'voice-analysis': 3, 'fraud-detection': 4 },
    byProcessor: { 'not stated': 5 },
    byMonth: { '2026-01': 6 }
  }
  const values = (language: Language) => linesOf(document, language).filter(line => /^ .*\d$/.test(line))
  expect(values('da').map(line => line.trim().split('  ')[0])).toEqual([
    'Manglende grundlag',
    'Udført efter forfald',
    'Stemmeanalyse',
    'fraud-detection',
    'ikke angivet',
    '2026-01'
  ])
  expect(values('en').map(line => line.trim().split('  ')[0])).toEqual(
    Object.values(document).flatMap(each => Object.keys(each))
  )
})

test('a finding is called by how grave it is, in Danish', () => {
  const finding = { code: 'done-late', detail: '1 d after 2026-01-01T00:00:00.000Z (expiry)' }
  const both = ['error', 'info'].map(severity => ({ ...finding, severity }))
  const text = (findings: ReadonlyArray<object>) => linesOf({ findings }, 'da').join('\n')
  const oldest = text([{ code: 'done-late', bySeverity: { error: 1, warning: 0, info: 1 }, oldest: both }])
  expect(oldest).toMatch(/^ {2}Bemærkning +Udført efter forfald$/m)
  expect(oldest).toMatch(/^ {4}Udført for sent .* fejl$/m)
  expect(oldest).toMatch(/^ {4}Udført inden for udførelsesfristen .* oplysning$/m)
  expect(text([{ ...finding, bySeverity: { error: 0, warning: 0, info: 3 } }])).toMatch(
    /^ {2}Bemærkning +Udført inden for udførelsesfristen$/m
  )
})

test('what is a code or a form for programs is in words', () => {
  const limit = (rule: string) => ({ period: 'P6M', rule, source: 'GDPR art. 12(3)' })
  const document = {
    lateness: { executionGrace: 'P1D' },
    activities: [{ timeLimits: [limit('anonymise'), limit('redact'), limit('inbound-private')] }],
    coverage: { rows: ['any', 'documentation', 'fraud-detection'].map(purpose => ({ purpose, days: 1 })) },
    missing: ['authority', 'interests.0.assessment', 'x-own'],
    findings: [{ detail: 'the policy does not state authority' }]
  }
  const danish = linesOf(document, 'da').join('\n')
  expect(danish).toMatch(/Udførelsesfrist +1 dag$/m)
  for (const rule of ['anonymisér', 'fjern beviset', 'inbound-private'])
    expect(danish).toMatch(new RegExp(`6 måneder +${rule} +GDPR artikel 12, stk. 3$`, 'm'))
  for (const purpose of ['uanset formål', 'dokumentation', 'fraud-detection'])
    expect(danish).toMatch(new RegExp(`^ +${purpose} +1$`, 'm'))
  expect(danish).toContain(
    'tilsynsmyndigheden (authority), de legitime interesser (interests.0.assessment), x-own'
  )
  expect(danish).toContain('regelsættet oplyser ikke tilsynsmyndigheden (authority)')
  const english = linesOf(document, 'en').join('\n')
  expect(english).toMatch(/Execution grace +1 day$/m)
  expect(english).toMatch(/6 months +anonymise +GDPR art\. 12\(3\)$/m)
  expect(english).toContain('authority, interests.0.assessment, x-own')
})

test('every member that a policy may leave out has its name in Danish', () => {
  const [version] = noticePolicy.versions
  const bare = {
    ...noticePolicy,
    versions: version === undefined ? [] : [version],
    processors: [{ id: 'p', name: 'P' }],
    notices: [{ version: '1', language: 'da' }],
    proofOfConsent: { period: 'P1Y' }
  } as unknown as Policy
  const missing = [...missingMembers(bare), ...missingMembers({ ...bare, processors: [], notices: [] })]
  expect(missing.length).toBeGreaterThan(10)
  expect(missing.filter(each => policyMemberText(each) === each)).toEqual([])
})

interface Schema {
  readonly $ref?: string
  readonly anyOf?: ReadonlyArray<Schema>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: unknown
}

/** The members of a schema, with what each may be. */
const membersOf = (schema: unknown): ReadonlyArray<readonly [string, Schema]> => {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {} } = schema as Schema
  return [...Object.entries(properties), ...Object.values(schema).flatMap(membersOf)]
}

const members = ['report', 'art30', 'head'].flatMap(name =>
  membersOf(JSON.parse(readFileSync(resolve(__dirname, `../../audit/schemas/${name}.schema.json`), 'utf8')))
)

test('no other members of the documents hold what is keyed by data', () => {
  const keyed = members.filter(([, { additionalProperties }]) => typeof additionalProperties === 'object')
  const names = new Set(keyed.map(([name]) => name))
  expect(names.size).toBeGreaterThan(4)
  expect([...names].filter(name => keyOf(name) === undefined)).toEqual([])
  const others = members.map(([name]) => name).filter(name => !names.has(name))
  expect(others.filter(name => keyOf(name) !== undefined)).toEqual([])
})

test('instants are shown in the zone that the first line names, and ids that look like one as they are', () => {
  const at = '2026-02-28T23:00:00.000Z'
  const document = {
    asOf: at,
    findings: [{ callId: at, at, detail: `the consent came at ${at}, after the recording had started` }],
    byProcessor: { [at]: 1 }
  }
  expect(linesOf(document, 'en')).toEqual([
    'Times in      Europe/Copenhagen',
    'As of         2026-03-01 00:00',
    '',
    'Findings',
    `  Call id  ${at}`,
    '  At       2026-03-01 00:00',
    '  Detail   the consent came at 2026-03-01 00:00, after the recording had started',
    '',
    'By processor',
    `  ${at}  1`,
    ''
  ])
  expect(linesOf(document, 'da')).toContain(
    '  Nærmere    samtykket kom 2026-03-01 00:00, efter at optagelsen var begyndt'
  )
})

test('every member of the documents that is an instant is shown so, and no other', () => {
  const isInstant = ({ $ref, anyOf = [] }: Schema): boolean =>
    $ref?.endsWith('#/$defs/instant') === true || anyOf.some(isInstant)
  const names = new Set(members.filter(([, schema]) => isInstant(schema)).map(([name]) => name))
  expect(names.size).toBeGreaterThan(8)
  expect([...names].filter(name => !hasInstants(name))).toEqual([])
  const others = members.map(([name]) => name).filter(name => !names.has(name) && name !== 'detail')
  expect(others.filter(hasInstants)).toEqual([])
})
