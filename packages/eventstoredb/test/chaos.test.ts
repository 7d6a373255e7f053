/**
 * Seeded runs in which the server drops, hangs, refuses, loses answers and dies while events are recorded, followed and
 * requested: at the end each event is there once, and the follower has handled each.
 *
 * SAMTYKKE_CHAOS says how many runs (50), SAMTYKKE_CHAOS_SEED from which seed on (1).
 */
import type { AnyEvent, Identifier, Instant, Position, SubjectRequest } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { type Checkpoints, type Follower, receiveRequest, recordCall, startFollower } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { EventStoreDBLog } from '../src/index.ts'
import { openLog } from './server.ts'
import { objected, rightOf, someId, until } from '../../log/test/some.ts'

const runs = Number(process.env['SAMTYKKE_CHAOS'] ?? 50)
const firstSeed = Number(process.env['SAMTYKKE_CHAOS_SEED'] ?? 1)

/** Numbers from 0 to 1 that follow from a seed. */
const drawFrom = (seed: number): (() => number) => {
  let state = seed * 2_654_435_761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Draw = () => number

const wait = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))

const lasting =
  (begin: (server: EmbeddedEventStore) => unknown) =>
  async (server: EmbeddedEventStore, draw: Draw): Promise<void> => {
    await begin(server)
    await wait(5 + draw() * 40)
    await server.faults.restore()
  }

const faults: ReadonlyArray<(server: EmbeddedEventStore, draw: Draw) => Promise<void> | void> = [
  server => server.faults.dropConnections(),
  server => server.faults.loseAppendAnswer(),
  server => server.faults.loseAppendAnswer({ silent: true }),
  server => server.faults.dropSlowConsumers(),
  lasting(server => server.faults.dieInBatch({ afterEvents: 1 })),
  lasting(server => server.faults.kill()),
  lasting(server => server.faults.refuse()),
  lasting(server => server.faults.hang()),
  lasting(server => server.faults.slow(15))
]

const causeTrouble = async (server: EmbeddedEventStore, draw: Draw, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    await faults[Math.floor(draw() * faults.length)]!(server, draw)
    await wait(draw() * 30)
  }
  await server.faults.restore()
}

/** Asks again, as whoever records does, until the log says that it is done. */
const persist = async (task: () => TE.TaskEither<unknown, unknown>): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) if (E.isRight(await task()())) return
  throw new Error('it never succeeded')
}

const keeping = (): Checkpoints & { kept: Position | undefined } => {
  const checkpoints: Checkpoints & { kept: Position | undefined } = {
    kept: undefined,
    load: () => Promise.resolve(E.right(checkpoints.kept)),
    save: position => () => {
      checkpoints.kept = position
      return Promise.resolve(E.right(undefined))
    }
  }
  return checkpoints
}

const shortLimits = { timeLimit: 120, retryFor: 400 }

const run = async (seed: number): Promise<void> => {
  const draw = drawFrom(seed)
  const server = await start()
  const [writer, follower, asker] = [1, 2, 3].map(() => openLog(server.connectionString, shortLimits)) as [
    EventStoreDBLog,
    EventStoreDBLog,
    EventStoreDBLog
  ]
  const subject = someId('subject')
  const calls = Array.from({ length: 6 }, () => someId('call'))
  const sent = new Map<Identifier, AnyEvent[]>()
  for (const call of calls) {
    const count = 1 + Math.floor(draw() * 6)
    sent.set(
      call,
      Array.from({ length: count }, (_, n) => ({ ...objected(call, `channel ${n}`), subjectRef: subject }))
    )
  }
  const request: SubjectRequest = {
    kind: 'erasure',
    scope: 'all',
    requestId: someId('request'),
    subjectRef: subject,
    receivedAt: '2026-03-02T00:00:00.000Z' as Instant,
    channel: 'email'
  }

  const checkpoints = keeping()
  const handled = new Map<string, number>()
  const followOn = (): Follower =>
    startFollower(follower, {
      handler: entry =>
        draw() < 0.05
          ? TE.left({ _tag: 'HandlerFailure', reason: 'now and then' })
          : TE.fromIO(() => void handled.set(entry.id, (handled.get(entry.id) ?? 0) + 1)),
      checkpoints,
      parking: {
        park: parked => TE.fromIO(() => void handled.set(parked.id, (handled.get(parked.id) ?? 0) + 1))
      },
      concurrency: 3
    })

  let over = false
  const trouble = causeTrouble(server, drawFrom(seed + 1_000_000), () => over)
  let following = followOn()
  const record = async (call: Identifier): Promise<void> => {
    const events = sent.get(call)!
    for (let from = 0; from < events.length;) {
      const to = from + 1 + Math.floor(draw() * 3)
      await persist(() => recordCall(writer)(call, events.slice(from, to)))
      from = to
    }
  }
  const restart = async (): Promise<void> => {
    await wait(draw() * 150)
    await following.stop()
    following = followOn()
  }
  await Promise.all([
    ...calls.map(record),
    restart(),
    wait(draw() * 100).then(() => persist(() => receiveRequest(asker)(request)))
  ])
  // Whatever was linked after the request was first carried out.
  await persist(() => receiveRequest(asker)(request))
  over = true
  await trouble

  const reader = openLog(server.connectionString)
  let last: Position | undefined
  const all: string[] = []
  for (const call of calls) {
    const { entries } = await rightOf(reader.load(call))
    const asked = entries.filter(entry => entry.type === 'erasure-requested')
    const own = entries.filter(entry => entry.type !== 'erasure-requested').map(entry => entry.id)
    expect(own).toEqual(sent.get(call)!.map(event => event.id))
    expect(asked).toHaveLength(1)
    all.push(...entries.map(entry => entry.id))
    for (const { position } of entries) {
      if (last === undefined || position.commit > last.commit) last = position
    }
  }
  await until(() => all.every(id => handled.has(id)))
  const { position, parked } = await following.stop()
  expect(position!.commit >= last!.commit).toBe(true)
  expect(checkpoints.kept).toEqual(position)
  expect(parked).toBeGreaterThanOrEqual(0)
  expect(new Set(all).size).toBe(all.length)
  for (const log of [writer, follower, asker, reader]) await log.close()()
  await server.stop()
}

describe('chaos', () => {
  const uncaught: unknown[] = []
  const note = (error: unknown): void => void uncaught.push(error)
  beforeAll(() => void process.on('unhandledRejection', note))
  afterAll(() => {
    process.off('unhandledRejection', note)
    expect(uncaught).toEqual([])
  })

  it.each(Array.from({ length: runs }, (_, n) => firstSeed + n))(
    'loses nothing and doubles nothing, seed %i',
    run,
    60_000
  )
})
