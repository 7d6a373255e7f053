/**
 * What every table of keys must do with a key: keep it, destroy it, keep it wrapped anew.
 */
import { deepStrictEqual, strictEqual } from 'node:assert'
import { analysisKey, callKey, type Identifier, recordingKey, subjectKey } from '@samtykke/core'
import {
  type Case,
  right,
  id,
  someName,
  at,
  someKey,
  tombstone,
  live,
  created,
  listed
} from './keyTableCase.ts'

export const keeping: ReadonlyArray<Case> = [
  [
    'has nothing at first',
    async ({ table }) => {
      strictEqual(await right(table.get(someName())), undefined)
      deepStrictEqual(await right(table.state()), {
        mark: undefined,
        ledger: undefined,
        masterKey: undefined
      })
      deepStrictEqual(await listed(table), { entries: [], damaged: [] })
    }
  ],
  [
    'keeps a key as it was given, for others as well',
    async ({ table, another }) => {
      for (const length of [1, 40, 4096]) {
        const [name, key] = [someName(), someKey('arn:aws:kms:eu-north-1:1:key/a~b', length)]
        const expected = live(name, key, at(7))
        deepStrictEqual(await right(table.create(name, key, at(7))), expected)
        deepStrictEqual(await right(table.get(name)), expected)
        deepStrictEqual(await right((await another()).get(name)), expected)
      }
    }
  ],
  [
    'keeps the first of several keys, and gives it to all who make one at the same time',
    async ({ table, another }) => {
      const [name, other] = [someName(), await another()]
      const tables = [table, other, table, other]
      const made = await Promise.all(tables.map((each, n) => right(each.create(name, someKey(), at(n)))))
      for (const entry of made) deepStrictEqual(entry, made[0])
      deepStrictEqual(await right(table.create(name, someKey(), at(9))), made[0])
      deepStrictEqual(await right(other.get(name)), made[0])
    }
  ],
  [
    'tells names of any kind and any capitals apart',
    async ({ table }) => {
      const [callId, long] = [id('Call'), `a${'Z'.repeat(127)}` as Identifier]
      const names = [
        callKey(callId),
        callKey(callId.toLowerCase() as Identifier),
        subjectKey(callId),
        recordingKey(callId, callId),
        recordingKey(callId, callId.toUpperCase() as Identifier),
        analysisKey(callId, callId),
        recordingKey(long, long),
        callKey('con' as Identifier),
        callKey('x~._-.' as Identifier)
      ]
      const entries = []
      for (const name of names) entries.push(await created(table, name))
      for (const entry of entries) deepStrictEqual(await right(table.get(entry.name)), entry)
      strictEqual((await listed(table)).entries.length, names.length)
    }
  ],
  [
    'lists everything once, in pages',
    async ({ table, many = 250 }) => {
      const names = Array.from({ length: many }, someName)
      for (const name of names.slice(0, 40)) await created(table, name)
      await right(table.destroy(names.slice(30).map(name => tombstone(name))))
      const { entries } = await listed(table)
      deepStrictEqual(entries.map(entry => entry.name).sort(), [...names].sort())
      strictEqual(entries.filter(entry => entry._tag === 'key').length, 30)
    }
  ]
]

export const destroying: ReadonlyArray<Case> = [
  [
    'puts a tombstone in the place of a key, for good',
    async ({ table, another }) => {
      const name = someName()
      const key = await created(table, name)
      deepStrictEqual(await right(table.destroy([tombstone(name, 5)])), [tombstone(name, 5)])
      for (const each of [table, await another()]) {
        deepStrictEqual(await right(each.get(name)), tombstone(name, 5))
        deepStrictEqual(await right(each.create(name, someKey(), at(9))), tombstone(name, 5))
        deepStrictEqual(await right(each.rewrap(key, someKey())), tombstone(name, 5))
        deepStrictEqual(await right(each.get(name)), tombstone(name, 5))
      }
      deepStrictEqual((await listed(table)).entries, [tombstone(name, 5)])
    }
  ],
  [
    'leaves the first tombstone where it is destroyed again, and tells all the same',
    async ({ table, another }) => {
      const [name, other] = [someName(), await another()]
      await created(table, name)
      const told = await Promise.all(
        [table, other, table, other].map((each, n) => right(each.destroy([tombstone(name, n)])))
      )
      const standing = await right(table.get(name))
      for (const each of told) deepStrictEqual(each, [standing])
      deepStrictEqual(await right(other.destroy([tombstone(name, 99)])), [standing])
    }
  ],
  [
    'destroys what never had a key, so that it never gets one',
    async ({ table }) => {
      const name = someName()
      await right(table.destroy([tombstone(name)]))
      deepStrictEqual(await right(table.create(name, someKey(), at(9))), tombstone(name))
    }
  ],
  [
    'destroys many at once and nothing else, the same name twice too',
    async ({ table, many = 250 }) => {
      const [kept, gone] = [someName(), Array.from({ length: many }, someName)]
      const key = await created(table, kept)
      for (const name of gone.slice(0, 3)) await created(table, name)
      const asked = [...gone, gone[0]!].map(name => tombstone(name, 1))
      deepStrictEqual(await right(table.destroy(asked)), asked)
      deepStrictEqual(await right(table.get(kept)), key)
      for (const name of gone.slice(0, 5)) deepStrictEqual(await right(table.get(name)), tombstone(name, 1))
      deepStrictEqual(await right(table.destroy([])), [])
    }
  ],
  [
    'of who makes and who destroys at the same time, the destroyer wins',
    async ({ table, another }) => {
      const other = await another()
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          const name = someName()
          const key = someKey()
          await Promise.all([
            right(table.create(name, key, at(0))).then(entry =>
              entry._tag === 'key' ? right(table.rewrap(entry, someKey())) : entry
            ),
            right(other.destroy([tombstone(name)]))
          ])
          deepStrictEqual(await right(table.get(name)), tombstone(name))
          deepStrictEqual(await right(other.get(name)), tombstone(name))
        })
      )
    }
  ]
]

export const rewrapping: ReadonlyArray<Case> = [
  [
    'keeps a key wrapped anew, and when it was made',
    async ({ table, another }) => {
      const name = someName()
      const before = await created(table, name, someKey('master-1'), 3)
      const after = someKey('master-2', 64)
      deepStrictEqual(await right(table.rewrap(before, after)), live(name, after, at(3)))
      deepStrictEqual(await right((await another()).get(name)), live(name, after, at(3)))
    }
  ],
  [
    'changes nothing where another key stands, or none',
    async ({ table }) => {
      const name = someName()
      strictEqual(await right(table.rewrap(live(name, someKey(), at(0)), someKey())), undefined)
      strictEqual(await right(table.get(name)), undefined)
      const before = await created(table, name)
      const now = await right(table.rewrap(before, someKey('master-2')))
      deepStrictEqual(await right(table.rewrap(before, someKey('master-3'))), now)
      deepStrictEqual(await right(table.get(name)), now)
    }
  ]
]
