/**
 * The days of the agenda: each taken when it dawns, taken again now and then, and closed when nothing can be left of it.
 */
import {
  epochMilliseconds,
  type EventLog,
  type Identifier,
  type Instant,
  type LocalDate,
  type LogError,
  type Rules
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Agenda, Hint } from '@samtykke/log'
import { buildAgenda, checkAgenda, doneThrough, handsNamed, plusDays, policyHash } from './agendaBuild.ts'
import type { Breaker } from './breaker.ts'
import type { Clock } from './clock.ts'
import type { Feed } from './feed.ts'
import { type AgendaLine, changeJournal, type Journals } from './journal.ts'
import type { Surveyed } from './surveyed.ts'
import type { Hands } from './step.ts'
import type { Survey } from './survey.ts'

interface DaysPorts {
  readonly log: Pick<EventLog, 'replay'>
  readonly rules: Rules
  readonly hands: Hands
  readonly agenda: Agenda
  readonly journals: Pick<Journals, 'agenda'>
  readonly feed: Pick<Feed, 'startBehind'>
  readonly breaker: Breaker
  readonly clock: Clock
  /** The time, once the clock is right; nothing where the signal is aborted. */
  readonly rightTime: () => Promise<Instant | undefined>
  /** The time, as far as is known. */
  readonly time: () => Instant
  readonly look: (callId: Identifier, asOf: Instant) => Promise<E.Either<LogError, Survey>>
  /** Begins to attend when there is room. */
  readonly begin: (hint: Hint) => Promise<void>
  /** Resolves when all that was begun is attended. */
  readonly idle: () => Promise<void>
  /** Whether something was left that a reading of the whole day must find; asking forgets it. */
  readonly leftBehind: () => boolean
  readonly signal: AbortSignal
  readonly onMissed: (missed: number) => void
  /** What was left to people when every call was last looked at, now or before the start. */
  readonly onSurveyed: (surveyed: Surveyed) => void
}

const takeEvery = 60 * 60_000
const afterAnError = 10_000
const checkEvery = 7
/** How often it is looked whether a person let erasing go on. */
const lookEvery = 60_000
/** A day is closed so many days after it: whatever was under way on it has been noted again or is over. */
const keptOpen = 2

export interface Days {
  /** Builds the agenda where it was not built, or by another policy, or for other stores. */
  readonly prepare: () => Promise<E.Either<LogError, void>>
  /** Goes through the days until the signal is aborted; the errors that it meets it tells. */
  readonly run: (onError: (error: LogError) => void) => Promise<void>
}

