/** Files of a project that run in parallel workers: none sees what another wrote, and the processes end by themselves. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const workspace = resolve(__dirname, '../../../..')
const files = ['a', 'b', 'c']

/** Each writes the same call, in each of its tests, and says on which port its server listens. */
const source = (name: string, folder: string): string => `
const { writeFileSync } = require('node:fs')
const { aCall } = require('@samtykke/testing')
const { useEventStoreDBLog } = require('@samtykke/testing/eventstoredb')

const store = useEventStoreDBLog()
const call = aCall().with('consent-given').with('recording-stored')
test.each([1, 2, 3])('is alone %i', async () => {
  const appended = await store.log.append(call.events[0].callId, call.events, 'no-stream')()
  expect(appended).toEqual({ _tag: 'Right', right: 1n })
  const pages = []
  for await (const page of store.log.replay()) pages.push(page)
  expect(pages.flatMap(page => page.right)).toHaveLength(2)
  writeFileSync(${JSON.stringify(join(folder, `${name}.json`))}, JSON.stringify([process.env.JEST_WORKER_ID, store.connectionString]))
})
`

test('three files in two workers are each alone with their log, and the workers end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-testing-'))
  try {
    for (const name of files) writeFileSync(join(folder, `${name}.test.js`), source(name, folder))
    const config = {
      rootDir: folder,
      testEnvironment: 'node',
      testTimeout: 200_000,
      // A worker that really leaks never ends, and is reported all the same.
      workerGracefulExitTimeout: 30_000,
      // The packages as they are built, found from one that uses them.
      modulePaths: [join(workspace, 'packages/eventstoredb/node_modules')]
    }
    writeFileSync(join(folder, 'jest.config.json'), JSON.stringify(config))
    const jest = join(workspace, 'node_modules/jest/bin/jest.js')
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, '--config', join(folder, 'jest.config.json'), '--maxWorkers=2'],
      { encoding: 'utf8', timeout: 220_000, cwd: workspace }
    )
    expect(stderr).toContain('Tests:       9 passed, 9 total')
    expect(stderr).not.toContain('failed to exit gracefully')
    expect(status).toBe(0)
    const said = files.map(
      name => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as [string, string]
    )
    expect(new Set(said.map(([worker]) => worker))).toEqual(new Set(['1', '2']))
    expect(new Set(said.map(([, connectionString]) => connectionString)).size).toBe(3)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
