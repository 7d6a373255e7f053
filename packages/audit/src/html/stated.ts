/**
 * What was stated, and that something was not.
 */
import { forgotten } from '@samtykke/core'
import { notStated } from '../text/notStated.ts'
import { type Content, el, type Markup } from './element.ts'
import type { PageVoice } from './page.ts'
import { payloadNames } from './words.ts'

/** Stands out, so that nobody takes it for an answer. */
export const unstated = ({ say }: PageVoice): Markup =>
  el('strong', { class: 'warning' }, say(notStated).toUpperCase())

/** A text of an event, which may not be stated or whose key may be destroyed. */
export const stated = (voice: PageVoice, text: string | number | null | undefined): Content => {
  if (text === null || text === undefined || text === notStated.en) return unstated(voice)
  return text === forgotten ? el('em', {}, voice.say(payloadNames.forgotten)) : text
}
