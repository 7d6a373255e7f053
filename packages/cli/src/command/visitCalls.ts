/**
 * Every call of a source, one after another, for verbs that fold them; what is wrong with its lines is named.
 */
import type { CallHistory, Identifier } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { eachCall } from '../engine/engine.ts'
import { collectSummary } from '../engine/sourceSummary.ts'
import type { PlainView } from '../engine/view.ts'
import { progress } from '../output/progress.ts'
import { openInputs } from '../source/open.ts'
import type { StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure, theSource } from '../text/failure.ts'
import { describeSource } from './describeSource.ts'
import type { Source } from './operands.ts'
import { readFailure } from './readFailure.ts'
import { withStoredCalls } from './readStore.ts'
import { checkRejectsFile, keepRejects, nameRejects, statusFor } from './rejects.ts'

/** What came of a visit. */
export interface Visited {
  /** The status that the input alone calls for. */
  readonly status: ExitStatus
  /** Lines that are no event; of a store none. */
  readonly rejectedLines: number
}

type Visit = (history: CallHistory) => void

const visitFiles = (
  names: ReadonlyArray<string>,
  rejectsFile: string | undefined,
  view: PlainView,
  visit: Visit,
  callId: Identifier | undefined
): TE.TaskEither<Failure, Visited> =>
  pipe(
    openInputs(names),
    TE.chainFirstEitherK(inputs => checkRejectsFile(rejectsFile, inputs)),
    TE.flatMapEither(inputs =>
      pipe(
        E.tryCatch(() => {
          const bar = progress()
          const { asOf, knownAt } = view
          const options = { asOf, knownAt, callId, beforeAnythingHappened: true }
          const visited = eachCall(inputs, options, visit, bar.show)
          bar.clear()
          return visited
        }, readFailure(theSource)),
        E.chainFirst(({ rejects, summary }) => {
          nameRejects(inputs, rejects)
          describeSource(summary, view, rejects.length > 0)
          return keepRejects(rejectsFile, inputs, rejects)
        }),
        E.map(({ rejects }) => ({ status: statusFor(rejects), rejectedLines: rejects.length }))
      )
    )
  )

const visitStore = (store: StoreSource, view: PlainView, visit: Visit): TE.TaskEither<Failure, Visited> =>
  withStoredCalls(store, ({ calls, status }) => {
    const collector = collectSummary(view)
    for (const { history } of calls) {
      collector.add(history)
      visit(history)
    }
    describeSource(collector.summary(), view, status !== exit.done)
    return { status, rejectedLines: 0 }
  })

/** Visits every call of a source once, in no order that means anything; of files, where one is named, that one only. */
export const visitCalls = (
  source: Source,
  rejectsFile: string | undefined,
  view: PlainView,
  visit: Visit,
  callId?: Identifier
): TE.TaskEither<Failure, Visited> =>
  source._tag === 'store'
    ? visitStore(source.store, view, visit)
    : visitFiles(source.names, rejectsFile, view, visit, callId)
