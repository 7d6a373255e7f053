/**
 * The port of a journal: a stream of lines beside the calls, of which each writer knows what was written before.
 */
import type { ExpectedRevision, LogError } from '@samtykke/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** Lines in the order in which they were written. */
export interface Lines<A> {
  readonly lines: ReadonlyArray<A>
  readonly revision: ExpectedRevision
}

/** A stream of lines. */
export interface Journal<A> {
  readonly read: TE.TaskEither<LogError, Lines<A>>
  /**
   * Writes a line where nobody wrote since the revision, else `RevisionConflict`. `OutcomeUnknown` may have written it.
   */
  readonly write: (line: A, expected: ExpectedRevision) => TE.TaskEither<LogError, ExpectedRevision>
}
