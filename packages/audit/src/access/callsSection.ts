/**
 * The calls of a person by date: what is kept of each, until when, and why until then.
 *
 * @see GDPR art. 15(1)(d)
 */
import { millisecondsBetween } from '@samtykke/core'
import { type Content, element, type Markup } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { list, time } from '../render/html/parts.ts'
import { both } from '../render/text/language.ts'
import { lineName } from '../render/text/names.ts'
import { capitalised, durationInWords } from '../render/text/words.ts'
import type { KeptItem } from '../subject/kept.ts'
import { keptReason, keptSentence } from '../subject/keptText.ts'
import { thingIn } from '../subject/things.ts'
import { toldOf } from '../subject/told.ts'
import type { OwnCall } from './callCopy.ts'
import { fileName } from './fileName.ts'
import { type FirstPage, heldOn } from './firstPage.ts'

const words = {
  nothing: both(
    'Der er hverken en optagelse eller en stemmeanalyse.',
    'There is neither a recording nor a voice analysis.'
  ),
  notRecorded: both('Samtalen blev ikke optaget', 'The call was not recorded'),
  inbound: both('Du ringede til os', 'You called us'),
  outbound: both('Vi ringede til dig', 'We called you'),
  reason: both('Hvorfor', 'Why')
}

const describe = ({ translate, language }: PageContext, { call }: OwnCall): string => {
  const [first] = call.recordings
  if (first === undefined) return `${translate(words.notRecorded)}.`
  const { direction, line, startedAt, endedAt } = first.event
  const length =
    endedAt === undefined || endedAt <= startedAt
      ? ''
      : `, ${durationInWords(language, Math.floor(millisecondsBetween(startedAt, endedAt) / 1000))}`
  return `${translate(words[direction])} (${translate(lineName(line))})${length}.`
}

const itemLine = ({ view }: FirstPage, context: PageContext, own: OwnCall, item: KeptItem): Content => {
  const { translate, language } = context
  const told = toldOf(view, own.call, own.forSubject.isOfAnother)
  const reason = keptReason(item, told(language))
  return [
    element('strong', {}, `${capitalised(thingIn(told(language), item.target, item.targetId))}: `),
    keptSentence(item, told(language).phrases),
    reason === ''
      ? ''
      : element(
          'details',
          { open: true },
          element('summary', {}, translate(words.reason)),
          element('p', {}, reason)
        )
  ]
}

const callOf = (context: PageContext, page: FirstPage, own: OwnCall): Markup => {
  const at = heldOn(own)
  const { callId, kept } = own.copy
  return element(
    'section',
    {},
    context.heading(
      3,
      element(
        'a',
        { href: `calls/${fileName(callId)}.html#${context.language}` },
        at === undefined ? callId : time(context, at)
      )
    ),
    element(
      'p',
      {},
      `${describe(context, own)} ${kept.length === 0 ? context.translate(words.nothing) : ''}`.trimEnd()
    ),
    kept.length === 0 ? '' : list(kept.map(item => itemLine(page, context, own, item)))
  )
}

/** The calls, and how the dates of each follow. */
export const callsContent = (context: PageContext, page: FirstPage): Content =>
  page.calls.map(own => callOf(context, page, own))
