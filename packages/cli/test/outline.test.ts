/** A document on a terminal: what comes from the events and the policy stands as it was recorded. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { printable } from '@samtykke/core'
import fc from 'fast-check'
import { type Language, speak } from '../src/text/language.ts'
import { outline } from '../src/text/outline.ts'
import { keyOf } from '../src/text/outlineLabels.ts'

afterAll(() => speak('en'))

const linesOf = (document: object, language: Language): ReadonlyArray<string> => {
  speak(language)
  return [...outline({ ...document })].join('').split('\n')
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

describe.each(['en', 'da'] as const)('in %s', language => {
  test('the id of a processor stands as it is stored, also one that is the name of a member', () => {
    const counts = Object.fromEntries(processors.map(id => [id, { count: 1, buckets: { upToHour: 1 } }]))
    const lines = linesOf({ byProcessor: counts, byRule: { expiry: { count: 1 } } }, language)
    expect(lines.filter(line => processors.includes(line.trim())).map(line => line.trim())).toEqual(
      processors
    )
    expect(lines).toContain(language === 'da' ? '  Periodens udløb' : '  expiry')
  })

  test('whatever is a key of data, it is one line, without control characters', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string(), (id, member) => {
        fc.pre(id !== 'not stated')
        const lines = linesOf({ byProcessor: { [id]: { [`x${member}`]: [1] } } }, language)
        expect(lines[2]).toBe(`  ${printable(id)}`)
        expect(linesOf({ byPurpose: { [`own ${id}`]: 7 } }, language)[2]).toBe(
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

interface Schema {
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
