/**
 * A table in a folder, whose process dies between any two of its file operations: what it answered stands, what it did not
 * answer is done or not, and the same again ends it.
 */
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { callKey, type Identifier, instantFromEpoch, type KeyTable, type Tombstone } from '@samtykke/core'
import { openDirectoryKeyTable } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { newFolder, removeFolders, rightOf } from '../support/some.ts'
import { dieAt, reborn } from './dying.ts'

jest.mock('node:fs/promises', () => jest.requireActual<typeof import('./dying.ts')>('./dying.ts').dyingFiles)

afterAll(removeFolders)

type Verb = 'create' | 'rewrap' | 'destroy' | 'apply' | 'master'

const name = callKey('call-1' as Identifier)
const at = instantFromEpoch(1_750_000_000_000)
const tombstone: Tombstone = { _tag: 'destroyed', name, destroyedAt: at }
const key = (wrappedBy: string) => ({ wrapped: new Uint8Array(40).fill(7), wrappedBy })
const mark = {
  position: { commit: 1n, prepare: 1n },
  callId: 'call-1' as Identifier,
  entryId: 'e',
  recordedAt: at
}

const run = async (table: KeyTable, verb: Verb): Promise<void> => {
  const before = await rightOf(table.get(name))
  if (verb === 'create') await rightOf(table.create(name, key('master-1'), at))
  if (verb === 'destroy') await rightOf(table.destroy([tombstone]))
  if (verb === 'apply') await rightOf(table.applyLog({ tombstones: [tombstone], from: undefined, to: mark }))
  if (verb === 'master') await rightOf(table.useMasterKey('master-1', 'master-2'))
  if (verb === 'rewrap' && before?._tag === 'key') await rightOf(table.rewrap(before, key('master-2')))
}

const holds: Readonly<Record<Verb, (table: KeyTable) => Promise<boolean>>> = {
  create: async table => (await rightOf(table.get(name)))?._tag === 'key',
  destroy: async table => (await rightOf(table.get(name)))?._tag === 'destroyed',
  apply: async table =>
    (await rightOf(table.get(name)))?._tag === 'destroyed' &&
    (await rightOf(table.state())).mark !== undefined,
  master: async table => (await rightOf(table.state())).masterKey === 'master-2',
  rewrap: async table => {
    const entry = await rightOf(table.get(name))
    return entry?._tag === 'key' && entry.wrappedBy === 'master-2'
  }
}

/** Does it in a process that dies before its nth operation on files; whether it answered. */
const dyingAt = async (folder: string, verb: Verb, nth: number): Promise<'answered' | 'died'> => {
  const table = await rightOf(openDirectoryKeyTable(folder))
  dieAt(nth)
  const failed = await run(table, verb).catch((error: unknown) => error)
  if (reborn()) return 'died'
  if (failed !== undefined) throw failed as Error
  return 'answered'
}

const prepared = async (verb: Verb): Promise<string> => {
  const folder = newFolder()
  const table = await rightOf(openDirectoryKeyTable(folder, { create: true }))
  await rightOf(table.useMasterKey(undefined, 'master-1'))
  if (verb !== 'create') await run(table, 'create')
  return folder
}

test.each(['create', 'rewrap', 'destroy', 'apply', 'master'] as const)(
  '%s, killed before each of its operations on files',
  async verb => {
    const start = await prepared(verb)
    let died = 0
    for (let nth = 1; ; nth += 1) {
      const folder = newFolder()
      cpSync(start, folder, { recursive: true })
      const outcome = await dyingAt(folder, verb, nth)
      const table = await rightOf(openDirectoryKeyTable(folder))
      if (outcome === 'answered') {
        expect(await holds[verb](table)).toBe(true)
        break
      }
      died += 1
      // Nothing half done is read as something else: the key of before, or what was asked for.
      const state = await rightOf(table.state())
      const entry = await rightOf(table.get(name))
      if (entry?._tag === 'key') expect(entry.wrapped).toEqual(key('').wrapped)
      if (state.mark !== undefined) expect(entry?._tag).toBe('destroyed')
      for await (const page of table.list()) expect(E.isRight(page) && page.right.damaged).toEqual([])
      await run(table, verb)
      expect(await holds[verb](table)).toBe(true)
    }
    expect(died).toBeGreaterThan(5)
  }
)

test('of what was destroyed no wrapped key is left, also where the process died on the way and it was done again', async () => {
  const start = await prepared('destroy')
  const wrapped = Buffer.from(key('').wrapped).toString('base64url')
  for (let nth = 1; ; nth += 1) {
    const folder = newFolder()
    cpSync(start, folder, { recursive: true })
    const outcome = await dyingAt(folder, 'destroy', nth)
    await run(await rightOf(openDirectoryKeyTable(folder)), 'destroy')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(files.filter(file => file.endsWith('.key'))).toEqual([])
    const left = files
      .map(file => join(folder, file))
      .filter(file => statSync(file).isFile() && readFileSync(file, 'latin1').includes(wrapped))
    expect(left).toEqual([])
    if (outcome === 'answered') break
  }
})
