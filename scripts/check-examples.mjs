// Each example as its user has it: copied out of the workspace, installed from the packed packages, and every command of its
// README run. One install serves all of them, as the workspaces of one project; their versions are what their own
// package.json asks for, and a version that the packages do not have fails.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { buildWhereStale } from './build.mjs'
import { pack } from './pack.mjs'
import { runCommands } from './readme-commands.mjs'
import { packages } from './workspace.mjs'

const examples = packages
  .filter(({ folder }) => folder.startsWith('examples/') && existsSync(`${folder}/README.md`))
  .filter(({ folder }) => process.argv.length < 3 || process.argv.slice(2).includes(basename(folder)))

const notCopied = new Set(['node_modules', 'dist', 'out', 'data', '.env'])

const install = (root, packed) => {
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const workspaces = examples.map(({ folder }) => folder)
  const project = { name: 'user', private: true, workspaces, dependencies: tarballs }
  writeFileSync(join(root, 'package.json'), `${JSON.stringify(project, null, 2)}\n`)
  const args = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', timeout: 300_000 })
  if (status !== 0) throw new Error(`npm install\n${stdout}${stderr}`)
}

const check = async root => {
  let failed = 0
  for (const { folder } of examples) {
    const from = performance.now()
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    const { ran, of, problem } = await runCommands(readme, join(root, folder))
    const seconds = ((performance.now() - from) / 1_000).toFixed(1)
    const skipped = ran < of && problem === undefined ? '; the others need curl, which is not here' : ''
    console.log(
      `${folder}: ${ran} of ${of} blocks ran${problem === undefined ? '' : ', THE NEXT FAILED'}${skipped} (${seconds} s)`
    )
    if (problem === undefined) continue
    failed++
    console.error(problem.replace(/^/gm, '  '))
  }
  return failed
}

buildWhereStale()
const root = mkdtempSync(join(tmpdir(), 'samtykke-examples-'))
try {
  const tarballs = join(root, 'tarballs')
  mkdirSync(tarballs)
  cpSync('examples', join(root, 'examples'), {
    recursive: true,
    filter: source => !notCopied.has(basename(source))
  })
  install(root, pack(tarballs))
  const failed = await check(root)
  console.log(`${examples.length} examples, ${failed} failed`)
  process.exitCode = failed > 0 || examples.length === 0 ? 1 : 0
} finally {
  rmSync(root, { recursive: true, force: true })
}
