import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { JournalError } from './journal-error.ts'

const heldHere = new Set<string>()

const isAlive = (process_: number): boolean => {
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const holderOf = (path: string): number | undefined => {
  try {
    const holder = Number(readFileSync(path, 'utf8'))
    return Number.isSafeInteger(holder) && holder > 0 ? holder : undefined
  } catch {
    return undefined
  }
}

/** Takes a directory for this store; the answer gives it back. The lock of a process that died does not count. */
export const lockDirectory = (directory: string): (() => void) => {
  const path = join(resolve(directory), 'lock')
  const holder = holderOf(path)
  const isHeld = heldHere.has(path) || (holder !== undefined && holder !== process.pid && isAlive(holder))
  if (isHeld) throw new JournalError(`${directory} is in use by process ${holder ?? process.pid}`)
  writeFileSync(path, String(process.pid))
  heldHere.add(path)
  return () => {
    heldHere.delete(path)
    rmSync(path, { force: true })
  }
}
