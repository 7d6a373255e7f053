/**
 * Files and folders written beside and renamed, so that no half of them stands there.
 */
import { mkdir, readdir, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable, wrongCommandLine } from '../text/failure.ts'
import { both } from '../text/language.ts'
import { shownName } from '../text/shown.ts'
import { readFailure } from './readFailure.ts'

/** Only its owner may read it. */
export const [ofFile, ofFolder] = [0o600, 0o700]

/** Does the work on what is to be renamed; where it fails, nothing of that is left. */
const orNothing = async <A>(part: string, work: () => Promise<A>): Promise<A> => {
  try {
    return await work()
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** Whether a file of that name is one that others must not find gone: a device, a pipe. */
const isSpecial = async (file: string): Promise<boolean> => {
  const stats = await stat(file).catch(() => undefined)
  return stats !== undefined && !stats.isFile()
}

/** A file, whole or not at all; a device is written to. A link stays one. */
export const writeWhole = (
  file: string,
  bytes: Uint8Array | Iterable<Uint8Array>
): TE.TaskEither<Failure, void> =>
  TE.tryCatch(async () => {
    if (await isSpecial(file)) return writeFile(file, bytes)
    const target = await realpath(file).catch(() => file)
    const part = `${target}.part`
    return orNothing(part, async () => {
      await writeFile(part, bytes, { mode: ofFile })
      await rename(part, target)
    })
  }, readFailure(file))

/** What stands in a folder; nothing where there is none. */
const listed = async (folder: string): Promise<ReadonlyArray<string>> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Refuses a folder in which something stands already. */
export const checkEmptyFolder = (folder: string): TE.TaskEither<Failure, undefined> =>
  TE.flatMapEither((names: ReadonlyArray<string>) =>
    names.length === 0
      ? E.right(undefined)
      : E.left(
          wrongCommandLine(
            both(
              `--out: ventede en mappe, der er tom eller ikke er der, fandt ${shownName(folder)}`,
              `--out: expected a folder that is empty or not there, found ${shownName(folder)}`
            )
          )
        )
  )(
    TE.tryCatch(
      () => listed(folder),
      error => unreadable(folder, reasonOf(error))
    )
  )

/** A folder, whole or not at all, with what `write` puts there. */
export const writeFolder = <A>(folder: string, write: (part: string) => A): TE.TaskEither<Failure, A> =>
  TE.tryCatch(async () => {
    const part = `${folder}.part`
    await rm(part, { recursive: true, force: true })
    return orNothing(part, async () => {
      await mkdir(part, { recursive: true, mode: ofFolder })
      const written = write(part)
      await rmdir(folder).catch(() => undefined)
      await rename(part, folder)
      return written
    })
  }, readFailure(folder))
