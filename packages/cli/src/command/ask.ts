/**
 * A verb that puts one question to every call of a source: opens it, asks, names what is wrong with it, writes the answer.
 */
import { runFindings } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Answer, answer } from '../engine/engine.ts'
import { findingKey, type Question } from '../engine/question.ts'
import { merged, type Run, runWriter } from '../engine/run.ts'
import { progress } from '../progress.ts'
import { openInputs } from '../source/open.ts'
import { isStore, onlyStore } from '../source/store.ts'
import { askStore } from './askStore.ts'
import { type ExitStatus, type Failure, reasonOf, unreadable } from './failure.ts'
import { nameSeen } from './nameSeen.ts'
import { checkRejectsFile, keepRejects, nameRejects, statusFor } from './rejects.ts'
import { viewOf } from './view.ts'

export interface Asked {
  readonly answer: Answer
  /** The status that the input alone calls for. */
  readonly status: ExitStatus
}

/** What is wrong with the policy and not with one call is found once. */
const withRunFindings = (question: Question, found: Answer): Answer => {
  if (question.ask !== 'findings') return found
  const writer = runWriter()
  const counts = { ...found.counts }
  for (const finding of runFindings(viewOf(question))) {
    counts[finding.severity] = (counts[finding.severity] ?? 0) + 1
    if (question.severities.includes(finding.severity))
      writer.add(findingKey(finding), JSON.stringify(finding))
  }
  return { ...found, counts, runs: [writer.finish(), ...found.runs] }
}

/** The output as values, for a table. */
export const rowsOf = <A>(runs: ReadonlyArray<Run>): ReadonlyArray<A> => {
  const rows: Array<A> = []
  for (const batch of merged(runs)) {
    for (const line of batch.toString('utf8').split('\n')) if (line !== '') rows.push(JSON.parse(line) as A)
  }
  return rows
}

/** Asks the files or the store named, and hands the answer to `write`. */
export const askSource = (
  names: ReadonlyArray<string>,
  question: Question,
  rejectsFile: string | undefined,
  write: (answer: Answer) => Promise<void>
): TE.TaskEither<Failure, Asked> =>
  names.some(isStore)
    ? pipe(
        onlyStore(names),
        TE.flatMap(store => askStore(store, question)),
        TE.map(({ answer: found, status }) => ({ answer: withRunFindings(question, found), status })),
        TE.chainFirstTaskK(
          ({ answer: found }) =>
            () =>
              write(found)
        )
      )
    : askFiles(names, question, rejectsFile, write)

const askFiles = (
  files: ReadonlyArray<string>,
  question: Question,
  rejectsFile: string | undefined,
  write: (answer: Answer) => Promise<void>
): TE.TaskEither<Failure, Asked> =>
  pipe(
    openInputs(files),
    TE.chainFirstEitherK(inputs => checkRejectsFile(rejectsFile, inputs)),
    TE.flatMap(inputs =>
      pipe(
        TE.tryCatch(
          async () => {
            const bar = progress()
            const found = await answer(inputs, question, bar.show)
            bar.clear()
            return withRunFindings(question, found)
          },
          error => unreadable('the source', reasonOf(error))
        ),
        TE.chainFirstIOK(({ rejects, seen }) => () => {
          nameRejects(inputs, rejects)
          nameSeen(seen, question, rejects.length > 0)
        }),
        TE.chainFirstEitherK(({ rejects }) => keepRejects(rejectsFile, inputs, rejects)),
        TE.chainFirstTaskK(found => () => write(found)),
        TE.map(found => ({ answer: found, status: statusFor(found.rejects) }))
      )
    )
  )
