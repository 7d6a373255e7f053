/**
 * What the verbs that carry out need of the world: the log, its time, the stores, and what workers remember.
 */
import {
  epochMilliseconds,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type LogError,
  type Policy
} from '@samtykke/core'
import type * as EventStoreDB from '@samtykke/eventstoredb'
import type * as Retention from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { rulesOf } from '../engine/view.ts'
import { logFailure, type StoreSource, withStore } from '../source/store.ts'
import { type Failure, stopped } from '../text/failure.ts'
import { openStore, type OpenedStore, openStores, untouchedStore } from './openStores.ts'
import { namePlacesUnknownTo, type RetentionValues, somePlaces } from './options.ts'

export interface Session {
  readonly log: EventStoreDB.EventStoreDBLog
  readonly ports: Retention.AttendingPorts
  readonly options: Retention.AttendingOptions
  /** The events of calls, shared by the workers of this log. */
  readonly feed: Retention.Feed
}

const answersIn = (
  folder: string | undefined,
  onlyLook: boolean
): TE.TaskEither<Failure, Retention.AnswersPlace | undefined> => {
  if (folder === undefined) return TE.right(undefined)
  const where = { name: 'answers', place: { _tag: 'folder', path: folder } } as const
  return pipe(
    onlyLook ? TE.right<Failure, OpenedStore>(untouchedStore(where)) : openStore(where, 'recording', true),
    TE.chainTaskK(opened => async () => {
      const { answersPlace } = await import('@samtykke/retention')
      return opened.writer === undefined ? undefined : answersPlace({ ...opened.store, ...opened.writer })
    })
  )
}

const minutes = (milliseconds: number): string => `${Math.round(Math.abs(milliseconds) / 60_000)} minutes`

/** Before anything is erased: the machine's clock and the log's say the same. */
const checkClock = (
  store: StoreSource,
  { createClockCheck }: typeof Retention,
  clock: Retention.Clock,
  logTime: TE.TaskEither<LogError, Instant>
): TE.TaskEither<Failure, void> => {
  let of: Instant | undefined
  const noted = pipe(
    logTime,
    TE.map(time => {
      of = time
      return time
    })
  )
  return async () => {
    const now = clock.now()
    const agrees = await createClockCheck(clock, noted).agrees({ now, elapsed: clock.elapsed() })
    if (E.isLeft(agrees)) return E.left(logFailure(store)(agrees.left))
    if (agrees.right) return E.right(undefined)
    const apart = of === undefined ? 0 : now - epochMilliseconds(of)
    return E.left(
      stopped(
        `nothing is erased: this machine's clock (${instantFromEpoch(now)}) is ${minutes(apart)} from the store's (${of ?? 'unknown'})`
      )
    )
  }
}

/** What the workers of a log remember together: in the store. */
const journalsOf = (
  { journalInStore }: typeof EventStoreDB,
  log: EventStoreDB.EventStoreDBLog
): Retention.Journals => ({
  breaker: journalInStore<Retention.BreakerLine>(log, 'retention-breaker' as Identifier),
  budget: journalInStore<Retention.BudgetLine>(log, 'retention-budget' as Identifier),
  agenda: journalInStore<Retention.AgendaLine>(log, 'retention-agenda' as Identifier)
})

const sessionOf = async (
  log: EventStoreDB.EventStoreDBLog,
  policy: Policy,
  stores: Retention.Stores,
  answers: Retention.AnswersPlace | undefined,
  mostPerDay: number | undefined
): Promise<Session> => {
  const inStore = await import('@samtykke/eventstoredb')
  const { systemClock } = await import('@samtykke/retention')
  return {
    log,
    feed: inStore.feedInStore(log, 'retention' as Identifier),
    ports: {
      log,
      logTime: inStore.logTimeOf(log),
      rules: rulesOf(policy),
      stores,
      ...(answers !== undefined && { answers }),
      agenda: inStore.agendaInStore(log),
      journals: journalsOf(inStore, log),
      clock: systemClock
    },
    options: mostPerDay === undefined ? {} : { mostPerDay }
  }
}

/**
 * Opens the log and the stores, looks that they can be asked and that the clocks agree, uses them, and closes them.
 *
 * @param onlyLook whether nothing is written: then the clocks are not compared, and folders not opened
 */
export const withSession = <A>(
  store: StoreSource,
  values: RetentionValues,
  use: (session: Session) => TE.TaskEither<Failure, A>,
  onlyLook = false
): TE.TaskEither<Failure, A> =>
  pipe(
    TE.fromEither(somePlaces(values)),
    TE.chainFirstIOK(() => () => namePlacesUnknownTo(values.policy, values)),
    TE.flatMap(() => openStores(values.recordings, values.analyses, onlyLook)),
    TE.flatMap(opened =>
      TE.bracket(
        TE.right(opened),
        ({ stores }) =>
          pipe(
            answersIn(values.answers, onlyLook),
            TE.flatMap(answers =>
              withStore(store, log =>
                pipe(
                  TE.fromTask<Session, Failure>(() =>
                    sessionOf(log, values.policy, stores, answers, values['most-per-day'])
                  ),
                  TE.chainFirst(({ ports }) => async () => {
                    if (onlyLook) return E.right(undefined)
                    const retention = await import('@samtykke/retention')
                    return checkClock(store, retention, ports.clock, ports.logTime)()
                  }),
                  TE.flatMap(use)
                )
              )
            )
          ),
        ({ close }) => TE.fromIO(close)
      )
    )
  )
