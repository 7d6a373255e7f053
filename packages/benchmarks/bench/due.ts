/**
 * `samtykke due --json` as a whole process over a million events, against the floor: with all threads, and pinned to
 * one processor. The measures to keep: at most 1.6 and 2.5 times the floor, and a peak of less than 700 MB.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulated } from './histories.ts'
import { ratio } from './measure.ts'
import type { Usage } from './peak.ts'

const calls = Number(process.argv[2] ?? 200_000)
const rounds = 3

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const samtykke = path('../../../cli/bin/samtykke.mjs')
const folder = mkdtempSync(join(tmpdir(), 'samtykke-due-'))
const file = join(folder, 'events.ndjson')

const writeEvents = (): number => {
  const descriptor = openSync(file, 'w')
  let [events, batch] = [0, '']
  for (const event of simulated(calls)) {
    batch += `${JSON.stringify(event)}\n`
    events++
    if (batch.length < 1e6) continue
    writeSync(descriptor, batch)
    batch = ''
  }
  writeSync(descriptor, batch)
  closeSync(descriptor)
  return events
}

interface Measured extends Usage {
  readonly seconds: number
}

const measure = (prefix: ReadonlyArray<string>, program: string, args: ReadonlyArray<string>): Measured => {
  const usageFile = join(folder, 'usage.json')
  const output = openSync(join(folder, 'output'), 'w')
  const [command, ...rest] = [...prefix, process.execPath, '--import', path('./peak.js'), program, ...args]
  const start = process.hrtime.bigint()
  const { status } = spawnSync(command!, rest, {
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, SAMTYKKE_USAGE: usageFile }
  })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  closeSync(output)
  if (status !== 0) throw new Error(`${program} ended with status ${status}`)
  return { seconds, ...(JSON.parse(readFileSync(usageFile, 'utf8')) as Usage) }
}

const best = (a: Measured | undefined, b: Measured): Measured =>
  a === undefined || b.seconds < a.seconds ? b : a

const onOneProcessor = ['taskset', '-c', '0']
const canPin = spawnSync('taskset', ['--version']).status === 0
const dueArguments = ['due', '--json', '--as-of', '2025-10-01T00:00:00Z', file]

try {
  const events = writeEvents()
  console.log(
    `${events} events of ${calls} calls, ${(statSync(file).size / 1e6).toFixed(0)} MB; best of ${rounds} rounds`
  )
  const found: Record<'floor' | 'threads' | 'pinned', Measured | undefined> = {
    floor: undefined,
    threads: undefined,
    pinned: undefined
  }
  for (let round = 0; round < rounds; round++) {
    found.floor = best(found.floor, measure([], path('./floor.js'), [file]))
    found.threads = best(found.threads, measure([], samtykke, dueArguments))
    if (canPin) found.pinned = best(found.pinned, measure(onOneProcessor, samtykke, dueArguments))
  }
  const { floor, threads, pinned } = found
  const line = (name: string, measured: Measured | undefined, limit: string): void => {
    if (measured === undefined || floor === undefined) {
      console.log(`${name.padEnd(24)} not measured: taskset is not installed`)
      return
    }
    const { seconds, processorSeconds, megabytes } = measured
    console.log(
      `${name.padEnd(24)} ${seconds.toFixed(2)} s, ${processorSeconds.toFixed(2)} s of processor, peak ${megabytes.toFixed(0)} MB: ` +
        `${ratio(seconds, floor.seconds)} times the floor${limit}`
    )
  }
  line('floor', floor, '')
  line(`due, ${availableParallelism()} threads`, threads, ' (at most 1.6), under 700 MB')
  line('due, one processor', pinned, ' (at most 2.5)')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
