/**
 * The port of an agenda: hints of what falls due on which local day, so that a day costs what is due on it and not what
 * is stored. A hint is never believed; the call is read and decides.
 */
import type { Identifier, LocalDate, LogError } from '@samtykke/core'
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** A call to look at. */
export interface Hint {
  readonly callId: Identifier
  /** Of the event that it tells of, where it tells of one: whoever has read the call up to it knows it. */
  readonly revision?: bigint
  /** Milliseconds for which whoever does not know it yet leaves it to the one who wrote it, who is at work. */
  readonly leaveFor?: number
  /** It was looked at, and what is left of it is noted. A hint that is never settled is given again. */
  readonly settle: TE.TaskEither<LogError, void>
}

/** Hints as they come. One that is an error is the last. */
export type Hints = AsyncIterable<E.Either<LogError, Hint>, void, undefined>

/** Hints by day. */
export interface Agenda {
  /** Notes that something of the call is due on the day. Again is nothing new. */
  readonly note: (day: LocalDate, callId: Identifier) => TE.TaskEither<LogError, void>
  /**
   * What is noted for the day, each to one of those who take; to its end for now. What one took and did not settle is
   * given to another when its iteration is over.
   */
  readonly take: (day: LocalDate) => Hints
  /** Everything that is noted for the day, whoever took it, in pages. A page that is an error is the last. */
  readonly read: (
    day: LocalDate
  ) => AsyncIterable<E.Either<LogError, ReadonlyArray<Identifier>>, void, undefined>
  /** How many notes the day has, or more where some came twice. */
  readonly size: (day: LocalDate) => TE.TaskEither<LogError, number>
  /**
   * The day is done: its notes go, unless somebody holds one of it that is not settled. Gives whether they are gone;
   * where not, whoever holds it may still fail, and then it is given again.
   */
  readonly done: (day: LocalDate) => TE.TaskEither<LogError, boolean>
}
