/**
 * The calls of a source that a verb asks for, whole.
 */
import type { CallHistory } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { eachCall } from '../engine/engine.ts'
import { collectSummary } from '../engine/sourceSummary.ts'
import type { PlainView } from '../engine/view.ts'
import { progress } from '../output/progress.ts'
import { openInputs } from '../source/open.ts'
import { callInStore, type StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure, reasonOf, theSource, unreadable } from '../text/failure.ts'
import { describeSource } from './describeSource.ts'
import type { Source } from './operands.ts'
import { readStore } from './readStore.ts'
import { checkRejectsFile, keepRejects, nameRejects, statusFor } from './rejects.ts'
import { both } from '../text/language.ts'

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
  view: PlainView,
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
            const { rejects, summary } = eachCall(
              inputs,
              view,
              each => (fits(each) ? void histories.push(each) : undefined),
              bar.show
            )
            bar.clear()
            return { histories, rejects, summary }
          },
          error => unreadable(theSource, reasonOf(error))
        ),
        E.chainFirst(({ rejects, summary }) => {
          nameRejects(inputs, rejects)
          describeSource(summary, view, rejects.length > 0)
          return keepRejects(rejectsFile, inputs, rejects)
        }),
        E.map(({ histories, rejects }) => ({ histories, status: statusFor(rejects) }))
      )
    )
  )

const describeHistories = (histories: Iterable<CallHistory>, view: PlainView, holdsOther: boolean): void => {
  const collector = collectSummary(view)
  for (const history of histories) collector.add(history)
  describeSource(collector.summary(), view, holdsOther)
}

const fromStore = (store: StoreSource, view: PlainView, wanted: Wanted): TE.TaskEither<Failure, Gathered> =>
  wanted._tag === 'ids'
    ? pipe(
        wanted.callIds,
        TE.traverseSeqArray(callId => callInStore(store, callId)),
        TE.map(found => {
          const histories = found.flatMap(history => history ?? [])
          // The store holds others; that a call is not there says whoever asked for it.
          describeHistories(histories, view, true)
          return { histories, status: exit.done }
        })
      )
    : pipe(
        readStore(store),
        TE.map(({ histories, status }) => {
          const all = [...histories]
          describeHistories(all, view, status !== exit.done)
          return { histories: all.filter(isWanted(wanted)), status }
        })
      )

/** Reads the wanted calls of a source; names what is wrong with its lines. */
export const gatherCalls = (
  source: Source,
  rejectsFile: string | undefined,
  view: PlainView,
  wanted: Wanted
): TE.TaskEither<Failure, Gathered> =>
  source._tag === 'store'
    ? fromStore(source.store, view, wanted)
    : fromFiles(source.names, rejectsFile, view, wanted)

/** The one call of an id; status 4 where the source has none. */
export const gatherCall = (
  source: Source,
  rejectsFile: string | undefined,
  view: PlainView,
  callId: string
): TE.TaskEither<Failure, Gathered & { readonly history: CallHistory }> =>
  pipe(
    gatherCalls(source, rejectsFile, view, { _tag: 'ids', callIds: [callId] }),
    TE.flatMapEither(gathered => {
      const [history] = gathered.histories
      return history === undefined
        ? E.left(
            unreadable(
              '--call',
              both(
                `ingen samtale med det id (${callId.length} tegn) i kilden`,
                `no call of that id (${callId.length} characters) in the source`
              )
            )
          )
        : E.right({ ...gathered, history })
    })
  )
