/**
 * What every table of keys must do, as tests: for the tables here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`, and for each case a table that is empty.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  analysisKey,
  callKey,
  type Destructions,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type KeyEntry,
  type KeyName,
  type KeyTable,
  type KeyTableError,
  type LiveKey,
  type Mark,
  recordingKey,
  renderKeyTableError,
  subjectKey,
  type Tombstone,
  type WrappedKey
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { TestFramework } from './contractCase.ts'

/** A table to be tested, empty at first. */
export interface KeyTableUnderTest {
  readonly table: KeyTable
  /** The same table, as another process has it. */
  readonly another: () => Promise<KeyTable>
  /** Spoils what stands under a name, as a failing disk or a person does. */
  readonly damage: (name: KeyName) => Promise<void> | void
  /** A table of this kind that cannot be reached: its server is not there, its folder is gone. */
  readonly unreachable: KeyTable
  /** So many that a listing needs more than one page. Default: 250. */
  readonly many?: number
}

type Case = readonly [name: string, body: (test: KeyTableUnderTest) => Promise<void>]

const retries: Readonly<Record<KeyTableError['_tag'], KeyTableError['retry']>> = {
  Unavailable: 'later',
  Busy: 'later',
  OutOfSpace: 'later',
  AccessDenied: 'never',
  Damaged: 'never',
  Refused: 'never',
  Closed: 'never'
}

const right = async <A>(task: TE.TaskEither<KeyTableError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the table failed: ${renderKeyTableError(result.left)}`)
  return result.right
}

const left = async (task: TE.TaskEither<KeyTableError, unknown>): Promise<KeyTableError> => {
  const result = await task()
  ok(E.isLeft(result), `expected an error of the table, found ${JSON.stringify(result)}`)
  strictEqual(result.left.retry, retries[result.left._tag], `retry of ${result.left._tag}`)
  ok(!/[\n\r]/.test(renderKeyTableError(result.left)), 'an error is one line')
  return result.left
}

const id = (kind: string): Identifier => `${kind}.${randomUUID()}` as Identifier
const someName = (): KeyName => callKey(id('call'))
const at = (n: number): Instant => instantFromEpoch(1_750_000_000_000 + n)
const someKey = (wrappedBy = 'master-1', length = 40): WrappedKey => ({
  wrapped: Uint8Array.from(randomBytes(length)),
  wrappedBy
})
const tombstone = (name: KeyName, n = 0): Tombstone => ({ _tag: 'destroyed', name, destroyedAt: at(n) })
const live = (name: KeyName, key: WrappedKey, createdAt: Instant): LiveKey => ({
  _tag: 'key',
  name,
  ...key,
  createdAt
})
const markAt = (n: number): Mark => ({
  position: { commit: BigInt(n) + (1n << 60n), prepare: BigInt(n) },
  callId: 'call-of-the-mark' as Identifier,
  entryId: `3f0c2f0e-6a3c-4c6e-9d57-${n.toString().padStart(12, '0')}`,
  recordedAt: at(n)
})
const destructions = (
  from: Mark | undefined,
  to: Mark,
  tombstones: ReadonlyArray<Tombstone> = []
): Destructions => ({ from, to, tombstones })

const created = async (
  table: KeyTable,
  name: KeyName,
  key: WrappedKey = someKey(),
  n = 0
): Promise<LiveKey> => {
  const entry = await right(table.create(name, key, at(n)))
  ok(entry._tag === 'key')
  return entry
}

const listed = async (
  table: KeyTable
): Promise<{ readonly entries: ReadonlyArray<KeyEntry>; readonly damaged: ReadonlyArray<string> }> => {
  const entries: KeyEntry[] = []
  const damaged: string[] = []
  for await (const page of table.list()) {
    if (E.isLeft(page)) throw new Error(`the table failed: ${renderKeyTableError(page.left)}`)
    entries.push(...page.right.entries)
    damaged.push(...page.right.damaged)
  }
  return { entries, damaged }
}

const keeping: ReadonlyArray<Case> = [
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

const destroying: ReadonlyArray<Case> = [
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

const rewrapping: ReadonlyArray<Case> = [
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
