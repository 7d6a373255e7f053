// Makes a test of every `@example` in the packages' docstrings and of every block fenced as `ts run` in the
// documentation, type-checks them (and those fenced as `ts no-run`) and runs them. Each line of an example has its own
// number in the file made of it, so that an error points at the source.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import jestConfig from '../jest.config.mjs'
import { packages } from './workspace.mjs'

const target = 'out/examples'

const filesUnder = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter(name => name.endsWith(ending))
        .map(name => `${folder}/${name}`)
    : []

const fenced = /^```(\w*)[ \t]*([\w-]*)[ \t]*\n([\s\S]*?)^```/gm
const lineAt = (text, index) => text.slice(0, index).split('\n').length

/** What follows `@example` up to the next tag, without the comment's stars: code, or code in fences. */
const examplesInSource = file => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(comment => {
    const lines = comment[0].replace(/\*\/$/, '').replace(/^[ \t]*(\/\*\*|\*) ?/gm, '')
    return [...lines.matchAll(/^@example\b.*\n([\s\S]*?)(?=^@\w|(?![\s\S]))/gm)].flatMap(example => {
      const line = lineAt(text, comment.index) + lineAt(lines, example.index)
      const blocks = [...example[1].matchAll(fenced)]
      return blocks.length === 0
        ? [{ file, line, code: example[1], runs: true }]
        : blocks.map(({ index, 2: mode, 3: code }) => ({
            file,
            line: line + lineAt(example[1], index),
            code,
            runs: mode !== 'no-run'
          }))
    })
  })
}

const examplesInMarkdown = file => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(fenced)]
    .filter(([, language, mode]) => language === 'ts' && ['run', 'no-run'].includes(mode))
    .map(({ index, 2: mode, 3: code }) => ({
      file,
      line: lineAt(text, index) + 1,
      code,
      runs: mode === 'run'
    }))
}

const asTest = ({ file, line, code, runs }) => {
  const statements = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true).statements
  const bodyFrom = statements.find(each => !ts.isImportDeclaration(each))?.getStart() ?? code.length
  const imports = code.slice(0, bodyFrom)
  const assert = /\bassert\b/.test(imports) ? '' : "import assert from 'node:assert/strict'"
  const open = runs ? `test('${file}:${line}', async () => { ` : 'export const example = async () => { '
  return `${assert}${'\n'.repeat(line - 1)}${imports}${open}${code.slice(bodyFrom)}\n}${runs ? ')' : ''}\n`
}

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
  const { transform } = jestConfig.projects[0]
  const conditions = { customExportConditions: ['@samtykke/source', 'node'] }
  writeFileSync(
    `${target}/jest.config.json`,
    JSON.stringify({ transform, testMatch: ['<rootDir>/**/*.test.ts'], testEnvironmentOptions: conditions })
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
  ...['README.md', ...filesUnder('docs', '.md'), ...packages.map(({ folder }) => `${folder}/README.md`)]
    .filter(existsSync)
    .flatMap(examplesInMarkdown)
]
const silent = examples.filter(({ runs, code }) => runs && !/\bassert\b/.test(code))
for (const { file, line } of silent)
  console.error(`${file}:${line}: an example that asserts nothing shows nothing`)

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
linkPackages()
configure()
for (const example of examples) {
  const path = `${target}/${example.file}.${example.line}.${example.runs ? 'test.ts' : 'ts'}`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, asTest(example))
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
