/**
 * A store's inventory held against the log, both ways. What differs is looked at a second time before it is told, since
 * calls go on meanwhile; what the log says is erased and the store has is erased again.
 *
 * Memory holds at most a stated number of ids: where there are more, the calls are divided in two by their ids, and each
 * half is gone through by itself.
 */
import { createHash } from 'node:crypto'
import {
  type Erasure,
  type EventLog,
  type Identifier,
  instantFromEpoch,
  isKnownEvent,
  type LoadedCall,
  type LogError,
  type RecordedEntry,
  type RecordingStore,
  type Ref,
  refId,
  type StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { systemClock } from '../clock.ts'
import { eraseAgain } from './eraseAgain.ts'
import {
  type DifferenceKind,
  differenceOf,
  type Holds,
  isBegunAgain,
  type Known,
  saidBy,
  withSaid
} from './known.ts'

/**
 * What is not explained.
 *
 * - `orphan`, `missing`, `resurrected`: of a recording or analysis. `became` is what became of what was erased again;
 *   none where it was not tried: of a call with a hold, or with an entry that cannot be read, it is for a person
 * - `unrecognised`: something in the store from whose name no id can be read; the name may be personal
 * - `unreadable`: an entry of the log that cannot be read, so that what it says of the store is not known
 */
export type Difference =
  | { readonly _tag: 'orphan' | 'missing'; readonly ref: Ref }
  | { readonly _tag: 'resurrected'; readonly ref: Ref; readonly became?: E.Either<StoreError, Erasure> }
  | { readonly _tag: 'unrecognised'; readonly name: string }
  | { readonly _tag: 'unreadable'; readonly callId: Identifier; readonly entryId: string }

/** What is held against what. */
export interface Reconciliation {
  readonly log: EventLog
  readonly store: RecordingStore
  /** What the store holds. */
  readonly holds: Holds
  /** Ids in memory at once (300,000, for which a process takes less than 300 MB). */
  readonly most?: number
  /** Milliseconds since 1970, for what is recorded of an erasure. Default: the machine's clock. */
  readonly now?: () => number
}

/** A share of the calls: those whose hash leaves `rest` when divided by `of`. */
interface Share {
  readonly of: number
  readonly rest: number
}

type Problem = LogError | StoreError

class Failure extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem._tag)
    this.problem = problem
  }
}

const orThrow = <A>(either: E.Either<Problem, A>): A => {
  if (E.isLeft(either)) throw new Failure(either.left)
  return either.right
}

const settled = async <A>(task: TE.TaskEither<Problem, A>): Promise<A> => orThrow(await task())

const isIn = ({ of, rest }: Share, callId: Identifier): boolean =>
  of === 1 || createHash('md5').update(callId).digest().readUInt32LE(0) % of === rest

/** Ids have no spaces. */
const keyOf = (callId: Identifier, id: Identifier): string => `${callId} ${id}`

interface Seen {
  readonly known: Known | undefined
  isThere: boolean
}

/** What is known of each id of a share, by call and id, and whether the store has it. */
type Sight = Map<string, Seen>

const learn = (sight: Sight, entry: RecordedEntry, { holds, store }: Reconciliation): void => {
  if (entry.payload._tag !== 'readable' && entry.payload._tag !== 'forgotten') return
  const said = saidBy(entry.payload.event, holds, store.name)
  if (said === undefined) return
  const key = keyOf(said.callId, said.id)
  sight.set(key, { known: withSaid(sight.get(key)?.known, said), isThere: false })
}

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

interface SecondLook {
  readonly kind: DifferenceKind | undefined
  readonly known: Known | undefined
  readonly call: LoadedCall
  /** Whether a person must decide: a hold that was not released, or an entry that cannot be read. */
  readonly isForAPerson: boolean
}

/** The call and the store as they are by now. */
const lookAgain = async (about: Reconciliation, ref: Ref): Promise<SecondLook> => {
  const found = await settled(about.store.find(ref))
  const call = await settled(about.log.load(ref.callId))
  const { entries } = call
  const sight: Sight = new Map()
  const holds = new Set<string>()
  for (const entry of entries) {
    learn(sight, entry, about)
    if (entry.payload._tag !== 'readable' && entry.payload._tag !== 'forgotten') continue
    const { event } = entry.payload
    if (isKnownEvent(event) && event.type === 'hold-placed') holds.add(event.holdId)
  }
  for (const { payload } of entries) {
    if (payload._tag !== 'readable' && payload._tag !== 'forgotten') continue
    if (isKnownEvent(payload.event) && payload.event.type === 'hold-released')
      holds.delete(payload.event.holdId)
  }
  const { known } = sight.get(keyOf(ref.callId, refId(ref))) ?? {}
  return {
    // What was erased again and is not recorded so is taken up like what is still there.
    kind: differenceOf(known, found._tag === 'present') ?? (isBegunAgain(known) ? 'resurrected' : undefined),
    known,
    call,
    isForAPerson: holds.size > 0 || entries.some(({ payload }) => payload._tag === 'undecodable')
  }
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
    const { kind, known, call, isForAPerson } = await lookAgain(about, ref)
    if (kind === undefined) return undefined
    if (kind !== 'resurrected') return { _tag: kind, ref }
    if (isForAPerson || known?.goneAt === undefined || looks > mostLooks) return { _tag: kind, ref }
    const { now = systemClock.now } = about
    const erased = await eraseAgain({
      ...about,
      call,
      ref,
      goneAt: known.goneAt,
      isInstructed: isBegunAgain(known),
      now: instantFromEpoch(now())
    })
    const became = orThrow(erased)
    if (became !== undefined) return { _tag: kind, ref, became }
  }
}

async function* differencesIn(
  about: Reconciliation,
  sight: Sight
): AsyncGenerator<Difference, void, undefined> {
  for (const [key, { known, isThere }] of sight) {
    if (differenceOf(known, isThere) === undefined && !isBegunAgain(known)) continue
    const difference = await settleOne(about, refOf(about, key))
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
