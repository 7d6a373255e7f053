/**
 * The answers of a processor that were found right, to the log.
 */
import type { CheckedAnswer } from '@samtykke/audit'
import {
  type EventLog,
  type LogError,
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
import { confirmWords } from '../text/confirmWords.ts'
import { about } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'
import { type Failure, unreadable } from '../text/failure.ts'

const refOf = ({ callId, target, targetId }: CheckedAnswer, processor: string): Ref =>
  target === 'recording'
    ? { callId, recordingId: targetId, processor }
    : { callId, analysisId: targetId, processor }

const refusalText = (refusal: Refusal | ConfirmationRefusal): Bilingual => {
  if (refusal._tag === 'NotInstructed') return bilingual(language => confirmWords[language].notInstructed)
  return refusal._tag === 'StillThere'
    ? bilingual(language => confirmWords[language].stillThere(refusal.ref.processor))
    : inDanish(renderRefusal(refusal))
}

/** Either end may have failed. */
const reasonOf = (error: LogError | StoreError): Bilingual =>
  inDanish('reason' in error ? error.reason : renderLogError(error))

const brokenOff = (reason: Bilingual, recorded: number, of: number): Bilingual =>
  both(`${reason.da}; registreret: ${recorded} af ${of}`, `${reason.en}; ${recorded} of ${of} recorded`)

/** How the answers are recorded, and how it is told. */
export interface RecordingAnswers {
  readonly log: EventLog
  readonly stores: Stores
  readonly view: View
  readonly processor: string
  readonly placeOf: (place: number) => string
}

/** Of what was recorded the new ones, and the places of those that were refused. */
export interface RecordedAnswers {
  readonly recorded: number
  readonly refused: ReadonlySet<number>
}

/** Records each, one after another. Where it breaks off it says how many were recorded; the same again goes on. */
export const recordAnswers =
  (
    { log, stores, view, processor, placeOf }: RecordingAnswers,
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
          unreadable(placeOf(place), brokenOff(reasonOf(result.left), recorded, confirmed.length))
        )
      else {
        refused.add(place)
        writeErr(about(placeOf(place), refusalText(result.left)))
      }
    }
    return E.right({ recorded, refused })
  }
