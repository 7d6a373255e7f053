// Which events are of which call, and how much of a source is read at once.
import type { Identifier, Instant } from '@samtykke/core'
import { openReader } from '../src/engine/reader.ts'
import { examples, idOf } from './hostileLines.ts'
import { expectAsNaive, fileOf, readLines, readNaively } from './reading.ts'

const all = { asOf: '2025-10-15T00:00:00.000Z' as Instant, beforeAnythingHappened: true }

const stored = examples.find(example => 'startedAt' in example)!
const line = (event: object): string => JSON.stringify({ ...stored, ...event })

describe('calls', () => {
  const small = '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'
  const ids = [
    small,
    small.toUpperCase(),
    `${small.slice(0, -1)}A`,
    `${small}0`,
    small.slice(1),
    small.replaceAll('-', '_'),
    ...[8, 13, 18, 23].map(place => small.slice(0, place) + '_' + small.slice(place + 1))
  ]
  const escaped = line({ id: idOf(90), callId: small }).replace(small, `\\u0033${small.slice(1)}`)
  const lines = [
    ...ids.flatMap((callId, i) => [line({ id: idOf(2 * i), callId }), line({ id: idOf(2 * i + 1), callId })]),
    escaped,
    line({ callId: small, occurredAt: 'yesterday' }),
    line({ callId: small.toUpperCase(), occurredAt: 'yesterday' }),
    line({ callId: small, type: 'call-transferred' })
  ]

  test('are told apart by every letter of their identifiers, however these are spelled', () => {
    for (const parts of [1, 64]) expectAsNaive([fileOf(lines)], { ...all, parts })
    const { histories } = readLines([fileOf(lines)], all)
    expect(histories.map(({ callId }) => callId).toSorted()).toEqual(ids.toSorted())
    const found = histories.find(({ callId }) => callId === small)!
    expect([found.events.length, found.faults.length]).toEqual([4, 1])
  })

  test('are left out but for the one that is asked for', () => {
    for (const callId of [...ids, 'call-1', '3'] as unknown as ReadonlyArray<Identifier>) {
      expectAsNaive([fileOf(lines)], { ...all, callId })
      expect(readLines([fileOf(lines)], { ...all, callId }).histories).toHaveLength(
        ids.includes(callId) ? 1 : 0
      )
    }
  })

  test('are told apart where their identifiers have one hash', () => {
    const { exports, free, bytes } = openReader({ thread: 0, parts: 1 }, all)
    const { hashOf } = exports as unknown as { readonly hashOf: (start: number, length: number) => number }
    const byHash = new Map<number, string>()
    const collisions: Array<string> = []
    for (let i = 0; collisions.length < 4; i++) {
      const callId = `call-${String(i).padStart(7, '0')}`
      const hash = hashOf(free, bytes().write(callId, free, 'latin1'))
      const other = byHash.get(hash)
      if (other !== undefined) collisions.push(other, callId)
      byHash.set(hash, callId)
    }
    const lines = collisions.flatMap((callId, i) => [
      line({ id: idOf(2 * i), callId }),
      line({ id: idOf(2 * i + 1), callId, type: 'call-transferred' })
    ])
    for (const callId of [undefined, ...collisions] as ReadonlyArray<Identifier | undefined>) {
      expectAsNaive([fileOf(lines)], { ...all, callId })
      expect(readLines([fileOf(lines)], { ...all, callId }).histories).toHaveLength(
        callId === undefined ? 4 : 1
      )
    }
  })

  test('of which nothing has happened are left out where that is asked', () => {
    const at = (n: number, occurredAt: string, recordedAt?: string): string =>
      line({ id: idOf(n), callId: `call-${n}`, occurredAt, recordedAt })
    const [before, instant, after] = ['2025-10-14T23:59:59.999Z', all.asOf, '2025-10-15T00:00:00.001Z']
    const lines = [
      ...[
        at(1, before),
        at(2, instant),
        at(3, after),
        at(4, after, instant),
        at(5, after, after),
        at(6, before, after)
      ],
      // On the general path.
      ...[at(7, '2025-10-15T00:00:00Z'), at(8, '2025-10-15T00:00:01Z')],
      line({ callId: 'call-9', occurredAt: before, type: 'call-transferred' }),
      line({ callId: 'call-10', occurredAt: 'yesterday' }),
      ...[at(11, after), line({ id: idOf(99), callId: 'call-11', occurredAt: before })]
    ]
    const calls = (knownAt?: string) => {
      const how = { ...all, beforeAnythingHappened: false, knownAt: knownAt as Instant | undefined }
      expectAsNaive([fileOf(lines)], how)
      return readLines([fileOf(lines)], how)
        .histories.map(({ callId }) => Number(callId.slice(5)))
        .toSorted((a, b) => a - b)
    }
    expect(calls()).toEqual([1, 2, 4, 6, 7, 9, 11])
    expect(calls(instant)).toEqual([1, 2, 4, 7, 9, 11])
    expect(calls(before)).toEqual([1, 9, 11])
  })

  test('of very many and very large events are whole, be they one or many', () => {
    const features = Array.from({ length: 200 }, (_, i) => `feature-${i}`)
    const large = examples.find(example => 'features' in example)!
    const linesOf = (calls: number): ReadonlyArray<string> =>
      Array.from({ length: 3_000 }, (_, i) => {
        const own = { id: idOf(i), callId: `call-${i % calls}` }
        return i % 2 === 0
          ? JSON.stringify({
              ...large,
              ...own,
              features: features.map(each => `${each}${i % 4 === 0 ? 'ø' : ''}`)
            })
          : line({ ...own, processor: `${i % 7 === 0 ? 'Ærø' : 'Fur'}${'x'.repeat(i)}` })
      })
    for (const [calls, parts] of [
      [1, 1],
      [99, 8]
    ] as const) {
      const how = { ...all, parts, threads: 3, cuts: [1e6, 3e6, 5e6], memory: 1024 * 1024 }
      expectAsNaive([fileOf(linesOf(calls))], how)
    }
  })
})

describe('what is read at once', () => {
  const chunk = 1024 * 1024
  const plain = `${line({})}\n`

  test('ends where a line ends, one byte before, and one behind', () => {
    for (const offset of [-2, -1, 0, 1, 2, 3]) {
      const head = Math.floor((chunk - plain.length * 2) / plain.length)
      const filling = chunk + offset - (head + 1) * plain.length
      const lines = Array.from({ length: head }, (_, i) => `${line({ id: idOf(i) })}\n`)
      const filler = line({ mediaType: '' }).slice(0, -2)
      const padded = `${filler}${'x'.repeat(filling - filler.length - 3)}"}\n`
      const file = Buffer.from(
        `${lines.join('')}${plain}${padded}${plain}`.replace(/\n$/, offset % 2 === 0 ? '\n' : '')
      )
      expect(readNaively([file], all).rejects).toEqual([])
      for (const threads of [1, 2])
        expectAsNaive([file], { ...all, threads, cuts: threads === 1 ? [] : [chunk - 300] })
    }
  })

  test('is as much as its longest line', () => {
    const long = 'x'.repeat(10_000_000)
    const lines = [
      line({}),
      line({ id: idOf(1), processor: long }),
      line({ id: idOf(2), processor: long, occurredAt: 'yesterday' }),
      line({ id: idOf(3), filler: long }),
      long,
      line({ id: idOf(4) })
    ]
    for (const threads of [1, 3])
      expectAsNaive([fileOf(lines)], {
        ...all,
        threads,
        cuts: threads === 1 ? [] : [7e6, 15e6, 39e6],
        memory: 0
      })
  })
})
