/**
 * What each case of the contract suite is given and uses: a log, and calls and subjects of its own.
 */
import { ok } from 'node:assert'
import { randomUUID } from 'node:crypto'
import {
  type Event,
  type EventLog,
  type Identifier,
  instantFromEpoch,
  type LogError,
  type Position,
  type RecordedEntry,
  type Uuid
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** The part of a test framework that is needed: that of jest, vitest, mocha and `node:test`. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void>) => void
}

/** A log to be tested. */
export interface LogUnderTest {
  readonly log: EventLog
  /** Writes any text as an entry, as another program might. */
  readonly writeRaw: (
    callId: Identifier,
    entry: { readonly id: string; readonly type: string; readonly json: string }
  ) => Promise<void> | void
  /** The same in the stream of a subject. */
  readonly writeRawSubject: (
    subjectRef: Identifier,
    entry: { readonly id: string; readonly type: string; readonly json: string }
  ) => Promise<void> | void
  /** Takes the call's entries before a revision away. */
  readonly truncate: (callId: Identifier, before: bigint) => Promise<void> | void
}

/** Cases of the suite, by what they say. */
export type Cases = Readonly<Record<string, (test: LogUnderTest) => Promise<void>>>

export const someCall = (): Identifier => `contract.${randomUUID()}` as Identifier
export const someSubject = (): Identifier => `contract.subject.${randomUUID()}` as Identifier

export const objected = (callId: Identifier, n = 0): Event => ({
  id: randomUUID() as Uuid,
  type: 'analysis-objected',
  callId,
  occurredAt: instantFromEpoch(1_750_000_000_000 + n * 1000),
  channel: `e-mail Ærø ${n}`
})

export const someEvents = (callId: Identifier, count: number): ReadonlyArray<Event> =>
  Array.from({ length: count }, (_, n) => objected(callId, n))

export const right = async <A>(task: TE.TaskEither<LogError, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`the log failed: ${JSON.stringify(result.left, bigintText)}`)
  return result.right
}

export const left = async (task: TE.TaskEither<LogError, unknown>): Promise<LogError> => {
  const result = await task()
  ok(E.isLeft(result), 'expected the log to refuse')
  return result.left
}

const bigintText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value

export const idsOf = (entries: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
  entries.map(entry => entry.id)

export const isOf =
  (...calls: ReadonlyArray<Identifier>) =>
  (entry: RecordedEntry): boolean =>
    calls.includes(entry.callId)

export const replayed = async (log: EventLog, from?: Position): Promise<ReadonlyArray<RecordedEntry>> => {
  const entries: RecordedEntry[] = []
  for await (const page of log.replay(from)) {
    if (E.isLeft(page)) throw new Error(`the replay failed: ${page.left._tag}`)
    entries.push(...page.right)
  }
  return entries
}
