/**
 * A table of keys in memory: for tests of what uses one. It behaves as the contract suite asks, and keeps nothing.
 */
import {
  type KeyEntry,
  type KeyName,
  type KeyTable,
  type KeyTableError,
  type KeyTablePage,
  type KeyTableState,
  parseKeyName,
  sameMark,
  type Tombstone
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** A back-up of a table in memory. */
export interface KeyTableCopy {
  readonly entries: ReadonlyMap<KeyName, KeyEntry>
  readonly state: KeyTableState
}

/** A table in memory, and what a test may do to it that no table offers. */
export interface MemoryKeyTable extends KeyTable {
  readonly copy: () => KeyTableCopy
  /** Puts an earlier copy in its place, as a restored back-up does. */
  readonly restore: (copy: KeyTableCopy) => void
  /** From now on each call gives this error, or none again. */
  readonly fail: (error: KeyTableError | undefined) => void
  /** Spoils what stands under a name, as a failing disk does. */
  readonly damage: (name: KeyName) => void
}

const pageSize = 100
const closed: KeyTableError = { _tag: 'Closed', retry: 'never' }

/**
 * An empty table in memory.
 *
 * @example
 * import { callKey, identifier, instant } from '@samtykke/core'
 * import { createMemoryKeyTable } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const table = createMemoryKeyTable()
 * const name = callKey(identifier('call-1'))
 * const at = instant('2026-03-01T08:00:00.000Z')
 * const backup = table.copy()
 * const tombstone = { _tag: 'destroyed', name, destroyedAt: at } as const
 * await table.destroy([tombstone])()
 * assert.deepStrictEqual(await table.get(name)(), E.right(tombstone))
 * table.restore(backup)
 * assert.deepStrictEqual(await table.get(name)(), E.right(undefined))
 *
 * @see `KeyTable` in `@samtykke/core`, the port that it stands for
 */
export const createMemoryKeyTable = (): MemoryKeyTable => {
  let entries = new Map<KeyName, KeyEntry>()
  let state: KeyTableState = { mark: undefined, ledger: undefined, masterKey: undefined }
  let failure: KeyTableError | undefined
  const damaged = new Set<KeyName>()

  const damageAt = (name: KeyName): KeyTableError => ({ _tag: 'Damaged', retry: 'never', reason: name })

  const asked = <A>(answer: () => A): TE.TaskEither<KeyTableError, A> =>
    TE.fromIOEither(() => (failure === undefined ? E.right(answer()) : E.left(failure)))

  const askedOf = <A>(name: KeyName, answer: () => A): TE.TaskEither<KeyTableError, A> =>
    TE.flatMap(() => (damaged.has(name) ? TE.left(damageAt(name)) : TE.right(answer())))(asked(() => name))

  const destroy = (tombstone: Tombstone): Tombstone => {
    const before = entries.get(tombstone.name)
    if (before?._tag === 'destroyed') return before
    damaged.delete(tombstone.name)
    entries.set(tombstone.name, tombstone)
    return tombstone
  }

  async function* list(): AsyncGenerator<E.Either<KeyTableError, KeyTablePage>, void, undefined> {
    const all = [...entries.keys()]
    for (let from = 0; from < all.length || from === 0; from += pageSize) {
      if (failure !== undefined) return yield E.left(failure)
      const names = all.slice(from, from + pageSize)
      const page = names.filter(name => !damaged.has(name)).flatMap(name => entries.get(name) ?? [])
      yield Promise.resolve(E.right({ entries: page, damaged: names.filter(name => damaged.has(name)) }))
    }
  }

  return {
    create: (name, { wrapped, wrappedBy }, createdAt) =>
      askedOf(name, () => {
        const before = entries.get(name)
        if (before !== undefined) return before
        const key = { _tag: 'key', name, wrapped: Uint8Array.from(wrapped), wrappedBy, createdAt } as const
        entries.set(name, key)
        return key
      }),
    get: name => askedOf(name, () => entries.get(name)),
    liveKeysOf: callId =>
      asked(() =>
        [...entries.values()].flatMap(entry => {
          const owner = parseKeyName(entry.name)
          const isOfCall = owner !== undefined && owner._tag !== 'subject' && owner.callId === callId
          return isOfCall && entry._tag === 'key' && !damaged.has(entry.name) ? [entry] : []
        })
      ),
    rewrap: (before, { wrapped, wrappedBy }) =>
      askedOf(before.name, () => {
        const now = entries.get(before.name)
        if (now?._tag !== 'key' || Buffer.compare(now.wrapped, before.wrapped) !== 0) return now
        const after = { ...now, wrapped: Uint8Array.from(wrapped), wrappedBy }
        entries.set(before.name, after)
        return after
      }),
    destroy: tombstones => asked(() => tombstones.map(destroy)),
    list,
    state: () => asked(() => state),
    useMasterKey: (from, to) =>
      asked(() => {
        if (state.masterKey !== from) return state.masterKey === to
        state = { ...state, masterKey: to }
        return true
      }),
    applyLog: ({ tombstones, from, to }) =>
      asked(() => {
        if (!sameMark(state.mark, from)) return sameMark(state.mark, to)
        for (const tombstone of tombstones) destroy(tombstone)
        state = { ...state, mark: to }
        return true
      }),
    sawLedger: ledger =>
      asked(() => {
        state = { ...state, ledger }
      }),
    close: () => async () => {
      failure = closed
      return Promise.resolve(E.right(undefined))
    },
    copy: () => ({ entries: new Map(entries), state }),
    restore: copy => {
      entries = new Map(copy.entries)
      state = copy.state
    },
    fail: error => {
      failure = error
    },
    damage: name => {
      damaged.add(name)
    }
  }
}
