import { randomUUID } from 'node:crypto'
import type { Event, Identifier, Instant, Ref, Uuid } from '@samtykke/core'
import { createMemoryLog, createMemoryStore, type MemoryLog, type MemoryStore } from '@samtykke/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Difference, openDirectoryStore, reconcile, type Reconciliation } from '../../src/index.ts'
import { chunks, newFolder, recording, removeFolders, right } from '../stores/some.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

afterAll(removeFolders)

const at = (n: number): Instant => new Date(1_750_000_000_000 + n * 60_000).toISOString() as Instant

const stored = (callId: string, recordingId: string, minute: number, processor = 'archive'): Event => ({
  id: randomUUID() as Uuid,
  type: 'recording-stored',
  callId: callId as Identifier,
  occurredAt: at(minute),
  recordingId: recordingId as Identifier,
  startedAt: at(minute - 1),
  direction: 'inbound',
  customerType: 'private',
  line: 'sales',
  processor,
  region: 'DK'
})

const erased = (callId: string, recordingId: string, minute: number): Event => ({
  id: randomUUID() as Uuid,
  type: 'recording-erased',
  callId: callId as Identifier,
  occurredAt: at(minute),
  recordingId: recordingId as Identifier,
  confirmation: 'c'
})

const append = async (log: MemoryLog, ...events: ReadonlyArray<Event>): Promise<void> => {
  for (const event of events) {
    const loaded = await log.load(event.callId)()
    if (E.isLeft(loaded)) throw new Error(loaded.left._tag)
    await log.append(event.callId, [event], loaded.right.revision)()
  }
}

const differences = async (about: Reconciliation): Promise<ReadonlyArray<Difference>> => {
  const all: Difference[] = []
  for await (const each of reconcile(about)) {
    if (E.isLeft(each)) throw new Error(JSON.stringify(each.left))
    all.push(each.right)
  }
  return all
}

const short = (all: ReadonlyArray<Difference>): ReadonlyArray<string> =>
  all
    .map(each => {
      if (each._tag === 'unrecognised') return `unrecognised ${each.name}`
      if (each._tag === 'unreadable') return `unreadable ${each.callId}`
      return `${each._tag} ${each.ref.callId} ${each.ref.recordingId ?? ''}`
    })
    .sort()

const start = (): { log: MemoryLog; store: MemoryStore; about: Reconciliation } => {
  const log = createMemoryLog()
  const store = createMemoryStore({ name: 'archive' })
  return { log, store, about: { log, store, holds: 'recording' } }
}

const has = (store: MemoryStore, ref: Ref): void => store.replace(ref, Buffer.from('sound'))

