/**
 * What a person may do who does not get what was asked for.
 *
 * @see GDPR art. 12(4), 77, 79
 */
import type { View } from '@samtykke/core'
import { letterText, type Paragraph } from './letter.ts'

/** That one may go to court; where to complain stands at the foot of every letter. */
export const remedies = (view: View): Paragraph => ({
  text: letterText(view, ({ text, cite }) => {
    const cited = `${cite('12(4)')}; ${cite('79')}`
    return text(
      `Er du ikke enig, kan du klage til tilsynsmyndigheden, som er nævnt nedenfor, og du kan indbringe sagen for domstolene (${cited}).`,
      `If you do not agree you may complain to the supervisory authority named below, and you may bring the matter before a court (${cited}).`
    )
  })
})
