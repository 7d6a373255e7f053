import type * as Fs from 'node:fs'
import type * as Promises from 'node:fs/promises'
import { join } from 'node:path'
import { ndjsonSource } from '../src/ndjson.ts'
import { seal } from '../src/seal.ts'
import { copyFolder, instant, linesOf, workshop } from './support.ts'

jest.setTimeout(120_000)

/** The modules themselves, as the sources see them: an import would be a copy that cannot be watched. */
const fs = jest.requireActual<typeof Fs>('node:fs')
const promises = jest.requireActual<typeof Promises>('node:fs/promises')

type Call = (...args: never[]) => unknown
type Functions = Record<string, Call>

/**
 * Stops every change of the disk from the `stop`-th on, as a process that is killed there does; the one at which
 * it is killed is half done where it writes bytes. Returns how many changes there were.
 */
const killedAt = (stop: number) => {
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
        if (!dies()) return real(...(args as never[]))
        if (changes === stop) half?.(args)
        return dead()
      })
    )
  }
  const { writeFileSync } = fs
  const half = ([path, bytes]: unknown[]): void => {
    const whole = Buffer.from(bytes as string)
    writeFileSync(path as string, whole.subarray(0, Math.floor(whole.length / 2)))
  }
  watch(fs, 'writeFileSync', half)
  watch(fs, 'renameSync')
  watch(fs, 'mkdirSync')
  watch(promises, 'rename')
  watch(promises, 'link')
  watch(promises, 'writeFile', half)
  watch(promises, 'rm')
  watch(promises, 'mkdir')
  const { open } = promises
  spies.push(
    jest
      .spyOn(promises as unknown as Functions, 'open')
      .mockImplementation(async (path: string, flags: string) => {
        if (flags === 'r' || flags === 'r+') return open(path, flags)
        if (dies()) {
          if (changes === stop) writeFileSync(path, '')
          return dead()
        }
        const handle = await open(path, flags)
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

describe.each([
  ['a first run', 0, 300],
  ['a run within one tile', 100, 150],
  ['a run that fills a tile', 200, 300],
  ['a run that adds to an upper tile', 300, 310]
])('a kill at any write of %s', (_, before, after) => {
  it('leaves a directory that the next run continues', async () => {
    const shop = workshop()
    const untouched = join(shop.path, 'untouched')
    shop.write(linesOf(before, 40))
    await shop.seal(instant(500))
    shop.append(linesOf(after - before, 40, before))
    copyFolder(shop.log, untouched)
    const options = { log: shop.log, key: shop.keyPath }

    let stop = 1
    for (; ; stop++) {
      copyFolder(untouched, shop.log)
      const killed = killedAt(stop)
      const result = await seal(ndjsonSource([shop.events]), { ...options, at: instant(501) })()
      killed.restore()
      if (killed.changes() < stop) {
        expect(result._tag).toBe('Right')
        break
      }
      expect(await shop.verify({ keys: [shop.vkey] })).toMatchObject({
        missing: 0,
        altered: 0,
        moved: 0,
        inserted: 0
      })
      const next = await seal(ndjsonSource([shop.events]), { ...options, at: instant(502) })()
      expect(next).toMatchObject({ _tag: 'Right', right: { kind: 'seal' } })
      const found = await shop.verify({ since: [join(untouched, 'checkpoint')] })
      if (!found.ok)
        throw new Error(`killed at change ${stop}: ${JSON.stringify(found.problems.slice(0, 3))}`)
      expect(found.intact).toBe(after)
    }
    expect(stop).toBeGreaterThan(10)
    shop.remove()
  })
})