describe('store and log', () => {
  test('that agree have no differences', async () => {
    const { log, store, about } = start()
    await append(
      log,
      stored('call-1', 'rec-1', 1),
      stored('call-1', 'rec-2', 1),
      erased('call-1', 'rec-2', 5)
    )
    await append(log, stored('call-2', 'rec-1', 1, 'another store'))
    has(store, recording('call-1', 'rec-1'))
    expect(await differences(about)).toEqual([])
  })

  test('that do not agree: each difference once, and what came back is erased again', async () => {
    const { log, store, about } = start()
    await append(
      log,
      stored('call-1', 'missing', 1),
      stored('call-1', 'back', 1),
      erased('call-1', 'back', 5)
    )
    has(store, recording('call-1', 'back'))
    has(store, recording('call-2', 'orphan'))
    const all = await differences(about)
    expect(short(all)).toEqual(['missing call-1 missing', 'orphan call-2 orphan', 'resurrected call-1 back'])
    expect(all.find(each => each._tag === 'resurrected')).toMatchObject({
      became: { right: { _tag: 'gone', copies: 1 } }
    })
    expect(short(await differences(about))).toEqual(['missing call-1 missing', 'orphan call-2 orphan'])
  })

  const typesOf = async (log: MemoryLog): Promise<ReadonlyArray<string>> => {
    const loaded = await log.load('call-1' as Identifier)()
    return E.isRight(loaded) ? loaded.right.entries.map(({ type }) => type) : []
  }
  const comesBack = async () => {
    const world = start()
    await append(world.log, stored('call-1', 'back', 1), erased('call-1', 'back', 5))
    has(world.store, recording('call-1', 'back'))
    return world
  }
  const before = ['recording-stored', 'recording-erased']
  const again = ['erasure-instructed', 'recording-erased']

  test('what came back is in the log: the instruction, and its outcome, each time that it does', async () => {
    const { log, store, about } = await comesBack()
    expect(short(await differences(about))).toEqual(['resurrected call-1 back'])
    expect(await typesOf(log)).toEqual([...before, ...again])
    expect(await differences(about)).toEqual([])
    has(store, recording('call-1', 'back'))
    expect(short(await differences(about))).toEqual(['resurrected call-1 back'])
    expect(await typesOf(log)).toEqual([...before, ...again, ...again])
  })

  test('what came back, interrupted after any of its requests, is taken up and recorded once', async () => {
    for (let survives = 0; survives < 4; survives++) {
      const { log, store, about } = await comesBack()
      let requests = 0
      const unlessDown =
        <A extends ReadonlyArray<unknown>, B>(request: (...args: A) => TE.TaskEither<never, B>) =>
        (...args: A) =>
          requests++ < survives
            ? request(...args)
            : TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'down' } as const)
      const broken = {
        ...about,
        log: { ...log, append: unlessDown(log.append as never) as never },
        store: { ...store, erase: unlessDown(store.erase as never) as never }
      }
      for await (const each of reconcile(broken)) expect(each).toBeDefined()
      await differences(about)
      expect(await typesOf(log)).toEqual([...before, ...again])
      expect(await right(store.find(recording('call-1', 'back')))).toEqual({ _tag: 'absent' })
    }
  })

  test('a hold that comes between the look and the act wins', async () => {
    const { log, store, about } = await comesBack()
    let placed = false
    const load: MemoryLog['load'] = callId => async () => {
      const loaded = await log.load(callId)()
      if (!placed) {
        placed = true
        await append(log, {
          id: randomUUID() as Uuid,
          type: 'hold-placed',
          callId,
          occurredAt: at(6),
          holdId: 'hold-1' as Identifier,
          claimReference: 'claim',
          approvedBy: 'someone',
          reviewOn: '2026-01-01',
          suspends: 'all'
        } as Event)
      }
      return loaded
    }
    expect(await differences({ ...about, log: { ...log, load } })).toEqual([
      { _tag: 'resurrected', ref: recording('call-1', 'back') }
    ])
    expect(await right(store.find(recording('call-1', 'back')))).toMatchObject({ _tag: 'present' })
    expect(await typesOf(log)).toEqual([...before, 'hold-placed'])
  })

  test('a store that says that what came back is gone, and still has it, is not believed', async () => {
    const { log, store, about } = await comesBack()
    const erase: MemoryStore['erase'] = () => TE.right({ _tag: 'gone', confirmation: 'c', copies: 1 })
    expect(await differences({ ...about, store: { ...store, erase } })).toMatchObject([
      { became: { left: { reason: 'it said that it was gone, and still has it' } } }
    ])
    expect(await typesOf(log)).toEqual([...before, 'erasure-instructed'])
  })

  test('of a call with a hold, or with an entry that cannot be read, erase nothing again', async () => {
    const { log, store, about } = start()
    const hold = (type: 'hold-placed' | 'hold-released'): Event =>
      ({
        id: randomUUID() as Uuid,
        type,
        callId: 'call-1' as Identifier,
        occurredAt: at(6),
        holdId: 'hold-1' as Identifier,
        ...(type === 'hold-placed'
          ? { claimReference: 'claim', approvedBy: 'someone', reviewOn: '2026-01-01', suspends: 'all' }
          : { approvals: 2 })
      }) as Event
    for (const call of ['call-1', 'call-2'])
      await append(log, stored(call, 'rec-1', 1), erased(call, 'rec-1', 5))
    await append(log, hold('hold-placed'))
    log.writeRaw('call-2' as Identifier, { id: randomUUID(), type: 'recording-stored', json: '{' })
    for (const call of ['call-1', 'call-2']) has(store, recording(call, 'rec-1'))
    const told = ['resurrected call-1 rec-1', 'resurrected call-2 rec-1', 'unreadable call-2']
    expect(short(await differences(about))).toEqual(told)
    expect(await right(store.find(recording('call-1', 'rec-1')))).toMatchObject({ _tag: 'present' })
    await append(log, hold('hold-released'))
    expect(short(await differences(about))).toEqual(told)
    expect(short(await differences(about))).toEqual(told.slice(1))
  })

  describe('where it is known elsewhere that something was erased, and the log lost that', () => {
    const goneAt = at(5)
    const lost = async () => {
      const world = start()
      await append(world.log, stored('call-1', 'rec-1', 1), stored('call-1', 'kept', 1))
      has(world.store, recording('call-1', 'rec-1'))
      has(world.store, recording('call-1', 'kept'))
      const erasedAt: Reconciliation['erasedAt'] = ref =>
        TE.right(ref.recordingId === 'rec-1' ? goneAt : undefined)
      return { ...world, about: { ...world.about, erasedAt } }
    }
    const instructed = (minute: number): Event => ({
      id: randomUUID() as Uuid,
      type: 'erasure-instructed',
      callId: 'call-1' as Identifier,
      occurredAt: at(minute),
      target: 'recording',
      targetId: 'rec-1' as Identifier,
      processor: 'archive'
    })

    test('it is told once, erased again, and recorded', async () => {
      const { log, store, about } = await lost()
      expect(await differences(about)).toMatchObject([
        {
          _tag: 'resurrected',
          ref: recording('call-1', 'rec-1'),
          unrecordedAt: goneAt,
          became: { right: { _tag: 'gone', copies: 1 } }
        }
      ])
      expect(await typesOf(log)).toEqual(['recording-stored', 'recording-stored', ...again])
      expect(await right(store.find(recording('call-1', 'kept')))).toMatchObject({ _tag: 'present' })
      expect(await differences(about)).toEqual([])
    })

    test('interrupted after any of its requests it is taken up, and recorded once', async () => {
      for (let survives = 0; survives < 3; survives++) {
        const { log, store, about } = await lost()
        let requests = 0
        const isDown = () => requests++ >= survives
        const down = TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'down' } as const)
        const broken: Reconciliation = {
          ...about,
          log: { ...log, append: (...args) => (isDown() ? down : log.append(...args)) },
          store: { ...store, erase: (...args) => (isDown() ? down : store.erase(...args)) }
        }
        for await (const each of reconcile(broken)) expect(each).toBeDefined()
        await differences(about)
        expect(await typesOf(log)).toEqual(['recording-stored', 'recording-stored', ...again])
        expect(await differences(about)).toEqual([])
      }
    })

    test('with a hold it is left to a person', async () => {
      const { log, store, about } = await lost()
      await append(log, {
        id: randomUUID() as Uuid,
        type: 'hold-placed',
        callId: 'call-1' as Identifier,
        occurredAt: at(2),
        holdId: 'hold-1' as Identifier,
        claimReference: 'claim',
        approvedBy: 'someone',
        reviewOn: '2026-01-01',
        suspends: 'all'
      } as Event)
      const told = [{ _tag: 'resurrected', ref: recording('call-1', 'rec-1'), unrecordedAt: goneAt }]
      expect(await differences(about)).toEqual(told)
      expect(await differences(about)).toEqual(told)
      expect(await right(store.find(recording('call-1', 'rec-1')))).toMatchObject({ _tag: 'present' })
    })

    test('what is being erased, and what was stored again since, is no difference', async () => {
      const underWay = await lost()
      await append(underWay.log, instructed(4))
      expect(await differences(underWay.about)).toEqual([])
      const storedAgain = await lost()
      await append(storedAgain.log, stored('call-1', 'rec-1', 9))
      expect(await differences(storedAgain.about)).toEqual([])
    })

    test('and cannot be asked, the store and the log are not said to agree', async () => {
      const { about } = await lost()
      const unknown = { _tag: 'Unavailable', retry: 'later', reason: 'no vault' } as const
      const all: unknown[] = []
      for await (const each of reconcile({ ...about, erasedAt: () => TE.left(unknown) })) all.push(each)
      expect(all).toEqual([E.left(unknown)])
    })
  })

  test('of which one changes meanwhile are looked at again before a difference is told', async () => {
    const { log, store, about } = start()
    await append(log, stored('call-1', 'rec-1', 1))
    has(store, recording('call-1', 'rec-1'))
    has(store, recording('call-2', 'rec-1'))
    const slow: Reconciliation = {
      ...about,
      store: {
        ...store,
        inventory: async function* () {
          // Between the log and the inventory one is erased and another recorded.
          await right(store.erase(recording('call-1', 'rec-1')))
          await append(log, erased('call-1', 'rec-1', 9), stored('call-2', 'rec-1', 9))
          yield* store.inventory()
        }
      }
    }
    expect(await differences(slow)).toEqual([])
  })

  test('stored again after an erasure is there, erased while it was being recorded is not', async () => {
    const { log, store, about } = start()
    await append(
      log,
      stored('call-1', 'again', 1),
      erased('call-1', 'again', 5),
      stored('call-1', 'again', 9)
    )
    // Told of the erasure before it told of the recording.
    await append(
      log,
      { ...stored('call-1', 'late', 9), startedAt: at(1) } as Event,
      erased('call-1', 'late', 5)
    )
    has(store, recording('call-1', 'again'))
    expect(await differences(about)).toEqual([])
  })

  test('in a folder: what no id can be read from is told once', async () => {
    const { log } = start()
    const folder = await newFolder()
    const store = await right(openDirectoryStore(folder, { name: 'archive', create: true }))
    await right(store.put(recording('call-1', 'rec-1'), chunks('x')))
    await append(log, stored('call-1', 'rec-1', 1))
    await mkdir(join(folder, 'old'))
    await writeFile(join(folder, 'old', 'copy of rec-1.wav'), '')
    expect(short(await differences({ log, store, holds: 'recording', most: 1 }))).toEqual([
      'unrecognised old/copy of rec-1.wav'
    ])
  })

  test('that fail are no agreement', async () => {
    const { store, about } = start()
    store.fail({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })
    const all: unknown[] = []
    for await (const each of reconcile(about)) all.push(each)
    expect(all).toEqual([E.left({ _tag: 'Unavailable', retry: 'later', reason: 'switched off' })])
  })

  test('differ in the same whatever memory may hold, and in whatever order events came', async () => {
    const anEvent = fc.record({
      call: fc.integer({ min: 1, max: 6 }),
      rec: fc.integer({ min: 1, max: 2 }),
      minute: fc.integer({ min: 2, max: 20 }),
      what: fc.constantFrom('stored', 'stored', 'erased', 'has', 'has')
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEvent, { maxLength: 40 }),
        fc.integer({ min: 2, max: 20 }),
        async (steps, most) => {
          const [one, other] = [start(), start()]
          const events = steps.flatMap(({ call, rec, minute, what }) => {
            const ids = [`call-${call}`, `rec-${rec}`] as const
            if (what === 'has') {
              has(one.store, recording(...ids))
              has(other.store, recording(...ids))
              return []
            }
            return [what === 'stored' ? stored(...ids, minute) : erased(...ids, minute)]
          })
          await append(one.log, ...events)
          await append(other.log, ...[...events].reverse())
          expect(short(await differences({ ...other.about, most }))).toEqual(
            short(await differences(one.about))
          )
        }
      ),
      { numRuns: 200 }
    )
  })
})
