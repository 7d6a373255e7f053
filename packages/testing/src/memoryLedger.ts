/**
 * A ledger of destroyed keys in memory: for tests of what uses one. It behaves as the contract suite asks.
 */
import type { DestructionLedger, LedgerPage, StoreError, Tombstone } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** A ledger in memory, and what a test may do to it that no ledger offers. */
export interface MemoryLedger extends DestructionLedger {
  readonly copy: () => ReadonlyArray<Tombstone>
  /** Puts an earlier copy in its place, as a restored back-up does. */
  readonly restore: (copy: ReadonlyArray<Tombstone>) => void
  /** From now on each call gives this error, or none again. */
  readonly fail: (error: StoreError | undefined) => void
}

const pageSize = 100

/**
 * An empty ledger in memory.
 *
 * @example
 * import { callKey, identifier, instant } from '@samtykke/core'
 * import { createMemoryLedger } from '@samtykke/testing'
 *
 * const ledger = createMemoryLedger()
 * const destroyedAt = instant('2026-03-01T08:00:00.000Z')
 * await ledger.record({ _tag: 'destroyed', name: callKey(identifier('call-1')), destroyedAt })()
 * assert.deepStrictEqual(ledger.copy().map(({ name }) => name), ['call/call-1'])
 *
 * @see `DestructionLedger` in `@samtykke/core`, the port that it stands for
 */
export const createMemoryLedger = (): MemoryLedger => {
  let records: ReadonlyArray<Tombstone> = []
  let failure: StoreError | undefined

  async function* list(): AsyncGenerator<E.Either<StoreError, LedgerPage>, void, undefined> {
    for (let from = 0; from < records.length || from === 0; from += pageSize) {
      if (failure !== undefined) return yield E.left(failure)
      yield Promise.resolve(E.right({ tombstones: records.slice(from, from + pageSize), unread: 0 }))
    }
  }

  return {
    record: tombstone =>
      TE.fromIOEither(() => {
        if (failure !== undefined) return E.left(failure)
        records = [...records, tombstone]
        return E.right(undefined)
      }),
    list,
    copy: () => records,
    restore: copy => {
      records = copy
    },
    fail: error => {
      failure = error
    }
  }
}
