/**
 * Keys, opened with a master key from a table.
 */
import { randomBytes } from 'node:crypto'
import {
  type EventLog,
  type Instant,
  instantFromEpoch,
  type KeyEntry,
  type KeyName,
  type KeyTable,
  type LiveKey,
  type Vault,
  type VaultError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { catchUp, type CatchUp } from './catchUp.ts'
import { createKeyCache } from './keyCache.ts'
import type { KeyWrapper } from './keyWrapper.ts'

/** A vault, and what it learned of a log. */
export interface OpenedVault extends Vault {
  /** What was done when the log was last looked at; first when the vault was opened. */
  readonly lastCatchUp: () => CatchUp
}

/** What a vault is made of. */
export interface VaultOptions {
  /** The vault closes it. */
  readonly table: KeyTable
  /** The master key: it wraps what is made, and unwraps what it wrapped. */
  readonly wrapper: KeyWrapper
  /** Earlier master keys, which only unwrap. While keys are wrapped anew, both have some. */
  readonly earlier?: ReadonlyArray<KeyWrapper>
  /**
   * The log that says what was destroyed. It is read when the vault is opened and each 5 minutes, and the vault does not
   * close it. A log that uses this vault's keys to read would wait for itself: give one that does not.
   */
  readonly log?: EventLog
  /** For how many milliseconds an opened key is kept in memory: 0 to 300,000, which is the default. */
  readonly cacheFor?: number
  /** The clock, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly now?: () => number
}

const fiveMinutes = 300_000
const keyBytes = 32

/**
 * Opens a vault. With a log it first destroys again what the log says was destroyed, so that a table restored from a
 * back-up brings no key back; until then it opens nothing. Without one it cannot know: `lastCatchUp` says `no-log`.
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
export const openVault = ({
  table,
  wrapper,
  earlier = [],
  log,
  cacheFor = fiveMinutes,
  now = Date.now
}: VaultOptions): TE.TaskEither<VaultError, OpenedVault> => {
  const instant = (): Instant => instantFromEpoch(now())
  const wrappers = new Map([...earlier, wrapper].map(each => [each.id, each]))
  const cache = createKeyCache(cacheFor, now)
  let isClosed = false

  let last: CatchUp = { _tag: 'no-log' }
  let caughtUpAt = -Infinity
  let catchingUp: Promise<E.Either<VaultError, void>> | undefined

  const lookAtLog = async (from: EventLog): Promise<E.Either<VaultError, void>> => {
    const began = now()
    const result = await catchUp(table, from, instant)
    if (E.isLeft(result)) return result
    last = result.right
    caughtUpAt = began
    // What was destroyed just now may have been opened before.
    if (last._tag === 'caught-up' && last.applied > 0) cache.clear()
    return E.right(undefined)
  }

  const isDue = (): boolean => now() >= caughtUpAt + fiveMinutes || now() < caughtUpAt

  /** Nothing is opened before the log was looked at; those who ask meanwhile wait for the same look. */
  const current = async (): Promise<E.Either<VaultError, void>> => {
    if (isClosed) return E.left({ _tag: 'Closed', retry: 'never' })
    if (log === undefined || !isDue()) return E.right(undefined)
    catchingUp ??= lookAtLog(log).finally(() => {
      catchingUp = undefined
    })
    return catchingUp
  }

  const unwrapped = async (entry: LiveKey, generation: number): Promise<E.Either<VaultError, Uint8Array>> => {
    const by = wrappers.get(entry.wrappedBy)
    if (by === undefined)
      return E.left({
        _tag: 'WrongMasterKey',
        retry: 'never',
        wrappedBy: entry.wrappedBy,
        given: [...wrappers.keys()]
      })
    const key = await by.unwrap(entry.name, entry.wrapped)()
    if (E.isLeft(key)) return key
    if (key.right.length !== keyBytes)
      return E.left({ _tag: 'NotUnwrapped', retry: 'never', name: entry.name })
    cache.keep(entry.name, key.right, generation)
    return key
  }

  const opened = async (entry: KeyEntry, generation: number): Promise<E.Either<VaultError, Uint8Array>> =>
    entry._tag === 'destroyed'
      ? E.left({
          _tag: 'KeyDestroyed',
          retry: 'never',
          name: entry.name,
          destroyedAt: entry.destroyedAt
        })
      : unwrapped(entry, generation)

  const lookUp =
    (name: KeyName, otherwise: (generation: number) => Promise<E.Either<VaultError, Uint8Array>>) =>
    async (): Promise<E.Either<VaultError, Uint8Array>> => {
      const ready = await current()
      if (E.isLeft(ready)) return ready
      const cached = cache.get(name)
      if (cached !== undefined) return E.right(cached)
      const generation = cache.generation()
      const entry = await table.get(name)()
      if (E.isLeft(entry)) return entry
      return entry.right === undefined ? otherwise(generation) : opened(entry.right, generation)
    }

  const missing = (name: KeyName) => () =>
    Promise.resolve(E.left<VaultError, Uint8Array>({ _tag: 'KeyMissing', retry: 'never', name }))

  const made = (name: KeyName) => async (generation: number) => {
    const wrapped = await wrapper.wrap(name, randomBytes(keyBytes))()
    if (E.isLeft(wrapped)) return wrapped
    const entry = await table.create(name, { wrapped: wrapped.right, wrappedBy: wrapper.id }, instant())()
    // It may be another's. What was kept is what is used.
    return E.isLeft(entry) ? entry : opened(entry.right, generation)
  }

  const vault: OpenedVault = {
    key: name => lookUp(name, missing(name)),
    keyOrNew: name => lookUp(name, made(name)),
    destroy: name => async () => {
      if (isClosed) return E.left({ _tag: 'Closed', retry: 'never' })
      cache.forget(name)
      const tombstone = await table.destroy(name, instant())()
      // Who looked it up meanwhile does not keep it.
      cache.forget(name)
      return tombstone
    },
    cacheFor,
    lastCatchUp: () => last,
    close: () => async () => {
      isClosed = true
      cache.clear()
      return table.close()()
    }
  }

  return async () => {
    if (!(cacheFor >= 0 && cacheFor <= fiveMinutes))
      return E.left({
        _tag: 'Refused',
        retry: 'never',
        reason: `cacheFor: expected 0 to ${fiveMinutes} milliseconds, found ${cacheFor}`
      })
    return pipe(
      current,
      TE.map(() => vault)
    )()
  }
}
