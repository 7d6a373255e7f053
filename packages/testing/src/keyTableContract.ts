/**
 * What every table of keys must do, as tests: for the tables here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`, and for each case a table that is empty.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import {
  analysisKey,
  callKey,
  type Identifier,
  type KeyTableError,
  recordingKey,
  subjectKey
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { TestFramework } from './contractCase.ts'
import {
  type KeyTableUnderTest,
  type Case,
  right,
  left,
  id,
  someName,
  at,
  someKey,
  tombstone,
  live,
  markAt,
  destructions,
  created,
  listed
} from './keyTableCase.ts'
import { destroying, keeping, rewrapping } from './keyTableKeeping.ts'

const learning: ReadonlyArray<Case> = [
  [
    'says which master key it uses, changed only by who knew it',
    async ({ table, another }) => {
      strictEqual(await right(table.useMasterKey(undefined, 'master-1')), true)
      strictEqual(await right(table.useMasterKey(undefined, 'master-2')), false)
      strictEqual(await right((await another()).useMasterKey('master-1', 'master-2')), true)
      deepStrictEqual(await right(table.state()), {
        mark: undefined,
        ledger: undefined,
        masterKey: 'master-2'
      })
    }
  ],
  [
    'destroys what a log says and moves the mark, both as they were given',
    async ({ table, another }) => {
      const [name, untouched] = [someName(), someName()]
      const key = await created(table, untouched)
      await created(table, name)
      const ledger = { count: 7, last: tombstone(someName(), 3) }
      await right(table.useMasterKey(undefined, 'master-1'))
      await right(table.sawLedger(ledger))
      strictEqual(await right(table.applyLog(destructions(undefined, markAt(1), [tombstone(name)]))), true)
      deepStrictEqual(await right(table.get(name)), tombstone(name))
      deepStrictEqual(await right(table.get(untouched)), key)
      for (const each of [table, await another()])
        deepStrictEqual(await right(each.state()), {
          mark: markAt(1),
          ledger,
          masterKey: 'master-1'
        })
      strictEqual(await right(table.applyLog(destructions(markAt(1), markAt(0)))), true)
      deepStrictEqual((await right(table.state())).mark, markAt(0))
    }
  ],
  [
    'does not move a mark that was moved meanwhile',
    async ({ table, another }) => {
      await right(table.applyLog(destructions(undefined, markAt(1))))
      strictEqual(await right((await another()).applyLog(destructions(undefined, markAt(2)))), false)
      strictEqual(await right(table.applyLog(destructions(markAt(0), markAt(2)))), false)
      deepStrictEqual((await right(table.state())).mark, markAt(1))
    }
  ],
  [
    'notes how much of a ledger was seen, the last note standing',
    async ({ table, another }) => {
      const later = { count: 9, last: tombstone(someName(), 5) }
      await right(table.sawLedger({ count: 7, last: tombstone(someName(), 3) }))
      await right((await another()).sawLedger(later))
      deepStrictEqual((await right(table.state())).ledger, later)
      await right(table.sawLedger(undefined))
      await right(table.sawLedger(undefined))
      strictEqual((await right(table.state())).ledger, undefined)
    }
  ],
  [
    'gives the keys that a call has, and no others',
    async ({ table }) => {
      const [callId, rec] = [id('call'), id('rec')]
      const own = [callKey(callId), recordingKey(callId, rec), analysisKey(callId, rec)]
      const gone = recordingKey(callId, id('gone'))
      const others = [recordingKey(id('call'), rec), subjectKey(callId), callKey(`${callId}-2` as Identifier)]
      for (const name of [...own, ...others, gone]) await created(table, name)
      await right(table.destroy([tombstone(gone)]))
      const keys = await right(table.liveKeysOf(callId))
      deepStrictEqual(keys.map(({ name }) => name).sort(), [...own].sort())
      deepStrictEqual(await right(table.liveKeysOf(id('call'))), [])
    }
  ]
]

const failing: ReadonlyArray<Case> = [
  [
    'does not take what is damaged for absent, names it, and destroys it',
    async ({ table, damage }) => {
      const [name, other] = [someName(), someName()]
      await created(table, name)
      const key = await created(table, other)
      await damage(name)
      strictEqual((await left(table.get(name)))._tag, 'Damaged')
      strictEqual((await left(table.create(name, someKey(), at(1))))._tag, 'Damaged')
      const { entries, damaged } = await listed(table)
      deepStrictEqual(entries, [key])
      strictEqual(damaged.length, 1)
      deepStrictEqual(await right(table.destroy([tombstone(name)])), [tombstone(name)])
      deepStrictEqual(await right(table.get(name)), tombstone(name))
      deepStrictEqual((await listed(table)).damaged, [])
    }
  ],
  [
    'says that it cannot be reached, and does not take that for empty',
    async ({ unreachable }) => {
      const name = someName()
      const mark = markAt(1)
      const key = live(name, someKey(), at(0))
      for (const task of [
        unreachable.get(name),
        unreachable.create(name, someKey(), at(0)),
        unreachable.rewrap(key, someKey()),
        unreachable.destroy([tombstone(name)]),
        unreachable.state(),
        unreachable.liveKeysOf(id('call')),
        unreachable.sawLedger({ count: 1, last: tombstone(name) }),
        unreachable.useMasterKey(undefined, 'master-1'),
        unreachable.applyLog(destructions(undefined, mark))
      ])
        strictEqual((await left(task)).retry, 'later')
      const pages: Array<E.Either<KeyTableError, unknown>> = []
      for await (const page of unreachable.list()) pages.push(page)
      ok(pages.some(E.isLeft))
    }
  ],
  [
    'is closed when it was closed',
    async ({ table }) => {
      const name = someName()
      await table.close()()
      await table.close()()
      strictEqual((await left(table.get(name)))._tag, 'Closed')
      strictEqual((await left(table.destroy([tombstone(name)])))._tag, 'Closed')
      strictEqual((await left(table.state()))._tag, 'Closed')
    }
  ]
]

/**
 * Declares the tests that every `KeyTable` passes.
 *
 * @param start gives a new, empty table for each case
 *
 * @example
 * import { createMemoryKeyTable, keyTableContract } from '@samtykke/testing'
 *
 * const bodies: Array<() => Promise<void>> = []
 * keyTableContract({ describe: (_, body) => body(), it: (_, body) => bodies.push(body) }, async () => {
 *   const table = createMemoryKeyTable()
 *   const unreachable = createMemoryKeyTable()
 *   unreachable.fail({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })
 *   return { table, another: async () => table, damage: table.damage, unreachable }
 * })
 * for (const body of bodies) await body()
 * assert.ok(bodies.length > 10)
 */
export const keyTableContract = (
  { describe, it }: TestFramework,
  start: () => Promise<KeyTableUnderTest>
): void => {
  const declare = (title: string, cases: ReadonlyArray<Case>): void =>
    describe(title, () => {
      for (const [name, body] of cases) it(name, async () => body(await start()))
    })
  declare('keeping keys', keeping)
  declare('destroying keys', destroying)
  declare('wrapping keys anew', rewrapping)
  declare('what a table learns', learning)
  declare('a table that fails', failing)
}
