// Most lines never reach JSON.parse. What is read is to be what it says of each line by itself.
import { type Identifier, type Instant, decodeEvent, decodeKnownEvent } from '@samtykke/core'
import * as fc from 'fast-check'
import {
  changedBytes,
  examples,
  hostileFile,
  idOf,
  type Member,
  membersOf,
  numberOfOddBytes,
  spelled,
  writeLine
} from './hostileLines.ts'
import { anyValues, identifiers, instants, longTexts, numbers, texts } from './hostileValues.ts'
import { expectAsNaive, fileOf, readLines } from './reading.ts'
import { simulatedLines } from './simulated.ts'

const all = { asOf: '2025-10-15T00:00:00.000Z' as Instant, beforeAnythingHappened: true }

const stored = examples.find(example => 'startedAt' in example)!
const line = (event: object): string => JSON.stringify({ ...stored, ...event })

describe('arbitrary lines', () => {
  const how = fc.record({
    asOf: fc.constantFrom(
      '2025-09-01T08:00:00.000Z',
      '2024-01-01T00:00:00.000Z',
      '2026-06-01T00:00:00.000Z'
    ) as fc.Arbitrary<Instant>,
    knownAt: fc.constantFrom(
      undefined,
      '2025-09-01T08:00:00.000Z',
      '2025-06-01T00:00:00.000Z'
    ) as fc.Arbitrary<Instant | undefined>,
    callId: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('call-1', 'call-2', '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', 'a')
      }
    ) as fc.Arbitrary<Identifier | undefined>,
    beforeAnythingHappened: fc.boolean(),
    decode: fc.constantFrom(decodeEvent, decodeEvent, decodeKnownEvent),
    threads: fc.constantFrom(1, 1, 2, 3),
    cuts: fc.array(fc.nat(10_000), { maxLength: 4 }),
    parts: fc.constantFrom(1, 2, 16),
    memory: fc.constantFrom(0, 4 * 1024 * 1024)
  })

  test('are read as one by one', () => {
    fc.assert(fc.property(fc.array(hostileFile, { minLength: 1, maxLength: 3 }), how, expectAsNaive), {
      numRuns: 300
    })
  })
})

describe('one form of line, that is known', () => {
  /** Of some events: a plain line first, so that their form is known. */
  const expectVariantsAsNaive = (
    vary: (members: ReadonlyArray<Member>) => ReadonlyArray<string | Buffer>
  ): void => {
    const lines = examples.flatMap(event => {
      const members = membersOf(event)
      return [writeLine(members), ...vary(members)]
    })
    expectAsNaive([fileOf(lines)], all)
  }

  const withValue = (members: ReadonlyArray<Member>, i: number, value: string): ReadonlyArray<Member> =>
    members.map((member, n) => (n === i ? { ...member, value } : member))

  test('with any other value of any member', () => {
    const values = [...new Set([...instants, ...identifiers, ...texts, ...numbers, ...anyValues])]
    const seen = new Set<string>()
    expectVariantsAsNaive(members =>
      members.flatMap(({ name }, i) => {
        if (seen.has(name)) return []
        seen.add(name)
        return values.map(value => writeLine(withValue(members, i, value)))
      })
    )
  })

  test('with long texts', () => {
    expectVariantsAsNaive(members =>
      members.flatMap((_, i) => longTexts.map(text => writeLine(withValue(members, i, text))))
    )
    const many = Object.keys(stored).map(name => ({ name: `"${name}"`, value: longTexts[0]! }))
    expectAsNaive(
      [
        fileOf([
          line({}),
          writeLine(many),
          line({ processor: 'x'.repeat(12_000), mediaType: 'y'.repeat(12_000) })
        ])
      ],
      all
    )
  })

  test('cut at any place, with any byte too many, too few, or another', () => {
    const plain = Buffer.from(line({}))
    const others = ['Århus', 'Lydarkivet Århus'].map(processor => line({ processor }))
    const places = Array.from({ length: plain.length + 1 }, (_, place) => place)
    const changed = places.flatMap(place => [
      changedBytes(plain, 0, place, 0),
      changedBytes(plain, 3, place, 0),
      ...Array.from({ length: numberOfOddBytes }, (_, odd) => [
        changedBytes(plain, 1, place, odd),
        changedBytes(plain, 2, place, odd)
      ]).flat()
    ])
    // What is not UTF-8 changes how all others that are read with it are looked at.
    for (const isAlone of [true, false]) {
      const lines = isAlone ? changed.filter(bytes => bytes.equals(Buffer.from(bytes.toString()))) : changed
      expectAsNaive([fileOf([plain, ...lines, ...others, plain])], all)
    }
  })

  test('with all escaped, and with blanks wherever they may be', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i + 1)
    expectVariantsAsNaive(members =>
      seeds.flatMap(seed => [
        writeLine(members, seed),
        writeLine(members.map(({ name, value }) => ({ name: spelled(name, seed), value }))),
        writeLine(members.map(({ name, value }) => ({ name, value: spelled(value, seed) })))
      ])
    )
  })

  test('with its members in any order, each twice, and each away', () => {
    expectVariantsAsNaive(members =>
      members.flatMap((member, i) => [
        writeLine([...members.slice(i), ...members.slice(0, i)]),
        writeLine(members.toSpliced(i, 1)),
        ...members.map((_, j) => writeLine(members.toSpliced(j, 0, member))),
        `${writeLine(members)}${writeLine(members)}`,
        `[${writeLine(members)}]`
      ])
    )
  })

  test('with a member so often that there were no room, were each noted', () => {
    const released = examples.find(example => 'approvals' in example)!
    const approvedBy = Array.from({ length: 150 }, (_, i) => `employee-${i % 10}`)
    const [holdId] = membersOf({ holdId: 'a' }) as [Member]
    const members = membersOf({ ...released, approvedBy })
    const lines = [1, 10, 300, 700].map(times =>
      writeLine([...members, ...Array.from({ length: times }, () => holdId)])
    )
    expectAsNaive([fileOf([writeLine(members), ...lines, ...lines])], all)
  })
})

