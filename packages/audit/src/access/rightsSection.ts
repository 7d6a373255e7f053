/**
 * What a person may ask, whom, and where to complain.
 *
 * @see GDPR art. 12(1), 13(2), 15(1)(e), 15(1)(f)
 */
import { type Content, element } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { list } from '../render/html/parts.ts'
import { unstated } from '../render/html/stated.ts'
import { citer } from '../render/text/citation.ts'
import { both } from '../render/text/language.ts'
import { contactOf, partyLine } from '../subject/parties.ts'
import { type FirstPage, itemsOf } from './firstPage.ts'

const words = {
  withdraw: both(
    'Du kan når som helst trække dit samtykke tilbage',
    'You may withdraw your consent at any time'
  ),
  object: both('Du kan gøre indsigelse mod stemmeanalysen', 'You may object to the voice analysis'),
  objectToProcessing: both(
    'Du kan gøre indsigelse mod behandling, der ikke bygger på dit samtykke',
    'You may object to processing that does not rest on your consent'
  ),
  others: both(
    'Du kan bede om, at oplysninger om dig bliver rettet, slettet eller begrænset',
    'You may ask that data about you be rectified, erased or restricted'
  ),
  portability: both(
    'Du kan bede om at få oplysningerne i et format, som en maskine kan læse; filerne her er i et sådant',
    'You may ask for the data in a form that a machine can read; the files here are in such a form'
  ),
  contact: both('Det gør du her', 'You do so here'),
  complaint: both('Du kan klage til', 'You may complain to')
}

const articles = ({ language }: PageContext, ...cited: ReadonlyArray<string>): string =>
  ` (${cited.map(citer(language)).join('; ')}).`

/** The rights that this person has on what is kept, and where they are exercised. */
export const rightsContent = (context: PageContext, { view, calls }: FirstPage): Content => {
  const { translate } = context
  const { policy } = view.rules
  const items = itemsOf(calls)
  const bases = new Set(items.flatMap(({ purposes }) => purposes.map(({ basis }) => basis)))
  const isAnalysed = items.some(({ target, goneAt }) => target === 'analysis' && goneAt === undefined)
  const mayObject = bases.has('6(1)(e)') || bases.has('6(1)(f)')
  const contact = contactOf(policy)
  const { withdrawalContact } = policy
  const where = withdrawalContact === undefined ? '' : ` ${translate(both('hos', 'at'))} ${withdrawalContact}`
  return [
    list([
      ...(bases.has('6(1)(a)') ? [`${translate(words.withdraw)}${where}${articles(context, '7(3)')}`] : []),
      ...(isAnalysed ? [`${translate(words.object)}${articles(context, '21(1)')}`] : []),
      ...(mayObject ? [`${translate(words.objectToProcessing)}${articles(context, '21(1)')}`] : []),
      `${translate(words.others)}${articles(context, '16', '17', '18')}`,
      ...(bases.has('6(1)(a)') || bases.has('6(1)(b)')
        ? [`${translate(words.portability)}${articles(context, '20')}`]
        : [])
    ]),
    element('p', {}, `${translate(words.contact)}: `, contact ?? unstated(context), '.'),
    element(
      'p',
      {},
      `${translate(words.complaint)}: `,
      policy.authority === undefined ? unstated(context) : partyLine(policy.authority),
      '.'
    )
  ]
}
