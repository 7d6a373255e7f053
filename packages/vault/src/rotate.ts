/**
 * Another master key: every key is wrapped anew, and nothing that was encrypted is touched.
 */
import type { KeyTable, KeyTablePage, LiveKey, VaultError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { KeyWrapper } from './keyWrapper.ts'
import { unwrapWith } from './unwrapWith.ts'

/** What is to be wrapped anew, and by what. */
export interface RotationOptions {
  readonly table: KeyTable
  /** The new master key. */
  readonly to: KeyWrapper
  /** The old ones. Keys of none of them are left as they are, and counted. */
  readonly from: ReadonlyArray<KeyWrapper>
  /** Told after each page how many keys have been looked at. */
  readonly onProgress?: (looked: number) => void
}

/** What became of the keys. */
export interface Rotation {
  /** Wrapped anew by this run. */
  readonly rewrapped: number
  /** Wrapped by the new master key already: by an earlier run, or made since. */
  readonly already: number
  /** Tombstones, which no key wraps. */
  readonly destroyed: number
  /** By the id of a master key that was not given: how many keys it wraps, which are as they were. */
  readonly others: ReadonlyMap<string, number>
  /** What cannot be opened, in a line each: not wrapped under its name by the master key that it names, or damaged. */
  readonly failed: ReadonlyArray<string>
}

interface Counts {
  rewrapped: number
  already: number
  destroyed: number
  readonly others: Map<string, number>
  readonly failed: string[]
}

/** The old master key's mark on the table becomes the new one's before any key does: a run that stops is told by it. */
const announce = async (
  table: KeyTable,
  to: KeyWrapper,
  given: ReadonlyMap<string, KeyWrapper>
): Promise<E.Either<VaultError, void>> => {
  const state = await table.state()()
  if (E.isLeft(state)) return state
  const { masterKey } = state.right
  if (masterKey === to.id) return E.right(undefined)
  if (masterKey !== undefined && !given.has(masterKey))
    return E.left({ _tag: 'WrongMasterKey', retry: 'never', wrappedBy: masterKey, given: [...given.keys()] })
  const changed = await table.useMasterKey(masterKey, to.id)()
  if (E.isLeft(changed)) return changed
  return changed.right
    ? E.right(undefined)
    : E.left({ _tag: 'Busy', retry: 'later', reason: 'another changes its master key at the same time' })
}

/**
 * Wraps every key of a table by another master key. It may be stopped and run again at any time: what is wrapped anew
 * stays so, and until it is done both master keys are needed. Nothing that was encrypted by a key changes.
 *
 * Who has the table open with the old master key alone goes on making keys with it, and cannot open those that are
 * wrapped anew: give the new one to all first, with the old one beside it (`others` of `openVault`), and run it again
 * until `already` and `destroyed` are all there is.
 *
 * @example
 * import { callKey, identifier } from '@samtykke/core'
 * import { createMemoryKeyTable } from '@samtykke/testing'
 * import { masterKey, openVault, rotateMasterKey } from '@samtykke/vault'
 * import * as E from 'fp-ts/lib/Either.js'
 * import { randomBytes } from 'node:crypto'
 *
 * const [before, after] = [masterKey(randomBytes(32)), masterKey(randomBytes(32))]
 * assert.ok(E.isRight(before) && E.isRight(after))
 * const table = createMemoryKeyTable()
 * const vault = await openVault({ table, wrapper: before.right })()
 * assert.ok(E.isRight(vault))
 * await vault.right.keyOrNew(callKey(identifier('call-1')))()
 *
 * const rotation = await rotateMasterKey({ table, to: after.right, from: [before.right] })()
 * assert.ok(E.isRight(rotation) && rotation.right.rewrapped === 1)
 */
export const rotateMasterKey =
  ({ table, to, from, onProgress }: RotationOptions): TE.TaskEither<VaultError, Rotation> =>
  async () => {
    const given = new Map([...from, to].map(each => [each.id, each]))
    const announced = await announce(table, to, given)
    if (E.isLeft(announced)) return announced
    const counts: Counts = { rewrapped: 0, already: 0, destroyed: 0, others: new Map(), failed: [] }
    const rewrapping = { table, to, given, counts }
    let looked = 0
    for await (const page of table.list()) {
      if (E.isLeft(page)) return page
      const done = await rewrapPage(rewrapping, page.right)
      if (E.isLeft(done)) return done
      looked += page.right.entries.length
      onProgress?.(looked)
    }
    return E.right(counts)
  }

const countOther = ({ others }: Counts, { wrappedBy }: LiveKey): void => {
  others.set(wrappedBy, (others.get(wrappedBy) ?? 0) + 1)
}

interface Rewrapping {
  readonly table: KeyTable
  readonly to: KeyWrapper
  readonly given: ReadonlyMap<string, KeyWrapper>
  readonly counts: Counts
}

const rewrapPage = async (
  rewrapping: Rewrapping,
  { entries, damaged }: KeyTablePage
): Promise<E.Either<VaultError, void>> => {
  const { to, given, counts } = rewrapping
  counts.failed.push(...damaged)
  for (const entry of entries) {
    if (entry._tag === 'destroyed') counts.destroyed += 1
    else if (entry.wrappedBy === to.id) counts.already += 1
    else if (!given.has(entry.wrappedBy)) countOther(counts, entry)
    else {
      const done = await rewrapKey(rewrapping, entry)
      if (E.isLeft(done)) return done
    }
  }
  return E.right(undefined)
}

const rewrapKey = async (
  { table, to, given, counts }: Rewrapping,
  entry: LiveKey
): Promise<E.Either<VaultError, void>> => {
  const key = await unwrapWith(given, entry)()
  if (E.isLeft(key)) {
    if (key.left._tag !== 'NotUnwrapped') return key
    counts.failed.push(`${entry.name}: not wrapped under this name by the master key ${entry.wrappedBy}`)
    return E.right(undefined)
  }
  const wrapped = await to.wrap(entry.name, key.right)()
  key.right.fill(0)
  if (E.isLeft(wrapped)) return wrapped
  const standing = await table.rewrap(entry, { wrapped: wrapped.right, wrappedBy: to.id })()
  if (E.isLeft(standing)) return standing
  // Another may have destroyed it meanwhile, or wrapped it by yet another master key.
  if (standing.right?._tag === 'destroyed') counts.destroyed += 1
  else if (standing.right?.wrappedBy === to.id) counts.rewrapped += 1
  else if (standing.right !== undefined) countOther(counts, standing.right)
  return E.right(undefined)
}