export const createDays = (ports: DaysPorts): Days => {
  const { rules, agenda, journals, feed, breaker, clock, look, begin, idle, signal } = ports
  const { calendar, policy } = rules
  const hash = policyHash(policy)
  const hands = handsNamed(ports.hands)
  const counted = new Set<LocalDate>()
  const settled: Hint['settle'] = () => Promise.resolve(E.right(undefined))

  const write = async (line: AgendaLine): Promise<E.Either<LogError, void>> => {
    const written = await changeJournal<AgendaLine>(journals.agenda, () => line)()
    return E.isLeft(written) ? written : E.right(undefined)
  }

  const openDays = async (today: LocalDate): Promise<E.Either<LogError, ReadonlyArray<LocalDate>>> => {
    const read = await journals.agenda.read()
    if (E.isLeft(read)) return read
    const done = doneThrough(read.right.lines) ?? plusDays(today, -1)
    const days: LocalDate[] = []
    for (let day = plusDays(done, 1); day <= today; day = plusDays(day, 1)) days.push(day)
    return E.right(days)
  }

  const prepare: Days['prepare'] = async () => {
    const read = await journals.agenda.read()
    if (E.isLeft(read)) return read
    const built = read.right.lines.findLast(line => line.type === 'agenda-built')
    if (
      built?.type === 'agenda-built' &&
      built.policy === hash &&
      JSON.stringify(built.hands) === JSON.stringify(hands)
    ) {
      const last = read.right.lines.findLast(line => line.type !== 'day-done')
      const { day, stored, forPeople, withoutStore } = last?.type === 'agenda-checked' ? last : built
      ports.onSurveyed({ day, stored, forPeople, withoutStore })
      return E.right(undefined)
    }
    const asOf = await ports.rightTime()
    if (asOf === undefined) return E.right(undefined)
    const today = calendar.localDate(asOf)
    const seen = await buildAgenda(ports, asOf)
    if (E.isLeft(seen)) return seen
    const { position, counts } = seen.right
    const surveyed = { day: today, ...counts }
    if (doneThrough(read.right.lines) === undefined) {
      const done = await write({ type: 'day-done', day: plusDays(today, -1) })
      if (E.isLeft(done)) return done
    }
    const noted = await write({ type: 'agenda-built', policy: hash, hands, ...surveyed })
    if (E.isLeft(noted)) return noted
    ports.onSurveyed(surveyed)
    return position === undefined ? noted : feed.startBehind(position)()
  }

  /** Counts what is due on a day with many notes, before anything of it is erased. */
  const expect = async (day: LocalDate, asOf: Instant): Promise<E.Either<LogError, void>> => {
    if (counted.has(day)) return E.right(undefined)
    const size = await agenda.size(day)()
    if (E.isLeft(size)) return size
    const most = await breaker.most(day)
    if (E.isLeft(most)) return most
    let due = 0
    if (size.right > most.right) {
      for await (const page of agenda.read(day)) {
        if (E.isLeft(page)) return page
        for (const callId of page.right) {
          const seen = await look(callId, asOf)
          if (E.isLeft(seen)) return seen
          due += seen.right.steps.filter(step => step._tag === 'carry-out' && !step.askedFor).length
          if (due > most.right || signal.aborted) break
        }
        if (due > most.right || signal.aborted) break
      }
    }
    const told = await breaker.expect(due, calendar.localDate(asOf))
    if (E.isRight(told)) counted.add(day)
    return told
  }

  const takeDay = async (day: LocalDate): Promise<E.Either<LogError, void>> => {
    const hints = agenda.take(day)[Symbol.asyncIterator]()
    try {
      for (let next = await hints.next(); next.done !== true; next = await hints.next()) {
        if (E.isLeft(next.value)) return next.value
        await begin(next.value.right)
        if (signal.aborted) break
      }
      await idle()
      return E.right(undefined)
    } finally {
      await hints.return?.()
    }
  }

  const readDay = async (day: LocalDate): Promise<E.Either<LogError, void>> => {
    for await (const page of agenda.read(day)) {
      if (E.isLeft(page)) return page
      for (const callId of page.right) {
        if (signal.aborted) return E.right(undefined)
        await begin({ callId, settle: settled })
      }
    }
    await idle()
    return E.right(undefined)
  }

  const close = async (days: ReadonlyArray<LocalDate>): Promise<E.Either<LogError, void>> => {
    if (breaker.stopped().size > 0) return E.right(undefined)
    for (const day of days) {
      const gone = await agenda.done(day)()
      if (E.isLeft(gone)) return gone
      // Another worker has something of it in hand. The days after it wait, too: what is done is done up to a day.
      if (!gone.right) return E.right(undefined)
      const done = await write({ type: 'day-done', day })
      if (E.isLeft(done)) return done
    }
    return E.right(undefined)
  }

  const check = async (open: ReadonlyArray<LocalDate>, asOf: Instant): Promise<E.Either<LogError, void>> => {
    const read = await journals.agenda.read()
    if (E.isLeft(read)) return read
    const last = read.right.lines.findLast(line => line.type !== 'day-done')
    const today = calendar.localDate(asOf)
    if (last === undefined || plusDays(last.day, checkEvery) > today) return E.right(undefined)
    const checked = await checkAgenda(ports, asOf, plusDays(today, 1), open)
    if (E.isLeft(checked)) return checked
    const { missed, counts } = checked.right
    const surveyed = { day: today, ...counts }
    ports.onMissed(missed)
    ports.onSurveyed(surveyed)
    return write({ type: 'agenda-checked', missed, ...surveyed })
  }

  const go = async (whole: boolean): Promise<E.Either<LogError, void>> => {
    const asOf = await ports.rightTime()
    if (asOf === undefined) return E.right(undefined)
    const today = calendar.localDate(asOf)
    const open = await openDays(today)
    if (E.isLeft(open)) return open
    const lastToClose = plusDays(today, -keptOpen)
    for (const day of open.right) {
      if (signal.aborted) return E.right(undefined)
      const expected = await expect(day, asOf)
      if (E.isLeft(expected)) return expected
      const taken = await takeDay(day)
      if (E.isLeft(taken)) return taken
      // What was not given, by a server that was slow to, must not go with its note.
      if (!whole && day > lastToClose) continue
      const all = await readDay(day)
      if (E.isLeft(all)) return all
    }
    if (signal.aborted) return E.right(undefined)
    const closed = await close(open.right.filter(day => day <= lastToClose))
    return E.isLeft(closed) ? closed : check(open.right, asOf)
  }

  /** To the next hour, or the next midnight where that comes first. */
  const untilNext = (): number => {
    const now = ports.time()
    const midnight = calendar.startOfDay(plusDays(calendar.localDate(now), 1))
    return Math.max(1, Math.min(takeEvery, epochMilliseconds(midnight) - epochMilliseconds(now)))
  }

  /** Waits until the days are to be taken again: to the next hour or day, or until a person let erasing go on. */
  const pause = async (): Promise<E.Either<LogError, unknown>> => {
    const until = clock.elapsed() + untilNext()
    const stopped = breaker.stopped()
    while (!signal.aborted && clock.elapsed() < until) {
      const rest = until - clock.elapsed()
      await clock.wait(stopped.size === 0 ? rest : Math.min(rest, lookEvery), signal)
      const seen = await breaker.refresh()
      if (E.isLeft(seen) || [...stopped].some(cause => !breaker.stopped().has(cause))) return seen
    }
    return E.right(undefined)
  }

  const run: Days['run'] = async onError => {
    let whole = true
    while (!signal.aborted) {
      const gone = await go(whole)
      if (E.isLeft(gone)) onError(gone.left)
      else whole = false
      if (E.isLeft(gone)) await clock.wait(afterAnError, signal)
      else {
        const paused = await pause()
        if (E.isLeft(paused)) onError(paused.left)
      }
      whole = ports.leftBehind() || whole
    }
  }

  return { prepare, run }
}
