/**
 * A breach in a few sentences, which a page and a terminal say alike.
 */
import type { View } from '@samtykke/core'
import type { Language } from '../render/text/language.ts'
import { both } from '../render/text/language.ts'
import type { PageContext } from '../render/html/page.ts'
import { type Clock, clockOf, moment } from '../render/text/words.ts'
import type { BreachInRows } from './breach.ts'
import type { BreachNumbers } from './numbers.ts'

interface Reader {
  readonly language: Language
  readonly clock: Clock
  readonly translate: PageContext['translate']
}

const amounts = (language: Language, { recordings, analyses, calls, subjects }: BreachNumbers): string => {
  const of = (count: number, [one, many]: readonly [string, string]): string =>
    `${count} ${count === 1 ? one : many}`
  return language === 'da'
    ? `${of(recordings, ['optagelse', 'optagelser'])} og ${of(analyses, ['analyse', 'analyser'])} fra ${of(calls, ['samtale', 'samtaler'])}; kunder med reference: ${subjects}`
    : `${of(recordings, ['recording', 'recordings'])} and ${of(analyses, ['analysis', 'analyses'])} of ${of(calls, ['call', 'calls'])}; customers with a reference: ${subjects}`
}

/** The sentences. */
export const breachSummary = (
  { language, clock, translate }: Reader,
  { processor, numbers, inDoubt, erasedBefore, notifyBy }: BreachInRows
): ReadonlyArray<string> => {
  const { atLeast, atMost } = numbers
  return [
    atLeast.calls === 0
      ? translate(
          both(
            `Intet i loggen var med sikkerhed hos ${processor} i tidsrummet.`,
            `Nothing of the log was with ${processor} in that time.`
          )
        )
      : translate(
          both(
            `Hos ${processor} var i tidsrummet ${amounts('da', atLeast)}.`,
            `With ${processor} in that time: ${amounts('en', atLeast)}.`
          )
        ),
    ...(inDoubt.length === 0
      ? []
      : [
          translate(
            both(
              `Med det tvivlsomme er det højst ${amounts('da', atMost)}.`,
              `With what is in doubt it is at most ${amounts('en', atMost)}.`
            )
          )
        ]),
    translate(
      both(`${erasedBefore.length} var slettet forinden.`, `${erasedBefore.length} had been erased before.`)
    ),
    ...(notifyBy === null
      ? []
      : [
          translate(
            both(
              `Bruddet anmeldes senest ${moment(language, clock, notifyBy)}.`,
              `The breach is notified by ${moment(language, clock, notifyBy)}.`
            )
          )
        ])
  ]
}

/**
 * A breach in a few sentences of one language: how much was with the processor, how much that is at most, what had been
 * erased before, and by when the authority is notified.
 *
 * @param view the view from which it was looked for
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { breachOf, breachText } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const scope = { from: instant('2025-09-01T00:00:00.000Z'), until: instant('2025-09-02T00:00:00.000Z') }
 * const [first] = breachText(view, breachOf(view, { processor: 'recorder', ...scope }).finish(), 'en')
 * assert.deepStrictEqual(first, 'Nothing of the log was with recorder in that time.')
 *
 * @see GDPR art. 33(1), 33(3)(a)
 */
export const breachText = (
  { rules }: View,
  breach: BreachInRows,
  language: Language
): ReadonlyArray<string> =>
  breachSummary(
    {
      language,
      clock: clockOf(rules.policy.timeZone, rules.calendar.localDate),
      translate: text => text[language]
    },
    breach
  )
