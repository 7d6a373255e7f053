/**
 * The command: recordings played against the embedded server or another, and what differs, printed.
 */
import { parseArgs } from 'node:util'
import { start } from '@samtykke/eventstoredb-embedded'
import { checkScenario } from './check.ts'
import { readArea, readAreas } from './fixtures.ts'

export const usage = `Plays recordings of what a real EventStoreDB answers, and prints what differs.

npm run check -- [--url CONNECTION] [--only TEXT] [--verbose] [FILE ...]
  --url      a server, such as esdb://127.0.0.1:2113?tls=false; without it an embedded one
  --only     only scenarios whose name contains this
  FILE       recordings (JSON) other than those that are here`

export interface Surroundings {
  readonly print: (line: string) => void
  /** The folder of the recordings. */
  readonly fixtures: string
}

interface Request {
  readonly connectionString: string
  readonly files: ReadonlyArray<string>
  readonly only: string
  readonly verbose: boolean
}

/** Whether nothing differed. */
const play = async (
  { connectionString, files, only, verbose }: Request,
  { print, fixtures }: Surroundings
): Promise<boolean> => {
  const areas = files.length === 0 ? readAreas(fixtures) : files.map(readArea)
  const chosen = areas.flatMap(({ name, scenarios }) =>
    scenarios.filter(scenario => scenario.name.includes(only)).map(scenario => ({ area: name, scenario }))
  )
  let failed = 0
  const started = performance.now()
  for (const { area, scenario } of chosen) {
    if (verbose) print(`${area}: ${scenario.name}`)
    const differences = await checkScenario(scenario, {
      connectionString,
      ...(verbose
        ? {
            onStep: (op, result) => {
              print(`  ${JSON.stringify(op)} -> ${JSON.stringify(result)}`)
            }
          }
        : {})
    })
    if (differences.length === 0) continue
    failed += 1
    print(`DIFFERS ${area}: ${scenario.name}`)
    for (const difference of differences) print(`  ${difference}`)
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const count = chosen.length
  print(`${count} scenarios, ${count - failed} as recorded, ${failed} different (${seconds} s)`)
  return failed === 0
}

const readArguments = (args: ReadonlyArray<string>) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      only: { type: 'string', default: '' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false }
    }
  })

/** The exit code: 0 as recorded, 1 if anything differs or could not be played, 2 for a mistake in the command line. */
export const run = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { print } = surroundings
  let read: ReturnType<typeof readArguments>
  try {
    read = readArguments(args)
  } catch (error) {
    print(`${(error as Error).message}\n\n${usage}`)
    return 2
  }
  const { url, only, verbose, help } = read.values
  if (help) {
    print(usage)
    return 0
  }
  const server = url === undefined ? await start() : undefined
  try {
    const connectionString = url ?? server?.connectionString ?? ''
    const request = { connectionString, files: read.positionals, only, verbose }
    return (await play(request, surroundings)) ? 0 : 1
  } catch (error) {
    print((error as Error).message)
    return 1
  } finally {
    await server?.stop()
  }
}
