// In jest's place: reads a file of tests once, and runs what it holds for each change, up to the first test that fails.
const { appendFileSync } = require('node:fs')
const { performance } = require('node:perf_hooks')

/** A changed loop that goes round this many times as often as the unchanged one is taken for endless. */
const roundsAllowed = 100

const fails = async (test, context) => {
  try {
    await test.fn.call(context)
    return false
  } catch {
    return true
  }
}

const testsOf = block => {
  if (block.hooks.length > 0) throw new Error(`mutation: ${block.name} has hooks, which are not run here`)
  return block.children.flatMap(child => (child.type === 'describeBlock' ? testsOf(child) : [child]))
}

/** Gives the tests of a file as read anew, with everything that they import. */
const readerOf = (environment, runtime, testPath) => () => {
  runtime.resetModules()
  const { resetState, getState, describe, test, it, ...hooks } = runtime.requireInternalModule(
    require.resolve('jest-circus')
  )
  const { jestExpect } = runtime.requireInternalModule(require.resolve('@jest/expect'))
  resetState()
  Object.assign(environment.global, { ...hooks, describe, test, it, expect: jestExpect })
  runtime.requireModule(testPath)
  return testsOf(getState().rootDescribeBlock).filter(({ mode }) => mode !== 'skip' && mode !== 'todo')
}

/** Runs all tests on the unchanged source, and gives them, the quickest first, with the changes that each of them comes by. */
const runUnchanged = async (tests, switches, note) => {
  const runs = []
  for (const [index, test] of tests.entries()) {
    switches.currentTestId = `test ${index}`
    const started = performance.now()
    if (await fails(test)) throw new Error(`mutation: fails on the unchanged source: ${test.name}`)
    note({})
    runs.push({
      index,
      took: performance.now() - started,
      passed: switches.mutantCoverage.perTest[switches.currentTestId] ?? {}
    })
  }
  delete switches.currentTestId
  return runs.sort((a, b) => a.took - b.took)
}

const runTests = async (environment, runtime, testPath, { mutants, journal, anew }) => {
  const switches = { mutantCoverage: { static: {}, perTest: {} } }
  environment.global.__stryker__ = switches
  const note = entry => appendFileSync(journal, `${JSON.stringify(entry)}\n`)

  const read = readerOf(environment, runtime, testPath)
  note({})
  let tests = read()
  const runs = await runUnchanged(tests, switches, note)
  const onLoading = { ...switches.mutantCoverage.static }

  /** Each test that ends is noted, so that only one that does not end is taken for endless. */
  const someFails = async (run, id) => {
    for (const { index } of run) {
      if (await fails(tests[index])) return true
      note({ id })
    }
    return false
  }
  /** With nothing in memory of what the unchanged source gave. */
  const someFailsAnew = async (run, id) => {
    try {
      tests = read()
      note({ id })
      return await someFails(run, id)
    } catch {
      return true
    }
  }

  for (const id of mutants) {
    const reached = runs.filter(({ passed }) => id in passed)
    const isStatic = id in onLoading
    if (reached.length === 0 && !isStatic) continue
    note({ id })
    const usual = reached.reduce((sum, { passed }) => sum + passed[id], onLoading[id] ?? 0)
    Object.assign(switches, { activeMutant: id, hitCount: 0, hitLimit: roundsAllowed * (usual + 1) })
    const killed = await (isStatic || anew
      ? someFailsAnew(isStatic ? runs : reached, id)
      : someFails(reached, id))
    switches.activeMutant = undefined
    if (isStatic || anew) tests = read()
    note({ id, status: killed ? 'killed' : 'survived' })
  }
  // What a change left in memory must not have decided about the next one.
  if (await someFails(runs)) throw new Error('mutation: a change is still felt after it was taken back')
}

/** What jest asks of a runner of tests; the outcomes are in the journal. */
module.exports = async (_globalConfig, config, environment, runtime, testPath) => {
  await runTests(environment, runtime, testPath, config.testEnvironmentOptions)
  return {
    testFilePath: testPath,
    testResults: [
      { ancestorTitles: [], title: testPath, fullName: testPath, status: 'passed', failureMessages: [] }
    ],
    leaks: false,
    numFailingTests: 0,
    numPassingTests: 1,
    numPendingTests: 0,
    numTodoTests: 0,
    openHandles: [],
    perfStats: { start: 0, end: 0, runtime: 0, slow: false },
    skipped: false,
    snapshot: {
      added: 0,
      fileDeleted: false,
      matched: 0,
      unchecked: 0,
      uncheckedKeys: [],
      unmatched: 0,
      updated: 0
    }
  }
}
