// The service under test: trainers listen to recordings, as long as the customer's consent to training lasts. Each time that
// one does is recorded.
import { randomUUID } from 'node:crypto'
import {
  type CallState,
  dueActions,
  type EventLog,
  type EventOf,
  type Identifier,
  type Instant,
  type LogError,
  type Recording,
  type Refusal,
  remainedAt,
  type Rules,
  type Uuid,
  type View
} from '@samtykke/core'
import { transact } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

const training = 'internal-training'

/** Why a trainer may not listen. */
export interface NotForTraining {
  readonly _tag: 'NotForTraining'
  readonly reason: 'no-such-recording' | 'its-time-is-over' | 'no-consent'
}

const not = (reason: NotForTraining['reason']): E.Either<NotForTraining, never> =>
  E.left({ _tag: 'NotForTraining', reason })

const forTraining = (
  view: View,
  call: CallState,
  recordingId: Identifier
): E.Either<NotForTraining, Recording> => {
  const recording = call.recordings.find(({ targetId, done }) => targetId === recordingId && !done)
  if (recording === undefined) return not('no-such-recording')
  const remaining = recording.purposes.namesIn(remainedAt(recording, view.asOf))
  if (!remaining.includes(training)) return not('no-consent')
  const isDue = dueActions(view)(call).some(
    ({ target, targetId, status }) => target === 'recording' && targetId === recordingId && status === 'due'
  )
  return isDue ? not('its-time-is-over') : E.right(recording)
}

export const trainingLibrary =
  (log: EventLog, rules: Rules, now: () => Instant) =>
  (
    callId: Identifier,
    recordingId: Identifier,
    trainer: string
  ): TE.TaskEither<LogError | Refusal | NotForTraining, EventOf<'recording-used'>> => {
    const asOf = now()
    const used: EventOf<'recording-used'> = {
      id: randomUUID() as Uuid,
      type: 'recording-used',
      callId,
      occurredAt: asOf,
      recordingId,
      purpose: training,
      usedBy: trainer
    }
    const view = { rules, asOf }
    return pipe(
      transact(log, view)(callId, call =>
        pipe(
          forTraining(view, call, recordingId),
          E.map(() => [used])
        )
      ),
      TE.map(() => used)
    )
  }
