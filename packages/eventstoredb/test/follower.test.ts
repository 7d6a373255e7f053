import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Identifier, Position, RecordedEntry } from '@samtykke/core'
import {
  type Checkpoints,
  checkpointsInFile,
  type Handler,
  type ParkedEntry,
  retryParked,
  startFollower
} from '@samtykke/log'
import { createMemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { checkpointsInStore, type EventStoreDBLog, parkingInStore } from '../src/index.ts'
import { openLog, startServer } from './server.ts'
import { objected, rightOf, someId, until } from '../../log/test/some.ts'

const inMemory = (from?: Position): Checkpoints & { position: Position | undefined } => {
  const kept: Checkpoints & { position: Position | undefined } = {
    position: from,
    load: () => Promise.resolve(E.right(kept.position)),
    save: position => () => {
      kept.position = position
      return Promise.resolve(E.right(undefined))
    }
  }
  return kept
}

const parkingHere = (): { park: (parked: ParkedEntry) => TE.TaskEither<never, void>; all: ParkedEntry[] } => {
  const all: ParkedEntry[] = []
  return { all, park: parked => TE.fromIO(() => void all.push(parked)) }
}

const collecting =
  (into: RecordedEntry[], calls: ReadonlyArray<Identifier>): Handler =>
  entry =>
    TE.fromIO(() => {
      if (calls.includes(entry.callId)) into.push(entry)
    })

const failure = (reason: string, permanent = false) =>
  TE.left({ _tag: 'HandlerFailure' as const, reason, permanent })

const fiveEvents = async (log: { append: EventStoreDBLog['append'] }) => {
  const call = someId('call')
  const events = Array.from({ length: 5 }, (_, n) => objected(call, `channel ${n}`))
  await rightOf(log.append(call, events, 'no-stream'))
  return { call, events, ids: events.map(event => event.id) }
}

describe('a follower', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let log: EventStoreDBLog
  let folder: string

  beforeAll(async () => {
    server = await startServer()
    log = openLog(server.connectionString)
    folder = await mkdtemp(join(tmpdir(), 'samtykke-'))
  })
  afterAll(async () => {
    await log.close()()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  it.each<[string, () => Checkpoints]>([
    ['in the store', () => checkpointsInStore(log, someId('follower'))],
    ['in a file', () => checkpointsInFile(join(folder, someId('file')))],
    ['where the caller says', () => inMemory()]
  ])('goes on behind its checkpoint, kept %s', async (_, make) => {
    const checkpoints = make()
    const { call, events, ids } = await fiveEvents(log)
    const [first, second]: [RecordedEntry[], RecordedEntry[]] = [[], []]
    const before = startFollower(log, {
      handler: collecting(first, [call]),
      checkpoints,
      parking: parkingHere()
    })
    await until(() => first.length === 5)
    const health = await before.stop()
    expect(health).toMatchObject({ state: 'stopped', connected: false, inFlight: 0, parked: 0, lag: 0 })
    expect(first.map(entry => entry.id)).toEqual(ids)
    expect(await rightOf(checkpoints.load)).toEqual(health.position)

    const more = [objected(call), objected(call)]
    await rightOf(log.append(call, more, 4n))
    const after = startFollower(log, {
      handler: collecting(second, [call]),
      checkpoints,
      parking: parkingHere()
    })
    await until(() => second.length >= more.length)
    await after.stop()
    expect(second.map(entry => entry.id)).toEqual(more.map(event => event.id))
    expect(events).toHaveLength(5)
  })

  it('tries again what fails, and handles the rest', async () => {
    const { call, ids } = await fiveEvents(log)
    const [end] = (await rightOf(log.load(call))).entries
    const seen: string[] = []
    const parking = parkingHere()
    let failures = 3
    const follower = startFollower(log, {
      handler: entry => {
        if (entry.callId !== call) return TE.right(undefined)
        seen.push(entry.id)
        return entry.id === ids[2] && failures-- > 0 ? failure('not now') : TE.right(undefined)
      },
      checkpoints: inMemory(end?.position),
      parking
    })
    await until(() => seen.includes(ids[4]!))
    const health = await follower.stop()
    expect(seen).toEqual([ids[1], ids[2], ids[2], ids[2], ids[2], ids[3], ids[4]])
    expect(health).toMatchObject({ retries: 3, parked: 0 })
    expect(parking.all).toEqual([])
  })

  it('parks with the reason what keeps failing, throws or takes too long, and goes on', async () => {
    const follower = someId('follower')
    const parking = parkingInStore(log, follower)
    const { call, ids } = await fiveEvents(log)
    const [start] = (await rightOf(log.load(call))).entries
    const handled: string[] = []
    const handler: Handler = entry => {
      if (entry.callId !== call) return TE.right(undefined)
      if (entry.id === ids[1]) return failure('the mail server said no', true)
      if (entry.id === ids[2]) {
        return () => {
          throw new TypeError('of someone@example.org')
        }
      }
      if (entry.id === ids[3]) return () => new Promise(() => undefined)
      return TE.fromIO(() => void handled.push(entry.id))
    }
    const running = startFollower(log, {
      handler,
      checkpoints: inMemory(start?.position),
      parking,
      attempts: 2,
      handlerTimeLimit: 30
    })
    await until(() => handled.includes(ids[4]!))
    const health = await running.stop()
    expect(health).toMatchObject({ parked: 3, retries: 2 })
    const parked = await rightOf(parking.parked)
    expect(parked.map(({ id, reason, attempts }) => [id, reason, attempts])).toEqual([
      [ids[1], 'the mail server said no', 1],
      [ids[2], 'it threw TypeError', 2],
      [ids[3], 'no result within 30 ms', 2]
    ])

    const retried: string[] = []
    const released = await rightOf(
      retryParked(log, parking, entry => {
        retried.push(entry.id)
        return entry.id === ids[2] ? failure('again') : TE.right(undefined)
      })
    )
    expect(retried).toEqual([ids[1], ids[2], ids[3]])
    expect(released).toBe(2)
    expect((await rightOf(parking.parked)).map(({ id }) => id)).toEqual([ids[2]])
  })

  it('keeps its checkpoint before what could not be parked either, and handles it after a restart', async () => {
    const { call, ids } = await fiveEvents(log)
    const [start] = (await rightOf(log.load(call))).entries
    const checkpoints = inMemory(start?.position)
    let tries = 0
    const refusing = {
      park: () => {
        tries++
        return TE.left({ _tag: 'Unavailable', retry: 'later', reason: 'down' } as const)
      }
    }
    const follower = startFollower(log, {
      handler: entry => (entry.id === ids[1] ? failure('no', true) : TE.right(undefined)),
      checkpoints,
      parking: refusing
    })
    await until(() => tries > 1)
    expect(follower.health()).toMatchObject({ inFlight: 1, error: { reason: 'down' } })
    expect(follower.health().lag).toBeGreaterThan(0)
    await follower.stop()
    const handled: RecordedEntry[] = []
    const next = startFollower(log, { handler: collecting(handled, [call]), checkpoints, parking: refusing })
    await until(() => handled.length === 4)
    await next.stop()
    expect(handled.map(entry => entry.id)).toEqual(ids.slice(1))
  })

  it('handles several calls at once, the entries of one in order, and finishes what is in flight', async () => {
    const memory = createMemoryLog()
    const calls = await Promise.all(Array.from({ length: 4 }, () => fiveEvents(memory)))
    const checkpoints = inMemory()
    const order = new Map<string, string[]>()
    let [running, most] = [0, 0]
    const follower = startFollower(memory, {
      handler: entry => async () => {
        most = Math.max(most, ++running)
        await new Promise(resolve => setTimeout(resolve, Math.random() * 5))
        order.set(entry.callId, [...(order.get(entry.callId) ?? []), entry.id])
        running--
        return E.right(undefined)
      },
      checkpoints,
      parking: parkingHere(),
      concurrency: 8
    })
    await until(() => order.size === 4)
    const { position } = await follower.stop()
    expect(running).toBe(0)
    expect(most).toBeGreaterThan(1)
    for (const { call, ids } of calls) {
      const handled = order.get(call) ?? []
      expect(handled).toEqual(ids.slice(0, handled.length))
    }
    const all = [...order.values()].flat().length
    expect(position?.commit).toBe(BigInt(all - 1))
    expect(checkpoints.position).toEqual(position)
  })

  it('fails, and says so, where its checkpoint cannot be understood', async () => {
    const path = join(folder, 'spoilt')
    await writeFile(path, '{"commit":"x"}')
    const follower = startFollower(log, {
      handler: () => TE.right(undefined),
      checkpoints: checkpointsInFile(path),
      parking: parkingHere()
    })
    expect(await follower.ended).toMatchObject({ state: 'failed', error: { _tag: 'Refused' } })
    expect(await readFile(path, 'utf8')).toBe('{"commit":"x"}')
  })

  it('keeps one checkpoint in the store, which never goes back', async () => {
    const name = someId('follower')
    const checkpoints = checkpointsInStore(log, name)
    const at = (n: bigint): Position => ({ commit: n, prepare: n - 1n })
    for (const n of [10n, 30n, 20n, 40n]) await rightOf(checkpoints.save(at(n)))
    expect(await rightOf(checkpoints.load)).toEqual(at(40n))
    await rightOf(checkpoints.save(at(5n)))
    expect(await rightOf(checkpoints.load)).toEqual(at(40n))
    const kept = await rightOf(() => log.store.read(`checkpoint-${name}`))
    expect(kept.records).toHaveLength(1)
  })

  it('ends with its log', async () => {
    const own = openLog(server.connectionString)
    const follower = startFollower(own, {
      handler: () => TE.right(undefined),
      checkpoints: inMemory(),
      parking: parkingHere()
    })
    await until(() => follower.health().caughtUp)
    await own.close()()
    expect(await follower.ended).toMatchObject({ state: 'failed', error: { _tag: 'Closed' } })
  })
})
