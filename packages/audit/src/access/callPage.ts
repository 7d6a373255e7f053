/**
 * A call of a person, as a page for that person.
 *
 * @see GDPR art. 12(1), 15(1)
 */
import type { View } from '@samtykke/core'
import { type Content, element } from '../render/html/element.ts'
import { pageOf, type PageContext } from '../render/html/page.ts'
import { list, time } from '../render/html/parts.ts'
import { section } from '../render/html/sections.ts'
import { citer } from '../render/text/citation.ts'
import { both } from '../render/text/language.ts'
import { capitalised } from '../render/text/words.ts'
import { thingIn } from '../subject/things.ts'
import { toldOf } from '../subject/told.ts'
import { smallPrint } from '../subject/smallPrint.ts'
import type { CallCopy, OwnCall } from './callCopy.ts'

const words = {
  short: both('En af dine samtaler', 'One of your calls'),
  kept: both('Hvad der er gemt, og til hvornår', 'What is kept, and until when'),
  nothing: both(
    'Der er hverken en optagelse eller en stemmeanalyse af samtalen.',
    'There is neither a recording nor a voice analysis of the call.'
  ),
  entries: both('Hvad der er sket', 'What happened'),
  reference: both('Samtalens reference hos os', 'Our reference for the call'),
  back: both('Tilbage til forsiden', 'Back to the first page')
}

const keptSection = (context: PageContext, view: View, { copy, call, forSubject }: OwnCall): Content => {
  const told = toldOf(view, call, forSubject.isOfAnother)(context.language)
  return copy.kept.length === 0
    ? element('p', {}, context.translate(words.nothing))
    : list(
        copy.kept.map(({ target, targetId, text }) => [
          element('strong', {}, `${capitalised(thingIn(told, target, targetId))}. `),
          context.translate(text)
        ])
      )
}

const entriesList = (context: PageContext, { entries }: CallCopy): Content =>
  list(
    entries.map(({ at, text, articles }) => [
      element('strong', {}, time(context, at)),
      ` ${context.translate(text)}`,
      articles.length === 0
        ? ''
        : [' ', element('span', { class: 'soft' }, `${articles.map(citer(context.language)).join('; ')}.`)]
    ])
  )

const body =
  (view: View, own: OwnCall) =>
  (context: PageContext): Content => [
    element(
      'p',
      {},
      `${context.translate(words.reference)}: ${own.copy.callId}. `,
      element('a', { href: '../index.html' }, context.translate(words.back))
    ),
    section(context, { name: 'kept', title: words.kept, content: keptSection(context, view, own) }),
    section(context, { name: 'entries', title: words.entries, content: entriesList(context, own.copy) }),
    smallPrint(context, view)
  ]

/** The page, in Danish and then in English. It runs nothing and fetches nothing. */
export const callPage = (view: View, own: OwnCall): string =>
  pageOf(
    {
      view,
      title: words.short,
      short: words.short,
      foot: `${own.copy.callId} · ${own.copy.asOf}`,
      body: body(view, own)
    },
    'both'
  )
