/**
 * One query put to every call of a source: opened, asked, what is wrong with it named, the result written.
 */
import { ordFinding, runFindings } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { encodeFinding } from '../engine/encodeFinding.ts'
import { type QueryResult, runQuery } from '../engine/engine.ts'
import { closeRuns } from '../engine/merged.ts'
import { findingKey, type Query, queryRunner } from '../engine/query.ts'
import { runWriter } from '../engine/run.ts'
import { collectSummary } from '../engine/sourceSummary.ts'
import { viewOf } from '../engine/view.ts'
import { progress } from '../output/progress.ts'
import { openInputs } from '../source/open.ts'
import type { StoreSource } from '../source/store.ts'
import { exit, type ExitStatus, type Failure, theSource } from '../text/failure.ts'
import { describeSource } from './describeSource.ts'
import type { Source } from './operands.ts'
import { readFailure, throughTemporaryFiles } from './readFailure.ts'
import { withStoredCalls } from './readStore.ts'
import { checkRejectsFile, keepRejects, nameRejects, statusFor } from './rejects.ts'

export interface Queried {
  readonly result: QueryResult
  /** The status that the input alone calls for. */
  readonly status: ExitStatus
}

/** What is wrong with the policy and not with one call is found once. */
const withRunFindings = (query: Query, result: QueryResult): QueryResult => {
  if (query.about !== 'findings') return result
  const writer = runWriter()
  const counts = { ...result.counts }
  for (const finding of runFindings(viewOf(query)).toSorted(ordFinding.compare)) {
    counts[finding.severity] = (counts[finding.severity] ?? 0) + 1
    if (query.severities.includes(finding.severity)) writer.add(findingKey(finding), encodeFinding(finding))
  }
  return { ...result, counts, runs: [...writer.finish(), ...result.runs] }
}

const queryStore = (store: StoreSource, query: Query): TE.TaskEither<Failure, Queried> =>
  withStoredCalls(store, async ({ calls, status }) => {
    const writer = runWriter()
    const { add, counts, tally } = await queryRunner(query, writer)
    const collector = collectSummary(query)
    for (const { history } of calls) {
      collector.add(history)
      add(history)
    }
    const summary = collector.summary()
    describeSource(summary, query, status !== exit.done)
    const folded = tally()
    const tallies = folded === undefined ? [] : [folded]
    return { result: { runs: writer.finish(), counts, rejects: [], tallies, summary }, status }
  })

const queryFiles = (
  files: ReadonlyArray<string>,
  query: Query,
  rejectsFile: string | undefined
): TE.TaskEither<Failure, Queried> =>
  pipe(
    openInputs(files),
    TE.chainFirstEitherK(inputs => checkRejectsFile(rejectsFile, inputs)),
    TE.flatMap(inputs =>
      pipe(
        TE.tryCatch(async () => {
          const bar = progress()
          const result = await runQuery(inputs, query, bar.show)
          bar.clear()
          return result
        }, readFailure(theSource)),
        TE.chainFirstIOK(({ rejects, summary }) => () => {
          nameRejects(inputs, rejects)
          describeSource(summary, query, rejects.length > 0)
        }),
        TE.chainFirstEitherK(({ rejects }) => keepRejects(rejectsFile, inputs, rejects))
      )
    ),
    TE.map(result => ({ result, status: statusFor(result.rejects) }))
  )

/** Queries the files or the store named, and hands the result to `write`, after which its runs are closed. */
export const querySource = (
  source: Source,
  query: Query,
  rejectsFile: string | undefined,
  write: (result: QueryResult) => Promise<void>
): TE.TaskEither<Failure, Queried> =>
  pipe(
    source._tag === 'store' ? queryStore(source.store, query) : queryFiles(source.names, query, rejectsFile),
    TE.map(({ result, status }) => ({ result: withRunFindings(query, result), status })),
    TE.chainFirst(({ result }) =>
      throughTemporaryFiles(async () => {
        try {
          await write(result)
        } finally {
          closeRuns(result.runs)
        }
      })
    )
  )
