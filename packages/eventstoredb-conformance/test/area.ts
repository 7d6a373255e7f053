import { join } from 'node:path'
import { checkScenario } from '../src/check.ts'
import { readArea } from '../src/fixtures.ts'
import { start, type EmbeddedEventStore } from '@samtykke/eventstoredb-embedded'

export const fixtures = join(__dirname, '../fixtures')

/** A real server to check instead, such as `esdb://127.0.0.1:2113?tls=false`. */
const given = process.env['SAMTYKKE_ESDB_URL']

/** One test for each scenario of an area, against one server that all of them share. */
export const describeArea = (name: string): void => {
  const { scenarios } = readArea(join(fixtures, `${name}.json`))
  describe(name, () => {
    let server: EmbeddedEventStore | undefined

    beforeAll(async () => {
      if (given === undefined) server = await start()
    })
    afterAll(() => server?.stop())

    it.each(scenarios.map(scenario => [`${scenario.name}: ${scenario.why}`, scenario] as const))(
      '%s',
      async (_, scenario) => {
        const connectionString = given ?? server?.connectionString ?? ''
        expect(await checkScenario(scenario, { connectionString })).toEqual([])
      },
      60_000
    )
  })
}
