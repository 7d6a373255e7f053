// Runs the pinned pnpm with the arguments given: npm and Node are all a fresh machine needs.
import { spawnSync } from 'node:child_process'

export const pnpmVersion = '12.21.0'

export const pnpm = (...args) => {
  const run = spawnSync('npx', ['--yes', `pnpm@${pnpmVersion}`, ...args], { stdio: 'inherit' })
  if (run.error) throw run.error
  if (run.status !== 0) process.exit(run.status ?? 1)
}

if (
  process.argv[1] &&
  import.meta.url.endsWith('/scripts/pnpm.mjs') &&
  process.argv[1].endsWith('pnpm.mjs')
) {
  pnpm(...process.argv.slice(2))
}
