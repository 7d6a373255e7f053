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
import { uncertainText } from './uncertain.ts'
import { actionNames, statusNames, targetNames } from '../../render/text/coreNames.ts'

const words = {
  nothingDue: both('Intet er åbent.', 'Nothing is open.'),
  dueAt: both('Frist', 'Due'),
  because: both('Hjemmel', 'Ground'),
  handOver: both('Udlever først en kopi til', 'First hand over a copy for')
} satisfies Record<string, Bilingual>

const actionOf = (
  context: PageContext,
  action: ExplainedAction,
  uncertain: Bilingual | undefined
): Markup => {
  const { translate, language } = context
  const { target, targetId, status, dueAt, article, text, holds, handOverFirst } = action
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
    action.uncertain === true && uncertain !== undefined
      ? element('p', { class: 'warning' }, translate(uncertain))
      : ''
  )
}

/** What is open, each with its explanation. */
export const actionsSection = (context: PageContext, trail: Trail): Content =>
  trail.actions.length === 0
    ? element('p', {}, context.translate(words.nothingDue))
    : trail.actions.map(action => actionOf(context, action, uncertainText(trail)))
