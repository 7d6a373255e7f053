/**
 * The calls of a person by date: what is kept of each, until when, and why until then.
 *
 * @see GDPR art. 15(1)(d)
 */
import { millisecondsBetween } from '@samtykke/core'
import { type Content, element } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { list, time } from '../render/html/parts.ts'
import { tableOf } from '../render/html/table.ts'
import { both } from '../render/text/language.ts'
import { lineName } from '../render/text/names.ts'
import { capitalised, durationInWords, moment } from '../render/text/words.ts'
import { keptReason, keptSentence, thingNames } from '../subject/keptText.ts'
import { toldOf } from '../subject/told.ts'
import type { OwnCall } from './callCopy.ts'
import { fileName } from './fileName.ts'
import { type FirstPage, heldOn } from './firstPage.ts'

const words = {
  calls: both('Dine samtaler, og hvad vi har gemt af dem', 'Your calls, and what we have kept of them'),
  when: both('Hvornår', 'When'),
  call: both('Samtalen', 'The call'),
  kept: both('Hvad der er gemt, og til hvornår', 'What is kept, and until when'),
  nothing: both('Hverken optagelse eller stemmeanalyse.', 'Neither recording nor voice analysis.'),
  notRecorded: both('Ikke optaget', 'Not recorded'),
  inbound: both('Du ringede til os', 'You called us'),
  outbound: both('Vi ringede til dig', 'We called you'),
  reasons: both('Sådan er datoerne fundet', 'How the dates were found'),
  follow: both('Hvad der er sket', 'What happened')
}

const describe = ({ translate, language }: PageContext, { call }: OwnCall): string => {
  const [first] = call.recordings
  if (first === undefined) return translate(words.notRecorded)
  const { direction, line, startedAt, endedAt } = first.event
  const length =
    endedAt === undefined || endedAt <= startedAt
      ? ''
      : `, ${durationInWords(language, Math.floor(millisecondsBetween(startedAt, endedAt) / 1000))}`
  return `${translate(words[direction])} (${translate(lineName(line))})${length}`
}

const keptCell = ({ view }: FirstPage, { translate, language }: PageContext, own: OwnCall): Content => {
  if (own.copy.kept.length === 0) return translate(words.nothing)
  const { phrases } = toldOf(view, own.call, own.forSubject.isOfAnother)(language)
  return own.copy.kept.map((item, index) => [
    index > 0 ? element('br') : '',
    element('strong', {}, `${capitalised(translate(thingNames[item.target]))}: `),
    keptSentence(item, phrases)
  ])
}

const dateOf = ({ language, clock }: PageContext, own: OwnCall): string => {
  const at = heldOn(own)
  return at === undefined ? own.copy.callId : moment(language, clock, at)
}

const callsTable = (context: PageContext, page: FirstPage): Content =>
  tableOf<OwnCall>(context, words.calls, {
    columns: [
      {
        head: words.when,
        cell: own => {
          const at = heldOn(own)
          return element(
            'a',
            { href: `calls/${fileName(own.copy.callId)}.html#${context.language}` },
            at === undefined ? own.copy.callId : time(context, at)
          )
        }
      },
      { head: words.call, cell: own => describe(context, own) },
      { head: words.kept, cell: own => keptCell(page, context, own), kind: 'long' }
    ],
    rows: page.calls,
    whole: both('mappen “calls”', 'the folder “calls”')
  })

const reasons = (context: PageContext, { view, calls }: FirstPage): ReadonlyArray<Content> =>
  calls.flatMap(own =>
    own.copy.kept.flatMap(item => {
      const told = toldOf(view, own.call, own.forSubject.isOfAnother)(context.language)
      const reason = keptReason(item, told)
      const of = context.translate(both('af samtalen den', 'of the call on'))
      return reason === ''
        ? []
        : [
            [
              element(
                'strong',
                {},
                `${capitalised(context.translate(thingNames[item.target]))} ${of} ${dateOf(context, own)}. `
              ),
              reason
            ]
          ]
    })
  )

/** The calls, and how the dates of each follow. */
export const callsContent = (context: PageContext, page: FirstPage): Content => {
  const found = reasons(context, page)
  return [
    callsTable(context, page),
    found.length === 0 ? '' : [context.heading(3, context.translate(words.reasons)), list(found)]
  ]
}
