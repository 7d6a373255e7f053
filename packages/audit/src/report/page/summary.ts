/**
 * A whole log in at most six sentences.
 */
import type { RetentionState } from '../figures.ts'
import type { Report } from '../report.ts'
import { durationInWords } from '../../render/text/words.ts'
import type { PageContext } from '../../render/html/page.ts'
import { numeral } from '../../render/html/parts.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { type NounName, wordFor } from '../../render/text/nouns.ts'

/** Makes the sentences: `n` is a number, `of` a number of something. */
interface Words {
  readonly n: (value: number) => string
  readonly of: (value: number, noun: NounName) => string
}

const overdue = ({ n }: Words, count: number, half: number | null): Bilingual => {
  if (count === 0)
    return both(
      'Intet er forfaldent ud over den udførelsesfrist, som regelsættet giver.',
      'Nothing is overdue beyond the grace that the policy gives.'
    )
  const late = (language: 'da' | 'en'): string => (half === null ? '' : durationInWords(language, half))
  if (count === 1)
    return both(
      `1 skulle være slettet eller anonymiseret og er det ikke; den er ${late('da')} forsinket.`,
      `1 was to be erased or anonymised and is not; it is ${late('en')} late.`
    )
  return both(
    `${n(count)} skulle være slettet eller anonymiseret og er det ikke; halvdelen er mindst ${late('da')} forsinket.`,
    `${n(count)} were to be erased or anonymised and are not; half of them are at least ${late('en')} late.`
  )
}

const sentences = ({ n, of }: Words, report: Report): ReadonlyArray<Bilingual> => {
  const { figures, findings, lateness, forecast, coverage, quality } = report
  const kept = (...states: ReadonlyArray<RetentionState>): number =>
    states.reduce((sum, state) => sum + figures.recordings[state] + figures.analyses[state], 0)
  const errors = findings.reduce((sum, { bySeverity }) => sum + bySeverity.error, 0)
  const [thisMonth, nextMonth] = forecast.months
  const coming = forecast.scheduled
    .filter(({ month }) => month === thisMonth || month === nextMonth)
    .reduce((sum, { count }) => sum + count, 0)
  const [all, held, open] = [kept('stored', 'due', 'overdue', 'held'), kept('held'), figures.requests.open]
  return [
    both(
      `${of(figures.calls, 'call')}; ${of(all, 'kept')} opbevares.`,
      `${of(figures.calls, 'call')}; ${of(all, 'kept')} ${all === 1 ? 'is' : 'are'} kept.`
    ),
    overdue({ n, of }, kept('overdue'), lateness.overdue.all.p50),
    both(
      `${of(coming, 'action')} forfalder i denne og næste måned; ${of(held, 'kept')} er udsat ved sletningsstop.`,
      `${of(coming, 'action')} ${coming === 1 ? 'falls' : 'fall'} due this month and next; ${of(held, 'kept')} ${held === 1 ? 'is' : 'are'} held for claims.`
    ),
    coverage.withoutBasis === 0
      ? both('Intet opbevares uden behandlingsgrundlag.', 'Nothing is kept without a basis.')
      : both(
          `For ${of(coverage.withoutBasis, 'kept')} kan der ikke påvises et behandlingsgrundlag lige nu.`,
          `For ${of(coverage.withoutBasis, 'kept')} no basis can be shown at present.`
        ),
    both(
      `${of(errors, 'error')}; ${of(open, 'openRequest')}.`,
      `${of(errors, 'error')}; ${of(open, 'openRequest')}.`
    ),
    ...(quality.uncertainCalls > 0
      ? [
          both(
            `${of(quality.uncertainCalls, 'call')} kræver manuel gennemgang.`,
            `${of(quality.uncertainCalls, 'call')} ${quality.uncertainCalls === 1 ? 'needs' : 'need'} a person.`
          )
        ]
      : [])
  ]
}

/** The sentences. */
export const reportSummaryOf = (context: PageContext, report: Report): ReadonlyArray<string> => {
  const n = (value: number): string => numeral(context, value)
  const of: Words['of'] = (value, noun) => `${n(value)} ${context.translate(wordFor(value, noun))}`
  return sentences({ n, of }, report).map(context.translate)
}
