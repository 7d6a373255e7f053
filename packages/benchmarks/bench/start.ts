/**
 * How long the program takes to start: its list of verbs, and a verb on a file of one event, beside Node that does nothing.
 *
 * Each round runs all of them, every second one in the opposite order, and differences are of one round: what else the
 * machine does hits both sides alike. `npm run start [ROUNDS]`
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simulated } from './histories.ts'
import { ratios, spread } from './spread.ts'

const rounds = Number(process.argv[2] ?? 15)
const samtykke = fileURLToPath(new URL('../../../cli/bin/samtykke.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'samtykke-start-'))
const file = join(folder, 'events.ndjson')

interface Command {
  readonly name: string
  readonly args: ReadonlyArray<string>
  /** Seconds over those of the first, by the issue that set it. */
  readonly atMost?: number
}

const commands: ReadonlyArray<Command> = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'samtykke --help', args: [samtykke, '--help'], atMost: 0.15 },
  { name: 'samtykke due --help', args: [samtykke, 'due', '--help'] },
  { name: 'samtykke due FILE', args: [samtykke, 'due', file] }
]

const seconds = ({ name, args }: Command): number => {
  const start = process.hrtime.bigint()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`${name} ended with status ${status}`)
  return Number(process.hrtime.bigint() - start) / 1e9
}

try {
  const [event] = simulated(1)
  writeFileSync(file, `${JSON.stringify(event)}\n`)
  commands.forEach(seconds)
  const figures = new Map(commands.map(command => [command, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    const inOrder = round % 2 === 0 ? commands : commands.toReversed()
    for (const command of inOrder) figures.get(command)?.push(seconds(command))
  }
  const [nothing = []] = figures.values()
  console.log(`${rounds} rounds; medians (least to most)`)
  for (const [{ name, atMost }, taken] of figures) {
    const more = taken.map((each, round) => each - (nothing[round] as number))
    const limit = atMost === undefined ? '' : `, at most ${atMost} s more`
    console.log(`${name}: ${spread(taken)} s`)
    console.log(`  ${spread(more)} s more, ${spread(ratios(taken, nothing))} times${limit}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
