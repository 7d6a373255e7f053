/**
 * `samtykke simulate`: realistic histories as NDJSON.
 */
import { LocalDate } from '@samtykke/core'
import { simulate as simulated, type Simulation } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { exit, type ExitStatus, type Failure, wrongCommandLine } from '../command/failure.ts'
import { parseCommandLine, wholeNumber } from '../command/options.ts'
import { writeAllOut } from '../output.ts'
import { shownValue } from '../shown.ts'
import type { Verb } from './verb.ts'

const options = {
  calls: { type: 'string' },
  seed: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' }
} as const

const mostCalls = 100_000_000
const [defaultFrom, defaultTo] = ['2025-01-01', '2025-12-31']

const dateOf = (option: string, given: string): E.Either<Failure, LocalDate> =>
  LocalDate.is(given)
    ? E.right(given)
    : E.left(wrongCommandLine(`--${option}: expected a date (YYYY-MM-DD), found ${shownValue(given)}`))

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

export const simulate: Verb = {
  name: 'simulate',
  summary: 'realistic histories of calls that never were, the same for the same seed',
  usage: `samtykke simulate --calls N --seed S [--from DATE] [--to DATE]

Histories of N simulated calls, about five events each, as NDJSON in the order in which a log would learn of them.

  --calls N          how many calls
  --seed S           a whole number: the same seed gives the same bytes
  --from DATE        the first day on which calls start (default: ${defaultFrom})
  --to DATE          the last such day (default: ${defaultTo}); what follows of the calls comes later`,
  run: args =>
    pipe(
      E.Do,
      E.bind('line', () => parseCommandLine(options, args)),
      E.filterOrElse(
        ({ line }) => line.positionals.length === 0,
        ({ line }) => wrongCommandLine(`unexpected argument (${shownValue(line.positionals[0] ?? '')})`)
      ),
      E.bind('calls', ({ line }) => wholeNumber('calls', line.values.calls, mostCalls)),
      E.bind('seed', ({ line }) => wholeNumber('seed', line.values.seed, Number.MAX_SAFE_INTEGER)),
      E.bind('from', ({ line }) => dateOf('from', line.values.from ?? defaultFrom)),
      E.bind('to', ({ line }) => dateOf('to', line.values.to ?? defaultTo)),
      E.filterOrElse(
        ({ from, to }) => from <= to,
        ({ from, to }) => wrongCommandLine(`--to: expected ${from} (--from) or later, found ${to}`)
      ),
      TE.fromEither,
      TE.flatMap(({ calls, seed, from, to }) =>
        TE.fromTask(() => writeAllOut(linesOf({ calls, seed, from, to })))
      ),
      TE.map((): ExitStatus => exit.done)
    )
}
