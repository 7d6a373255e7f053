/**
 * A letter as one page of HTML that prints on one sheet.
 *
 * @see GDPR art. 12(1)
 */
import type { Policy, View } from '@samtykke/core'
import { type Content, element } from '../render/html/element.ts'
import { type PageLanguage, pageOf, type PageContext } from '../render/html/page.ts'
import { id, list } from '../render/html/parts.ts'
import { unstated } from '../render/html/stated.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { fullDate } from '../render/text/words.ts'
import { contactOf, partyLine, waysTo } from '../subject/parties.ts'
import { smallPrint } from '../subject/smallPrint.ts'
import type { Letter } from './letter.ts'

const words = {
  short: both('Brev om dine samtaler', 'Letter about your calls'),
  dear: both('Kære kunde', 'Dear customer'),
  reference: both('Vores reference', 'Our reference'),
  yours: both('Din reference hos os', 'Your reference with us'),
  questions: both('Har du spørgsmål, så kontakt', 'If you have questions, turn to'),
  complaint: both(
    'Du kan klage over vores behandling af oplysninger om dig til',
    'You may complain of how we process data about you to'
  ),
  regards: both('Med venlig hilsen', 'Yours sincerely')
} satisfies Record<string, Bilingual>

const sender = (context: PageContext, { controller }: Policy): Content =>
  controller === undefined
    ? unstated(context)
    : [element('strong', {}, controller.name), waysTo(controller).map(way => [element('br'), way])]

const body =
  (view: View, letter: Letter) =>
  (context: PageContext): Content => {
    const { translate, language } = context
    const { policy } = view.rules
    return [
      element('p', {}, sender(context, policy)),
      element(
        'p',
        {},
        `${fullDate(language, letter.date)}. ${translate(words.reference)}: `,
        id(letter.reference),
        letter.subjectRef === undefined ? '' : [`. ${translate(words.yours)}: `, id(letter.subjectRef)],
        '.'
      ),
      element('p', {}, `${translate(words.dear)}${language === 'da' ? '' : ','}`),
      letter.paragraphs.map(({ text, items = [] }) => [
        element('p', {}, translate(text)),
        items.length === 0 ? '' : list(items.map(translate))
      ]),
      element('p', {}, `${translate(words.questions)} `, contactOf(policy) ?? unstated(context), '.'),
      element(
        'p',
        {},
        `${translate(words.complaint)} `,
        policy.authority === undefined ? unstated(context) : partyLine(policy.authority),
        '.'
      ),
      element('p', {}, translate(words.regards), element('br'), policy.controller?.name ?? unstated(context)),
      smallPrint(context, view)
    ]
  }

/**
 * A letter as one HTML file: no script, no request, in Danish, English or both, each on a sheet of its own.
 *
 * @param view the view from which the letter was made
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { accessLetter, letterHtml } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const letter = accessLetter(view, 'request-1')(calls)
 * assert.ok(E.isRight(letter) && letterHtml(view, letter.right, 'da').includes('Svar på din anmodning om indsigt'))
 *
 * @see GDPR art. 12(1)
 */
export const letterHtml = (view: View, letter: Letter, language: PageLanguage = 'da'): string =>
  pageOf(
    {
      view,
      title: letter.title,
      short: words.short,
      foot: `${letter.reference} · ${letter.asOf}`,
      body: body(view, letter)
    },
    language
  )
