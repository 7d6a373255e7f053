// The program `samtykke`, as `npx samtykke` runs it.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const packageFile = createRequire(import.meta.url).resolve('@samtykke/cli/package.json')
const program = join(dirname(packageFile), 'bin/samtykke.mjs')

const run = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024
  })
  if (status !== 0) throw new Error(`samtykke ${args[0]} ended with status ${status}: ${stderr}${stdout}`)
  return stdout
}

/** What a verb says as JSON, one object a line. */
export const samtykke = (...args) =>
  run(...args, '--json')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

/** What a verb says to people. */
samtykke.text = (...args) => run(...args).trimEnd()
