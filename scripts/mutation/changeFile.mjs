// Changes one file in every place, and runs its tests until it is known of each change whether they notice.
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import jestConfig from '../../jest.config.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = name => fileURLToPath(new URL(name, import.meta.url))

/** A change under which nothing ends for so long, on a busy machine, is noticed by whoever runs the tests. */
const millisecondsToWait = 120_000

const quiet = Object.fromEntries(
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].flatMap(level => [
    [level, () => undefined],
    [`is${level[0].toUpperCase()}${level.slice(1)}Enabled`, () => false]
  ])
)

const instrument = async file => {
  const content = readFileSync(file, 'utf8')
  const { files, mutants } = await new Instrumenter(quiet).instrument(
    [{ name: file, mutate: true, content }],
    {
      plugins: null,
      excludedMutations: [],
      ignorers: []
    }
  )
  return { content: files[0].content, mutants }
}

const configOf = (of, test, file, instrumented, testEnvironmentOptions) => {
  const project = jestConfig.projects.find(({ displayName }) => displayName === of)
  const { transform, ...rest } = project
  const rootDir = join(root, 'packages', of)
  return {
    ...rest,
    globalSetup: undefined,
    rootDir,
    testMatch: [`${rootDir}/test/${test}.test.ts`],
    testRunner: here('runTests.cjs'),
    testEnvironmentOptions,
    transform: Object.fromEntries(
      Object.entries(transform).map(([pattern, [, swc]]) => [
        pattern,
        [here('transform.cjs'), { file, instrumented, swc }]
      ])
    )
  }
}

/** Whether jest came to its end; it is ended where the journal does not grow. */
const runJest = (config, journal) =>
  new Promise((resolve, reject) => {
    const jest = spawn(
      process.execPath,
      [join(root, 'node_modules/jest/bin/jest.js'), '--runInBand', '--config', JSON.stringify(config)],
      { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] }
    )
    let said = ''
    let stuck = false
    jest.stderr.on('data', chunk => (said += chunk))
    const watch = setInterval(() => {
      stuck = Date.now() - statSync(journal).mtimeMs > millisecondsToWait
      if (stuck) jest.kill('SIGKILL')
    }, 1_000)
    jest.on('error', reject)
    jest.on('close', code => {
      clearInterval(watch)
      if (code === 0 || stuck) resolve(code === 0)
      else reject(new Error(said))
    })
  })

const readJournal = journal =>
  readFileSync(journal, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

const sourceAt = (lines, { start, end }) =>
  lines
    .slice(start.line, end.line + 1)
    .map((line, index) => (index === end.line - start.line ? line.slice(0, end.column) : line))
    .map((line, index) => (index === 0 ? line.slice(start.column) : line))
    .join('\n')

const isNoticed = status => status === 'killed' || status === 'endless'

/** Runs a file of tests for the changes given, again without those under which nothing ended; gives what became of each. */
const runTest = async (configFor, mutants, journal) => {
  const outcomes = new Map()
  for (let left = mutants; left.length > 0; left = left.filter(id => !outcomes.has(id))) {
    writeFileSync(journal, '')
    const ended = await runJest(configFor(left), journal)
    const entries = readJournal(journal)
    for (const { id, status } of entries) if (status !== undefined) outcomes.set(id, status)
    if (ended) break
    const last = entries.at(-1)
    if (last?.id === undefined || last.status !== undefined)
      throw new Error(`nothing ended for ${millisecondsToWait / 1_000} s without any change`)
    outcomes.set(last.id, 'endless')
  }
  return outcomes
}

/** One file of tests after the other, then once more with nothing in memory: what is noticed is not tried again. */
const runTests = async ({ of, tests }, file, { instrumented, journal, ids }) => {
  const outcomes = new Map()
  for (const anew of [false, true]) {
    for (const test of tests) {
      const open = ids.filter(id => !isNoticed(outcomes.get(id)) && (!anew || outcomes.has(id)))
      const configFor = mutants => configOf(of, test, file, instrumented, { mutants, journal, anew })
      for (const [id, status] of await runTest(configFor, open, journal)) outcomes.set(id, status)
    }
  }
  return outcomes
}

/**
 * Gives each change with its place, what stands there instead, and what became of it: `killed`, `endless`, `survived` or
 * `never run`. Fails where a test fails without any change.
 */
export const changeFile = async (piece, name) => {
  const file = join(root, 'packages', piece.of, `src/${name}.ts`)
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
  const [instrumented, journal] = [join(folder, 'instrumented.ts'), join(folder, 'journal.ndjson')]
  try {
    const { content, mutants } = await instrument(file)
    writeFileSync(instrumented, content)
    const ids = mutants.map(({ id }) => id)
    const outcomes = await runTests(piece, file, { instrumented, journal, ids })
    const lines = readFileSync(file, 'utf8').split('\n')
    return mutants.map(({ id, location, replacement }) => ({
      line: location.start.line + 1,
      source: sourceAt(lines, location),
      replacement,
      status: outcomes.get(id) ?? 'never run'
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
