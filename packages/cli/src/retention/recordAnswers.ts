/**
 * The answers of a processor that were found right, to the log.
 */
import type { CheckedAnswer } from '@samtykke/audit'
import {
  type EventLog,
  type LogError,
  printable,
  type Ref,
  type Refusal,
  renderLogError,
  renderRefusal,
  type StoreError,
  type View
} from '@samtykke/core'
import type { ConfirmationRefusal, Stores } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import type { ConfirmWords } from '../text/confirmWords.ts'
import { type Failure, unreadable } from '../text/failure.ts'

const refOf = ({ callId, target, targetId }: CheckedAnswer, processor: string): Ref =>
  target === 'recording'
    ? { callId, recordingId: targetId, processor }
    : { callId, analysisId: targetId, processor }

const refusalIn = (refusal: Refusal | ConfirmationRefusal, words: ConfirmWords): string => {
  if (refusal._tag === 'NotInstructed') return words.notInstructed
  return refusal._tag === 'StillThere' ? words.stillThere(refusal.ref.processor) : renderRefusal(refusal)
}

/** Either end may have failed. */
const reasonOf = (error: LogError | StoreError): string =>
  'reason' in error ? error.reason : renderLogError(error)

/** How the answers are recorded, and how it is told. */
export interface RecordingAnswers {
  readonly log: EventLog
  readonly stores: Stores
  readonly view: View
  readonly processor: string
  readonly placeOf: (place: number) => string
  readonly words: ConfirmWords
}

/** Of what was recorded the new ones, and the places of those that were refused. */
export interface RecordedAnswers {
  readonly recorded: number
  readonly refused: ReadonlySet<number>
}

/** Records each, one after another. Where it breaks off it says how many were recorded; the same again goes on. */
export const recordAnswers =
  (
    { log, stores, view, processor, placeOf, words }: RecordingAnswers,
    confirmed: ReadonlyArray<CheckedAnswer>
  ): TE.TaskEither<Failure, RecordedAnswers> =>
  async () => {
    const { recordAnswer } = await import('@samtykke/retention')
    const record = recordAnswer({ log, stores }, view)
    let recorded = 0
    const refused = new Set<number>()
    for (const each of confirmed) {
      const { place } = each.answer
      const result = await record(refOf(each, processor), { ...each.answer, action: each.action })()
      if (E.isRight(result)) recorded += result.right.recorded.length
      else if ('retry' in result.left)
        return E.left(
          unreadable(placeOf(place), `${reasonOf(result.left)}; ${recorded} of ${confirmed.length} recorded`)
        )
      else {
        refused.add(place)
        writeErr(printable(`${placeOf(place)}: ${refusalIn(result.left, words)}`))
      }
    }
    return E.right({ recorded, refused })
  }
