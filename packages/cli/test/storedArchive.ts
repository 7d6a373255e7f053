/**
 * An archive of calls as a company has it: their log in a store, the recordings in a folder, and workers on both. Time is
 * the machine's, and can be put forward.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import {
  type AnyEvent,
  compilePolicy,
  type Identifier,
  instantFromEpoch,
  noticePolicy,
  type RecordingStore,
  type Ref,
  type Uuid
} from '@samtykke/core'
import {
  agendaInStore,
  type EventStoreDBLog,
  feedInStore,
  journalInStore,
  type LogOptions,
  logTimeOf,
  openEventStoreDBLog
} from '@samtykke/eventstoredb'
import {
  type AgendaLine,
  type BreakerLine,
  type BudgetLine,
  type Clock,
  type DirectoryStore,
  type Notice,
  openDirectoryStore,
  startWorker,
  type Worker
} from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

export const day = 86_400_000

export const rightOf = <L, A>(either: E.Either<L, A>): A => {
  if (E.isLeft(either)) throw new Error(inspect(either.left))
  return either.right
}

/**
 * Waits until it holds, by looking again.
 *
 * @param found what to say where it does not come to hold
 */
export const until = async (
  holds: () => boolean | Promise<boolean>,
  milliseconds = 60_000,
  found: () => unknown = () => 'nothing more'
): Promise<void> => {
  const end = Date.now() + milliseconds
  while (!(await holds())) {
    if (Date.now() > end)
      throw new Error(`after ${milliseconds} ms it does not hold; found ${inspect(found(), { depth: 5 })}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** The machine's time, and what it was put forward by. Who waits for what is over by that wakes. */
const createTime = () => {
  let ahead = 0
  const sleepers = new Set<Sleeper>()
  const clock: Clock = {
    now: () => Date.now() + ahead,
    elapsed: () => performance.now() + ahead,
    wait: (milliseconds, signal) =>
      new Promise(resolve => {
        if (signal?.aborted === true) return resolve()
        const wake = (): void => {
          clearTimeout(timer)
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const timer = setTimeout(wake, Math.min(milliseconds, 2 ** 31 - 1))
        const sleeper = { at: clock.elapsed() + milliseconds, wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
      })
  }
  return {
    clock,
    pass: (milliseconds: number): void => {
      ahead += milliseconds
      for (const { at, wake } of [...sleepers]) if (at <= clock.elapsed()) wake()
    },
    ahead: () => ahead
  }
}

/** Something that a test does at the moment at which a recording is to be erased. */
export type OnErase = (ref: Ref) => Promise<void>

export const createStoredArchive = async (connectionString: string) => {
  const name = randomUUID().slice(0, 8)
  const processor = `archive.${name}` as Identifier
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-archive-'))
  const store: DirectoryStore = rightOf(await openDirectoryStore(folder, { name: processor, create: true })())
  const time = createTime()
  const logs: EventStoreDBLog[] = []
  const workers: Worker[] = []
  const erased: Identifier[] = []
  const notices: Notice[] = []

  const openLog = (options?: LogOptions): EventStoreDBLog => {
    const log = rightOf(openEventStoreDBLog(connectionString, options))
    logs.push(log)
    return log
  }
  const log = openLog()

  const callIdOf = (call: string): Identifier => `${name}.${call}` as Identifier
  const refOf = (call: string) => ({
    callId: callIdOf(call),
    recordingId: `recording.${call}` as Identifier,
    processor
  })

  const say = async (call: string, type: string, members: object = {}, at = time.clock.now()) => {
    const event = {
      id: randomUUID() as Uuid,
      type,
      callId: callIdOf(call),
      occurredAt: instantFromEpoch(at),
      ...members
    } as unknown as AnyEvent
    for (;;) {
      const { revision } = rightOf(await log.load(callIdOf(call))())
      const appended = await log.append(callIdOf(call), [event], revision)()
      if (E.isLeft(appended) && appended.left._tag === 'RevisionConflict') continue
      return rightOf(appended)
    }
  }

  /** A call of a private customer, with consent, whose recording is kept for six months. */
  const call = async (id: string, startedAt = time.clock.now() - day): Promise<void> => {
    const ref = refOf(id)
    rightOf(await store.put(ref, Readable.from([Buffer.from(`sound of ${id}`)]))())
    const consent = {
      method: 'keypress',
      purposes: ['quality-assurance', 'documentation'],
      noticeVersion: '1',
      language: 'da'
    }
    await say(id, 'consent-given', consent, startedAt - 1_000)
    const stored = {
      recordingId: ref.recordingId,
      startedAt: instantFromEpoch(startedAt),
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor,
      region: 'DK'
    }
    await say(id, 'recording-stored', stored, startedAt + 60_000)
  }

  const withdraw = (id: string) => say(id, 'consent-withdrawn', { channel: 'phone' })

  const recorded = new Set<string>()

  /** Waits until the recording of each call is recorded as erased. */
  const untilErased = (
    calls: ReadonlyArray<string>,
    whileWaiting: () => void = () => undefined
  ): Promise<void> =>
    until(
      async () => {
        whileWaiting()
        for (const id of calls) {
          if (!recorded.has(id) && !(await typesOf(id)).includes('recording-erased')) return false
          recorded.add(id)
        }
        return true
      },
      120_000,
      () => ({
        unerased: calls.filter(id => !recorded.has(id)),
        workers: workers.map(worker => worker.health())
      })
    )

  /**
   * So many days pass until each is erased, and then an hour every two seconds: a worker that was at a day while they
   * passed looks at the next ones an hour later.
   */
  const passUntilErased = (days: number, calls: ReadonlyArray<string>): Promise<void> => {
    time.pass(days * day)
    let passed = performance.now()
    return untilErased(calls, () => {
      if (performance.now() < passed + 2_000) return
      passed = performance.now()
      time.pass(day / 24)
    })
  }

  const typesOf = async (id: string): Promise<ReadonlyArray<string>> =>
    rightOf(await log.load(callIdOf(id))()).entries.map(({ type }) => type)

  /** The calls of which a file lies in the folder, as the file system says. */
  const onDisk = (): ReadonlySet<string> =>
    new Set(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(each => each.isFile() && each.parentPath.includes(`${name}.`))
        .map(({ parentPath }) => parentPath.slice(parentPath.indexOf(`${name}.`) + name.length + 1))
    )

  const start = async (onErase: OnErase = () => Promise.resolve()): Promise<Worker> => {
    // Soon given up, so that what a worker does about it is seen.
    const own = openLog({ timeLimit: 3_000, retryFor: 1_000 })
    const recordings: RecordingStore = {
      ...store,
      erase: ref => async () => {
        await onErase(ref)
        erased.push(ref.callId)
        return store.erase(ref)()
      }
    }
    const journal = <A extends { readonly type: string }>(kind: string) =>
      journalInStore<A>(own, `${name}-${kind}` as Identifier)
    const worker = startWorker(
      {
        log: own,
        logTime: TE.Functor.map(logTimeOf(own), at => instantFromEpoch(Date.parse(at) + time.ahead())),
        rules: compilePolicy(noticePolicy, () => undefined),
        stores: { recordings: new Map([[processor, recordings]]), analyses: new Map() },
        agenda: agendaInStore(own),
        journals: {
          breaker: journal<BreakerLine>('breaker'),
          budget: journal<BudgetLine>('budget'),
          agenda: journal<AgendaLine>('agenda')
        },
        feed: feedInStore(own, `workers.${name}` as Identifier),
        clock: time.clock,
        random: Math.random
      },
      { tell: notice => notices.push(notice) }
    )
    workers.push(worker)
    await until(() => worker.health().state !== 'starting')
    return worker
  }

  return {
    log,
    time,
    call,
    say,
    withdraw,
    typesOf,
    untilErased,
    passUntilErased,
    onDisk,
    start,
    /** The calls of which erasing was asked of the store, in order. */
    erased: (): ReadonlyArray<string> => erased.map(callId => callId.slice(name.length + 1)),
    /** How often each call was attended, by any of the workers. */
    attended: (): ReadonlyMap<string, number> => {
      const counts = new Map<string, number>()
      for (const notice of notices) {
        if (notice._tag !== 'attended' || !notice.callId.startsWith(name)) continue
        const id = notice.callId.slice(name.length + 1)
        counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      return counts
    },
    close: async (): Promise<void> => {
      await Promise.all(workers.map(worker => worker.stop()))
      for (const each of logs) await each.close()()
      rmSync(folder, { recursive: true })
    }
  }
}
