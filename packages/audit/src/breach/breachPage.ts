/**
 * A breach at a processor as one HTML file.
 */
import type { View } from '@samtykke/core'
import { headFacts } from '../head/derivation.ts'
import { limitsOf } from '../head/limits.ts'
import { type Content, element, fragment, type Markup } from '../render/html/element.ts'
import { type PageContext, type PageLanguage, pageOf } from '../render/html/page.ts'
import { factList, id, list, summaryBox, time } from '../render/html/parts.ts'
import { limitsSection, type Section, sectionsOf } from '../render/html/sections.ts'
import { stated } from '../render/html/stated.ts'
import { both } from '../render/text/language.ts'
import { statedParty } from '../render/text/party.ts'
import { moment } from '../render/text/words.ts'
import { firstOf } from '../rows/rows.ts'
import type { BreachInRows } from './breach.ts'
import { numberTables } from './numberTables.ts'
import { doubtsTable, erasedTable, exposedTable, subjectsTable } from './recordTables.ts'
import { breachSummary } from './summary.ts'
import { words } from './words.ts'

const deadline = (context: PageContext, { awareAt, notifyBy }: BreachInRows): Content => {
  const { translate } = context
  return awareAt === null || notifyBy === null
    ? element('p', {}, translate(words.notAware))
    : [
        factList(context, [
          [words.aware, time(context, awareAt)],
          [words.notifyBy, time(context, notifyBy)]
        ]),
        element('p', {}, translate(words.hours))
      ]
}

const notifying = (context: PageContext, breach: BreachInRows): Content => [
  deadline(context, breach),
  factList(context, [
    [words.controller, stated(context, statedParty(breach.controller))],
    [words.contact, stated(context, statedParty(breach.contact))],
    [words.authority, stated(context, statedParty(breach.authority))],
    [
      words.processor,
      breach.processorName === null
        ? id(breach.processor)
        : [`${breach.processorName} `, id(breach.processor)]
    ],
    [words.agreement, stated(context, breach.agreement)]
  ]),
  element('p', {}, context.translate(words.alsoAsked)),
  list(words.others.map(context.translate))
]

const paragraph = (text: string): Markup => element('p', {}, text)

const sections = (view: View, context: PageContext, breach: BreachInRows): ReadonlyArray<Section> => {
  const { translate } = context
  const { unreadableCalls } = breach
  return [
    { name: 'notify', title: words.notify, content: notifying(context, breach) },
    { name: 'numbers', title: words.numbers, content: numberTables(view, context, breach) },
    {
      name: 'subjects',
      title: words.subjects,
      content: [paragraph(translate(words.subjectsWhy)), subjectsTable(context, breach)]
    },
    { name: 'exposed', title: words.exposed, content: exposedTable(view, context, breach) },
    {
      name: 'in-doubt',
      title: words.inDoubt,
      content: [
        paragraph(translate(words.inDoubtWhy)),
        doubtsTable(context, breach),
        unreadableCalls.length === 0
          ? ''
          : element(
              'p',
              {},
              `${translate(words.unreadable(unreadableCalls.length))} `,
              firstOf(unreadableCalls, 100).map(each => [id(each), ' '])
            )
      ]
    },
    {
      name: 'erased-before',
      title: words.erasedBefore,
      content: [
        paragraph(translate(words.backupsNotStated(breach.backupsNotStated))),
        erasedTable(context, breach)
      ]
    },
    limitsSection(context, [words.limit, ...limitsOf(null)])
  ]
}

const body =
  (view: View, breach: BreachInRows) =>
  (context: PageContext): Content =>
    fragment(
      headFacts(context, breach, [
        [
          words.time,
          context.translate(
            both(
              `fra ${moment('da', context.clock, breach.from)} og før ${moment('da', context.clock, breach.until)}`,
              `from ${moment('en', context.clock, breach.from)} and before ${moment('en', context.clock, breach.until)}`
            )
          )
        ]
      ]),
      summaryBox(breachSummary(context, breach)),
      sectionsOf(context, sections(view, context, breach))
    )

/**
 * What a breach concerns, as one HTML file that opens anywhere: no script, no request, in Danish, English or both.
 *
 * @param view the view from which it was looked for
 *
 * @example
 * import { compilePolicy, instant, noticePolicy } from '@samtykke/core'
 * import { breachHtml, breachOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const scope = { from: instant('2025-09-01T00:00:00.000Z'), until: instant('2025-09-02T00:00:00.000Z') }
 * const html = breachHtml(view, breachOf(view, { processor: 'recorder', ...scope }).finish(), 'en')
 * assert.ok(html.includes('Nothing of the log was with recorder in that time.'))
 *
 * @see GDPR art. 33(3), 33(5), 34
 */
export const breachHtml = (view: View, breach: BreachInRows, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: both(
        `Brud på persondatasikkerheden: samtaler hos ${breach.processor}`,
        `Personal data breach: calls with ${breach.processor}`
      ),
      short: both('Brud på persondatasikkerheden', 'Personal data breach'),
      foot: `samtykke · ${breach.policy.version} · ${breach.asOf}`,
      body: body(view, breach)
    },
    language
  )
