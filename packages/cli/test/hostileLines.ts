/**
 * Lines that are events, or nearly: each a spelling of an event's members, changed here and there.
 */
import { eventCatalogue } from '@samtykke/core/catalogue'
import { anyEvent } from '@samtykke/testing/fast-check'
import * as fc from 'fast-check'
import {
  anyValues,
  dates,
  identifiers,
  instants,
  names,
  numbers,
  otherNames,
  shas,
  texts,
  uuids
} from './hostileValues.ts'
import { simulatedLines } from './simulated.ts'

/** A member as it stands in a line: both texts of JSON, or of what is none. */
export interface Member {
  readonly name: string
  readonly value: string
}

type Members = ReadonlyArray<Member>

export const membersOf = (event: object): Members =>
  Object.entries(event).map(([name, value]) => ({
    name: JSON.stringify(name),
    value: JSON.stringify(value)
  }))

const poolOf = (value: string): ReadonlyArray<string> => {
  if (/^"\d{4}-\d\d-\d\d/.test(value)) return instants
  if (/^"[0-9a-f]{8}-/.test(value)) return uuids
  if (/^"[0-9a-f]{64}"/.test(value)) return shas
  if (/^\d/.test(value)) return numbers
  return value.startsWith('"') ? identifiers : anyValues
}

const pick = <A>(list: ReadonlyArray<A>, n: number): A => list[n % list.length]!

const at = (members: Members, n: number): number => n % Math.max(members.length, 1)

const replaced = (members: Members, n: number, change: (member: Member) => Member): Members => {
  const place = at(members, n)
  return members.map((member, i) => (i === place ? change(member) : member))
}

/** The same text of JSON, with some of its characters escaped; what is no text stays. */
export const spelled = (json: string, seed: number): string => {
  if (!/^"[^"\\]*"$/.test(json)) return json
  const random = randomFrom(seed)
  const characters = Array.from({ length: json.length - 2 }, (_, i) => json[i + 1]!)
  const spell = (character: string): string =>
    random() % 4 > 0 ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `"${characters.map(spell).join('')}"`
}

/** A linear congruential generator. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 8
  }
}

const inserted = (members: Members, n: number, member: Member): Members =>
  members.toSpliced(n % (members.length + 1), 0, member)

type Change = (members: Members, a: number, b: number) => Members

const setValue = (members: Members, name: string, value: string): Members =>
  members.map(member => (member.name === `"${name}"` ? { ...member, value } : member))

export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const changes: ReadonlyArray<Change> = [
  // What is as it should be, only another.
  (members, a) => setValue(members, 'id', `"${idOf(a)}"`),
  (members, a) => setValue(members, 'callId', pick(identifiers, a)),
  (members, a) => setValue(members, 'occurredAt', pick(instants, a)),
  (members, a, b) => setValue(members, 'recordedAt', pick(instants, a + b)),
  (members, a) => members.toSpliced(at(members, a), 1),
  (members, a, b) => {
    const [i, j] = [at(members, a), at(members, b)]
    return members.map((member, n) => (n === i ? members[j]! : n === j ? members[i]! : member))
  },
  members => members.toReversed(),
  // Values.
  (members, a, b) => replaced(members, a, member => ({ ...member, value: pick(poolOf(member.value), b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, value: pick(poolOf(member.value), b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, value: pick(texts, b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, value: pick(numbers, b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, value: pick(anyValues, b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, value: pick(dates, b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, value: spelled(member.value, b) })),
  // Names.
  (members, a, b) => replaced(members, a, member => ({ ...member, name: spelled(member.name, b) })),
  (members, a, b) => replaced(members, a, member => ({ ...member, name: pick(otherNames, b) })),
  (members, a, b) =>
    replaced(members, a, member => ({
      ...member,
      name: `${member.name.slice(0, -1)}${pick(['\u0000', ' ', 's', '\u0000\u0000'], b)}"`
    })),
  (members, a, b) => inserted(members, a, { name: pick(otherNames, b), value: pick(anyValues, a) }),
  (members, a, b) => inserted(members, a, { name: `"${pick(names, b)}"`, value: pick(anyValues, a) }),
  (members, a, b) => inserted(members, a, { name: `"${pick(names, b)}"`, value: pick(texts, a) }),
  // Twice.
  (members, a, b) => inserted(members, b, members[at(members, a)] ?? { name: '"id"', value: 'null' }),
  (members, a, b) =>
    inserted(members, b, { name: members[at(members, a)]?.name ?? '""', value: pick(anyValues, b) })
]

const blanks = ['', ' ', '\t', '\r', '  \t', ' '.repeat(18)]

/** The members as a line, with blanks wherever JSON allows some; none where the seed is 0. */
export const writeLine = (members: Members, seed = 0): string => {
  const random = randomFrom(seed)
  const blank = (): string => (seed === 0 ? '' : pick(blanks, random()))
  const written = members.map(({ name, value }) => `${blank()}${name}${blank()}:${blank()}${value}${blank()}`)
  return `${blank()}{${written.join(',')}}${blank()}`
}

const oddBytes: ReadonlyArray<ReadonlyArray<number>> = [
  ...[
    [0],
    [1],
    [0x1f],
    [0x7f],
    [0x80],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xef, 0xbb, 0xbf],
    [0xf5],
    [0xff],
    [0xc3]
  ],
  ...['"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\r', '\n', 'æ', '0', 'a'].map(text => [
    ...Buffer.from(text)
  ])
]

/** A change of the bytes of a line: cut, put in, put in instead of one, left out. */
export const changedBytes = (line: Buffer, kind: number, place: number, odd: number): Buffer => {
  const cut = place % (line.length + 1)
  const [before, after] = [line.subarray(0, cut), line.subarray(cut)]
  const bytes = Buffer.from(pick(oddBytes, odd))
  if (kind === 0) return before
  if (kind === 1) return Buffer.concat([before, bytes, after])
  return Buffer.concat(kind === 2 ? [before, bytes, after.subarray(1)] : [before, after.subarray(1)])
}

export const numberOfOddBytes = oddBytes.length

export const examples: ReadonlyArray<object> = eventCatalogue.map(({ example }) => example)
const simulated = simulatedLines(20, 5).map(line => JSON.parse(line) as object)

const valid: fc.Arbitrary<object> = fc.oneof(
  anyEvent(),
  fc.constantFrom(...examples),
  fc.constantFrom(...simulated)
)

const changeList = fc.array(fc.tuple(fc.nat(changes.length - 1), fc.nat(), fc.nat()), { maxLength: 3 })

const variant = fc
  .record({
    changed: changeList,
    seed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat() }),
    bytes: fc.option(fc.tuple(fc.nat(3), fc.nat(), fc.nat()), { freq: 6, nil: undefined }),
    twice: fc.oneof(
      { weight: 40, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) }
    )
  })
  .map(({ changed, seed, bytes, twice }) => (members: Members): Buffer => {
    const line = writeLine(
      changed.reduce((all, [kind, a, b]) => changes[kind]!(all, a, b), members),
      seed
    )
    const written = Buffer.from(twice ? `${line}${line}` : line)
    return bytes === undefined ? written : changedBytes(written, ...bytes)
  })

/** Of one event a plain line, so that its form is known where it is one, and others that are nearly of this form. */
const family = fc.tuple(valid, fc.nat(), fc.array(variant, { maxLength: 8 })).map(([event, n, variants]) => {
  const members = membersOf({ ...event, id: idOf(n % 5), callId: pick(['call-1', 'call-2', 'call-3'], n) })
  return [Buffer.from(writeLine(members)), ...variants.map(vary => vary(members))]
})

const lineEnds = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\n \n')

/** A file of such lines: with or without a mark at its start, and an end of its last line. */
export const hostileFile: fc.Arbitrary<Buffer> = fc
  .record({
    families: fc.array(family, { maxLength: 4 }),
    lineEnd: lineEnds,
    mark: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constant('\ufeff') }
    ),
    isEnded: fc.boolean()
  })
  .map(({ families, lineEnd, mark, isEnded }) => {
    const lines = families.flat()
    const parts = lines.flatMap(line => [line, Buffer.from(lineEnd)])
    return Buffer.concat([Buffer.from(mark), ...(isEnded ? parts : parts.slice(0, -1))])
  })
