/**
 * Following `$all`: what is there and what comes, whatever happens to the connection.
 *
 * The client never subscribes again: after any end of a subscription its stream stays silent for good. Here every end
 * (an error of whatever class, a plain end, silence where an answer is due) is a drop, and the subscription is made
 * again behind the last entry given, which loses and doubles nothing. Only what fails for good ends it.
 */
import type { FollowStep, LogError, Position } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { EntryReader } from './entries.ts'
import { closed } from './logError.ts'
import { openPages, type Page, type Pages } from './pages.ts'
import { type ReadAnswer, recordsOf } from './readAnswer.ts'
import { allForGood } from './readRequest.ts'
import { callPrefix } from './streamNames.ts'
import type { Store } from './store.ts'
import { logCounters } from './telemetry.ts'
import { backoff, delay } from '@samtykke/log/adapter'

type Place = Position | 'start' | 'end'

interface Progress {
  place: Place
  /** Drops in a row, without anything given between them. */
  drops: number
}

/** The steps of one page. What comes after the last entry of a page is told after it. */
async function* stepsOf(
  answers: ReadonlyArray<ReadAnswer>,
  reader: EntryReader,
  progress: Progress
): AsyncGenerator<FollowStep, LogError | undefined, undefined> {
  let from = 0
  const upTo = async function* (to: number): AsyncGenerator<FollowStep, LogError | undefined, undefined> {
    const records = recordsOf(answers.slice(from, to))
    from = to
    if (records.length === 0) return undefined
    const entries = await reader.consume(records)
    if (E.isLeft(entries)) return entries.left
    for (const entry of entries.right) {
      progress.place = entry.position
      progress.drops = 0
      yield { _tag: 'entry', entry }
    }
    return undefined
  }
  for (const [index, answer] of answers.entries()) {
    if (answer._tag !== 'checkpoint' && answer._tag !== 'caught-up') continue
    const error = yield* upTo(index)
    if (error !== undefined) return error
    if (answer._tag === 'caught-up') yield { _tag: 'caught-up' }
    else {
      progress.place = answer.position
      yield { _tag: 'position', position: answer.position }
    }
  }
  return yield* upTo(answers.length)
}

/** One subscription, to its end; gives why it ended. */
async function* subscription(
  pages: Pages,
  reader: EntryReader,
  progress: Progress,
  timeLimit: number
): AsyncGenerator<FollowStep, LogError | 'aborted', undefined> {
  let confirmed = false
  for (;;) {
    const page: Page = await pages.next(confirmed ? undefined : timeLimit)
    switch (page._tag) {
      case 'answers': {
        if (!confirmed) {
          confirmed = true
          yield { _tag: 'connected' }
        }
        const error = yield* stepsOf(page.answers, reader, progress)
        if (error !== undefined) return error
        break
      }
      case 'end':
        return { _tag: 'Unavailable', retry: 'later', reason: 'the server ended the subscription' }
      case 'dropped':
        return page.error
      case 'aborted':
        return 'aborted'
    }
  }
}

export async function* follow(
  { connection, retryPolicy }: Store,
  reader: EntryReader,
  from: Place,
  signal: AbortSignal
): AsyncGenerator<FollowStep, void, undefined> {
  const progress: Progress = { place: from, drops: 0 }
  while (!signal.aborted) {
    const pages = openPages(connection, allForGood(progress.place, callPrefix), signal)
    let ended: LogError | 'aborted'
    try {
      ended = yield* subscription(pages, reader, progress, retryPolicy.timeLimit)
    } finally {
      pages.cancel()
    }
    if (ended === 'aborted') break
    logCounters.drops.add(1)
    if (ended.retry === 'never') {
      yield { _tag: 'failed', error: ended }
      return
    }
    progress.drops++
    const retryInMilliseconds = backoff(progress.drops)
    yield { _tag: 'dropped', error: ended, retryInMilliseconds }
    await delay(retryInMilliseconds, signal)
  }
  if (connection.signal.aborted) yield { _tag: 'failed', error: closed }
}
