import { checkScenario } from '../behaviour/check.ts'
import { readArea, readAreas } from '../behaviour/fixtures.ts'

export interface CheckRequest {
  readonly connectionString: string
  /** Files of recordings; none: those of the package. */
  readonly files: readonly string[]
  /** The folder of the package's recordings. */
  readonly fixtures: string
  /** Only scenarios whose name contains this. */
  readonly only: string
  readonly verbose: boolean
}

/** Plays recordings against a server and prints what differs; the answer is whether nothing did. */
export const check = async (
  { connectionString, files, fixtures, only, verbose }: CheckRequest,
  print: (line: string) => void
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
        ? { onStep: (op, result) => print(`  ${JSON.stringify(op)} -> ${JSON.stringify(result)}`) }
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
