/** Small volumes, and how they become full; a test that needs one is skipped in words where none may be mounted. */
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const mayMount =
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d']).status === 0
export const onVolume = mayMount ? test : test.skip
export const why = mayMount ? '' : ' (skipped: no volume may be mounted here)'

const volumes: string[] = []
export const unmountAll = (): void => {
  for (const folder of volumes.splice(0)) execFileSync('umount', [folder])
}

/** Mounts a volume of so many kilobytes on the folder. */
export const mount = (folder: string, kilobytes: number): string => {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder])
  volumes.push(folder)
  return folder
}

/** Writes until nothing more fits; gives what makes room again. */
export const fill = (folder: string): (() => void) => {
  const file = join(folder, 'filler')
  const handle = openSync(file, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(4_096))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(handle)
  }
  return () => rmSync(file)
}
