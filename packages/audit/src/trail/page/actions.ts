/**
 * What is to happen to a call, and why when it is, on a page.
 */
import { cite } from '../../render/text/citation.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import { listed } from '../../render/text/words.ts'
import type { ExplainedAction, Trail } from '../trail.ts'
import { type Content, element, type Markup } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { factList, id, time } from '../../render/html/parts.ts'
import { actionNames, statusNames, targetNames } from '../../render/text/coreNames.ts'

const words = {
  nothingDue: both('Intet er åbent.', 'Nothing is open.'),
  dueAt: both('Frist', 'Due'),
  because: both('Hjemmel', 'Ground'),
  uncertain: both(
    'Noget i samtalen kan ikke læses: intet må udføres uden et menneske.',
    'Something of the call cannot be read: nothing is carried out without a person.'
  ),
  handOver: both('Udlever først en kopi til', 'First hand over a copy for')
} satisfies Record<string, Bilingual>

const actionOf = (context: PageContext, action: ExplainedAction): Markup => {
  const { translate, language } = context
  const { target, targetId, status, dueAt, article, text, holds, handOverFirst, uncertain } = action
  return element(
    'details',
    { open: true },
    element(
      'summary',
      {},
      `${translate(statusNames[status])}: ${translate(actionNames[action.action])} ${translate(targetNames[target])} ${targetId}`
    ),
    element('p', {}, translate(text)),
    factList(context, [
      [words.dueAt, time(context, dueAt)],
      [words.because, cite(language, article)],
      ...(holds.length === 0 ? [] : [[translate(targetNames.hold), holds.map(id)] as const]),
      ...(handOverFirst === undefined ? [] : [[words.handOver, listed(language, handOverFirst)] as const])
    ]),
    uncertain === true ? element('p', { class: 'warning' }, translate(words.uncertain)) : ''
  )
}

/** What is open, each with its explanation. */
export const actionsSection = (context: PageContext, { actions }: Trail): Content =>
  actions.length === 0
    ? element('p', {}, context.translate(words.nothingDue))
    : actions.map(action => actionOf(context, action))
