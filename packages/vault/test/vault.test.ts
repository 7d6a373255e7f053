import {
  callKey,
  identifier,
  instantFromEpoch,
  type KeyTable,
  recordingKey,
  subjectKey,
  type VaultError
} from '@samtykke/core'
import { createMemoryKeyTable } from '@samtykke/testing'
import { openVault, type OpenedVault, type VaultOptions } from '@samtykke/vault'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { leftOf, rightOf, someMaster } from './support/some.ts'

const callId = identifier('call-1')
const name = callKey(callId)
const recording = recordingKey(callId, identifier('rec-1'))

const opened = (options: Partial<VaultOptions> = {}): Promise<OpenedVault> =>
  rightOf(openVault({ table: createMemoryKeyTable(), wrapper: someMaster(), ...options }))

describe('keys', () => {
  it('makes a key once, 32 bytes, and gives the same from then on', async () => {
    const vault = await opened()
    const key = await rightOf(vault.keyOrNew(name))
    expect(key).toHaveLength(32)
    expect(await rightOf(vault.keyOrNew(name))).toEqual(key)
    expect(await rightOf(vault.key(name))).toEqual(key)
    expect(await rightOf(vault.keyOrNew(recording))).not.toEqual(key)
  })

  it('tells a missing key from a destroyed one, and makes a destroyed one never again', async () => {
    const vault = await opened()
    expect(await leftOf(vault.key(name))).toEqual({ _tag: 'KeyMissing', retry: 'never', name })
    await rightOf(vault.keyOrNew(name))
    const tombstone = await rightOf(vault.destroy(name))
    const destroyed = { _tag: 'KeyDestroyed', retry: 'never', name, destroyedAt: tombstone.destroyedAt }
    expect(await leftOf(vault.key(name))).toEqual(destroyed)
    expect(await leftOf(vault.keyOrNew(name))).toEqual(destroyed)
  })

  it('gives those who make one at the same time one key', async () => {
    const vault = await opened()
    const keys = await Promise.all([1, 2, 3].map(() => rightOf(vault.keyOrNew(name))))
    expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(1)
  })
})

describe('keys in memory', () => {
  const start = Date.UTC(2026, 2, 1)

  /** A vault with a clock of its own, and how often its table was asked. */
  const counted = async (cacheFor?: number) => {
    const table = createMemoryKeyTable()
    const clock = { now: start }
    let looks = 0
    const counting: KeyTable = { ...table, get: each => ((looks += 1), table.get(each)) }
    const options = { now: () => clock.now, ...(cacheFor !== undefined && { cacheFor }) }
    const vault = await opened({ table: counting, ...options })
    return { vault, table, clock, looks: () => looks }
  }

  it('are looked up once in five minutes, and no longer', async () => {
    const { vault, clock, looks } = await counted()
    const key = await rightOf(vault.keyOrNew(name))
    const before = looks()
    clock.now += 299_999
    expect(await rightOf(vault.key(name))).toEqual(key)
    expect(looks()).toBe(before)
    clock.now += 1
    expect(await rightOf(vault.key(name))).toEqual(key)
    expect(looks()).toBe(before + 1)
  })

  it('do not last longer where the clock is set back', async () => {
    const { vault, clock, looks } = await counted()
    await rightOf(vault.keyOrNew(name))
    clock.now -= 86_400_000
    await rightOf(vault.key(name))
    expect(looks()).toBe(2)
  })

  it('are gone at once where they are destroyed here, and after the time where another destroyed them', async () => {
    const { vault, table, clock } = await counted(60_000)
    expect(vault.cacheFor).toBe(60_000)
    await rightOf(vault.keyOrNew(name))
    await rightOf(vault.destroy(name))
    expect((await leftOf(vault.key(name)))._tag).toBe('KeyDestroyed')
    await rightOf(vault.keyOrNew(recording))
    await rightOf(
      table.destroy([{ _tag: 'destroyed', name: recording, destroyedAt: instantFromEpoch(start) }])
    )
    await rightOf(vault.key(recording))
    clock.now += 60_000
    expect((await leftOf(vault.key(recording)))._tag).toBe('KeyDestroyed')
  })

  it('are never an absence: what is made later is found', async () => {
    const { vault, table } = await counted()
    expect((await leftOf(vault.key(name)))._tag).toBe('KeyMissing')
    const wrapper = someMaster()
    const other = await opened({ table: createMemoryKeyTable(), wrapper })
    await rightOf(other.keyOrNew(name))
    await rightOf(vault.keyOrNew(name))
    expect((await rightOf(table.get(name)))?._tag).toBe('key')
    await rightOf(vault.key(name))
  })

  it('are the caller\u2019s own: to change or destroy one changes no other that was given', async () => {
    const { vault } = await counted()
    const [first, second] = [await rightOf(vault.keyOrNew(name)), await rightOf(vault.key(name))]
    const copy = Uint8Array.from(first)
    first.fill(7)
    expect(second).toEqual(copy)
    expect(await rightOf(vault.key(name))).toEqual(copy)
    await rightOf(vault.destroy(name))
    expect(second).toEqual(copy)
  })

  it('are not kept by who looked them up while they were destroyed', async () => {
    const table = createMemoryKeyTable()
    let letGo: () => void = () => undefined
    const held = new Promise<void>(resolve => (letGo = resolve))
    let isHeld = false
    const slow: KeyTable = {
      ...table,
      get: each => async () => {
        const entry = await table.get(each)()
        if (isHeld) await held
        return entry
      }
    }
    const vault = await opened({ table: slow, cacheFor: 300_000 })
    await rightOf(vault.keyOrNew(recording))
    const other = await rightOf(vault.keyOrNew(name))
    await rightOf(vault.destroy(recording))
    isHeld = true
    const looking = rightOf(vault.key(name))
    await rightOf(vault.destroy(name))
    isHeld = false
    letGo()
    expect(await Promise.race([looking, Promise.resolve(other)])).toEqual(other)
    await looking.catch(() => undefined)
    expect((await leftOf(vault.key(name)))._tag).toBe('KeyDestroyed')
  })

  it('are kept for five minutes at most', async () => {
    for (const cacheFor of [-1, 300_001, NaN, Infinity])
      expect(
        (await leftOf(openVault({ table: createMemoryKeyTable(), wrapper: someMaster(), cacheFor })))._tag
      ).toBe('Refused')
  })
})

