/** What a table, a log and a ledger learn of each other when a vault is opened. */
import { randomUUID } from 'node:crypto'
import {
  callKey,
  type Event,
  type Identifier,
  instantFromEpoch,
  type KeyName,
  type KeyTable,
  recordingKey,
  type Uuid
} from '@samtykke/core'
import {
  createMemoryKeyTable,
  createMemoryLedger,
  createMemoryLog,
  type KeyTableCopy,
  type MemoryKeyTable,
  type MemoryLedger
} from '@samtykke/testing'
import { type KeyWrapper, openVault, type OpenedVault, type VaultOptions } from '@samtykke/vault'
import * as fc from 'fast-check'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { leftOf, rightOf, someMaster } from './support/some.ts'

const callOf = (n: number): Identifier => `call-${n}` as Identifier
const recordingOf = (n: number): Identifier => `rec-${n}` as Identifier
const nameOf = (n: number): KeyName => recordingKey(callOf(n), recordingOf(n))

const eventOf = (type: 'recording-erased' | 'proof-redacted', n: number): Event => {
  const own = {
    id: randomUUID() as Uuid,
    callId: callOf(n),
    occurredAt: instantFromEpoch(Date.now())
  }
  return type === 'recording-erased'
    ? { ...own, type, recordingId: recordingOf(n), confirmation: 'gone' }
    : { ...own, type, keyDestroyed: true }
}

/** A log from entries of before, as a restored back-up of it. */
const logOf = async (events: ReadonlyArray<Event>, now = Date.now) => {
  const log = createMemoryLog({ now })
  for (const event of events) {
    const { revision } = await rightOf(log.load(event.callId))
    await rightOf(log.append(event.callId, [event], revision))
  }
  return log
}

const opened = (options: VaultOptions): Promise<OpenedVault> => rightOf(openVault(options))

describe('a log', () => {
  it('is read from the mark on, and the mark is the last entry', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const log = await logOf([eventOf('recording-erased', 1)])
    expect((await opened({ table, wrapper, log })).lastCatchUp().log).toMatchObject({
      from: 'start',
      applied: 1
    })
    await rightOf(log.create(callOf(2), [eventOf('recording-erased', 2)]))
    expect((await opened({ table, wrapper, log })).lastCatchUp().log).toMatchObject({
      from: 'mark',
      applied: 1
    })
    expect((await opened({ table, wrapper, log })).lastCatchUp().log).toMatchObject({
      from: 'mark',
      applied: 0
    })
  })

  it('is applied where there is no room for a mark, which is said, and again until there is', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const log = await logOf([1, 2].map(n => eventOf('recording-erased', n)))
    const full: KeyTable = {
      ...table,
      applyLog: () => TE.left({ _tag: 'OutOfSpace', retry: 'later', reason: 'ENOSPC' })
    }
    const vault = await opened({ table: full, wrapper, log })
    expect(vault.lastCatchUp().log).toMatchObject({ from: 'start', applied: 2, isMarkOld: true })
    for (const n of [1, 2]) expect((await leftOf(vault.key(nameOf(n))))._tag).toBe('KeyDestroyed')
    const later = (await opened({ table, wrapper, log })).lastCatchUp().log
    expect(later).toEqual({ from: 'start', applied: 2, unread: [], unreadCount: 0 })
    expect((await opened({ table, wrapper, log })).lastCatchUp().log).toMatchObject({ from: 'mark' })
  })

  it('that was restored, and has grown past the mark by other events, is read from its start, and that is said', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const events = [1, 2, 3].map(n => eventOf('recording-erased', n))
    await opened({ table, wrapper, log: await logOf(events, () => 1_000_000_000_000) })
    const other = [...events.slice(0, 1), ...[4, 5, 6, 7].map(n => eventOf('recording-erased', n))]
    const vault = await opened({ table, wrapper, log: await logOf(other, () => 1_000_000_000_001) })
    expect(vault.lastCatchUp().log).toMatchObject({ from: 'start-of-changed-log', applied: 5 })
    for (const n of [1, 2, 3, 4, 5, 6, 7])
      expect((await leftOf(vault.key(nameOf(n))))._tag).toBe('KeyDestroyed')
  })

  it('in which the call of the mark was forgotten is the same log', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const log = await logOf([eventOf('recording-erased', 1), eventOf('proof-redacted', 1)])
    await opened({ table, wrapper, log })
    for (const before of [1n, 2n]) {
      log.truncate(callOf(1), before)
      expect((await opened({ table, wrapper, log })).lastCatchUp().log).toMatchObject({
        from: 'mark',
        applied: 0
      })
    }
  })

  it('that has the entry of the mark again, written at another time, is another log', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const events = [eventOf('recording-erased', 1), eventOf('recording-erased', 2)]
    await opened({ table, wrapper, log: await logOf(events, () => 1_000_000_000_000) })
    const vault = await opened({ table, wrapper, log: await logOf(events, () => 1_000_000_000_001) })
    expect(vault.lastCatchUp().log?.from).toBe('start-of-changed-log')
  })

  it('that cannot be read opens nothing', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const log = await logOf([])
    await log.close()()
    expect(await leftOf(openVault({ table, wrapper, log }))).toMatchObject({
      _tag: 'LogUnread',
      retry: 'never'
    })
  })

  it('counts what tells of a destruction and cannot be read', async () => {
    const [table, wrapper, log] = [createMemoryKeyTable(), someMaster(), createMemoryLog()]
    log.writeRaw(callOf(1), { id: randomUUID(), type: 'recording-erased', json: '{"recordingId": 7}' })
    const { log: learned } = (await opened({ table, wrapper, log })).lastCatchUp()
    expect(learned).toMatchObject({ applied: 0, unreadCount: 1 })
    expect(learned?.unread[0]).toMatchObject({ callId: callOf(1), type: 'recording-erased' })
  })

  it('whose older entries are truncated destroys all keys of the call by its proof-redacted', async () => {
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const vault = await opened({ table, wrapper })
    for (const name of [nameOf(1), callKey(callOf(1)), nameOf(2)]) await rightOf(vault.keyOrNew(name))
    const log = await logOf([eventOf('recording-erased', 1), eventOf('proof-redacted', 1)])
    log.truncate(callOf(1), 1n)
    const after = await opened({ table, wrapper, log })
    for (const name of [nameOf(1), callKey(callOf(1))])
      expect((await leftOf(after.key(name)))._tag).toBe('KeyDestroyed')
    await rightOf(after.key(nameOf(2)))
  })

  it('is read again each five minutes, so that a table restored in use does not stay as it is', async () => {
    let now = Date.UTC(2026, 2, 1)
    const [table, wrapper] = [createMemoryKeyTable(), someMaster()]
    const log = await logOf([])
    const vault = await opened({ table, wrapper, log, now: () => now, cacheFor: 0 })
    await rightOf(vault.keyOrNew(nameOf(1)))
    const copy = table.copy()
    await rightOf(vault.destroy(nameOf(1)))
    await rightOf(log.create(callOf(1), [eventOf('recording-erased', 1)]))
    table.restore(copy)
    await rightOf(vault.key(nameOf(1)))
    now += 300_000
    expect((await leftOf(vault.key(nameOf(1))))._tag).toBe('KeyDestroyed')
  })
})

