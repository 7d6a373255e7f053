/**
 * `samtykke findings SOURCE`: what is wrong.
 */
import type { Finding, Severity } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { plainViewOf, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { source } from '../command/operands.ts'
import { word, wordList } from '../command/option.ts'
import { querySource } from '../command/querySource.ts'
import { type Counts, sumOf } from '../engine/query.ts'
import { merged } from '../engine/merged.ts'
import { rowsOf } from '../engine/rows.ts'
import { writeAllOut } from '../output/output.ts'
import { exit, type ExitStatus } from '../text/failure.ts'
import { type Column, localTime, shownOf, table, withLocalTimes } from '../text/table.ts'
import { findingName, severityNames, targetNames } from '@samtykke/audit/render'
import { detailText } from '../text/findingPhrases.ts'
import { both } from '../text/language.ts'

/** From grave to mild. */
const severities: ReadonlyArray<Severity> = ['error', 'warning', 'info']

/** What a person is shown who asks for none by name: what is only worth knowing would hide the rest. */
const shownAtFirst: ReadonlyArray<Severity> = ['error', 'warning']

const columns = (timeZone: string): ReadonlyArray<Column<Finding>> => {
  const local = localTime(timeZone)
  return [
    { head: both('Alvor', 'Severity'), cell: ({ severity }) => both(severityNames[severity].da, severity) },
    { head: both('Bemærkning', 'Finding'), cell: finding => both(findingName(finding).da, finding.code) },
    { head: both(`Siden (${timeZone})`, `Since (${timeZone})`), cell: ({ at }) => local(at) },
    { head: both('Samtale', 'Call'), cell: ({ callId }) => callId ?? '' },
    {
      head: both('Hvad', 'Target'),
      cell: ({ target, targetId }) =>
        target === undefined
          ? ''
          : both(`${targetNames[target].da} ${targetId ?? ''}`, `${target} ${targetId ?? ''}`)
    },
    { head: both('Nærmere', 'Detail'), cell: finding => withLocalTimes(detailText(finding), local) }
  ]
}

/** Findings of the severities that are shown, which are in order: all are gone through once for each. */
const gravestFirst = (findings: Iterable<Finding>, shown: ReadonlyArray<Severity>): Iterable<Finding> => ({
  *[Symbol.iterator]() {
    for (const severity of shown)
      for (const finding of findings) if (finding.severity === severity) yield finding
  }
})

const isMet = (counts: Counts, least: Severity | undefined): boolean =>
  least !== undefined &&
  severities.slice(0, severities.indexOf(least) + 1).some(severity => (counts[severity] ?? 0) > 0)

/** Bad input weighs more than findings that were met. */
const statusOf = (input: ExitStatus, met: boolean): ExitStatus =>
  input === exit.done && met ? exit.findingsMet : input

export const findings = defineVerb({
  name: 'findings',
  operands: source,
  about:
    'What is wrong with the calls and how they were treated: in the table the gravest first, with --json call by call.',
  options: {
    severity: wordList(
      ['info', 'warning', 'error'],
      'info, warning, error: only these (default: of the table warning and error, with --json all)'
    ),
    'fail-on': word(
      'WORD',
      ['info', 'warning', 'error'],
      'info, warning or error: exit status 1 where a finding is that grave or graver, shown or not'
    ),
    ...sourceOptions
  },
  run: (values, from) => {
    const view = plainViewOf(values)
    const picked = values.severity ?? (values.json ? severities : shownAtFirst)
    return pipe(
      querySource(from, { ...view, about: 'findings', severities: picked }, values.rejects, async result => {
        if (values.json) return writeAllOut(merged(result.runs))
        const rows = rowsOf<Finding>(result.runs)
        const shown = sumOf(result.counts, picked)
        const found = severities.filter(each => (result.counts[each] ?? 0) > 0)
        const gravest = gravestFirst(
          rows,
          found.filter(each => picked.includes(each))
        )
        if (shown > 0) await writeAllOut(table(columns(view.policy.timeZone), gravest))
        const hidden = found.filter(each => !picked.includes(each))
        const others = `--severity ${hidden.join(',')}`
        const hint = both(`; ${others} viser de øvrige`, `; ${others} shows the others`)
        return writeAllOut([
          shownOf(shown, 'finding', {
            counts: result.counts,
            kinds: severities,
            names: severityNames,
            ...(hidden.length > 0 && { hint })
          })
        ])
      }),
      TE.map(({ result, status }) => statusOf(status, isMet(result.counts, values['fail-on'])))
    )
  }
})
