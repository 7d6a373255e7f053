import type * as Fs from 'node:fs'
import type * as Promises from 'node:fs/promises'

/** The modules themselves, as the sources see them: an import would be a copy that cannot be watched. */
const fs = jest.requireActual<typeof Fs>('node:fs')
const promises = jest.requireActual<typeof Promises>('node:fs/promises')

type Call = (...args: never[]) => unknown
type Functions = Record<string, Call>

const isReading = (flags: unknown): boolean => flags === 'r' || flags === 'r+'

/**
 * Stops every change of the disk from the `stop`-th on, as a process that is killed there does; the one at which
 * it is killed is half done where it writes bytes. Returns how many changes there were.
 */
export const killedAt = (stop: number) => {
  let changes = 0
  const spies: jest.SpyInstance[] = []
  const dies = (): boolean => ++changes >= stop
  const dead = (): never => {
    throw Object.assign(new Error('killed'), { code: 'KILLED' })
  }
  const watch = (module: unknown, name: string, half?: (args: unknown[]) => void): void => {
    const functions = module as Functions
    const real = functions[name] as Call
    spies.push(
      jest.spyOn(functions, name).mockImplementation((...args: unknown[]) => {
        if (name === 'openSync' && isReading(args[1])) return real(...(args as never[]))
        if (!dies()) return real(...(args as never[]))
        if (changes === stop) half?.(args)
        return dead()
      })
    )
  }
  const { writeFileSync } = fs
  const half = ([file, bytes]: unknown[]): void => {
    const whole = Buffer.from(bytes as string)
    writeFileSync(file as string | number, whole.subarray(0, Math.floor(whole.length / 2)))
  }
  const empty = ([path]: unknown[]): void => writeFileSync(path as string, '')
  watch(fs, 'openSync', empty)
  watch(fs, 'writeFileSync', half)
  watch(fs, 'renameSync')
  watch(fs, 'mkdirSync')
  watch(promises, 'rename')
  watch(promises, 'link')
  watch(promises, 'writeFile', half)
  watch(promises, 'rm')
  watch(promises, 'rmdir')
  watch(promises, 'mkdir')
  watch(promises, 'chmod')
  const { open } = promises
  spies.push(
    jest
      .spyOn(promises as unknown as Functions, 'open')
      .mockImplementation(async (path: string, flags: string | number, mode?: number) => {
        if (isReading(flags)) return open(path, flags)
        if (dies()) {
          if (changes === stop) empty([path])
          return dead()
        }
        const handle = await open(path, flags, mode)
        const write = handle.writeFile.bind(handle)
        handle.writeFile = async (bytes: string | Uint8Array) => {
          if (!dies()) return write(bytes)
          if (changes === stop) half([path, bytes])
          return dead()
        }
        return handle
      })
  )
  return {
    changes: (): number => changes,
    restore: (): void => spies.forEach(spy => spy.mockRestore())
  }
}