describe('a ledger', () => {
  it('is told before the table, and where it cannot be told nothing is destroyed', async () => {
    const [table, wrapper, ledger] = [createMemoryKeyTable(), someMaster(), createMemoryLedger()]
    const vault = await opened({ table, wrapper, ledger })
    const key = await rightOf(vault.keyOrNew(nameOf(1)))
    ledger.fail({ _tag: 'OutOfSpace', retry: 'later', reason: 'ENOSPC' })
    expect(await leftOf(vault.destroy(nameOf(1)))).toMatchObject({ _tag: 'LedgerFailed', retry: 'later' })
    expect(await rightOf(vault.key(nameOf(1)))).toEqual(key)
    expect((await leftOf(openVault({ table, wrapper, ledger })))._tag).toBe('LedgerFailed')
  })

  it('learns what was destroyed without it', async () => {
    const [table, wrapper, ledger] = [createMemoryKeyTable(), someMaster(), createMemoryLedger()]
    await rightOf((await opened({ table, wrapper, ledger })).destroy(nameOf(1)))
    await opened({ table, wrapper, ledger })
    await rightOf((await opened({ table, wrapper })).destroy(nameOf(2)))
    const { ledger: learned } = (await opened({ table, wrapper, ledger })).lastCatchUp()
    expect(learned).toEqual({ applied: 1, unread: 0, writtenBack: 1 })
    expect(ledger.copy().map(({ name }) => name)).toEqual([nameOf(1), nameOf(2)])
  })

  it('is compared as a whole only where it has less than was seen of it', async () => {
    const [table, wrapper, ledger] = [createMemoryKeyTable(), someMaster(), createMemoryLedger()]
    const vault = await opened({ table, wrapper, ledger })
    for (const n of [1, 2, 3]) await rightOf(vault.destroy(nameOf(n)))
    let listings = 0
    const counting = { ...table, list: () => ((listings += 1), table.list()) }
    await opened({ table: counting, wrapper, ledger })
    expect(listings).toBe(1)
    await opened({ table: counting, wrapper, ledger })
    expect(listings).toBe(1)
  })
})

