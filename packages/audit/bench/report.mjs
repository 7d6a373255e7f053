// The report as a whole process against `samtykke due` on the same file. Prints ratios.
// node packages/audit/bench/report.mjs [calls, default 205000: about a million events] (after `pnpm build`)
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const calls = process.argv[2] ?? '205000'
const runs = 3
const program = fileURLToPath(new URL('../../cli/bin/samtykke.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'report-bench-'))
const events = join(folder, 'events.ndjson')

/** Runs the program with its output in a file; the seconds that passed. */
const timed = (file, ...args) => {
  const output = openSync(file, 'w')
  const started = performance.now()
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: ['ignore', output, 'inherit'] })
  closeSync(output)
  if (status !== 0) throw new Error(`${args[0]} ended with status ${status}`)
  return (performance.now() - started) / 1000
}

const best = (...args) =>
  Math.min(...Array.from({ length: runs }, () => timed(join(folder, 'output'), ...args)))

try {
  timed(events, 'simulate', '--calls', calls, '--seed', '3')
  const asOf = ['--as-of', '2025-11-24T10:00:00Z']
  const due = best('due', events, '--json', ...asOf)
  const report = best('report', events, ...asOf)
  console.log(`due     ${due.toFixed(2)} s`)
  console.log(`report  ${report.toFixed(2)} s   ${(report / due).toFixed(2)} times due (wanted: at most 2)`)
} finally {
  rmSync(folder, { recursive: true })
}
