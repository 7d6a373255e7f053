/**
 * One run at a time in a directory.
 */
import { link, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isAbsent, readIfThere, writing } from './directory.ts'
import { fail, reasonOf } from './error.ts'

interface Holder {
  readonly process: number
  readonly host: string
}

const isAlive = ({ process: id, host }: Holder): boolean => {
  if (host !== hostname()) return true
  try {
    process.kill(id, 0)
    return id !== process.pid
  } catch (cause) {
    return reasonOf(cause) === 'EPERM'
  }
}

const lockedHere = new Set<string>()

/**
 * Runs alone in the directory. The lock is a file that appears with its content, or not at all. That of a process
 * of this host that is no more is taken over; one of another host has to be removed by hand.
 */
export const withLock = async <A>(log: string, run: () => Promise<A>): Promise<A> => {
  const path = join(log, 'lock')
  const mine: Holder = { process: process.pid, host: hostname() }
  const take = async (): Promise<boolean> => {
    const ready = `${path}.${process.pid}`
    try {
      await writeFile(ready, JSON.stringify(mine))
      await link(ready, path)
      return true
    } catch (cause) {
      if (reasonOf(cause) === 'EEXIST') return false
      return isAbsent(cause)
        ? fail({ _tag: 'NoLog', path: log })
        : fail({ _tag: 'CannotWrite', path, reason: reasonOf(cause) })
    } finally {
      await rm(ready, { force: true })
    }
  }
  if (lockedHere.has(path)) return fail({ _tag: 'Locked', path, ...mine })
  lockedHere.add(path)
  try {
    for (let attempts = 0; !(await take()); attempts++) {
      const bytes = await readIfThere(path)
      const holder = bytes === undefined ? undefined : holderOf(bytes)
      if (attempts > 2 || (holder !== undefined && isAlive(holder))) {
        return fail({ _tag: 'Locked', path, process: holder?.process ?? 0, host: holder?.host ?? 'unknown' })
      }
      await removeStale(path, bytes)
    }
    try {
      return await run()
    } finally {
      await rm(path, { force: true })
    }
  } finally {
    lockedHere.delete(path)
  }
}

const holderOf = (bytes: Buffer): Holder | undefined => {
  try {
    const { process: id, host } = JSON.parse(bytes.toString('utf8')) as Partial<Holder>
    return typeof id === 'number' && typeof host === 'string' ? { process: id, host } : undefined
  } catch {
    return undefined
  }
}

/** Of two runs that find the same stale lock, one moves it away; a fresh lock moved by mistake is put back. */
const removeStale = (path: string, stale: Buffer | undefined): Promise<void> =>
  writing(path, async () => {
    const aside = `${path}.${process.pid}.stale`
    try {
      await rename(path, aside)
    } catch (cause) {
      if (isAbsent(cause)) return
      throw cause
    }
    const moved = await readIfThere(aside)
    if (stale !== undefined && moved?.equals(stale) === false) await rename(aside, path)
    else await rm(aside, { force: true })
  })