describe('a vault', () => {
  it('takes no master key that its table does not use, and writes nothing then', async () => {
    const [table, wrapper, wrong] = [createMemoryKeyTable(), someMaster(), someMaster()]
    await rightOf((await opened({ table, wrapper })).keyOrNew(name))
    const copy = table.copy()
    expect(await leftOf(openVault({ table, wrapper: wrong }))).toEqual({
      _tag: 'WrongMasterKey',
      retry: 'never',
      wrappedBy: wrapper.id,
      given: [wrong.id]
    })
    expect(table.copy()).toEqual(copy)
  })

  it('tells a key that was moved to another name from one of another master key', async () => {
    const [table, wrapper, third] = [createMemoryKeyTable(), someMaster(), someMaster()]
    const vault = await opened({ table, wrapper })
    await rightOf(vault.keyOrNew(name))
    const entry = await rightOf(table.get(name))
    if (entry?._tag !== 'key') throw new Error('expected a key')
    await rightOf(table.create(recording, entry, entry.createdAt))
    expect(await leftOf(vault.key(recording))).toEqual({
      _tag: 'NotUnwrapped',
      retry: 'never',
      name: recording
    })
    const subject = subjectKey(identifier('subject-1'))
    const wrapped = await rightOf(third.wrap(subject, new Uint8Array(32)))
    await rightOf(table.create(subject, { wrapped, wrappedBy: third.id }, entry.createdAt))
    expect(await leftOf(vault.key(subject))).toMatchObject({ _tag: 'WrongMasterKey', wrappedBy: third.id })
  })

  it('gives no key where one cannot be wrapped, and keeps none', async () => {
    const table = createMemoryKeyTable()
    const failing = {
      ...someMaster(),
      wrap: () => TE.left({ _tag: 'MasterKeyFailed', retry: 'later', reason: 'the KMS is away' } as const)
    }
    const vault = await opened({ table, wrapper: failing })
    expect((await leftOf(vault.keyOrNew(name)))._tag).toBe('MasterKeyFailed')
    expect(await rightOf(table.get(name))).toBeUndefined()
  })

  it('says what it learned of a log and a ledger, and nothing where it was given neither', async () => {
    expect((await opened()).lastCatchUp()).toEqual({})
  })

  it('that is closed gives nothing and destroys nothing', async () => {
    const vault = await opened()
    await rightOf(vault.keyOrNew(name))
    await vault.close()()
    for (const task of [vault.key(name), vault.keyOrNew(name), vault.destroy(name)])
      expect((await leftOf<VaultError>(task))._tag).toBe('Closed')
  })
})
