// The commands of the guides: the blocks fenced as `sh run` of a page are run in order, as its reader would run them, with
// what is fenced as `sh serve` running meanwhile. A block fenced as `text` right behind one is what it prints.
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const docs = join(__dirname, '..')
const project = join(docs, '..')
const pages = ['', 'da']
  .flatMap(folder => readdirSync(join(docs, folder)).map(name => join(folder, name)))
  .filter(page => page.endsWith('.md') && /^```sh run$/m.test(readFileSync(join(docs, page), 'utf8')))

interface Step {
  readonly code: string
  readonly expected: string | undefined
}

const stepsOf = (page: string): ReadonlyArray<Step> =>
  [...page.matchAll(/^```sh run\n([^]*?)^```(?:\n\n```text\n([^]*?)^```)?/gm)].map(
    ([, code = '', expected]) => ({ code, expected })
  )

const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })

/** Starts a server and waits for its first line. */
const serving = async (command: string) => {
  const server = spawn('bash', ['-c', `exec ${command}`], { cwd: project, detached: true })
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => resolve())
    server.once('exit', code => reject(new Error(`${command}: ended with ${code}`)))
  })
  return () => {
    if (server.pid !== undefined) process.kill(-server.pid)
  }
}

/** Each page has a clone's folders to itself; nothing is taken from a registry. */
const inClone = (folder: string): string =>
  `set -eu; cd ${folder}; npx() { "$@"; }; export -f npx; export PATH=${join(project, 'node_modules/.bin')}:$PATH`

test.each(pages)('%s: its commands run, and print what it says', async name => {
  const page = readFileSync(join(docs, name), 'utf8')
  const folder = join(project, 'out/docs-commands', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  symlinkSync(join(project, 'examples'), join(folder, 'examples'))
  const port = String(await freePort())
  const [, serve] = /^```sh serve\n([^]*?)^```/m.exec(page) ?? []
  const stop =
    serve === undefined
      ? undefined
      : await serving(serve.replace('2113', port).replace(/^npx /, 'node_modules/.bin/'))
  try {
    const steps = stepsOf(page)
    const script = steps.map(({ code }) => code.replaceAll(':2113', `:${port}`)).join('printf "\\036"\n')
    const { stdout } = await promisify(execFile)('bash', ['-c', `${inClone(folder)}\n${script}`], {
      maxBuffer: 1e8
    })
    const printed = stdout.split('\u001e')
    expect(printed).toHaveLength(steps.length)
    steps.forEach(({ expected }, index) => {
      if (expected !== undefined) expect(printed[index]).toBe(expected)
    })
  } finally {
    stop?.()
  }
})
