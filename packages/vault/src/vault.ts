/**
 * Keys, opened with a master key from a table.
 */
import { randomBytes } from 'node:crypto'
import {
  type DestructionLedger,
  type EventLog,
  instantFromEpoch,
  type KeyEntry,
  type KeyName,
  type KeyTable,
  type Tombstone,
  type Vault,
  type VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { catchUpWithLedger, type CatchUpWithLedger, recordIn } from './catchUpWithLedger.ts'
import { catchUpWithLog, type CatchUpWithLog, type OnDestroying } from './catchUpWithLog.ts'
import { createKeyCache } from './keyCache.ts'
import type { KeyWrapper } from './keyWrapper.ts'
import { keyBytes } from './masterKey.ts'
import { unwrapWith } from './unwrapWith.ts'
import { admitted } from './admitted.ts'

/** What was learned before anything was opened; nothing of a log or a ledger that the vault was opened without. */
export interface CatchUp {
  readonly log?: CatchUpWithLog
  readonly ledger?: CatchUpWithLedger
}

/** A vault, and what it learned of a log and a ledger. */
export interface OpenedVault extends Vault {
  /** What was learned when the log was last read, and of the ledger when the vault was opened. */
  readonly lastCatchUp: () => CatchUp
}

/** What a vault is made of. */
export interface VaultOptions {
  /** The vault closes it. */
  readonly table: KeyTable
  /** The master key: it wraps what is made, and unwraps what it wrapped. */
  readonly wrapper: KeyWrapper
  /** Other master keys, which only unwrap. While keys are wrapped anew, the old one and the new one both have some. */
  readonly others?: ReadonlyArray<KeyWrapper>
  /**
   * The log that says what was destroyed. It is read when the vault is opened and each 5 minutes, and the vault does not
   * close it. A log that uses this vault's keys to read would wait for itself: give one that does not.
   */
  readonly log?: EventLog
  /**
   * Where destructions are written down before they are done. When the vault is opened, the table learns what the ledger
   * has, and the ledger what the table has.
   */
  readonly ledger?: DestructionLedger
  /** For how many milliseconds an opened key is kept in memory: 0 to 300,000, which is the default. */
  readonly cacheFor?: number
  /** The clock, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly now?: () => number
}

type Answer<A> = E.Either<VaultError, A>

/** @param inLedger the names that the ledger has, where they are known */
type Ready = (inLedger?: ReadonlySet<KeyName>) => Promise<Answer<void>>

const fiveMinutes = 300_000

const closed = E.left<VaultError>({ _tag: 'Closed', retry: 'never' })

const wrongCacheFor = (found: number): VaultError => ({
  _tag: 'Refused',
  retry: 'never',
  reason: `cacheFor: expected 0 to ${fiveMinutes} milliseconds, found ${found}`
})

/**
 * Opens a vault. First it destroys again what the log and the ledger say was destroyed, so that a table restored from a
 * back-up brings no key back; until then it opens nothing. Without them it cannot know, and `lastCatchUp` has neither. A
 * master key that the table does not use is a `WrongMasterKey`, and nothing is written.
 *
 * @example
 * import { callKey, identifier } from '@samtykke/core'
 * import { createMemoryKeyTable, createMemoryLog } from '@samtykke/testing'
 * import { masterKey, openVault } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const wrapper = masterKey(randomBytes(32))
 * assert.ok(E.isRight(wrapper))
 * const opened = await openVault({ table: createMemoryKeyTable(), wrapper: wrapper.right, log: createMemoryLog() })()
 * assert.ok(E.isRight(opened))
 * const vault = opened.right
 *
 * const name = callKey(identifier('call-1'))
 * const key = await vault.keyOrNew(name)()
 * assert.deepStrictEqual(await vault.key(name)(), key)
 * await vault.destroy(name)()
 * const after = await vault.keyOrNew(name)()
 * assert.ok(E.isLeft(after) && after.left._tag === 'KeyDestroyed')
 * await vault.close()()
 *
 * @see GDPR art. 17(1), 32(1)(a)
 */
export const openVault =
  (options: VaultOptions): TE.TaskEither<VaultError, OpenedVault> =>
  async () => {
    const { table, wrapper, others = [], ledger, cacheFor = fiveMinutes } = options
    if (!(cacheFor >= 0 && cacheFor <= fiveMinutes)) return E.left(wrongCacheFor(cacheFor))
    const wrappers = new Map([...others, wrapper].map(each => [each.id, each]))
    const admission = await admitted(table, wrapper, wrappers)
    if (E.isLeft(admission)) return admission
    const caught = ledger === undefined ? undefined : await catchUpWithLedger(table, ledger)
    if (caught !== undefined && E.isLeft(caught)) return caught
    const vault = vaultOf(
      options,
      cacheFor,
      wrappers,
      caught === undefined ? {} : { ledger: caught.right.learned }
    )
    const ready = await vault.ready(caught?.right.names)
    return E.isLeft(ready) ? ready : E.right(vault.opened)
  }

const vaultOf = (
  { table, wrapper, log, ledger, now = Date.now }: VaultOptions,
  cacheFor: number,
  wrappers: ReadonlyMap<string, KeyWrapper>,
  learned: CatchUp
): { readonly opened: OpenedVault; readonly ready: Ready } => {
  const cache = createKeyCache(cacheFor, now)
  let isClosed = false
  let caughtUp = learned
  let caughtUpAt = -Infinity
  let catchingUp: Promise<Answer<void>> | undefined

  /** What is destroyed without the ledger, the ledger may not have: it is compared as a whole when it is next opened. */
  const forgetLedger = async (): Promise<Answer<void>> => {
    const state = await table.state()()
    if (E.isLeft(state)) return state
    return state.right.ledger === undefined ? E.right(undefined) : table.sawLedger(undefined)()
  }

  /** Whether the ledger has it: it has what the table has a tombstone of. */
  const isInLedger = async (name: KeyName, inLedger?: ReadonlySet<KeyName>): Promise<Answer<boolean>> => {
    if (inLedger !== undefined) return E.right(inLedger.has(name))
    const entry = await table.get(name)()
    // What cannot be read is written down once more.
    if (E.isLeft(entry)) return entry.left._tag === 'Damaged' ? E.right(false) : entry
    return E.right(entry.right?._tag === 'destroyed')
  }

  /** What the log tells is written down as well, before it is done. */
  const writeDown =
    (inLedger?: ReadonlySet<KeyName>): OnDestroying =>
    async tombstones => {
      if (ledger === undefined) return tombstones.length === 0 ? E.right(undefined) : forgetLedger()
      for (const tombstone of tombstones) {
        const isKnown = await isInLedger(tombstone.name, inLedger)
        if (E.isLeft(isKnown)) return isKnown
        const recorded = isKnown.right ? E.right(undefined) : await recordIn(ledger, tombstone)
        if (E.isLeft(recorded)) return recorded
      }
      return E.right(undefined)
    }

  const catchUp = async (from: EventLog, inLedger?: ReadonlySet<KeyName>): Promise<Answer<void>> => {
    const began = now()
    const result = await catchUpWithLog(table, from, writeDown(inLedger))
    if (E.isLeft(result)) return result
    caughtUp = { ...caughtUp, log: result.right }
    caughtUpAt = began
    // What was destroyed just now may have been opened before.
    if (result.right.applied > 0) cache.clear()
    return E.right(undefined)
  }

  /** Nothing is opened before the log was read; those who ask meanwhile wait for the same reading. */
  const ready: Ready = async inLedger => {
    if (isClosed) return closed
    const isDue = now() >= caughtUpAt + fiveMinutes || now() < caughtUpAt
    if (log === undefined || !isDue) return E.right(undefined)
    catchingUp ??= catchUp(log, inLedger).finally(() => {
      catchingUp = undefined
    })
    return catchingUp
  }

  const openedOf = async (entry: KeyEntry, generation: number): Promise<Answer<Uint8Array>> => {
    if (entry._tag === 'destroyed') {
      const { name, destroyedAt } = entry
      return E.left({ _tag: 'KeyDestroyed', retry: 'never', name, destroyedAt })
    }
    const key = await unwrapWith(wrappers, entry)()
    if (E.isRight(key)) cache.keep(entry.name, key.right, generation)
    return key
  }

  type IfAbsent = (name: KeyName, generation: number) => Promise<Answer<Uint8Array>>

  const missing: IfAbsent = name => Promise.resolve(E.left({ _tag: 'KeyMissing', retry: 'never', name }))

  const made: IfAbsent = async (name, generation) => {
    const key = randomBytes(keyBytes)
    const wrapped = await wrapper.wrap(name, key)()
    key.fill(0)
    if (E.isLeft(wrapped)) return wrapped
    const kept = { wrapped: wrapped.right, wrappedBy: wrapper.id }
    const entry = await table.create(name, kept, instantFromEpoch(now()))()
    // It may be another's that came first: what is kept is what is used.
    return E.isLeft(entry) ? entry : openedOf(entry.right, generation)
  }

  const lookUp =
    (name: KeyName, ifAbsent: IfAbsent): TE.TaskEither<VaultError, Uint8Array> =>
    async () => {
      const isReady = await ready()
      if (E.isLeft(isReady)) return isReady
      const cached = cache.get(name)
      if (cached !== undefined) return E.right(cached)
      const generation = cache.generation()
      const entry = await table.get(name)()
      if (E.isLeft(entry)) return entry
      return entry.right === undefined ? ifAbsent(name, generation) : openedOf(entry.right, generation)
    }

  const destroy =
    (name: KeyName): TE.TaskEither<VaultError, Tombstone> =>
    async () => {
      if (isClosed) return closed
      const tombstone: Tombstone = { _tag: 'destroyed', name, destroyedAt: instantFromEpoch(now()) }
      cache.forget(name)
      const recorded = await (ledger === undefined ? forgetLedger() : recordIn(ledger, tombstone))
      if (E.isLeft(recorded)) return recorded
      const destroyed = await table.destroy([tombstone])()
      // Who looked it up meanwhile keeps nothing.
      cache.forget(name)
      return E.map(([standing = tombstone]: ReadonlyArray<Tombstone>) => standing)(destroyed)
    }

  const opened: OpenedVault = {
    key: name => lookUp(name, missing),
    keyOrNew: name => lookUp(name, made),
    destroy,
    cacheFor,
    lastCatchUp: () => caughtUp,
    close: () => async () => {
      isClosed = true
      cache.clear()
      return table.close()()
    }
  }
  return { opened, ready }
}
