import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  accessSync,
  appendFileSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { formatVerifierKey, signer } from '../src/note.ts'
import { ndjsonSource } from '../src/ndjson.ts'
import { seal, type SealOptions, type SealRun } from '../src/seal.ts'
import { verify, type Verification, type VerifyOptions } from '../src/verify.ts'

export const origin = 'telecom.example/samtykke'

/** RFC 8032 7.1, test 1. */
export const testKey: KeyObject = createPrivateKey({
  key: Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  ]),
  format: 'der',
  type: 'pkcs8'
})

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey

export const right = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}
export const left = <L>(result: E.Either<L, unknown>): L => {
  if (E.isRight(result)) throw new Error('no error')
  return result.left
}
export const runTask = async <A>(task: TE.TaskEither<unknown, A>): Promise<A> => right(await task())

export const vkeyOf = (key: KeyObject, name = origin): string =>
  formatVerifierKey(right(signer(name, key)).key)

/** In memory where that can be had: what these tests simulate is a kill, not a disk, and each run waits for the disk. */
const inMemory = '/dev/shm'
const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

export const temporary = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(isWritable(inMemory) ? inMemory : tmpdir(), 'seal-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export type Line = Readonly<Record<string, unknown>> & { readonly id: string; readonly callId: string }

const types = [
  'consent-given',
  'recording-stored',
  'analysis-produced',
  'recording-used',
  'consent-withdrawn'
] as const

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const minute = 60_000
const firstInstant = Date.parse('2025-03-01T08:00:00.000Z')
export const instant = (minutes: number): string => new Date(firstInstant + minutes * minute).toISOString()

/** Events of some calls, interleaved, one a minute, recorded ten seconds after they occurred. */
export const linesOf = (count: number, calls = Math.max(1, Math.ceil(count / 4)), first = 0): Line[] =>
  Array.from({ length: count }, (_, at) => {
    const number = first + at
    const occurred = firstInstant + number * minute
    return {
      id: uuid(number),
      type: types[number % types.length] as string,
      callId: `c${(number * 7) % calls}`,
      occurredAt: new Date(occurred).toISOString(),
      recordedAt: new Date(occurred + 10_000).toISOString(),
      digit: String(number % 10),
      purposes: ['quality-assurance']
    }
  })

export const ndjson = (lines: ReadonlyArray<Line>): string =>
  lines.map(line => `${JSON.stringify(line)}\n`).join('')

/** A folder with events in a file, a key, and a log. */
export const workshop = (key: KeyObject = testKey) => {
  const { path, remove } = temporary()
  const events = join(path, 'events.ndjson')
  const log = join(path, 'log')
  const keyPath = join(path, 'key.pem')
  writeFileSync(keyPath, key.export({ format: 'pem', type: 'pkcs8' }))
  writeFileSync(events, '')
  let initialised = false
  return {
    path,
    remove,
    events,
    log,
    keyPath,
    vkey: vkeyOf(key),
    write: (lines: ReadonlyArray<Line>): void => writeFileSync(events, ndjson(lines)),
    append: (lines: ReadonlyArray<Line>): void => appendFileSync(events, ndjson(lines)),
    seal: async (at: string, options: Partial<SealOptions> = {}): Promise<SealRun> => {
      const init = initialised ? {} : { init: { origin } }
      initialised = true
      return runTask(seal(ndjsonSource([events]), { log, key: keyPath, at, ...init, ...options }))
    },
    verify: (
      options: Partial<VerifyOptions> = {},
      paths: ReadonlyArray<string> | undefined = [events]
    ): Promise<Verification> =>
      runTask(
        verify({ log, keys: [vkeyOf(key)], ...options }, paths.length === 0 ? undefined : ndjsonSource(paths))
      )
  }
}

export type Workshop = ReturnType<typeof workshop>

/** Every file below a folder, by its path from there. */
export const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .sort()

export const copyFolder = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  cpSync(from, to, { recursive: true })
}

export const readText = (path: string): string => readFileSync(path, 'utf8')