describe('more forms of lines than are kept', () => {
  const objected = examples.find(example => 'type' in example && example.type === 'analysis-objected')!
  const ordersOf = <A>(list: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
    list.length < 2
      ? [list]
      : list.flatMap((first, i) => ordersOf(list.toSpliced(i, 1)).map(others => [first, ...others]))

  /** How often a line, or its record, is read as JSON. */
  const decodedIn = (lines: ReadonlyArray<string>): number => {
    let decoded = 0
    const decode = (value: unknown) => {
      decoded++
      return decodeEvent(value)
    }
    expectAsNaive([fileOf(lines)], all)
    readLines([fileOf(lines)], { ...all, decode })
    return decoded
  }

  test('more than there is a number for', () => {
    const lines = ['analysis-objected', 'consent-withdrawn'].flatMap(type =>
      ordersOf(membersOf({ ...objected, type })).map(members => writeLine(members))
    )
    expect(lines).toHaveLength(10_080)
    // Those that are kept are read as JSON once.
    expect(decodedIn([...lines, ...lines, ...lines])).toBeLessThan(2 * lines.length)
  })

  test('more than there are places for', () => {
    const lines = Array.from({ length: 17_000 }, (_, i) =>
      JSON.stringify({ ...objected, id: idOf(i), type: `type-${i}` })
    )
    expectAsNaive([fileOf([...lines, ...lines])], all)
  })

  test('more than there is room for', () => {
    const produced = examples.find(example => 'features' in example)!
    const lines = Array.from({ length: 2_000 }, (_, i) =>
      JSON.stringify({ ...produced, features: Array.from({ length: 100 }, (_, n) => `feature ${i * n}`) })
    )
    expect(decodedIn([...lines, ...lines, ...lines])).toBeLessThan(4 * lines.length)
  })
})

test('simulated events are read as one by one, in few forms', () => {
  const lines = simulatedLines(1_500, 7)
  const file = fileOf(lines)
  expectAsNaive([file], { ...all, threads: 3, cuts: [100_000, 200_000, 900_001], parts: 8, memory: 0 })
  let decoded = 0
  readLines([file], { ...all, decode: value => (decoded++, decodeEvent(value)) })
  expect(decoded).toBeLessThan(lines.length / 4)
})
