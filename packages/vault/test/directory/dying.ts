/**
 * Operations on files, of which a process dies before the nth: from then on none of its operations does anything. For
 * `jest.mock('node:fs/promises', () => dyingFiles)`.
 */
import type { FileHandle } from 'node:fs/promises'

type Files = typeof import('node:fs/promises')
type Operation = (...given: ReadonlyArray<unknown>) => Promise<unknown>

const real = jest.requireActual<Files>('node:fs/promises')

let left = Infinity

export class Died extends Error {}

/** Before its nth operation that changes something, from now on. */
export const dieAt = (nth: number): void => {
  left = nth
}

/** Whether it died; and it lives again. */
export const reborn = (): boolean => {
  const died = left <= 0
  left = Infinity
  return died
}

const assertAlive = (changes: boolean): void => {
  if (changes) left -= 1
  if (left <= 0) throw new Died()
}

const mortal =
  (operation: Operation, changes: boolean): Operation =>
  async (...given) => {
    assertAlive(changes)
    return operation(...given)
  }

const mortalHandle = (handle: FileHandle): Partial<FileHandle> => ({
  write: mortal(handle.write.bind(handle) as Operation, true) as FileHandle['write'],
  writeFile: mortal(handle.writeFile.bind(handle) as Operation, true) as FileHandle['writeFile'],
  sync: mortal(handle.sync.bind(handle), true) as FileHandle['sync'],
  stat: mortal(handle.stat.bind(handle) as Operation, false) as FileHandle['stat'],
  // Who dies lets go of its files.
  close: async () => {
    await handle.close()
    assertAlive(true)
  }
})

const changing = ['link', 'mkdir', 'rename', 'unlink'] as const
const reading = ['readdir', 'readFile', 'realpath', 'stat'] as const

export const dyingFiles = {
  ...real,
  ...Object.fromEntries([
    ...changing.map(name => [name, mortal(real[name] as Operation, true)]),
    ...reading.map(name => [name, mortal(real[name] as Operation, false)])
  ]),
  open: async (...given: Parameters<Files['open']>) => {
    assertAlive(true)
    return mortalHandle(await real.open(...given))
  }
}
