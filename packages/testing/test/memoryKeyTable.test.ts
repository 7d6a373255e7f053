import {
  createMemoryKeyTable,
  createMemoryLedger,
  destructionLedgerContract,
  keyTableContract
} from '@samtykke/testing'

const switchedOff = { _tag: 'Unavailable', retry: 'later', reason: 'switched off' } as const

describe('a table of keys in memory', () => {
  keyTableContract({ describe, it }, () => {
    const [table, unreachable] = [createMemoryKeyTable(), createMemoryKeyTable()]
    unreachable.fail(switchedOff)
    return Promise.resolve({
      table,
      another: () => Promise.resolve(table),
      damage: table.damage,
      unreachable
    })
  })
})

describe('a ledger in memory', () => {
  destructionLedgerContract({ describe, it }, () => {
    const [ledger, unreachable] = [createMemoryLedger(), createMemoryLedger()]
    unreachable.fail(switchedOff)
    return Promise.resolve({ ledger, another: () => Promise.resolve(ledger), unreachable })
  })
})
