// What the reader of lines takes for a value of a kind without asking, it makes of it what the member's codec makes.
import { type AnyEvent, canonicalJson, decodeEvent, type Instant } from '@samtykke/core'
import { eventCatalogue } from '@samtykke/core/catalogue'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { memberKinds } from '../src/engine/memberKinds.ts'
import { idOf, membersOf, writeLine } from './hostileLines.ts'
import { readLines } from './reading.ts'

const quotedMatching = (pattern: RegExp): fc.Arbitrary<string> =>
  fc.stringMatching(pattern).map(text => `"${text}"`)

/** Nearly all values that the reader takes for one of a kind, and some that nearly are. */
const grammar: ReadonlyArray<
  readonly [kind: number, of: string, values: fc.Arbitrary<string>, right: string]
> = [
  [
    1,
    'identifiers',
    quotedMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,16}$|^[0-9][0-9.-]{5,20}[a-z~_]?$|^[a-z.]{120,130}$/),
    '"call-7"'
  ],
  [
    2,
    'UUIDs',
    quotedMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    `"${idOf(7)}"`
  ],
  [
    3,
    'instants',
    quotedMatching(
      /^([0-3]\d{3}|[12][089]00)-(0[1-9]|1[0-3]|02)-(29|[0-3]\d)[Tt]([01]\d|2[0-5]):[0-6]\d:[0-6]\d(\.\d{1,5}|\.\d{3}|)([Zz]|[+-]([01]\d|2[0-5]):[0-6]\d)$/
    ),
    '"2025-02-03T04:05:06.007Z"'
  ],
  [4, 'dates', quotedMatching(/^([0-3]\d{3}|[12][089]00)-(0[1-9]|1[0-3]|02)-(29|[0-3]\d)$/), '"2025-02-03"'],
  [
    5,
    'texts',
    fc
      .array(
        fc.oneof(
          fc.constantFrom('a', ' ', '{', '/', '\u007f', 'æ', '😀', '\u2028', '\ud800', '\t', '\\n', '\\"'),
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
        ),
        { maxLength: 40 }
      )
      .map(units => `"${units.join('')}"`),
    '"a text"'
  ],
  [6, 'whole numbers', fc.stringMatching(/^-?(0|[1-9]\d{0,17}|\d{1,3})([.]\d|e\d)?$/), '42'],
  [7, 'SHA-256', quotedMatching(/^[0-9a-f]{62}[0-9a-f]{1,3}$|^[0-9a-f]{63}[0-9A-F]$/), `"${'0f'.repeat(32)}"`]
]

/** With one character another: the next one, or the one before it. */
const nearly = (values: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: values },
    {
      weight: 1,
      arbitrary: fc.tuple(values, fc.nat(), fc.constantFrom(-1, 1, 32, -32)).map(([value, n, step]) => {
        const place = 1 + (n % Math.max(value.length - 2, 1))
        const code = value.charCodeAt(place) + step
        return code < 32 || code === 34 || code === 92 || Number.isNaN(code)
          ? value
          : value.slice(0, place) + String.fromCharCode(code) + value.slice(place + 1)
      })
    }
  )

/** Events that have a member, of every type that has it. */
const examplesWith = (name: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  eventCatalogue.map(({ example }) => example).filter(example => name in example)

interface Taken {
  readonly line: string
  readonly event: AnyEvent
}

/** Of lines that differ in the value of a member, those that were taken without being read as JSON, with their events. */
const taken = (
  example: Readonly<Record<string, unknown>>,
  name: string,
  values: ReadonlyArray<string>
): ReadonlyArray<Taken> => {
  // Each is told by its id; where that is the member, by its call.
  const [mark, markOf] = name === 'id' ? ['callId', (i: number) => `call-${i}`] : ['id', idOf]
  const lines = values.map((value, i) =>
    writeLine(
      membersOf({ ...example, [mark]: markOf(i) }).map(member =>
        member.name === `"${name}"` ? { ...member, value } : member
      )
    )
  )
  const decoded = new Set<unknown>()
  const decode = (value: unknown) => {
    decoded.add((value as Readonly<Record<string, unknown>>)[mark])
    return decodeEvent(value)
  }
  const file = Buffer.from([JSON.stringify(example), ...lines].join('\n'))
  const how = { asOf: '9999-12-31T23:59:59.999Z' as Instant, beforeAnythingHappened: true, decode }
  const read = new Map(
    readLines([file], how)
      .histories.flatMap(({ events }) => events)
      .map(event => [event[mark as 'id' | 'callId'] as string, event])
  )
  return lines.flatMap((line, i) => {
    const event = read.get(markOf(i))
    return event === undefined || decoded.has(markOf(i)) ? [] : [{ line, event }]
  })
}

describe.each(grammar)('kind %d: %s', (kind, _, values, right) => {
  const names = memberKinds.filter(each => each.kind === kind).map(({ name }) => name)

  test('are taken for every member of the kind', () => {
    expect(names).not.toEqual([])
    for (const name of names)
      for (const example of examplesWith(name))
        expect([name, taken(example, name, [right]).map(({ line }) => line)]).toEqual([
          name,
          [expect.stringContaining(right)]
        ])
  })

  test('that are taken are what the codecs make of them', () => {
    const member = fc
      .constantFrom(...names)
      .chain(name => fc.tuple(fc.constant(name), fc.constantFrom(...examplesWith(name))))
    let count = 0
    fc.assert(
      fc.property(
        member,
        fc.uniqueArray(nearly(values), { minLength: 30, maxLength: 60 }),
        ([name, example], all) => {
          const found = taken(example, name, all)
          count += found.length
          for (const { line, event } of found) {
            // As bytes have it: half of a pair is written as another letter.
            const decoded = decodeEvent(JSON.parse(Buffer.from(line).toString()))
            expect(E.isRight(decoded) && canonicalJson(decoded.right)).toBe(canonicalJson(event))
          }
        }
      ),
      { numRuns: 25 }
    )
    expect(count).toBeGreaterThan(100)
  })
})

test('names and their number are such as the reader has room for', () => {
  for (const { name } of memberKinds) expect(name).toMatch(/^[A-Za-z0-9]{1,15}$/)
  expect(memberKinds.length).toBeLessThanOrEqual(64)
  expect(memberKinds.slice(0, 4).map(({ name }) => name)).toEqual([
    'callId',
    'occurredAt',
    'recordedAt',
    'id'
  ])
})