/** The three that remember, each with the copies that were made of it. */
interface World {
  readonly table: MemoryKeyTable
  readonly ledger: MemoryLedger
  readonly wrapper: KeyWrapper
  events: ReadonlyArray<Event>
  /** Changed whenever the log is restored: what is written then is written at another time. */
  epoch: number
  readonly copies: Array<{
    readonly table: KeyTableCopy
    readonly ledger: ReturnType<MemoryLedger['copy']>
    readonly events: ReadonlyArray<Event>
  }>
  readonly destroyed: Set<number>
  /** With keys that the table still has. */
  readonly made: Set<number>
}

type Act =
  | { readonly _tag: 'make' | 'destroy'; readonly n: number }
  | { readonly _tag: 'copy' | 'open' }
  | {
      readonly _tag: 'restore'
      readonly copy: number
      readonly what: 'table' | 'ledger' | 'both' | 'log and table'
    }

const openedIn = async (world: World): Promise<OpenedVault> =>
  opened({
    table: world.table,
    ledger: world.ledger,
    wrapper: world.wrapper,
    log: await logOf(world.events, () => 1_000_000_000_000 + world.epoch),
    cacheFor: 0
  })

const acts: Readonly<Record<Act['_tag'], (world: World, act: Act) => Promise<void>>> = {
  make: async (world, act) => {
    const n = 'n' in act ? act.n : 0
    if (world.destroyed.has(n)) return
    await rightOf((await openedIn(world)).keyOrNew(nameOf(n)))
    world.made.add(n)
  },
  destroy: async (world, act) => {
    const n = 'n' in act ? act.n : 0
    await rightOf((await openedIn(world)).destroy(nameOf(n)))
    world.events = [...world.events, eventOf('recording-erased', n)]
    world.destroyed.add(n)
  },
  copy: async world => {
    world.copies.push({ table: world.table.copy(), ledger: world.ledger.copy(), events: world.events })
  },
  open: async world => {
    await openedIn(world)
  },
  restore: async (world, act) => {
    if (act._tag !== 'restore' || world.copies.length === 0) return
    const copy = world.copies[act.copy % world.copies.length]!
    if (act.what !== 'ledger') world.table.restore(copy.table)
    if (act.what === 'ledger' || act.what === 'both') world.ledger.restore(copy.ledger)
    if (act.what === 'log and table') {
      world.events = copy.events
      world.epoch += 1
    }
    // A log that was restored stays so: what it forgot, table and ledger must still know.
    const names = [...world.ledger.copy(), ...world.table.copy().entries.values()]
    const isKnown = (n: number): boolean =>
      names.some(({ _tag, name }) => _tag === 'destroyed' && name === nameOf(n)) ||
      world.events.some(event => event.callId === callOf(n))
    const forgotten = [...world.destroyed].filter(n => !isKnown(n))
    if (world.epoch === 0) expect(forgotten).toEqual([])
    for (const n of forgotten) world.destroyed.delete(n)
    // Of all that was made, what a copy of the table has not yet is made again by nobody here.
    if (act.what !== 'ledger')
      for (const n of world.made) if (!copy.table.entries.has(nameOf(n))) world.made.delete(n)
  }
}

const number = fc.nat(5)
const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ _tag: fc.constant('make' as const), n: number }) },
  { weight: 3, arbitrary: fc.record({ _tag: fc.constant('destroy' as const), n: number }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant('copy' as const) }) },
  { weight: 1, arbitrary: fc.record({ _tag: fc.constant('open' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      _tag: fc.constant('restore' as const),
      copy: fc.nat(9),
      what: fc.constantFrom('table', 'ledger', 'both', 'log and table')
    })
  }
)

test('whichever of table, log and ledger are restored, any number of times: what one of them still knows is destroyed, and nothing else is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 25 }), async script => {
      const world: World = {
        table: createMemoryKeyTable(),
        ledger: createMemoryLedger(),
        wrapper: someMaster(),
        events: [],
        epoch: 0,
        copies: [],
        destroyed: new Set(),
        made: new Set()
      }
      for (const act of script) {
        await acts[act._tag](world, act)
        // Each restore is followed by an opening: what it finds old it makes whole.
        if (act._tag === 'restore') await openedIn(world)
      }
      const vault = await openedIn(world)
      for (const n of world.destroyed) expect((await leftOf(vault.key(nameOf(n))))._tag).toBe('KeyDestroyed')
      for (const n of world.made) if (!world.destroyed.has(n)) await rightOf(vault.key(nameOf(n)))
    }),
    { numRuns: 300 }
  )
})
