/**
 * Why erasing stopped, and what ends it, for who reads standard error.
 */
import { renderStopCause, type StopCause } from '@samtykke/retention'
import { type Bilingual, both } from '../text/language.ts'

const causes: Readonly<Record<StopCause, string>> = {
  clock: 'intet slettes, så længe denne maskines ur er mere end 5 minutter fra loggens',
  'not-found':
    'intet slettes, før en person godkender det: af det, der skulle slettes, blev 1 af 20 ikke fundet',
  'most-per-day':
    'kun det, som nogen har bedt om, slettes, før en person godkender det: mere er forfaldent, end der må slettes på en dag'
}

/** A clock that is wrong ends by being put right, the others by an approval. */
export const stopSentence = (cause: StopCause): Bilingual => {
  const ends = cause === 'clock' ? '' : ' (samtykke run --resume --approved-by REF)'
  return both(`standset: ${causes[cause]}${ends}`, `stopped: ${renderStopCause(cause)}${ends}`)
}
