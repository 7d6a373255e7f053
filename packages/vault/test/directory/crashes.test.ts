/**
 * A table in a folder, whose process dies between any two of its file operations: what it answered stands, what it did not
 * answer is done or not, and the same again ends it.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { callKey, type Identifier, instantFromEpoch, type KeyTable, type Tombstone } from '@samtykke/core'
import { openDirectoryKeyTable } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { newFolder, removeFolders, right } from '../support/some.ts'

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
  const before = await right(table.get(name))
  if (verb === 'create') await right(table.create(name, key('master-1'), at))
  if (verb === 'destroy') await right(table.destroy([tombstone]))
  if (verb === 'apply') await right(table.applyLog({ tombstones: [tombstone], from: undefined, to: mark }))
  if (verb === 'master') await right(table.useMasterKey('master-1', 'master-2'))
  if (verb === 'rewrap' && before?._tag === 'key') await right(table.rewrap(before, key('master-2')))
}

const holds: Readonly<Record<Verb, (table: KeyTable) => Promise<boolean>>> = {
  create: async table => (await right(table.get(name)))?._tag === 'key',
  destroy: async table => (await right(table.get(name)))?._tag === 'destroyed',
  apply: async table =>
    (await right(table.get(name)))?._tag === 'destroyed' && (await right(table.state())).mark !== undefined,
  master: async table => (await right(table.state())).masterKey === 'master-2',
  rewrap: async table => {
    const entry = await right(table.get(name))
    return entry?._tag === 'key' && entry.wrappedBy === 'master-2'
  }
}

const program = join(__dirname, 'dying.mjs')

/** Runs one verb in a process that dies before its nth operation on files; whether it answered. */
const dyingAt = (folder: string, verb: Verb, nth: number): 'answered' | 'died' => {
  const { status, signal, stderr } = spawnSync(process.execPath, [program, folder, verb, String(nth)], {
    encoding: 'utf8'
  })
  if (status === 0) return 'answered'
  if (signal !== 'SIGKILL') throw new Error(stderr)
  return 'died'
}

const prepared = async (verb: Verb): Promise<string> => {
  const folder = newFolder()
  const table = await right(openDirectoryKeyTable(folder, { create: true }))
  await right(table.useMasterKey(undefined, 'master-1'))
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
      const outcome = dyingAt(folder, verb, nth)
      const table = await right(openDirectoryKeyTable(folder))
      if (outcome === 'answered') {
        expect(await holds[verb](table)).toBe(true)
        break
      }
      died += 1
      // Nothing half done is read as something else: the key of before, or what was asked for.
      const state = await right(table.state())
      const entry = await right(table.get(name))
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
    const outcome = dyingAt(folder, 'destroy', nth)
    await run(await right(openDirectoryKeyTable(folder)), 'destroy')
    const files = readdirSync(join(folder, 'keys'), { recursive: true }).map(String)
    expect(files.filter(file => file.endsWith('.key'))).toEqual([])
    const { stdout } = spawnSync('grep', ['-rl', wrapped, join(folder, 'keys')], { encoding: 'utf8' })
    expect(stdout).toBe('')
    if (outcome === 'answered') break
  }
})
