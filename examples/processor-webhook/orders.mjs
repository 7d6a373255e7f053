// Which recording an order is about. A processor confirms by the reference that it gave when it accepted the order, and by
// nothing else: what it says of calls and recordings does not count.
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/**
 * A store that remembers what it ordered. In memory: after a restart the worker orders again, under the same key, and a processor
 * answers that with the same reference.
 */
export const remembering = store => {
  const orders = new Map()
  return {
    ...store,
    refOf: reference => orders.get(reference),
    erase: (ref, instructionId) =>
      pipe(
        store.erase(ref, instructionId),
        TE.map(erasure => {
          if (erasure._tag === 'accepted') orders.set(erasure.reference, ref)
          return erasure
        })
      )
  }
}
