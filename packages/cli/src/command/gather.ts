/**
 * The calls of a source that a verb asks for, whole.
 */
import { type CallHistory, createHistories } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { eachCall } from '../engine/engine.ts'
import { watcher } from '../engine/seen.ts'
import { progress } from '../progress.ts'
import { openInputs } from '../source/open.ts'
import { callInStore, isStore, logFailure, onlyStore, type StoreSource, withStore } from '../source/store.ts'
import { nameUndecodable, watch } from './askStore.ts'
import { exit, type ExitStatus, type Failure, reasonOf, unreadable } from './failure.ts'
import { nameSeen } from './nameSeen.ts'
import { checkRejectsFile, keepRejects, nameRejects, statusFor } from './rejects.ts'
import type { Standpoint } from './view.ts'

/** Which calls are wanted: those of the ids, or all that fit. */
export type Wanted =
  | { readonly _tag: 'ids'; readonly callIds: ReadonlyArray<string> }
  | { readonly _tag: 'fitting'; readonly fits: (history: CallHistory) => boolean }

export interface Gathered {
  readonly histories: ReadonlyArray<CallHistory>
  /** The status that the input alone calls for. */
  readonly status: ExitStatus
}

const isWanted =
  (wanted: Wanted) =>
  (history: CallHistory): boolean =>
    wanted._tag === 'ids' ? wanted.callIds.includes(history.callId) : wanted.fits(history)

const fromFiles = (
  names: ReadonlyArray<string>,
  rejectsFile: string | undefined,
  standpoint: Standpoint,
  wanted: Wanted
): TE.TaskEither<Failure, Gathered> =>
  pipe(
    openInputs(names),
    TE.chainFirstEitherK(inputs => checkRejectsFile(rejectsFile, inputs)),
    TE.flatMapEither(inputs =>
      pipe(
        E.tryCatch(
          () => {
            const bar = progress()
            const histories: Array<CallHistory> = []
            const fits = isWanted(wanted)
            const { rejects, seen } = eachCall(
              inputs,
              standpoint,
              each => (fits(each) ? void histories.push(each) : undefined),
              bar.show
            )
            bar.clear()
            return { histories, rejects, seen }
          },
          error => unreadable('the source', reasonOf(error))
        ),
        E.chainFirst(({ rejects, seen }) => {
          nameRejects(inputs, rejects)
          nameSeen(seen, standpoint, rejects.length > 0)
          return keepRejects(rejectsFile, inputs, rejects)
        }),
        E.map(({ histories, rejects }) => ({ histories, status: statusFor(rejects) }))
      )
    )
  )

const replayed = (
  store: StoreSource,
  standpoint: Standpoint,
  wanted: Wanted
): TE.TaskEither<Failure, Gathered> =>
  withStore(store, log =>
    pipe(
      async (): Promise<E.Either<Parameters<ReturnType<typeof logFailure>>[0], Gathered>> => {
        const histories = createHistories()
        let status: ExitStatus = exit.done
        for await (const page of log.replay()) {
          if (E.isLeft(page)) return page
          for (const entry of page.right) {
            histories.add(entry)
            if (nameUndecodable(store, entry)) status = exit.badInput
          }
        }
        const watching = watcher(standpoint)
        const all = [...histories.all()]
        for (const history of all) watch(watching, history)
        nameSeen(watching.seen(), standpoint, status !== exit.done)
        return E.right({ histories: all.filter(isWanted(wanted)), status })
      },
      TE.mapLeft(logFailure(store))
    )
  )

const fromStore = (
  store: StoreSource,
  standpoint: Standpoint,
  wanted: Wanted
): TE.TaskEither<Failure, Gathered> =>
  wanted._tag === 'ids'
    ? pipe(
        wanted.callIds,
        TE.traverseSeqArray(callId => callInStore(store, callId)),
        TE.map(found => {
          const histories = found.flatMap(history => history ?? [])
          const watching = watcher(standpoint)
          for (const history of histories) watch(watching, history)
          // The store holds others; that a call is not there says whoever asked for it.
          nameSeen(watching.seen(), standpoint, true)
          return { histories, status: exit.done }
        })
      )
    : replayed(store, standpoint, wanted)

/** Reads the wanted calls of a source; names what is wrong with its lines. */
export const gatherCalls = (
  names: ReadonlyArray<string>,
  rejectsFile: string | undefined,
  standpoint: Standpoint,
  wanted: Wanted
): TE.TaskEither<Failure, Gathered> =>
  names.some(isStore)
    ? pipe(
        onlyStore(names),
        TE.flatMap(store => fromStore(store, standpoint, wanted))
      )
    : fromFiles(names, rejectsFile, standpoint, wanted)

/** The one call of an id; status 4 where the source has none. */
export const gatherCall = (
  names: ReadonlyArray<string>,
  rejectsFile: string | undefined,
  standpoint: Standpoint,
  callId: string
): TE.TaskEither<Failure, Gathered & { readonly history: CallHistory }> =>
  pipe(
    gatherCalls(names, rejectsFile, standpoint, { _tag: 'ids', callIds: [callId] }),
    TE.flatMapEither(gathered => {
      const [history] = gathered.histories
      return history === undefined
        ? E.left(unreadable('--call', `no call of that id (${callId.length} characters) in the source`))
        : E.right({ ...gathered, history })
    })
  )
