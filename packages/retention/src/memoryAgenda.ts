/**
 * An agenda in memory: for tests, and to be thrown away.
 */
import type { Identifier, LocalDate, LogError } from '@samtykke/core'
import type { Agenda, Hint } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

interface Day {
  readonly noted: Set<Identifier>
  /** What nobody has taken. */
  readonly waiting: Set<Identifier>
  /** What was taken and is not settled. */
  readonly held: Set<Identifier>
}

const pageSize = 500

/**
 * An agenda in memory: for tests.
 *
 * @example
 * import { identifier, localDate } from '@samtykke/core'
 * import { createMemoryAgenda } from '@samtykke/retention'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const agenda = createMemoryAgenda()
 * const day = localDate('2026-03-01')
 * await agenda.note(day, identifier('call-1'))()
 * await agenda.note(day, identifier('call-1'))()
 * assert.deepStrictEqual(await agenda.size(day)(), E.right(1))
 */
export const createMemoryAgenda = (): Agenda => {
  const days = new Map<LocalDate, Day>()
  const dayOf = (date: LocalDate): Day => {
    const known = days.get(date) ?? {
      noted: new Set<Identifier>(),
      waiting: new Set<Identifier>(),
      held: new Set<Identifier>()
    }
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
        day.held.add(taken)
        yield await Promise.resolve(
          E.right({
            callId: taken,
            settle: TE.fromIO(() => {
              mine.delete(taken)
              day.held.delete(taken)
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
        if ((days.get(date)?.held.size ?? 0) > 0) return false
        days.delete(date)
        return true
      })
  }
}
