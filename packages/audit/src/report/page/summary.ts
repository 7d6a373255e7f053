/**
 * A whole log in at most six sentences.
 */
import type { Report } from '../report.ts'
import { durationInWords } from '../../render/text/words.ts'
import type { PageContext } from '../../render/html/page.ts'
import { numeral } from '../../render/html/parts.ts'
import { both } from '../../render/text/language.ts'

/** The sentences. */
export const reportSummaryOf = (context: PageContext, report: Report): ReadonlyArray<string> => {
  const { translate } = context
  const { figures, findings, lateness, forecast, coverage, quality } = report
  const n = (value: number): string => numeral(context, value)
  const kept = (state: 'overdue' | 'due' | 'held' | 'stored'): number =>
    figures.recordings[state] + figures.analyses[state]
  const errors = findings.reduce((sum, { bySeverity }) => sum + bySeverity.error, 0)
  const [thisMonth, nextMonth] = forecast.months
  const coming = forecast.scheduled
    .filter(({ month }) => month === thisMonth || month === nextMonth)
    .reduce((sum, { count }) => sum + count, 0)
  const late = lateness.overdue.all.p50
  return [
    translate(
      both(
        `${n(figures.calls)} samtaler; ${n(kept('stored') + kept('due') + kept('overdue') + kept('held'))} optagelser og analyser er gemt.`,
        `${n(figures.calls)} calls; ${n(kept('stored') + kept('due') + kept('overdue') + kept('held'))} recordings and analyses are kept.`
      )
    ),
    kept('overdue') === 0
      ? translate(
          both(
            'Intet er forfaldent ud over den tid, som regelsættet giver.',
            'Nothing is overdue beyond the time that the policy gives.'
          )
        )
      : translate(
          both(
            `${n(kept('overdue'))} skulle være slettet eller anonymiseret og er det ikke${late === null ? '' : `; halvdelen er mere end ${durationInWords('da', late)} forsinket`}.`,
            `${n(kept('overdue'))} were to be erased or anonymised and are not${late === null ? '' : `; half of them are more than ${durationInWords('en', late)} late`}.`
          )
        ),
    translate(
      both(
        `${n(coming)} forfalder i denne og næste måned; ${n(kept('held'))} er udsat af sletningsstop.`,
        `${n(coming)} fall due this month and next; ${n(kept('held'))} are held for claims.`
      )
    ),
    coverage.withoutBasis === 0
      ? translate(both('Intet gemmes uden grundlag.', 'Nothing is kept without a basis.'))
      : translate(
          both(
            `For ${n(coverage.withoutBasis)} optagelser og formål kan intet grundlag vises lige nu.`,
            `For ${n(coverage.withoutBasis)} recordings and purposes no basis can be shown at present.`
          )
        ),
    translate(
      both(
        `${n(errors)} bemærkninger er fejl; ${n(figures.requests.open)} indsigtsanmodninger venter på svar.`,
        `${n(errors)} findings are errors; ${n(figures.requests.open)} access requests wait for an answer.`
      )
    ),
    ...(quality.uncertainCalls > 0
      ? [
          translate(
            both(
              `Samtaler, hvor noget ikke kan læses, og som kræver et menneske: ${n(quality.uncertainCalls)}.`,
              `Calls of which something cannot be read, and which need a person: ${n(quality.uncertainCalls)}.`
            )
          )
        ]
      : [])
  ]
}
