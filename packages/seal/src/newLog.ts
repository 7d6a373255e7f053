/**
 * Making a log where there is none.
 */
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { listIfThere, storedCheckpoints, writing } from './directory.ts'
import { fail } from './error.ts'
import { withLock } from './lock.ts'

/** Runs alone in a directory in which there is no log yet. Where it fails, nothing that it made is left. */
export const inNewLog = async <A>(log: string, run: () => Promise<A>): Promise<A> => {
  const made = await writing(log, () => mkdir(log, { recursive: true }))
  try {
    return await withLock(log, async () => {
      if ((await storedCheckpoints(log)).length > 0) return fail({ _tag: 'LogExists', path: log })
      const before = await listIfThere(log)
      try {
        return await run()
      } catch (cause) {
        await removeOthers(log, before).catch(() => undefined)
        throw cause
      }
    })
  } catch (cause) {
    if (made !== undefined) await removeEmpty(log, made)
    throw cause
  }
}

const removeOthers = async (log: string, kept: ReadonlyArray<string>): Promise<void> => {
  for (const name of await listIfThere(log))
    if (!kept.includes(name)) await rm(join(log, name), { recursive: true, force: true })
}

/** Folders from the innermost up to `outermost`, as long as they are empty. */
const removeEmpty = async (folder: string, outermost: string): Promise<void> => {
  try {
    await rmdir(folder)
  } catch {
    return
  }
  if (folder !== outermost && dirname(folder) !== folder) await removeEmpty(dirname(folder), outermost)
}
