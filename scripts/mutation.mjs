// Changes the source one place at a time: does a test notice? By pieces, each file against the tests that concern it.
//
//   npm run mutation                 every piece; the last line of each is its score
//   npm run mutation -- basis due    those pieces, or those files
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const lowestScore = 85

const explanationTests = ['test/explanationSteps.test.ts', 'test/explanation.test.ts']
const basisTests = ['test/basis/basis.test.ts', 'test/basis/agreement.test.ts']
const trailTests = ['test/trail/trail.test.ts', 'test/trail/agreement.test.ts']
const textTests = ['test/explanation/samples.test.ts', 'test/explanation/recorded.test.ts']

/** Which files are changed, and which tests are to notice. */
const pieces = [
  { name: 'explanations', of: 'core', files: ['explanation', 'deadlineSteps'], tests: explanationTests },
  { name: 'basis', of: 'audit', files: ['basis/basis', 'basis/segment', 'basis/rights'], tests: basisTests },
  {
    name: 'trail',
    of: 'audit',
    files: ['basis', 'derive', 'due', 'entry', 'events', 'findings', 'retention', 'trail'].map(
      file => `trail/${file}`
    ),
    tests: trailTests
  },
  { name: 'csv', of: 'audit', files: ['trail/trailCsv'], tests: ['test/trail/trailCsv.test.ts'] },
  { name: 'jsonld', of: 'audit', files: ['trail/trailJsonLd'], tests: ['test/trail/trailJsonLd.test.ts'] },
  {
    name: 'texts',
    of: 'audit',
    files: ['explanation/steps.da', 'explanation/steps.en', 'explanation/explanationText'],
    tests: textTests
  }
]

// A property draws fewer cases here, of the thousands that it compares by itself.
process.env.SAMTYKKE_HISTORIES ??= '60'
process.env.FAST_CHECK_SEED ??= '20180525'

const asked = process.argv.slice(2)
const names = ({ name, files }) => [name, ...files]
const unknown = asked.filter(each => !pieces.some(piece => names(piece).includes(each)))
if (unknown.length > 0) {
  console.error(
    `mutation: no piece or file ${unknown.join(', ')}; there are ${pieces.flatMap(names).join(', ')}`
  )
  process.exit(2)
}

const counted = { Killed: 'killed', Timeout: 'timeouts', Survived: 'survived', NoCoverage: 'never run' }
const caught = new Set(['Killed', 'Timeout'])

const scoreOf = results => (100 * results.filter(({ status }) => caught.has(status)).length) / results.length
const line = (name, results) =>
  [
    name.padEnd(32),
    `${scoreOf(results).toFixed(1)} %`.padStart(8),
    ...Object.entries(counted).map(([status, words]) =>
      `${results.filter(each => each.status === status).length} ${words}`.padStart(14)
    )
  ].join(' ')

/** Changes one file, and gives what became of each change. */
const mutate = ({ of, tests }, file) => {
  const cwd = join(root, 'packages', of)
  const report = join(cwd, 'reports/mutation/mutation.json')
  rmSync(report, { force: true })
  const options = { '--mutate': `src/${file}.ts`, '--testFiles': tests.join(), '--concurrency': '1' }
  const stryker = join(root, 'node_modules/.bin/stryker')
  spawnSync(stryker, ['run', ...Object.entries(options).flat()], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit']
  })
  if (!existsSync(report)) throw new Error(`${of}: ${file} could not be changed; see above`)
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  return Object.values(files).flatMap(({ mutants }) => mutants.filter(({ status }) => status in counted))
}

let tooLow = false
const table = []
for (const piece of pieces) {
  const files =
    asked.includes(piece.name) || asked.length === 0
      ? piece.files
      : piece.files.filter(file => asked.includes(file))
  const results = []
  for (const file of files) {
    const started = Date.now()
    const found = mutate(piece, file)
    results.push(...found)
    table.push(`${line(`${piece.of}: ${file}`, found)}  ${Math.round((Date.now() - started) / 1000)} s`)
  }
  if (results.length === 0) continue
  table.push(`${line(`${piece.name}, together`, results)}`, '')
  if (scoreOf(results) < lowestScore) tooLow = true
}
console.log(table.join('\n'))
process.exitCode = tooLow ? 1 : 0
