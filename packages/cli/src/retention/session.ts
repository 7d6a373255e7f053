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
import type { EventStoreDBLog } from '@samtykke/eventstoredb'
import type * as Retention from '@samtykke/retention'
import type { ForgottenCall, OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { rulesOf } from '../engine/view.ts'
import { logFailure, type StoreSource, withStore, withWithheldStore } from '../source/store.ts'
import { type Failure, stopped } from '../text/failure.ts'
import { openStore, type OpenedStore, openStores, throughVault, untouchedStore } from './openStores.ts'
import { forgottenMembers, onlyLooking, redactionWith, storesThrough } from './vaulted.ts'
import { writeErr } from '../output/output.ts'
import { namePlacesUnknownTo, type RetentionValues, somePlaces } from './options.ts'
import { howMany } from '../text/howMany.ts'
import { type Bilingual, both } from '../text/language.ts'

export interface Session {
  readonly log: EventStoreDBLog
  readonly ports: Retention.AttendingPorts
  readonly options: Retention.AttendingOptions
  /** The events of calls, shared by the workers of this log. */
  readonly feed: Retention.Feed
}

const answersIn = (
  folder: string | undefined,
  vault: OpenedVault | undefined,
  onlyLook: boolean
): TE.TaskEither<Failure, Retention.AnswersPlace | undefined> => {
  if (folder === undefined) return TE.right(undefined)
  const where = { name: 'answers', place: { _tag: 'folder', path: folder } } as const
  return pipe(
    onlyLook ? TE.right<Failure, OpenedStore>(untouchedStore(where)) : openStore(where, 'recording', true),
    TE.chainTaskK(throughVault(vault)),
    TE.chainTaskK(opened => async () => {
      const { answersPlace } = await import('@samtykke/retention')
      return opened.writer === undefined ? undefined : answersPlace({ ...opened.store, ...opened.writer })
    })
  )
}

const minutes = (milliseconds: number): Bilingual => {
  const count = Math.round(Math.abs(milliseconds) / 60_000)
  return both(howMany(count, 'minute').da, `${count} minutes`)
}

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
        both(
          `intet slettes: denne maskines ur (${instantFromEpoch(now)}) er ${minutes(apart).da} fra lagerets (${of ?? 'ukendt'})`,
          `nothing is erased: this machine's clock (${instantFromEpoch(now)}) is ${minutes(apart).en} from the store's (${of ?? 'unknown'})`
        )
      )
    )
  }
}

interface Opened {
  readonly log: EventStoreDBLog
  readonly vault: OpenedVault | undefined
  readonly stores: Retention.Stores
  readonly answers: Retention.AnswersPlace | undefined
  readonly redaction: Retention.ProofRedaction | undefined
}

const sessionOf = async (
  { log, vault, stores, answers, redaction }: Opened,
  policy: Policy,
  mostPerDay: number | undefined
): Promise<Session> => {
  const inStore = await import('@samtykke/eventstoredb')
  const { openJournals, systemClock } = await import('@samtykke/retention')
  return {
    log,
    feed: inStore.feedInStore(log, 'retention' as Identifier),
    ports: {
      log,
      logTime: inStore.logTimeOf(log),
      rules: rulesOf(policy),
      stores: vault === undefined ? stores : await storesThrough(vault, stores),
      ...(answers !== undefined && { answers }),
      ...(redaction !== undefined && { redaction }),
      agenda: inStore.agendaInStore(log),
      journals: openJournals(name => inStore.journalInStore(log, name)),
      clock: systemClock
    },
    options: mostPerDay === undefined ? {} : { mostPerDay }
  }
}

interface SessionOptions {
  /** Whether nothing is written: then the clocks are not compared, and folders and the vault not opened. */
  readonly onlyLook?: boolean
  /** Told of calls that were forgotten. */
  readonly tell?: (forgotten: ForgottenCall) => void
}

/** A sentence on standard error, where nobody says how else to tell it. */
const sayForgotten = (forgotten: ForgottenCall): void => {
  const members = JSON.stringify(forgottenMembers(forgotten))
  writeErr(both(`gjort ulæselig: ${members}`, `forgotten: ${members}`))
}

/** The log with its vault. Who only looks needs no key, and applies no destruction to the vault. */
const opening = <A>(
  store: StoreSource,
  onlyLook: boolean,
  use: (log: EventStoreDBLog, vault: OpenedVault | undefined) => TE.TaskEither<Failure, A>
): TE.TaskEither<Failure, A> =>
  onlyLook && store.vault !== undefined
    ? withWithheldStore(store, log => use(log, undefined))
    : withStore(store, use)

/**
 * Opens the log and the stores, looks that they can be asked and that the clocks agree, uses them, and closes them.
 */
export const withSession = <A>(
  store: StoreSource,
  values: RetentionValues,
  use: (session: Session) => TE.TaskEither<Failure, A>,
  { onlyLook = false, tell = sayForgotten }: SessionOptions = {}
): TE.TaskEither<Failure, A> =>
  pipe(
    TE.fromEither(somePlaces(values)),
    TE.chainFirstIOK(() => () => namePlacesUnknownTo(values.policy, values)),
    TE.flatMap(() => openStores(values.recordings, values.analyses, onlyLook)),
    TE.flatMap(opened =>
      TE.bracket(
        TE.right(opened),
        ({ stores }) =>
          opening(store, onlyLook, (log, vault) =>
            pipe(
              answersIn(values.answers, vault, onlyLook),
              TE.chainTaskK(answers => async () => {
                const redaction =
                  vault !== undefined
                    ? await redactionWith(log, vault, rulesOf(values.policy), tell)
                    : onlyLook && store.vault !== undefined
                      ? onlyLooking
                      : undefined
                const opened = { log, vault, stores, answers, redaction }
                return sessionOf(opened, values.policy, values['most-per-day'])
              }),
              TE.chainFirst(({ ports }) => async () => {
                if (onlyLook) return E.right(undefined)
                const retention = await import('@samtykke/retention')
                return checkClock(store, retention, ports.clock, ports.logTime)()
              }),
              TE.flatMap(use)
            )
          ),
        ({ close }) => TE.fromIO(close)
      )
    )
  )
