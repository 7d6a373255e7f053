/**
 * Why no copy of a call can be handed over of which no recording is left.
 */
import { type Bilingual, both } from '../render/text/language.ts'

export const nothingLeft = {
  erased: both('Optagelsen er slettet.', 'The recording was erased.'),
  neverRecorded: both('Samtalen blev ikke optaget.', 'The call was not recorded.')
}

/** Of a reason that was recorded: the one of those above that it is. */
export const saysNothingLeft = (recorded: string): Bilingual | undefined =>
  Object.values(nothingLeft).find(({ da, en }) => recorded === da || recorded === en)
