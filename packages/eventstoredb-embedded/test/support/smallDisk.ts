import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own that is soon full. */
export interface SmallDisk {
  readonly path: string
  /** Leaves no room at all. */
  readonly fill: () => void
  readonly free: () => void
  readonly remove: () => void
}

const run = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0

/** One of half a megabyte; undefined where the system does not let this process have one. */
export const smallDisk = (): SmallDisk | undefined => {
  const path = mkdtempSync(join(tmpdir(), 'small-disk-'))
  const remove = (): void => {
    run('umount', '--lazy', path)
    rmSync(path, { recursive: true, force: true })
  }
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=512k', 'none', path)) {
    remove()
    return undefined
  }
  const ballast = join(path, 'ballast')
  return {
    path,
    fill: () => {
      for (let size = 512; size > 0; size -= 4)
        try {
          return writeFileSync(ballast, Buffer.alloc(size * 1024))
        } catch {
          // Less, then.
        }
    },
    free: () => truncateSync(ballast),
    remove
  }
}
