/**
 * `samtykke simulate`: realistic histories as NDJSON.
 */
import { type LocalDate, noticePolicy } from '@samtykke/core'
import { simulate as simulated, type Simulation } from '@samtykke/testing'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { policyFile } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { nothing } from '../command/operands.ts'
import { date, required, wholeNumber, withDefault } from '../command/option.ts'
import { writeAllOut } from '../output/output.ts'
import { exit, type ExitStatus, wrongCommandLine } from '../text/failure.ts'
import { about, expectedFound } from '../text/expected.ts'
import { both } from '../text/language.ts'

const mostCalls = 100_000_000
const [defaultFrom, defaultTo] = ['2025-01-01', '2025-12-31'] as [LocalDate, LocalDate]

const batchLength = 64 * 1024

function* linesOf(simulation: Simulation): Generator<string> {
  let batch = ''
  for (const event of simulated(simulation)) {
    batch += `${JSON.stringify(event)}\n`
    if (batch.length < batchLength) continue
    yield batch
    batch = ''
  }
  yield batch
}

export const simulate = defineVerb({
  name: 'simulate',
  operands: nothing,
  about:
    'Histories of N simulated calls, about five events each, one JSON object a line, in the order in which a log would learn of them.',
  options: {
    calls: required(wholeNumber(mostCalls, 'how many calls')),
    seed: required(
      wholeNumber(Number.MAX_SAFE_INTEGER, 'a whole number: the same seed gives the same bytes')
    ),
    from: withDefault(date(`the first day on which calls start (default: ${defaultFrom})`), defaultFrom),
    to: withDefault(
      date(`the last such day (default: ${defaultTo}); what follows of the calls comes later`),
      defaultTo
    ),
    policy: withDefault(
      policyFile(
        "the policy whose purposes, lines, methods and periods the calls have (default: the notice's)"
      ),
      noticePolicy
    )
  },
  run: ({ calls, seed, from, to, policy }) =>
    from > to
      ? TE.left(
          wrongCommandLine(
            about(
              '--to',
              expectedFound(both(`${from} (--from) eller senere`, `${from} (--from) or later`), to)
            )
          )
        )
      : TE.fromTask(async (): Promise<ExitStatus> => {
          await writeAllOut(linesOf({ calls, seed, from, to, policy }))
          return exit.done
        })
})
