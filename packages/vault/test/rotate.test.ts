import {
  callKey,
  type Identifier,
  type KeyName,
  type KeyTable,
  recordingKey,
  type WrappedKey
} from '@samtykke/core'
import { createMemoryKeyTable } from '@samtykke/testing'
import { openDirectoryKeyTable, openVault, rotateMasterKey } from '@samtykke/vault'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { leftOf, newFolder, removeFolders, rightOf, someMaster } from './support/some.ts'

afterAll(removeFolders)

const nameOf = (n: number): KeyName => callKey(`call-${n}` as Identifier)

const keysOf = async (
  table: KeyTable,
  wrapper: ReturnType<typeof someMaster>,
  count: number
): Promise<ReadonlyArray<Uint8Array>> => {
  const vault = await rightOf(openVault({ table, wrapper }))
  const keys: Uint8Array[] = []
  for (let n = 0; n < count; n += 1) keys.push(await rightOf(vault.keyOrNew(nameOf(n))))
  return keys
}

/** A table whose wrapping anew fails from the given one on, as when a process is killed there. */
const stoppedAt = (table: KeyTable, nth: number): KeyTable => {
  let done = 0
  return {
    ...table,
    rewrap: (before, key: WrappedKey) =>
      (done += 1) > nth
        ? TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'stopped' })
        : table.rewrap(before, key)
  }
}

test('all keys are the same after it, and the old master key opens none', async () => {
  const [table, before, after] = [createMemoryKeyTable(), someMaster(), someMaster()]
  const keys = await keysOf(table, before, 250)
  const old = await rightOf(openVault({ table, wrapper: before }))
  await rightOf(old.destroy(nameOf(7)))
  const looked: number[] = []
  const onProgress = (count: number): void => void looked.push(count)
  expect(await rightOf(rotateMasterKey({ table, to: after, from: [before], onProgress }))).toEqual({
    rewrapped: 249,
    already: 0,
    destroyed: 1,
    others: new Map(),
    failed: []
  })
  expect(looked.at(-1)).toBe(250)
  const vault = await rightOf(openVault({ table, wrapper: after }))
  for (const [n, key] of keys.entries()) if (n !== 7) expect(await rightOf(vault.key(nameOf(n)))).toEqual(key)
  expect(await leftOf(openVault({ table, wrapper: before }))).toEqual({
    _tag: 'WrongMasterKey',
    retry: 'never',
    wrappedBy: after.id,
    given: [before.id]
  })
})

test.each([0, 1, 3, 9])(
  'stopped after %i keys it is taken up, and meanwhile both master keys open all',
  async nth => {
    const table = await rightOf(openDirectoryKeyTable(newFolder(), { create: true }))
    const [before, after] = [someMaster(), someMaster()]
    const keys = await keysOf(table, before, 10)
    const rotation = { to: after, from: [before] }
    expect((await leftOf(rotateMasterKey({ table: stoppedAt(table, nth), ...rotation })))._tag).toBe(
      'Unavailable'
    )
    for (const [wrapper, others] of [
      [after, [before]],
      [before, [after]]
    ] as const) {
      const vault = await rightOf(openVault({ table, wrapper, others }))
      for (const [n, key] of keys.entries()) expect(await rightOf(vault.key(nameOf(n)))).toEqual(key)
    }
    expect((await leftOf(openVault({ table, wrapper: before })))._tag).toBe('WrongMasterKey')
    expect(await rightOf(rotateMasterKey({ table, ...rotation }))).toMatchObject({
      rewrapped: 10 - nth,
      already: nth
    })
    expect(await rightOf(rotateMasterKey({ table, ...rotation }))).toMatchObject({
      rewrapped: 0,
      already: 10
    })
    const vault = await rightOf(openVault({ table, wrapper: after }))
    for (const [n, key] of keys.entries()) expect(await rightOf(vault.key(nameOf(n)))).toEqual(key)
  }
)

test('a wrong old master key changes nothing', async () => {
  const [table, before, after] = [createMemoryKeyTable(), someMaster(), someMaster()]
  await keysOf(table, before, 3)
  const copy = table.copy()
  expect(await leftOf(rotateMasterKey({ table, to: after, from: [someMaster()] }))).toMatchObject({
    _tag: 'WrongMasterKey',
    wrappedBy: before.id
  })
  expect(table.copy()).toEqual(copy)
})

test('what cannot be opened is named and left, and keys of a master key that was not given are counted', async () => {
  const [table, before, after, third] = [createMemoryKeyTable(), someMaster(), someMaster(), someMaster()]
  await keysOf(table, before, 2)
  const moved = recordingKey('call-9' as Identifier, 'rec-9' as Identifier)
  const [first] = [...table.copy().entries.values()]
  if (first?._tag !== 'key') throw new Error('expected a key')
  await rightOf(table.create(moved, first, first.createdAt))
  const wrapped = await rightOf(third.wrap(nameOf(5), new Uint8Array(32)))
  await rightOf(table.create(nameOf(5), { wrapped, wrappedBy: third.id }, first.createdAt))
  table.damage(nameOf(1))
  expect(await rightOf(rotateMasterKey({ table, to: after, from: [before] }))).toEqual({
    rewrapped: 1,
    already: 0,
    destroyed: 0,
    others: new Map([[third.id, 1]]),
    failed: [nameOf(1), `${moved}: not wrapped under this name by the master key ${before.id}`]
  })
})
