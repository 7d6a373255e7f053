// Packs every published package as a release does, into tarballs.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pnpmVersion } from './pnpm.mjs'
import { published } from './workspace.mjs'

/** The tarball of each published package, in a folder that is empty before. */
export const pack = destination => {
  const filters = published.flatMap(({ name }) => ['--filter', name])
  const args = ['--yes', `pnpm@${pnpmVersion}`, ...filters, 'pack', '--pack-destination', destination]
  const { status, stdout, stderr } = spawnSync('npx', args, { encoding: 'utf8', timeout: 300_000 })
  if (status !== 0) throw new Error(`pack\n${stdout}${stderr}`)
  const files = readdirSync(destination)
  return published.map(({ name, version }) => {
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
    if (!files.includes(file)) throw new Error(`pack: expected ${file}, found ${files.join(', ')}`)
    return { name, tarball: join(destination, file) }
  })
}
