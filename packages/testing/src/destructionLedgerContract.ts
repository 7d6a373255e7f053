/**
 * What every ledger of destroyed keys must do, as tests: for the ledgers here, and for whoever writes another.
 *
 * It asks of a test framework only `describe` and `it`, and for each case a ledger that is empty.
 */
import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { randomUUID } from 'node:crypto'
import {
  type DestructionLedger,
  type Identifier,
  instantFromEpoch,
  recordingKey,
  renderStoreError,
  type StoreError,
  subjectKey,
  type Tombstone
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { TestFramework } from './contractCase.ts'

/** A ledger to be tested, empty at first. */
export interface LedgerUnderTest {
  readonly ledger: DestructionLedger
  /** The same ledger, as another process has it. */
  readonly another: () => Promise<DestructionLedger>
  /** A ledger of this kind that cannot be reached: its server is not there, its folder is gone. */
  readonly unreachable: DestructionLedger
}

const right = async <A>(task: TE.TaskEither<StoreError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the ledger failed: ${renderStoreError(result.left)}`)
  return result.right
}

const some = (n = 0): Tombstone => ({
  _tag: 'destroyed',
  name:
    n % 2 === 0
      ? recordingKey(`call.${randomUUID()}` as Identifier, `Rec-${n}` as Identifier)
      : subjectKey(`subject.${randomUUID()}` as Identifier),
  destroyedAt: instantFromEpoch(1_750_000_000_000 + n)
})

const listed = async (ledger: DestructionLedger): Promise<ReadonlyArray<Tombstone>> => {
  const tombstones: Tombstone[] = []
  for await (const page of ledger.list()) {
    if (E.isLeft(page)) throw new Error(`the ledger failed: ${renderStoreError(page.left)}`)
    strictEqual(page.right.unread, 0)
    tombstones.push(...page.right.tombstones)
  }
  return tombstones
}

/** Each once, sorted. */
const asSet = (tombstones: ReadonlyArray<Tombstone>): ReadonlyArray<string> =>
  [...new Set(tombstones.map(({ name, destroyedAt }) => `${name} ${destroyedAt}`))].sort()

type Case = readonly [name: string, body: (test: LedgerUnderTest) => Promise<void>]

const cases: ReadonlyArray<Case> = [
  ['is empty at first', async ({ ledger }) => deepStrictEqual(await listed(ledger), [])],
  [
    'gives what was written down, names and instants, to others as well',
    async ({ ledger, another }) => {
      const written = [some(0), some(1), some(2)]
      for (const each of written) await right(ledger.record(each))
      deepStrictEqual(asSet(await listed(ledger)), asSet(written))
      deepStrictEqual(asSet(await listed(await another())), asSet(written))
    }
  ],
  [
    'loses nothing of those who write at the same time, also from two processes',
    async ({ ledger, another }) => {
      const other = await another()
      const written = Array.from({ length: 40 }, (_, n) => some(n))
      await Promise.all(written.map((each, n) => right((n % 3 === 0 ? other : ledger).record(each))))
      deepStrictEqual(asSet(await listed(ledger)), asSet(written))
    }
  ],
  [
    'takes the same again',
    async ({ ledger }) => {
      const each = some()
      await right(ledger.record(each))
      await right(ledger.record(each))
      deepStrictEqual(asSet(await listed(ledger)), asSet([each]))
    }
  ],
  [
    'gives more than one page holds',
    async ({ ledger }) => {
      const written = Array.from({ length: 250 }, (_, n) => some(n))
      for (const each of written) await right(ledger.record(each))
      deepStrictEqual(asSet(await listed(ledger)), asSet(written))
    }
  ],
  [
    'says that it cannot be reached, and does not take that for empty',
    async ({ unreachable }) => {
      const recorded = await unreachable.record(some())()
      ok(E.isLeft(recorded) && recorded.left.retry === 'later')
      const pages: Array<E.Either<StoreError, unknown>> = []
      for await (const page of unreachable.list()) pages.push(page)
      ok(pages.some(E.isLeft))
    }
  ]
]

/**
 * Declares the tests that every `DestructionLedger` passes.
 *
 * @param start gives a new, empty ledger for each case
 *
 * @example
 * import { createMemoryLedger, destructionLedgerContract } from '@samtykke/testing'
 *
 * const bodies: Array<() => Promise<void>> = []
 * destructionLedgerContract({ describe: (_, body) => body(), it: (_, body) => bodies.push(body) }, async () => {
 *   const ledger = createMemoryLedger()
 *   const unreachable = createMemoryLedger()
 *   unreachable.fail({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })
 *   return { ledger, another: async () => ledger, unreachable }
 * })
 * for (const body of bodies) await body()
 * assert.ok(bodies.length > 5)
 */
export const destructionLedgerContract = (
  { describe, it }: TestFramework,
  start: () => Promise<LedgerUnderTest>
): void =>
  describe('a ledger of destroyed keys', () => {
    for (const [name, body] of cases) it(name, async () => body(await start()))
  })
