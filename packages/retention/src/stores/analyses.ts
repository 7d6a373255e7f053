/**
 * A store of analyses, made of any store and of what keeps of an analysis only what relates to nobody.
 */
import type { AnalysisStore, Erasure, RecordingStore, Ref, StoreError, Uuid } from '@samtykke/core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** Takes from an analysis what relates to nobody: adds it to a statistic, for example. */
export interface Anonymiser {
  /** As `technique` in `analysis-anonymised`. */
  readonly technique: string
  /**
   * Keeps what relates to nobody, durably, before it answers. It is given the analysis without its ids. When the
   * program ends between this and the erasure, the same analysis comes once more.
   */
  readonly keep: (bytes: AsyncIterable<Uint8Array>) => TE.TaskEither<StoreError, void>
}

/**
 * A store of analyses on a store of bytes. To anonymise is to let the anonymiser keep what relates to nobody, and then
 * to erase. Without an anonymiser it refuses, and analyses are erased instead (contract, section 3).
 *
 * @example
 * import { identifier } from '@samtykke/core'
 * import { analysisStore } from '@samtykke/retention'
 * import { createMemoryStore } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const store = analysisStore(createMemoryStore())
 * const ref = { callId: identifier('call-1'), analysisId: identifier('analysis-1'), processor: 'voice' }
 * const refused = await store.anonymise(ref)()
 * assert.ok(E.isLeft(refused) && refused.left._tag === 'Refused') // without an anonymiser
 *
 * @see GDPR recital 26
 */
export const analysisStore = (store: RecordingStore, anonymiser?: Anonymiser): AnalysisStore => ({
  ...store,
  technique: anonymiser?.technique ?? 'none',
  anonymise: (ref, instructionId) =>
    anonymiser === undefined ? refused : anonymise(store, anonymiser, ref, instructionId)
})

const refused = TE.left<StoreError, Erasure>({
  _tag: 'Refused',
  retry: 'never',
  reason: 'no anonymiser was given to this store'
})

const anonymise = (
  store: RecordingStore,
  anonymiser: Anonymiser,
  ref: Ref,
  instructionId: Uuid | undefined
): TE.TaskEither<StoreError, Erasure> =>
  pipe(
    store.open(ref),
    TE.map(anonymiser.keep),
    // Nothing to keep of what is not there; what a deletion only hid is still to be erased.
    TE.orElse(error => (error._tag === 'NotFound' ? TE.right(TE.right(undefined)) : TE.left(error))),
    TE.flatten,
    TE.chain(() => store.erase(ref, instructionId))
  )
