/**
 * That a processor was sent a list, to the log.
 */
import { type LogError, type Refusal, renderRefusal, type View } from '@samtykke/core'
import type { Told } from '@samtykke/retention'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { writeErr } from '../output/output.ts'
import { logFailure, type StoreSource, withStore } from '../source/store.ts'
import { badInput, type Failure } from '../text/failure.ts'
import { inDanish } from '../text/inDanish.ts'
import { howMany } from '../text/howMany.ts'
import { both } from '../text/language.ts'

const failureOf =
  (store: StoreSource) =>
  (error: LogError | Refusal): Failure =>
    'retry' in error ? logFailure(store)(error) : badInput(inDanish(renderRefusal(error)))

/** Records each instruction once, and says how many are new. Where it breaks off, the same again goes on. */
export const recordTold = (
  store: StoreSource,
  view: View,
  all: ReadonlyArray<Told>
): TE.TaskEither<Failure, void> =>
  withStore(store, log => async () => {
    const { recordInstruction } = await import('@samtykke/retention')
    const record = recordInstruction(log, view)
    let recorded = 0
    for (const told of all) {
      const result = await record(told)()
      if (E.isLeft(result)) return E.left(failureOf(store)(result.left))
      recorded += result.right.recorded.length
    }
    const told = both(
      `registreret som instrueret: ${howMany(recorded, 'instruction').da} af ${all.length}`,
      `recorded as told: ${howMany(recorded, 'instruction').en} of ${all.length}`
    )
    writeErr(
      recorded === all.length
        ? told
        : both(
            `${told.da}; de øvrige var det før eller er ikke længere forfaldne`,
            `${told.en}; the others were before, or are not due any more`
          )
    )
    return E.right(undefined)
  })
