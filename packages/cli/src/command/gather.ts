/**
 * The calls of a source that a verb asks for, whole.
 */
import { type CallHistory, isIdentifier } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { collectSummary } from '../engine/sourceSummary.ts'
import type { PlainView } from '../engine/view.ts'
import { callInStore, type StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure, unreadable } from '../text/failure.ts'
import { both } from '../text/language.ts'
import { lengthOf } from '../text/shown.ts'
import { describeSource } from './describeSource.ts'
import type { Source } from './operands.ts'
import { visitCalls } from './visitCalls.ts'

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

const byIds = (
  store: StoreSource,
  view: PlainView,
  callIds: ReadonlyArray<string>
): TE.TaskEither<Failure, Gathered> =>
  pipe(
    callIds,
    TE.traverseSeqArray(callId => callInStore(store, callId)),
    TE.map(found => {
      const histories = found.flatMap(history => history ?? [])
      const collector = collectSummary(view)
      for (const history of histories) collector.add(history)
      // The store holds others; that a call is not there says whoever asked for it.
      describeSource(collector.summary(), view, true)
      return { histories, status: exit.done }
    })
  )

/** Reads the wanted calls of a source; names what is wrong with its lines. */
export const gatherCalls = (
  source: Source,
  rejectsFile: string | undefined,
  view: PlainView,
  wanted: Wanted
): TE.TaskEither<Failure, Gathered> => {
  if (source._tag === 'store' && wanted._tag === 'ids') return byIds(source.store, view, wanted.callIds)
  const histories: Array<CallHistory> = []
  const fits = isWanted(wanted)
  const [callId, another] = wanted._tag === 'ids' ? wanted.callIds : []
  const only = callId !== undefined && another === undefined && isIdentifier(callId) ? callId : undefined
  return pipe(
    visitCalls(
      source,
      rejectsFile,
      view,
      history => {
        if (fits(history)) histories.push(history)
      },
      only
    ),
    TE.map(({ status }) => ({ histories, status }))
  )
}

/** That the source has no such call: it is told by its length, since it may be personal. */
export const noSuchCall = ({ length }: string): Failure =>
  unreadable(
    '--call',
    both(
      `ingen samtale med det id (${length} tegn) i kilden`,
      `no call of that id (${lengthOf(length)}) in the source`
    )
  )

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
      return history === undefined ? E.left(noSuchCall(callId)) : E.right({ ...gathered, history })
    })
  )
