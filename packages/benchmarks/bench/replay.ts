/**
 * Whole programs over the same events: what reading them costs at least, the verbs of `samtykke`, and a query in DuckDB.
 *
 * Each round runs all of them, every second one in the opposite order, and ratios are of figures of one round: what else
 * the machine does hits both sides alike. `npm run replay [CALLS] [ROUNDS]`
 */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Usage } from './peak.ts'
import { ratios, spread } from './spread.ts'
import { writeEvents } from './writeEvents.ts'

const [calls = 200_000, rounds = 5] = process.argv.slice(2).map(Number)

/** In the middle of what is simulated, before nearly all of it, and long after it. */
const instants = {
  middle: '2025-10-01T00:00:00Z',
  'nothing due yet': '2025-01-05T00:00:00Z',
  'nearly all done': '2027-06-01T00:00:00Z'
}

interface Program {
  readonly name: string
  readonly command: ReadonlyArray<string>
  /** The program of which its figures are a multiple. */
  readonly against?: string
  readonly atMost?: number
  /** Something else keeps one processor busy. */
  readonly busyNeighbour?: boolean
}

interface Figures {
  readonly seconds: Array<number>
  readonly processorSeconds: Array<number>
  readonly megabytes: Array<number>
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'samtykke-replay-'))
const file = join(folder, 'events.ndjson')

const outputOf = (name: string): string => join(folder, `${name.replaceAll(/\W/g, '-')}.out`)

/** Runs the program to its end; its output is kept. */
const measure = ({ name, command, busyNeighbour }: Program, figures: Figures): void => {
  const usageFile = join(folder, 'usage.json')
  const output = openSync(outputOf(name), 'w')
  const neighbour =
    busyNeighbour === true ? spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }) : undefined
  const start = process.hrtime.bigint()
  const { status } = spawnSync(command[0] as string, command.slice(1), {
    stdio: ['ignore', output, 'ignore'],
    env: { ...process.env, SAMTYKKE_USAGE: usageFile }
  })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  neighbour?.kill('SIGKILL')
  closeSync(output)
  if (status !== 0) throw new Error(`${name} ended with status ${status}`)
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as Usage
  figures.seconds.push(seconds)
  figures.processorSeconds.push(usage.processorSeconds)
  figures.megabytes.push(usage.megabytes)
}

const node = (program: string, ...args: ReadonlyArray<string>): ReadonlyArray<string> => [
  process.execPath,
  '--import',
  path('./peak.js'),
  program,
  ...args
]

const samtykke = (verb: string, asOf: string, ...args: ReadonlyArray<string>): ReadonlyArray<string> =>
  node(path('../../../cli/bin/samtykke.mjs'), verb, '--json', '--as-of', asOf, ...args, file)

const onOneProcessor = (command: ReadonlyArray<string>): ReadonlyArray<string> => [
  'taskset',
  '-c',
  '0',
  ...command
]

const programs = (callId: string): ReadonlyArray<Program> => {
  const { middle } = instants
  const floor = node(path('./floor.js'), file)
  const due = samtykke('due', middle)
  const query = node(path('./duckdb.js'), file, outputOf('recordings'), middle)
  return [
    { name: 'floor', command: floor },
    { name: 'floor, one processor', command: onOneProcessor(floor) },
    { name: 'floor, busy neighbour', command: floor, busyNeighbour: true },
    { name: 'DuckDB', command: query },
    { name: 'due', command: due, against: 'floor', atMost: 1 },
    {
      name: 'due, one processor',
      command: onOneProcessor(due),
      against: 'floor, one processor',
      atMost: 1.6
    },
    {
      name: 'due, busy neighbour',
      command: due,
      busyNeighbour: true,
      against: 'floor, busy neighbour',
      atMost: 1.5
    },
    { name: 'due', command: due, against: 'DuckDB', atMost: 2 },
    {
      name: 'trail of a call',
      command: samtykke('trail', middle, '--call', callId),
      against: 'floor',
      atMost: 0.7
    },
    ...(['nothing due yet', 'nearly all done'] as const).flatMap(when => [
      { name: `due, ${when}`, command: samtykke('due', instants[when]) },
      {
        name: `findings, ${when}`,
        command: samtykke('findings', instants[when]),
        against: `due, ${when}`,
        atMost: 1.3
      },
      {
        name: `report, ${when}`,
        command: samtykke('report', instants[when]),
        against: `due, ${when}`,
        atMost: 1.5
      }
    ])
  ]
}

const recordingsIn = (output: string): ReadonlySet<string> =>
  new Set(
    readFileSync(output, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(
        line =>
          JSON.parse(line) as { readonly callId: string; readonly target?: string; readonly targetId: string }
      )
      .filter(({ target = 'recording' }) => target === 'recording')
      .map(({ callId, targetId }) => `${callId} ${targetId}`)
  )

/** The query and the verb are of one thing only where they list the same recordings. */
const compareRecordings = (): void => {
  const [due, query] = [recordingsIn(outputOf('due')), recordingsIn(outputOf('recordings'))]
  const differing =
    [...due].filter(each => !query.has(each)).length + [...query].filter(each => !due.has(each)).length
  console.log(`\n${due.size} recordings in due, ${query.size} in DuckDB; ${differing} in one of them only`)
  if (differing > 0) process.exitCode = 1
}

try {
  const { events, callId } = writeEvents(file, calls)
  console.log(
    `${events} events of ${calls} calls, ${(statSync(file).size / 1e6).toFixed(0)} MB; ${rounds} rounds, ` +
      `${availableParallelism()} processors; medians (least to most)\n`
  )
  const listed = programs(callId)
  const different = [...new Map(listed.map(program => [program.name, program])).values()]
  const found = new Map<string, Figures>(
    different.map(({ name }) => [name, { seconds: [], processorSeconds: [], megabytes: [] }])
  )
  const figuresOf = (name: string): Figures => found.get(name) as Figures
  for (let round = 0; round < rounds; round++)
    for (const program of round % 2 === 0 ? different : different.toReversed())
      measure(program, figuresOf(program.name))

  console.log(
    '| program | seconds | processor | MB | against | times its seconds | times its processor | at most |'
  )
  console.log('|---|---|---|---|---|---|---|---|')
  for (const { name, against, atMost } of listed) {
    const { seconds, processorSeconds, megabytes } = figuresOf(name)
    const other = against === undefined ? undefined : figuresOf(against)
    const cells = [
      name,
      spread(seconds),
      spread(processorSeconds),
      Math.max(...megabytes).toFixed(0),
      against ?? '',
      other === undefined ? '' : spread(ratios(seconds, other.seconds)),
      other === undefined ? '' : spread(ratios(processorSeconds, other.processorSeconds)),
      atMost === undefined ? '' : String(atMost)
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
  compareRecordings()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
