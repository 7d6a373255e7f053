/**
 * What a verb of the program is. Each has a file of its own; `verbs.ts` lists them.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ExitStatus, Failure } from '../command/failure.ts'

export interface Verb {
  readonly name: string
  /** One line, for the list of verbs. */
  readonly summary: string
  /** How it is called, and what its options mean. */
  readonly usage: string
  readonly run: (args: ReadonlyArray<string>) => TaskEither<Failure, ExitStatus>
}
