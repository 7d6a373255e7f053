/**
 * Why erasing stopped, and what ends it, for who reads standard error.
 */
import { renderStopCause, type StopCause } from '@samtykke/retention'

/** A clock that is wrong ends by being put right, the others by an approval. */
export const stopSentence = (cause: StopCause): string =>
  `stopped: ${renderStopCause(cause)}${cause === 'clock' ? '' : ' (samtykke run --resume --approved-by REF)'}`
