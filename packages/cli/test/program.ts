/** Runs the built program, as a user would. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const bin = resolve(__dirname, '../bin/samtykke.mjs')
const longestRun = 120_000

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly stdin?: string | Uint8Array
  /** A command before the program, such as one that pins it to a processor. */
  readonly prefix?: ReadonlyArray<string>
  /** Beside the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>
}

export const samtykke = (
  args: ReadonlyArray<string>,
  { stdin = '', prefix = [], env = {} }: Surroundings = {}
): Promise<Ran> =>
  new Promise((done, fail) => {
    const [command, ...rest] = [...prefix, process.execPath, bin, ...args]
    const child = spawn(command!, rest, { timeout: longestRun, env: { ...process.env, ...env } })
    const out: Array<Buffer> = []
    const err: Array<Buffer> = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => undefined)
    child.on('error', fail)
    child.on('close', status =>
      done({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() })
    )
    child.stdin.end(stdin)
  })

/** What a shell makes of a command in which `samtykke` is the program. */
export const inShell = (command: string): Ran => {
  const script = `samtykke() { "${process.execPath}" "${bin}" "$@"; }\n${command}`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    timeout: longestRun
  })
  return { status, stdout, stderr }
}

export const canPin = spawnSync('taskset', ['--version']).status === 0
export const onOneProcessor = ['taskset', '-c', '0']

/** A folder for the files of one test file, gone after it. */
export const scratch = (): ((name: string, content: string | Uint8Array) => string) => {
  let folder: string | undefined
  afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true })
  })
  return (name, content) => {
    folder ??= mkdtempSync(join(tmpdir(), 'samtykke-test-'))
    const file = join(folder, name)
    writeFileSync(file, content)
    return file
  }
}
