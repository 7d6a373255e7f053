/**
 * Why files could not be read: because of one of them, or of a temporary file.
 */
import { tmpdir } from 'node:os'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { SpillError } from '../engine/temporaryFile.ts'
import { type Failure, reasonOf, unreadable } from '../text/failure.ts'
import { type Bilingual, both, type Said } from '../text/language.ts'

/** What is named where a temporary file cannot be written or read. */
const temporaryFiles = (): Bilingual =>
  both(
    `midlertidige filer i ${tmpdir()} (TMPDIR vælger en anden mappe)`,
    `temporary files in ${tmpdir()} (TMPDIR chooses another folder)`
  )

/** Of whatever was thrown while files were read, what went wrong with the files named or with temporary ones. */
export const readFailure =
  (files: Said) =>
  (error: unknown): Failure =>
    unreadable(error instanceof SpillError ? temporaryFiles() : files, reasonOf(error))

/** Does what goes through temporary files, after the files named were read. */
export const throughTemporaryFiles =
  <A>(work: () => A | Promise<A>): TE.TaskEither<Failure, A> =>
  async () => {
    try {
      return E.right(await work())
    } catch (error) {
      if (error instanceof SpillError) return E.left(unreadable(temporaryFiles(), reasonOf(error)))
      throw error
    }
  }
