// The source of a call is told from text that is written from columns: it is to be that of its whole events.
import { sourceOf } from '@samtykke/audit'
import { canonicalJson, type Instant } from '@samtykke/core'
import { anyCase } from '@samtykke/testing/fast-check'
import * as fc from 'fast-check'
import { eventOfReports } from '../src/engine/eventShapes.ts'
import { examples, idOf, type Member, membersOf, writeLine } from './hostileLines.ts'
import { anyValues, identifiers, instants, longTexts, numbers, texts } from './hostileValues.ts'
import { fileOf, type HowToRead, readLines, readNaively } from './reading.ts'
import { shuffled, simulatedLines } from './simulated.ts'

const how: HowToRead = { asOf: '2025-10-15T00:00:00.000Z' as Instant, beforeAnythingHappened: true }

/** Reads files with columns; gives how many calls the source was told of, and fails where one is not that of its events. */
const told = (files: ReadonlyArray<Buffer>, more: Partial<HowToRead> = {}): number => {
  const { histories, sources } = readLines(files, {
    ...{ ...how, ...more },
    ...{ shape: eventOfReports, withSources: true }
  })
  const naive = readNaively(files, how).histories
  expect(histories.map(({ callId }) => callId).toSorted()).toEqual(
    naive.map(({ callId }) => callId).toSorted()
  )
  const found = naive.filter(({ callId }) => sources.has(callId))
  const textOf = (callId: string, source: object | undefined): string =>
    `${callId} ${canonicalJson(source ?? null)}`
  expect(found.map(({ callId }) => textOf(callId, sources.get(callId)))).toEqual(
    found.map(({ callId, events }) => textOf(callId, sourceOf(events)))
  )
  return sources.size
}

/** Each line in a call of its own. */
const apart = (lines: ReadonlyArray<ReadonlyArray<Member>>, seeds = [0]): Buffer =>
  fileOf(
    seeds.flatMap(seed =>
      lines.map((members, i) =>
        writeLine(
          members.map(member =>
            member.name === '"callId"' ? { ...member, value: `"call-${seed}-${i}"` } : member
          ),
          seed
        )
      )
    )
  )

test('with any other value of any member', () => {
  const values = [
    ...new Set([...instants, ...identifiers, ...texts, ...numbers, ...anyValues, ...longTexts.slice(0, 2)])
  ]
  const lines = examples
    .map(membersOf)
    .flatMap(members => [
      members,
      ...members.flatMap((_, i) =>
        values
          .map(value => members.with(i, { name: members[i]!.name, value }))
          .filter(() => members[i]!.name !== '"callId"')
      )
    ])
  expect(told([apart(lines)])).toBeGreaterThan(1_000)
})

test('with its members in any order, and blanks wherever they may be', () => {
  const lines = examples
    .map(membersOf)
    .flatMap(members => members.map((_, i) => [...members.slice(i), ...members.slice(0, i)]))
  expect(told([apart(lines, [0, 1, 2, 3])])).toBeGreaterThan(300)
})

test('of calls of many events, in whatever order their identifiers come', () => {
  let count = 0
  fc.assert(
    fc.property(
      anyCase({ maxEvents: 40 }),
      fc.nat(),
      fc.constantFrom(1, 2, 3),
      ({ events }, seed, threads) => {
        const lines = shuffled(events, seed).map(event => JSON.stringify(event))
        count += told([fileOf(lines)], { threads, cuts: threads === 1 ? [] : [2_000, 5_000], parts: 2 })
      }
    ),
    { numRuns: 100 }
  )
  expect(count).toBeGreaterThan(100)
})

test('of many calls of which nothing has happened', () => {
  const stored = examples.find(example => 'startedAt' in example)!
  const lines = Array.from({ length: 20_000 }, (_, i) =>
    JSON.stringify({ ...stored, id: idOf(i), callId: `c${i.toString(36)}` })
  )
  expect(told([fileOf(lines)], { asOf: '2020-01-01T00:00:00.000Z' as Instant })).toBe(20_000)
})

test('of so many forms that memory has to grow for their plans', () => {
  const consent = examples.find(example => 'purposes' in example)!
  const lines = Array.from({ length: 600 }, (_, i) =>
    JSON.stringify({
      ...consent,
      id: idOf(i),
      callId: `call-${i}`,
      purposes: Array.from({ length: 100 }, (_, n) => `purpose-${i}-${n}`)
    })
  )
  expect(told([fileOf(lines)])).toBe(600)
})

test('of simulated calls, and of nearly all', () => {
  const lines = simulatedLines(400, 3)
  expect(told([fileOf(lines)], { parts: 4 })).toBeGreaterThan(350)
})
