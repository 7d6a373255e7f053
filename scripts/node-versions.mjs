// The versions of Node that are supported, as programs: installed through npm as the lockfile in scripts/node-versions
// says, without scripts, where they are not there yet.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from './workspace.mjs'

const settings = 'scripts/node-versions'
const installed = resolve('node_modules/.node-versions')

/** Name and path of each; only the one that runs this where no others can be obtained. */
export const nodeVersions = () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`Other versions of Node are obtained for Linux on x64 only: here ${process.version} alone`)
    return [{ name: process.version, node: process.execPath }]
  }
  const lockfile = 'package-lock.json'
  const isThere =
    existsSync(`${installed}/node_modules`) &&
    readFileSync(`${installed}/${lockfile}`, 'utf8') === readFileSync(`${settings}/${lockfile}`, 'utf8')
  if (!isThere) {
    mkdirSync(installed, { recursive: true })
    cpSync(settings, installed, { recursive: true })
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: installed })
  }
  const { packages } = JSON.parse(readFileSync(`${settings}/${lockfile}`, 'utf8'))
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { version }]) => ({ name: `Node ${version}`, node: `${installed}/${path}/bin/node` }))
}
