/** The clock of `@samtykke/testing` is one that the worker runs by: half a year passes in a moment. */
import {
  type AnalysisStore,
  compilePolicy,
  type Identifier,
  noticePolicy,
  type Position,
  type RecordingRef
} from '@samtykke/core'
import { createMemoryAgenda, createMemoryJournals, feedOf, startWorker } from '@samtykke/retention'
import {
  aCall,
  createMemoryLog,
  createMemoryStore,
  createTestClock,
  due,
  given,
  nothingDue,
  scheduled
} from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

async function* sound(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('sound'))
}

test('the worker erases when the clock says that the time is over, and not before', async () => {
  const { events } = aCall().with('consent-given').with('recording-stored')
  const ref: RecordingRef = {
    callId: 'call-1' as Identifier,
    recordingId: 'recording-1' as Identifier,
    processor: 'recorder'
  }
  const clock = createTestClock('2025-09-01T08:30:00Z')
  const log = createMemoryLog({ now: clock.now })
  const store = createMemoryStore({ name: 'recorder' })
  await store.put(ref, sound())()
  await log.append(ref.callId, events, 'no-stream')()
  let reached: Position | undefined
  const checkpoints = {
    load: TE.fromIO(() => reached),
    save: (position: Position) =>
      TE.fromIO(() => {
        reached = position
      })
  }
  const worker = startWorker({
    log,
    logTime: TE.fromIO(clock.instant),
    rules: compilePolicy(noticePolicy, () => undefined),
    stores: {
      recordings: new Map([['recorder', store]]),
      analyses: new Map<string, AnalysisStore>()
    },
    agenda: createMemoryAgenda(),
    journals: createMemoryJournals(),
    feed: feedOf(log, checkpoints, clock),
    clock,
    random: () => 0.5
  })
  const isThere = async (): Promise<boolean> => {
    const found = await store.find(ref)()
    return E.isRight(found) && found.right._tag === 'present'
  }
  const end = Date.parse('2026-03-01T23:00:00Z')

  await clock.advance(end - 1_000 - clock.now())
  given(events)
    .when(clock.instant())
    .then(nothingDue(), scheduled({ target: 'recording' }))
  expect(await isThere()).toBe(true)

  await clock.advance(60_000)
  given(events)
    .when(clock.instant())
    .then(due({ target: 'recording', dueAt: '2026-03-01T23:00:00Z' }))
  expect(await isThere()).toBe(false)

  const stopped = worker.stop()
  await clock.advance(60_000)
  expect(await stopped).toMatchObject({ state: 'ended', carriedOut: 1 })
})
