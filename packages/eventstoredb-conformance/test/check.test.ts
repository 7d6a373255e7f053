import { checkScenario } from '../src/check.ts'
import { readAreas } from '../src/fixtures.ts'
import { operationNames } from '../src/operations/index.ts'
import type { Scenario } from '../src/scenario/scenario.ts'
import { start, type EmbeddedEventStore } from '@samtykke/eventstoredb-embedded'
import { fixtures } from './area.ts'

describe('the recordings', () => {
  const areas = readAreas(fixtures)

  it('are all there', () => {
    expect(areas.map(({ name, scenarios }) => `${name} ${scenarios.length}`)).toEqual([
      'all 34',
      'append 53',
      'delete 32',
      'metadata 28',
      'misc 22',
      'persistent 52',
      'projections-category 24',
      'read 34',
      'subscribe 26'
    ])
  })

  it('hold only operations that the runner knows', () => {
    const used = areas.flatMap(({ scenarios }) =>
      scenarios.flatMap(({ steps }) => steps.map(({ op }) => op.do))
    )
    expect([...new Set(used)].filter(each => !operationNames.includes(each))).toEqual([])
  })

  it('each have a name of their own', () => {
    const names = areas.flatMap(({ name, scenarios }) => scenarios.map(each => `${name}: ${each.name}`))
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('a check', () => {
  let server: EmbeddedEventStore

  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  const play = (steps: Scenario['steps']) =>
    checkScenario({ name: 'n', why: 'w', steps }, { connectionString: server.connectionString })

  it('tells which answer differs, and how', async () => {
    const differences = await play([
      {
        op: { do: 'append', stream: 's', events: ['A#1'] },
        result: { success: true, next: '1', position: 'increasing' }
      }
    ])
    expect(differences).toHaveLength(1)
    expect(differences[0]).toContain('step 0')
    expect(differences[0]).toContain('.next: recorded "1", now "0"')
  })

  it('stops where a wait ran out', async () => {
    const differences = await play([
      { op: { do: 'subscribe', as: 'a', stream: 's' }, result: { confirmed: true } },
      { op: { do: 'collect', sub: 'a', n: 1, limit: 50 }, result: { events: [] } },
      { op: { do: 'unsubscribe', sub: 'a' }, result: { left: 0 } }
    ])
    expect(differences.map(each => each.split('\n')[1]?.trim())).toEqual([
      '.late: recorded (absent), now "time limit"',
      'not run'
    ])
  })

  it('reports an operation that it does not know as a difference', async () => {
    const differences = await play([{ op: { do: 'dance' }, result: { ok: true } }])
    expect(differences.join('\n')).toContain('the recordings know no operation dance')
  })
})
