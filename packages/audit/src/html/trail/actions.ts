/**
 * What is to happen to a call, and why when it is, on a page.
 */
import { cite } from '../../text/citation.ts'
import type { Bilingual } from '../../text/language.ts'
import { type Clock, listed } from '../../text/words.ts'
import type { ExplainedAction, Trail } from '../../trail/trail.ts'
import { type Content, el, type Markup } from '../element.ts'
import type { PageVoice } from '../page.ts'
import { factList, id, time } from '../parts.ts'
import { actionNames, both, statusNames, targetNames } from '../words.ts'

const words = {
  nothingDue: both('Intet er åbent.', 'Nothing is open.'),
  dueAt: both('Frist', 'Due'),
  because: both('Grund', 'Ground'),
  uncertain: both(
    'Noget i samtalen kan ikke læses: intet må udføres uden et menneske.',
    'Something of the call cannot be read: nothing is carried out without a person.'
  ),
  handOver: both('Udlever først en kopi til', 'First hand over a copy for')
} satisfies Record<string, Bilingual>

const actionOf = (voice: PageVoice, clock: Clock, action: ExplainedAction): Markup => {
  const { say, language } = voice
  const { target, targetId, status, dueAt, article, text, holds, handOverFirst, uncertain } = action
  return el(
    'details',
    { open: true },
    el(
      'summary',
      {},
      `${say(statusNames[status])}: ${say(actionNames[action.action])} ${say(targetNames[target])} ${targetId}`
    ),
    el('p', {}, say(text)),
    factList([
      [say(words.dueAt), time(voice, clock, dueAt)],
      [say(words.because), cite(language, article)],
      ...(holds.length === 0 ? [] : [[say(targetNames.hold), holds.map(id)] as const]),
      ...(handOverFirst === undefined
        ? []
        : [[say(words.handOver), listed(language, handOverFirst)] as const])
    ]),
    uncertain === true ? el('p', { class: 'warning' }, say(words.uncertain)) : ''
  )
}

/** What is open, each with its explanation. */
export const actionsSection = (voice: PageVoice, clock: Clock, { actions }: Trail): Content =>
  actions.length === 0
    ? el('p', {}, voice.say(words.nothingDue))
    : actions.map(action => actionOf(voice, clock, action))
