/**
 * What was stated, and that something was not.
 */
import { forgotten } from '@samtykke/core'
import { notStated } from '../text/notStated.ts'
import { type Content, element, type Markup } from './element.ts'
import type { PageContext } from './page.ts'
import { payloadNames } from '../text/coreNames.ts'

/** Stands out, so that nobody takes it for an answer. */
export const unstated = ({ translate }: PageContext): Markup =>
  element('strong', { class: 'warning' }, translate(notStated).toUpperCase())

/** A text of an event, which may not be stated or whose key may be destroyed. */
export const stated = (context: PageContext, text: string | number | null | undefined): Content => {
  if (text === null || text === undefined || text === notStated.en) return unstated(context)
  return text === forgotten ? element('em', {}, context.translate(payloadNames.forgotten)) : text
}
