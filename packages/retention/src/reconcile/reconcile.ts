/**
 * A store's inventory held against the log, both ways. What differs is looked at a second time before it is told, since
 * calls go on meanwhile; what was erased, as the log says or the vault does, and the store has is erased again.
 *
 * Memory holds at most a stated number of ids: where there are more, the calls are divided in two by their ids, and each
 * half is gone through by itself.
 */
import { createHash } from 'node:crypto'
import {
  type Erasure,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type LogError,
  type Ref,
  refId,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { systemClock } from '../clock.ts'
import { eraseAgain } from './eraseAgain.ts'
import { differenceOf, isBegunAgain } from './known.ts'
import { lookAgain } from './secondLook.ts'
import { erasedElsewhere, Failure, keyOf, learn, orThrow, type Reconciliation, type Sight } from './sight.ts'

/**
 * What is not explained.
 *
 * - `orphan`, `missing`, `resurrected`: of a recording or analysis. `became` is what became of what was erased again;
 *   none where it was not tried: of a call with a hold, or with an entry that cannot be read, it is for a person.
 *   `unrecordedAt` is when it was erased, where the log did not say so and `erasedAt` does
 * - `unrecognised`: something in the store from whose name no id can be read; the name may be personal
 * - `unreadable`: an entry of the log that cannot be read, so that what it says of the store is not known
 */
export type Difference =
  | { readonly _tag: 'orphan' | 'missing'; readonly ref: Ref }
  | {
      readonly _tag: 'resurrected'
      readonly ref: Ref
      readonly became?: E.Either<StoreError, Erasure>
      readonly unrecordedAt?: Instant
    }
  | { readonly _tag: 'unrecognised'; readonly name: string }
  | { readonly _tag: 'unreadable'; readonly callId: Identifier; readonly entryId: string }

/** A share of the calls: those whose hash leaves `rest` when divided by `of`. */
interface Share {
  readonly of: number
  readonly rest: number
}

const isIn = ({ of, rest }: Share, callId: Identifier): boolean =>
  of === 1 || createHash('md5').update(callId).digest().readUInt32LE(0) % of === rest

/** What is met on the way that is no recording or analysis. */
interface Beside {
  readonly unreadable: Difference[]
  strangers: boolean
}

/** Goes through log and inventory for a share. Nothing is given where it is too large for memory. */
const look = async (
  about: Reconciliation,
  share: Share,
  most: number,
  found: Beside
): Promise<Sight | undefined> => {
  const sight: Sight = new Map()
  for await (const page of about.log.replay()) {
    for (const entry of orThrow(page)) {
      if (!isIn(share, entry.callId)) continue
      learn(sight, entry, about)
      if (entry.payload._tag === 'undecodable')
        found.unreadable.push({ _tag: 'unreadable', callId: entry.callId, entryId: entry.id })
    }
    if (sight.size > most) return undefined
  }
  for await (const page of about.store.inventory()) {
    const { refs, unrecognised } = orThrow(page)
    for (const ref of refs) {
      if (!isIn(share, ref.callId)) continue
      const key = keyOf(ref.callId, refId(ref))
      const seen = sight.get(key)
      if (seen === undefined) sight.set(key, { known: undefined, isThere: true })
      else seen.isThere = true
    }
    if (unrecognised.length > 0) found.strangers = true
    if (sight.size > most) return undefined
  }
  return sight
}

const refOf = ({ holds, store }: Reconciliation, key: string): Ref => {
  const [callId, id] = key.split(' ', 2) as [Identifier, Identifier]
  return holds === 'recording'
    ? { callId, recordingId: id, processor: store.name }
    : { callId, analysisId: id, processor: store.name }
}

const mostLooks = 10

/** Looks again, and erases again what came back, until nobody writes to the call between the look and the act. */
const settleOne = async (about: Reconciliation, ref: Ref): Promise<Difference | undefined> => {
  for (let looks = 1; ; looks++) {
    const { kind, known, isUnrecorded, call, isForAPerson } = await lookAgain(about, ref)
    if (kind === undefined) return undefined
    if (kind !== 'resurrected') return { _tag: kind, ref }
    const goneAt = known?.goneAt
    const back = { _tag: kind, ref, ...(isUnrecorded && goneAt !== undefined && { unrecordedAt: goneAt }) }
    if (isForAPerson || goneAt === undefined || looks > mostLooks) return back
    const { now = systemClock.now } = about
    const erased = await eraseAgain({
      ...about,
      call,
      ref,
      goneAt,
      isInstructed: isBegunAgain(known),
      now: instantFromEpoch(now())
    })
    const became = orThrow(erased)
    if (became !== undefined) return { ...back, became }
  }
}

async function* differencesIn(
  about: Reconciliation,
  sight: Sight
): AsyncGenerator<Difference, void, undefined> {
  for (const [key, { known, isThere }] of sight) {
    const ref = refOf(about, key)
    const isQuiet = differenceOf(known, isThere) === undefined && !isBegunAgain(known)
    // Most are: both say that it is there, or that it is not.
    if (isQuiet && (!isThere || (await erasedElsewhere(about, ref)) === undefined)) continue
    const difference = await settleOne(about, ref)
    if (difference !== undefined) yield difference
  }
}

/** Their names are not kept in memory: the store is asked once more. */
async function* strangersIn({ store }: Reconciliation): AsyncGenerator<Difference, void, undefined> {
  for await (const page of store.inventory())
    for (const name of orThrow(page).unrecognised) yield { _tag: 'unrecognised', name }
}

/**
 * Every difference between a store and the log, as it is found, and then the end: none means that the two agree. What is
 * an error of the log or the store is the last; then nothing is known of the rest.
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { reconcile } from '@samtykke/retention'
 * import { createMemoryLog, createMemoryStore } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const store = createMemoryStore({ name: 'archive' })
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'archive' }
 * store.replace(ref, Buffer.from('nobody recorded that it is here'))
 * const differences = []
 * for await (const each of reconcile({ log: createMemoryLog(), store, holds: 'recording' })) differences.push(each)
 * assert.deepStrictEqual(differences, [E.right({ _tag: 'orphan', ref })])
 */
export async function* reconcile(
  about: Reconciliation
): AsyncGenerator<E.Either<LogError | StoreError, Difference>, void, undefined> {
  const { most = 300_000 } = about
  const shares: Share[] = [{ of: 1, rest: 0 }]
  let hasStrangers = false
  try {
    for (let share = shares.pop(); share !== undefined; share = shares.pop()) {
      const found: Beside = { unreadable: [], strangers: false }
      const sight = await look(about, share, most, found)
      if (sight === undefined) {
        // Calls of which one has more ids than memory may hold cannot be divided further.
        if (share.of >= 2 ** 20) throw new Failure(tooMany(most))
        shares.push({ of: share.of * 2, rest: share.rest + share.of }, { of: share.of * 2, rest: share.rest })
        continue
      }
      for (const each of found.unreadable) yield E.right(each)
      hasStrangers ||= found.strangers
      for await (const each of differencesIn(about, sight)) yield E.right(each)
    }
    if (hasStrangers) for await (const each of strangersIn(about)) yield E.right(each)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    yield E.left(error.problem)
  }
}

const tooMany = (most: number): StoreError => ({
  _tag: 'Refused',
  retry: 'never',
  reason: `one call has more ids than the ${most} that memory may hold`
})
