import { randomBytes } from 'node:crypto'
import {
  callKey,
  type EventOf,
  identifier,
  instant,
  type KeyName,
  recordingKey,
  uuid,
  type VaultError
} from '@samtykke/core'
import { createMemoryKeyTable, createMemoryLog } from '@samtykke/testing'
import { type KeyWrapper, masterKey, openVault, type OpenedVault, type VaultOptions } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

const right = async <A>(task: TE.TaskEither<VaultError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the vault failed: ${result.left._tag}`)
  return result.right
}

const left = async (task: TE.TaskEither<VaultError, unknown>): Promise<VaultError> => {
  const result = await task()
  if (E.isRight(result)) throw new Error('expected the vault to refuse')
  return result.left
}

const someMaster = (): KeyWrapper => {
  const wrapper = masterKey(randomBytes(32))
  if (E.isLeft(wrapper)) throw new Error(wrapper.left._tag)
  return wrapper.right
}

const callId = identifier('call-1')
const name = callKey(callId)
const recording = recordingKey(callId, identifier('rec-1'))

const opened = (options: Partial<VaultOptions> = {}): Promise<OpenedVault> =>
  right(openVault({ table: createMemoryKeyTable(), wrapper: someMaster(), ...options }))

const erased: EventOf<'recording-erased'> = {
  id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
  type: 'recording-erased',
  callId,
  occurredAt: instant('2026-03-01T08:00:00.000Z'),
  recordingId: identifier('rec-1'),
  confirmation: 'gone'
}

describe('keys', () => {
  it('makes a key once, 32 bytes, and gives the same from then on', async () => {
    const vault = await opened()
    const key = await right(vault.keyOrNew(name))
    expect(key).toHaveLength(32)
    expect(await right(vault.keyOrNew(name))).toEqual(key)
    expect(await right(vault.key(name))).toEqual(key)
    expect(await right(vault.keyOrNew(recording))).not.toEqual(key)
  })

  it('tells a missing key from a destroyed one, and makes a destroyed one never again', async () => {
    const vault = await opened()
    expect(await left(vault.key(name))).toEqual({ _tag: 'KeyMissing', retry: 'never', name })
    await right(vault.keyOrNew(name))
    const tombstone = await right(vault.destroy(name))
    const destroyed = { _tag: 'KeyDestroyed', retry: 'never', name, destroyedAt: tombstone.destroyedAt }
    expect(await left(vault.key(name))).toEqual(destroyed)
    expect(await left(vault.keyOrNew(name))).toEqual(destroyed)
  })

  it('gives those who make one at the same time one key', async () => {
    const vault = await opened()
    const keys = await Promise.all([1, 2, 3].map(() => right(vault.keyOrNew(name))))
    expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(1)
  })
})

describe('a restored table', () => {
  it('brings no destroyed key back where the vault is opened with the log', async () => {
    const [table, log, wrapper] = [createMemoryKeyTable(), createMemoryLog(), someMaster()]
    const before = await opened({ table, log, wrapper })
    await right(before.keyOrNew(recording))
    const kept = await right(before.keyOrNew(name))
    const backup = table.copy()
    await log.create(callId, [erased])()
    await right(before.destroy(recording))
    table.restore(backup)

    const after = await opened({ table, log, wrapper })
    expect(after.lastCatchUp()).toMatchObject({ log: { from: 'start', applied: 1 } })
    expect((await left(after.key(recording)))._tag).toBe('KeyDestroyed')
    expect(await right(after.key(name))).toEqual(kept)
  })

  it('says so where there is no log', async () => {
    expect((await opened()).lastCatchUp()).toEqual({})
  })
})

describe('a wrapped key', () => {
  it('opens nothing under another name', async () => {
    const master = someMaster()
    const wrapped = await right(master.wrap(name, randomBytes(32)))
    const other: KeyName = recording
    expect((await left(master.unwrap(other, wrapped)))._tag).toBe('NotUnwrapped')
  })
})
