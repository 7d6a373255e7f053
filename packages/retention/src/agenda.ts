/**
 * The agenda: hints of what falls due on which local day, so that a day costs what is due on it and not what is stored.
 * A hint is never believed; the call is read and decides.
 */
import type { Identifier, LocalDate, LogError } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** A call to look at. */
export interface Hint {
  readonly callId: Identifier
  /** It was looked at, and what is left of it is noted. A hint that is never settled is given again. */
  readonly settle: TE.TaskEither<LogError, void>
}

/** Hints as they come. One that is an error is the last. */
export type Hints = AsyncIterable<E.Either<LogError, Hint>, void, undefined>

/** Hints by day. */
export interface Agenda {
  /** Notes that something of the call is due on the day. Again is nothing new. */
  readonly note: (day: LocalDate, callId: Identifier) => TE.TaskEither<LogError, void>
  /**
   * What is noted for the day, each to one of those who take; to its end for now. What one took and did not settle is
   * given to another when its iteration is over.
   */
  readonly take: (day: LocalDate) => Hints
  /** Everything that is noted for the day, whoever took it, in pages. A page that is an error is the last. */
  readonly read: (
    day: LocalDate
  ) => AsyncIterable<E.Either<LogError, ReadonlyArray<Identifier>>, void, undefined>
  /** How many notes the day has, or more where some came twice. */
  readonly size: (day: LocalDate) => TE.TaskEither<LogError, number>
  /** The day is done: its notes may go. */
  readonly done: (day: LocalDate) => TE.TaskEither<LogError, void>
}

interface Day {
  readonly noted: Set<Identifier>
  /** What nobody has taken. */
  readonly waiting: Set<Identifier>
}

const pageSize = 500

/**
 * An agenda in memory: for tests.
 *
 * @example
 * import type { Identifier, LocalDate } from '@samtykke/core'
 * import { createMemoryAgenda } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const agenda = createMemoryAgenda()
 * const day = '2026-03-01' as LocalDate
 * await agenda.note(day, 'call-1' as Identifier)()
 * await agenda.note(day, 'call-1' as Identifier)()
 * assert.deepStrictEqual(await agenda.size(day)(), E.right(1))
 */
export const createMemoryAgenda = (): Agenda => {
  const days = new Map<LocalDate, Day>()
  const dayOf = (date: LocalDate): Day => {
    const known = days.get(date) ?? { noted: new Set<Identifier>(), waiting: new Set<Identifier>() }
    days.set(date, known)
    return known
  }

  const next = (day: Day): Identifier | undefined => {
    const [first] = day.waiting
    if (first !== undefined) day.waiting.delete(first)
    return first
  }

  async function* take(date: LocalDate): AsyncGenerator<E.Either<LogError, Hint>, void, undefined> {
    const day = dayOf(date)
    const mine = new Set<Identifier>()
    try {
      for (let callId = next(day); callId !== undefined; callId = next(day)) {
        const taken = callId
        mine.add(taken)
        yield await Promise.resolve(
          E.right({
            callId: taken,
            settle: TE.fromIO(() => {
              mine.delete(taken)
              day.waiting.delete(taken)
            })
          })
        )
      }
    } finally {
      for (const callId of mine) day.waiting.add(callId)
    }
  }

  async function* read(
    date: LocalDate
  ): AsyncGenerator<E.Either<LogError, ReadonlyArray<Identifier>>, void, undefined> {
    const noted = [...dayOf(date).noted]
    for (let i = 0; i < noted.length; i += pageSize)
      yield await Promise.resolve(E.right(noted.slice(i, i + pageSize)))
  }

  return {
    note: (date, callId) =>
      TE.fromIO(() => {
        const day = dayOf(date)
        if (day.noted.has(callId)) return
        day.noted.add(callId)
        day.waiting.add(callId)
      }),
    take,
    read,
    size: date => TE.fromIO(() => days.get(date)?.noted.size ?? 0),
    done: date =>
      TE.fromIO(() => {
        days.delete(date)
      })
  }
}
