// Packs every published package and looks at it as its users will: publint and attw on the tarball, then all tarballs
// installed outside the workspace and used from ES modules, from CommonJS and under jest without settings. A package's
// use is the first block of its README fenced as `ts run`; what has none is at least imported. With `--node-versions` they
// are used on each version of Node that is supported, else on the one that runs this.
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from './build.mjs'
import { asModule, examplesInMarkdown } from './examples.mjs'
import { nodeVersions } from './node-versions.mjs'
import { pack } from './pack.mjs'
import { pnpmVersion } from './pnpm.mjs'
import { published } from './workspace.mjs'

const workspace = resolve('.')
const tool = name => join(workspace, 'node_modules/.bin', name)
const minimumTsc = join(workspace, 'node_modules/typescript-minimum/bin/tsc')
const nodes = process.argv.includes('--node-versions')
  ? nodeVersions()
  : [{ name: `Node ${process.version}`, node: process.execPath }]
const problems = []

/** Runs to the end without throwing: a failure becomes a problem under its title. */
const run = (title, cwd, command, ...args) =>
  new Promise(done => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.on('error', error => (output += error.message))
    child.on('close', status => {
      if (status !== 0) problems.push(`${title}\n${output.trim().replace(/^/gm, '  ')}`)
      done({ ok: status === 0, output: output.trim() })
    })
  })
const pnpm = (title, cwd, ...args) => run(title, cwd, 'npx', '--yes', `pnpm@${pnpmVersion}`, ...args)

const json = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)

const importable = published.filter(each => each.exports?.['.'] !== undefined)
const peers = Object.assign({}, ...published.map(each => each.peerDependencies ?? {}))

const lint = async packed => {
  for (const { name, tarball } of packed) {
    await Promise.all([
      run(`publint ${name}`, workspace, tool('publint'), 'run', tarball, '--strict'),
      ...(importable.some(each => each.name === name)
        ? [
            run(
              `attw ${name}`,
              workspace,
              tool('attw'),
              tarball,
              '--profile',
              'strict',
              '--no-emoji',
              '-f',
              'ascii'
            )
          ]
        : [])
    ])
  }
}

/** A README is read where the package is: its links lead elsewhere by address, and it says how to install. */
const readReadmes = () => {
  for (const { name, folder } of published) {
    const text = readFileSync(`${folder}/README.md`, 'utf8')
    const links = [...text.matchAll(/\]\((?!https:|#)([^)]*)\)/g)].map(([, link]) => link)
    if (links.length > 0) problems.push(`${name}: README links that leave the package: ${links.join(', ')}`)
    if (!text.includes('npm install') && !text.includes('npx -p'))
      problems.push(`${name}: README without an install line`)
  }
}

/** However many packages bring core, a project has one: two would make types that do not fit each other. */
const countCores = folder => {
  const cores = readdirSync(join(folder, 'node_modules/.pnpm')).filter(name =>
    name.startsWith('@samtykke+core@')
  )
  if (cores.length !== 1)
    problems.push(`one copy of core expected, found ${cores.length}: ${cores.join(', ')}`)
}

const useOf = ({ name, folder }) => {
  const [example] = examplesInMarkdown(`${folder}/README.md`).filter(({ runs }) => runs)
  const all = {
    file: name,
    line: 1,
    code: `import * as all from '${name}'\nassert.ok(Object.keys(all).length > 0)\n`
  }
  return asModule({ ...(example ?? all), line: 2 }, 'const use = async () => { ', '}\nexport default use()')
}

/** A project of a package's user, with what its own README would have it install. */
const project = (folder, type, packed, storeDir) => {
  mkdirSync(folder)
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  json(join(folder, 'package.json'), {
    name: 'user',
    private: true,
    ...(type === undefined ? {} : { type }),
    // The client is the user's own: the embedded server's README is used with it.
    dependencies: { ...peers, '@eventstore/db-client': '6.2.1', ...tarballs },
    devDependencies: { '@types/node': '^20.19.0' }
  })
  // Before their first release the packages depend on each other by versions that no registry has.
  json(join(folder, 'pnpm-workspace.yaml'), {
    overrides: tarballs,
    storeDir,
    pmOnFail: 'ignore',
    strictDepBuilds: false
  })
  json(join(folder, 'tsconfig.json'), {
    compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, outDir: 'out', types: ['node'] },
    include: ['*.ts']
  })
  for (const each of importable)
    writeFileSync(join(folder, `${each.folder.split('/').at(-1)}.ts`), useOf(each))
}

const users = async (destination, packed) => {
  const { output: storeDir } = await pnpm('store path', workspace, 'store', 'path')
  const modules = join(destination, 'esm')
  const commonjs = join(destination, 'cjs')
  const jest = join(destination, 'jest')
  const uses = importable.map(({ folder }) => folder.split('/').at(-1))

  const projects = [
    [modules, 'ES module project', 'module'],
    [commonjs, 'CommonJS project', undefined]
  ]
  for (const [folder, title, type] of projects) {
    project(folder, type, packed, storeDir.split('\n').at(-1))
    if (!(await pnpm(`${title}: install`, folder, 'install', '--prefer-offline')).ok) return
    countCores(folder)
  }
  const use = async ([folder, title]) => {
    // The newest TypeScript, and the oldest that the READMEs promise.
    await run(`${title}: types, TypeScript 5.6`, folder, process.execPath, minimumTsc, '-p', '.', '--noEmit')
    if (!(await run(`${title}: types`, folder, tool('tsc'), '-p', '.')).ok) return
    for (const { name, node } of nodes) {
      for (const each of uses)
        await run(`${title}, ${name}: ${each}`, folder, node, join('out', `${each}.js`))
    }
  }
  // Each takes one processor.
  await Promise.all(projects.map(use))

  if (!existsSync(join(commonjs, 'out'))) return
  mkdirSync(jest)
  json(join(jest, 'package.json'), { name: 'user', private: true })
  cpSync(join(commonjs, 'node_modules'), join(jest, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true
  })
  for (const use of uses) {
    cpSync(join(commonjs, 'out', `${use}.js`), join(jest, `${use}.js`))
    writeFileSync(join(jest, `${use}.test.js`), `test('${use}', () => require('./${use}.js').default)\n`)
  }
  // How fast the machine is, is no property of a package.
  await run('jest project', jest, tool('jest'), '--silent', '--testTimeout=60000')

  for (const { name, bin } of published.filter(each => each.bin !== undefined)) {
    for (const [command, file] of Object.entries(bin)) {
      await run(`${command} --help`, modules, join(modules, 'node_modules/.bin', command), '--help')
      for (const each of nodes) {
        const path = join(modules, 'node_modules', name, file)
        await run(`${command} --help, ${each.name}`, modules, each.node, path, '--help')
      }
    }
  }
}

build()
const destination = mkdtempSync(join(tmpdir(), 'samtykke-packages-'))
try {
  readReadmes()
  const packed = pack(destination)
  await lint(packed)
  await users(destination, packed)
} finally {
  rmSync(destination, { recursive: true, force: true })
}
for (const problem of problems) console.error(`${problem}\n`)
const on = nodes.map(({ name }) => name).join(', ')
console.log(`${published.length} packages packed and used on ${on}: ${problems.length} problems`)
if (problems.length > 0) process.exit(1)
