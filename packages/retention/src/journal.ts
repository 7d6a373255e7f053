/**
 * What the workers remember beside the calls, and what each must see of the others: a stream of lines of their own.
 */
import {
  type ExpectedRevision,
  type Identifier,
  identifier,
  type LocalDate,
  type LogError
} from '@samtykke/core'
import type { Journal, Lines } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Surveyed } from './surveyed.ts'

/** Why the workers stopped erasing. */
export type BreakerCause = 'most-per-day' | 'not-found'

/** Of the breaker. */
export type BreakerLine =
  | {
      readonly type: 'erasing-stopped'
      readonly cause: BreakerCause
      readonly day: LocalDate
      /** How many there were, and how many there may be. */
      readonly found: number
      readonly limit: number
    }
  | { readonly type: 'erasing-resumed'; readonly day: LocalDate; readonly approvedBy: string }

/** Of the number that may be erased on a day: a worker takes some, and gives back what it did not need. */
export interface BudgetLine {
  readonly type: 'budget-taken'
  readonly day: LocalDate
  readonly count: number
}

/** Of the agenda. */
export type AgendaLine =
  | (Surveyed & {
      readonly type: 'agenda-built'
      readonly policy: string
      /** For what of the stores, of copies and of proofs it was built: `recordings recorder`, `answers`. */
      readonly hands: ReadonlyArray<string>
    })
  | { readonly type: 'day-done'; readonly day: LocalDate }
  | (Surveyed & { readonly type: 'agenda-checked'; readonly missed: number })

/** The workers' journals. The budget's need not be kept longer than 60 days. */
export interface Journals {
  readonly breaker: Journal<BreakerLine>
  readonly budget: Journal<BudgetLine>
  readonly agenda: Journal<AgendaLine>
}

/**
 * The workers' journals by their names, wherever journals are kept: workers that open them so share the budget and the
 * breaker, those of `samtykke run` with them.
 *
 * @param open opens the journal of a name
 *
 * @example
 * import { localDate } from '@samtykke/core'
 * import { journalInStore, openEventStoreDBLog } from '@samtykke/eventstoredb'
 * import { start } from '@samtykke/eventstoredb-embedded'
 * import { openJournals } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const server = await start()
 * const opened = openEventStoreDBLog(server.connectionString)
 * if (E.isLeft(opened)) throw new Error(opened.left.reason)
 * const log = opened.right
 *
 * const { budget } = openJournals(name => journalInStore(log, name))
 * const line = { type: 'budget-taken', day: localDate('2026-03-01'), count: 7 } as const
 * assert.deepStrictEqual(await budget.write(line, 'no-stream')(), E.right(0n))
 *
 * await log.close()()
 * await server.stop()
 */
export const openJournals = (
  open: <A extends { readonly type: string }>(name: Identifier) => Journal<A>
): Journals => ({
  breaker: open<BreakerLine>(identifier('retention-breaker')),
  budget: open<BudgetLine>(identifier('retention-budget')),
  agenda: open<AgendaLine>(identifier('retention-agenda'))
})

const inMemory = <A>(): Journal<A> => {
  const lines: A[] = []
  const revision = (): ExpectedRevision => (lines.length === 0 ? 'no-stream' : BigInt(lines.length - 1))
  return {
    read: TE.fromIO(() => ({ lines: [...lines], revision: revision() })),
    write: (line, expected) =>
      TE.fromIOEither((): E.Either<LogError, ExpectedRevision> => {
        const actual = revision()
        if (actual !== expected)
          return E.left({ _tag: 'RevisionConflict', retry: 'reload', expected, actual })
        lines.push(line)
        return E.right(revision())
      })
  }
}

/**
 * Journals in memory: for tests.
 *
 * @example
 * import { createMemoryJournals } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const { budget } = createMemoryJournals()
 * assert.deepStrictEqual(await budget.read(), E.right({ lines: [], revision: 'no-stream' }))
 */
export const createMemoryJournals = (): Journals => ({
  breaker: inMemory(),
  budget: inMemory(),
  agenda: inMemory()
})

const mostConflicts = 100

/** Reads, decides and writes; again where another worker came first. Gives what was decided on. */
export const changeJournal =
  <A>(
    journal: Journal<A>,
    decide: (lines: ReadonlyArray<A>) => A | undefined
  ): TE.TaskEither<LogError, Lines<A>> =>
  async () => {
    for (let tries = 1; ; tries++) {
      const read = await journal.read()
      if (E.isLeft(read)) return read
      const line = decide(read.right.lines)
      if (line === undefined) return read
      const written = await journal.write(line, read.right.revision)()
      if (E.isRight(written)) return E.right({ lines: [...read.right.lines, line], revision: written.right })
      if (written.left._tag !== 'RevisionConflict' || tries >= mostConflicts) return written
    }
  }
