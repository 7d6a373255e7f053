/**
 * What a log and a store say of what the store holds, as it is learned on the way; and how what is asked of them fails.
 */
import type {
  EventLog,
  Identifier,
  Instant,
  LogError,
  RecordedEntry,
  RecordingStore,
  Ref,
  StoreError
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Holds, type Known, saidBy, withSaid } from './known.ts'

/** What is held against what. */
export interface Reconciliation {
  readonly log: EventLog
  readonly store: RecordingStore
  /** What the store holds. */
  readonly holds: Holds
  /**
   * When something was erased, as is known elsewhere than in the log: `keyDestroyedAt` of a vault. A log that was put
   * back from before an erasure says that it is there; this tells it from what is.
   */
  readonly erasedAt?: (ref: Ref) => TE.TaskEither<StoreError, Instant | undefined>
  /** Ids in memory at once (300,000, for which a process takes less than 300 MB). */
  readonly most?: number
  /** Milliseconds since 1970, for what is recorded of an erasure. Default: the machine's clock. */
  readonly now?: () => number
}

type Problem = LogError | StoreError

export class Failure extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem._tag)
    this.problem = problem
  }
}

export const orThrow = <A>(either: E.Either<Problem, A>): A => {
  if (E.isLeft(either)) throw new Failure(either.left)
  return either.right
}

export const settled = async <A>(task: TE.TaskEither<Problem, A>): Promise<A> => orThrow(await task())

/** Ids have no spaces. */
export const keyOf = (callId: Identifier, id: Identifier): string => `${callId} ${id}`

interface Seen {
  readonly known: Known | undefined
  isThere: boolean
}

/** What is known of each id of a share, by call and id, and whether the store has it. */
export type Sight = Map<string, Seen>

export const learn = (sight: Sight, entry: RecordedEntry, { holds, store }: Reconciliation): void => {
  if (entry.payload._tag !== 'readable' && entry.payload._tag !== 'forgotten') return
  const said = saidBy(entry.payload.event, holds, store.name)
  if (said === undefined) return
  const key = keyOf(said.callId, said.id)
  sight.set(key, { known: withSaid(sight.get(key)?.known, said), isThere: false })
}

/** When it was erased, as is known elsewhere. */
export const erasedElsewhere = async (
  { erasedAt }: Reconciliation,
  ref: Ref
): Promise<Instant | undefined> => (erasedAt === undefined ? undefined : settled(erasedAt(ref)))
