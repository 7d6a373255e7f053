/**
 * `samtykke findings SOURCE`: what is wrong.
 */
import type { Finding, Severity } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { askSource, rowsOf } from '../command/ask.ts'
import { exit, type ExitStatus, type Failure, wrongCommandLine } from '../command/failure.ts'
import { parseCommandLine, viewOptions, wordsOf } from '../command/options.ts'
import { standpointOf } from '../command/view.ts'
import type { Counts } from '../engine/question.ts'
import { merged } from '../engine/run.ts'
import { writeAllOut } from '../output.ts'
import { shownValue } from '../shown.ts'
import { type Column, counted, localTime, table } from '../table.ts'
import type { Verb } from './verb.ts'

/** From mild to grave. */
const severities: ReadonlyArray<Severity> = ['info', 'warning', 'error']

const columns = (timeZone: string): ReadonlyArray<Column<Finding>> => {
  const local = localTime(timeZone)
  return [
    { head: 'Severity', cell: ({ severity }) => severity },
    { head: 'Finding', cell: ({ code }) => code },
    { head: `Since (${timeZone})`, cell: ({ at }) => local(at) },
    { head: 'Call', cell: ({ callId }) => callId ?? '' },
    {
      head: 'Target',
      cell: ({ target, targetId }) => (target === undefined ? '' : `${target} ${targetId ?? ''}`)
    },
    { head: 'Detail', cell: ({ detail }) => detail }
  ]
}

const failOn = (given: string | undefined): E.Either<Failure, Severity | undefined> => {
  const severity = severities.find(each => each === given)
  return given === undefined || severity !== undefined
    ? E.right(severity)
    : E.left(
        wrongCommandLine(`--fail-on: expected info, warning or error, found ${shownValue(given, severities)}`)
      )
}

const isMet = (counts: Counts, least: Severity | undefined): boolean =>
  least !== undefined &&
  severities.slice(severities.indexOf(least)).some(severity => (counts[severity] ?? 0) > 0)

/** Bad input weighs more than findings that were met. */
const statusOf = (input: ExitStatus, met: boolean): ExitStatus =>
  input === exit.done && met ? exit.findingsMet : input

export const findings: Verb = {
  name: 'findings',
  summary: 'what is wrong: recordings without consent, erasures too late, requests not answered, …',
  usage: `samtykke findings SOURCE... [options]

What is wrong with the calls and how they were treated, call by call.

  --severity LIST    info, warning, error: only these (default: all)
  --fail-on WORD     exit status 1 where a finding is that grave or graver`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            { ...viewOptions, severity: { type: 'string' }, 'fail-on': { type: 'string' } },
            args
          )
        )
      ),
      TE.bind('picked', ({ line }) => TE.fromEither(wordsOf('severity', severities, line.values.severity))),
      TE.bind('least', ({ line }) => TE.fromEither(failOn(line.values['fail-on']))),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.flatMap(({ line, picked, least, standpoint }) =>
        pipe(
          askSource(
            line.positionals,
            { ...standpoint, ask: 'findings', severities: picked },
            line.values.rejects,
            async answer => {
              if (line.values.json === true) return writeAllOut(merged(answer.runs))
              const rows = rowsOf<Finding>(answer.runs)
              if (rows.length > 0) await writeAllOut(table(columns(standpoint.policy.timeZone), rows))
              const counts = [...severities]
                .reverse()
                .map(severity => `${(answer.counts[severity] ?? 0).toLocaleString('en')} ${severity}`)
              return writeAllOut([
                `${rows.length > 0 ? '\n' : ''}${counted(rows.length, 'finding', 'findings')} shown; in all ${counts.join(', ')}\n`
              ])
            }
          ),
          TE.map(({ answer, status }) => statusOf(status, isMet(answer.counts, least)))
        )
      )
    )
}
