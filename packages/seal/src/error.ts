/**
 * Why sealing, verifying or proving could not be done.
 */
import * as TE from 'fp-ts/lib/TaskEither.js'
import type * as E from 'fp-ts/lib/Either.js'
import type { MalformedKey, MalformedNote } from './note.ts'
import { inOrder, type Problem } from './problem.ts'

/** Why sealing, verifying or proving could not be done. What verification *finds* is a `Problem`, not an error. */
export type SealError =
  | { readonly _tag: 'CannotRead'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'CannotWrite'; readonly path: string; readonly reason: string }
  | { readonly _tag: 'Malformed'; readonly path: string; readonly expected: string; readonly found: string }
  /** Another run holds the directory. */
  | { readonly _tag: 'Locked'; readonly path: string; readonly process: number; readonly host: string }
  | { readonly _tag: 'NoLog'; readonly path: string }
  | { readonly _tag: 'LogExists'; readonly path: string }
  /** The program would have to sign, or pack, what it knows to be wrong. */
  | { readonly _tag: 'Refused'; readonly reason: string; readonly problems: ReadonlyArray<Problem> }

/** Carries a tagged error through a promise to the `TaskEither` at the edge. */
class Failed extends Error {
  readonly error: SealError
  constructor(error: SealError) {
    super(error._tag)
    this.error = error
  }
}

export const fail = (error: SealError): never => {
  throw new Failed(error)
}

export const refuse = (reason: string, problems: ReadonlyArray<Problem>): never =>
  fail({ _tag: 'Refused', reason, problems: inOrder(problems) })

export const reasonOf = (cause: unknown): string => {
  const code = (cause as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause)
}

/** Runs what may `fail`. Anything else that is thrown is a defect, or a source that could not be read. */
export const attempt = <A>(run: () => Promise<A>): TE.TaskEither<SealError, A> =>
  TE.tryCatch(run, cause =>
    cause instanceof Failed ? cause.error : { _tag: 'CannotRead', path: 'source', reason: reasonOf(cause) }
  )

export const orFail = <A>(path: string, result: E.Either<MalformedKey | MalformedNote, A>): A =>
  result._tag === 'Right'
    ? result.right
    : fail({ _tag: 'Malformed', path, expected: result.left.expected, found: result.left.found })
