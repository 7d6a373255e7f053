/**
 * An archive of calls: their log, and the recordings in a store, on time of the test's own.
 */
import {
  type AnalysisStore,
  type AnyEvent,
  compilePolicy,
  type Identifier,
  instantFromEpoch,
  noticePolicy,
  type Position,
  type RecordingRef,
  type RecordingStore
} from '@samtykke/core'
import { type Checkpoints, derivedId } from '@samtykke/log'
import { createMemoryAgenda, createMemoryJournals, feedOf, type WorkerPorts } from '@samtykke/retention'
import { createMemoryLog, createMemoryStore } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createVirtualTime } from '../simulation/virtualTime.ts'

export const now = Date.parse('2026-03-24T09:00:00.000Z')
export const day = 86_400_000
export const processor = 'recorder'

export const rightOf = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

export const refOf = (callId: string): RecordingRef => ({
  callId: callId as Identifier,
  recordingId: `recording-of-${callId}` as Identifier,
  processor
})

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

export const createArchive = ({ start = now }: { readonly start?: number } = {}) => {
  const time = createVirtualTime(start)
  const log = createMemoryLog({ now: time.now })
  const store = createMemoryStore({ name: processor })
  let count = 0

  const event = (callId: string, type: string, members: object, at: number): AnyEvent =>
    ({
      id: derivedId('archive', String(count++)),
      type,
      callId,
      occurredAt: instantFromEpoch(at),
      ...members
    }) as unknown as AnyEvent

  const append = async (callId: string, events: ReadonlyArray<AnyEvent>): Promise<void> => {
    const { revision } = rightOf(await log.load(callId as Identifier)())
    rightOf(await log.append(callId as Identifier, events, revision)())
  }

  const say = (callId: string, type: string, members: object = {}, at = time.now()): Promise<void> =>
    append(callId, [event(callId, type, members, at)])

  const storing = (callId: string, startedAt: number, members: object): AnyEvent =>
    event(
      callId,
      'recording-stored',
      {
        recordingId: refOf(callId).recordingId,
        startedAt: instantFromEpoch(startedAt),
        direction: 'inbound',
        customerType: 'private',
        line: 'customer-service',
        processor,
        region: 'DK',
        ...members
      },
      startedAt + 60_000
    )

  /** Recordings of a call, recorded at once. */
  const stored = (callId: string, startedAt: number, ...all: ReadonlyArray<object>): Promise<void> =>
    append(
      callId,
      all.map(members => storing(callId, startedAt, members))
    )

  /** Puts the sound of a call where its events say it is. */
  const keep = async (callId: string): Promise<void> => {
    rightOf(await store.put(refOf(callId), bytesOf(callId))())
  }

  /** A call of a private customer, with consent, whose recording is kept for six months. */
  const call = async (callId: string, startedAt: number, kept = true): Promise<void> => {
    await say(
      callId,
      'consent-given',
      {
        method: 'keypress',
        purposes: ['quality-assurance', 'documentation', 'voice-analysis'],
        noticeVersion: '1',
        language: 'da'
      },
      startedAt - 1_000
    )
    if (kept) await keep(callId)
    await stored(callId, startedAt, {})
  }

  const inventory = async (): Promise<ReadonlySet<string>> => {
    const there = new Set<string>()
    for await (const page of store.inventory()) for (const { callId } of rightOf(page).refs) there.add(callId)
    return there
  }

  const typesOf = async (callId: string): Promise<ReadonlyArray<string>> =>
    rightOf(await log.load(callId as Identifier)()).entries.map(({ type }) => type)

  const agenda = createMemoryAgenda()
  const journals = createMemoryJournals()
  const clock = { now: time.now, elapsed: () => time.now() - start, wait: time.sleep }
  let reached: Position | undefined
  const checkpoints: Checkpoints = {
    load: TE.fromIO(() => reached),
    save: position =>
      TE.fromIO(() => {
        reached = position
      })
  }
  const ports = (recordings: RecordingStore = store): WorkerPorts => ({
    log,
    logTime: TE.fromIO(() => instantFromEpoch(time.now())),
    rules: compilePolicy(noticePolicy, () => undefined),
    stores: {
      recordings: new Map([[processor, recordings]]),
      analyses: new Map<string, AnalysisStore>()
    },
    agenda,
    journals,
    feed: feedOf(log, checkpoints, clock),
    clock,
    random: () => 0.5
  })

  return { time, log, store, agenda, journals, say, storing, stored, keep, call, inventory, typesOf, ports }
}
