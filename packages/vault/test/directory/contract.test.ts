import { readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyName } from '@samtykke/core'
import { destructionLedgerContract, keyTableContract } from '@samtykke/testing'
import { openDirectoryKeyTable, openFileLedger } from '@samtykke/vault'
import { placeOf } from '../../src/directory/places.ts'
import { newFolder, removeFolders, rightOf } from '../support/some.ts'

afterAll(removeFolders)

describe('a table of keys in a folder', () => {
  keyTableContract({ describe, it }, async () => {
    const [folder, gone] = [newFolder(), join(newFolder(), 'keys')]
    const table = await rightOf(openDirectoryKeyTable(folder, { create: true }))
    const unreachable = await rightOf(openDirectoryKeyTable(gone, { create: true }))
    renameSync(gone, `${gone}.unmounted`)
    return {
      table,
      another: () => rightOf(openDirectoryKeyTable(folder)),
      damage: (name: KeyName) => {
        const { shard, stem } = placeOf(name)
        const path = join(
          folder,
          'keys',
          shard,
          readdirSync(join(folder, 'keys', shard)).find(each => each.startsWith(stem))!
        )
        truncateSync(path, statSync(path).size - 10)
      },
      unreachable
    }
  })
})

describe('a ledger in a file', () => {
  destructionLedgerContract({ describe, it }, async () => {
    const [file, gone] = [join(newFolder(), 'destroyed'), join(newFolder(), 'destroyed')]
    const ledger = await rightOf(openFileLedger(file, { create: true }))
    const unreachable = await rightOf(openFileLedger(gone, { create: true }))
    rmSync(gone)
    return { ledger, another: () => rightOf(openFileLedger(file)), unreachable }
  })
})
