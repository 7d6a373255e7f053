// Makes a test of every `@example` in the packages' docstrings and of every block fenced as `ts run` in the
// documentation, type-checks them (and those fenced as `ts no-run`) and runs them. Each line of an example has its own
// number in the file made of it, so that an error points at the source.
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import jestConfig from '../jest.config.mjs'
import { asModule, examplesInMarkdown, examplesInSource, filesUnder } from './examples.mjs'
import { packages } from './workspace.mjs'

const target = 'out/examples'

/** A node_modules in which each package and whatever any of them uses is found, as a reader's project would have it. */
const linkPackages = () => {
  const link = (name, folder) => {
    const path = `${target}/node_modules/${name}`
    if (existsSync(path)) return
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(realpathSync(folder), path)
  }
  for (const { name, folder } of packages) link(name, folder)
  for (const { folder, dependencies, devDependencies, peerDependencies } of packages) {
    for (const name of Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })) {
      if (existsSync(`${folder}/node_modules/${name}`)) link(name, `${folder}/node_modules/${name}`)
    }
  }
}

const configure = () => {
  const { transform, transformIgnorePatterns } = jestConfig.projects[0]
  const conditions = { customExportConditions: ['@samtykke/source', 'node'] }
  writeFileSync(
    `${target}/jest.config.json`,
    JSON.stringify({
      transform,
      transformIgnorePatterns,
      testMatch: ['<rootDir>/**/*.test.ts'],
      testEnvironmentOptions: conditions
    })
  )
  writeFileSync(
    `${target}/tsconfig.json`,
    JSON.stringify({
      extends: resolve('tsconfig.base.json'),
      compilerOptions: { composite: false, noEmit: true, noUnusedLocals: false, types: ['node', 'jest'] },
      include: ['.']
    })
  )
}

/** Runs a tool and gives its output with the generated files' names turned back into their sources'. */
const check = (command, args) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 600_000 })
  if (error) throw error
  const output = `${stdout}${stderr}`
    .replaceAll(`${target}/`, '')
    .replace(/(\.(?:ts|md))\.\d+(?:\.test)?\.ts\b/g, '$1')
  if (status !== 0) console.error(output)
  return status === 0
}

const examples = [
  ...packages.flatMap(({ folder }) => filesUnder(`${folder}/src`, '.ts')).flatMap(examplesInSource),
  ...[
    'README.md',
    ...filesUnder('docs', '.md'),
    ...packages.map(({ folder }) => `${folder}/README.md`)
  ].flatMap(examplesInMarkdown)
]
const asserts = /\bassert\b|\bgiven\([^]*\.then\(/
const silent = examples.filter(({ runs, code }) => runs && !asserts.test(code))
for (const { file, line } of silent)
  console.error(`${file}:${line}: an example that asserts nothing shows nothing`)

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
linkPackages()
configure()
for (const example of examples) {
  const { file, line, runs } = example
  const path = `${target}/${file}.${line}.${runs ? 'test.ts' : 'ts'}`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(
    path,
    runs
      ? asModule(example, `test('${file}:${line}', async () => { `, '})')
      : asModule(example, 'export const example = async () => { ', '}')
  )
}

const typed = examples.length === 0 || check('node_modules/.bin/tsc', ['-p', target])
const ran =
  !examples.some(({ runs }) => runs) ||
  check('node_modules/.bin/jest', ['--config', `${target}/jest.config.json`, '--silent'])
const run = examples.filter(({ runs }) => runs).length
console.log(
  `${run} examples ${ran ? 'run' : 'run, not all well'}, ${examples.length - run} only type-checked`
)
if (!typed || !ran || silent.length > 0) process.exit(1)
