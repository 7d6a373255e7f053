/**
 * What a processor confirms by itself becomes the outcome in the log: as the worker would record it, and once.
 */
import {
  type Analysis,
  type CallState,
  type Event,
  type EventLog,
  type Instant,
  type LogError,
  type Recording,
  type Ref,
  type Refusal,
  type StoreError,
  type View
} from '@samtykke/core'
import { transact, type Transacted } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Stores } from './operations.ts'
import { outcome, type Target } from './records.ts'
import type { Confirmation } from './stores/http/webhook.ts'
import { originOf, refsOf } from './whereKept.ts'

/** Why a confirmation is not recorded. Nothing of it is kept. */
export type ConfirmationRefusal =
  /** The call has nothing of that id, or its erasure was not instructed since it was last stored. */
  | { readonly _tag: 'NotInstructed'; readonly ref: Ref }
  /** A store was asked, and still has it. */
  | { readonly _tag: 'StillThere'; readonly ref: Ref }

/** What is needed to record a confirmation. */
export interface ConfirmationPorts {
  readonly log: EventLog
  readonly stores: Stores
}

const keptOf = (call: CallState, ref: Ref): Recording | Analysis | undefined =>
  ref.recordingId === undefined
    ? call.analyses.find(({ targetId }) => targetId === ref.analysisId)
    : call.recordings.find(({ targetId }) => targetId === ref.recordingId)

/** Of the instruction that stands. */
const instructedAt = (kept: Recording | Analysis): Instant | undefined =>
  kept.instructed !== undefined && kept.instructed.occurredAt >= originOf(kept).occurredAt
    ? kept.instructed.occurredAt
    : undefined

/**
 * Records what a processor confirmed, where its erasure was instructed and no store has it any more; the confirmation of
 * one of several processors is not enough. The same confirmation again, or after the worker saw for itself, is nothing
 * new.
 *
 * @param view `asOf` is now
 * @returns what was recorded; `NotInstructed` or `StillThere`, and nothing is recorded, the erasure stays the worker's;
 *   an error of a store or of the log, whose `retry` says whether to answer the processor that it is to come again
 *
 * @example
 * import { compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { recordConfirmation } from '@samtykke/retention'
 * import { createMemoryLog, createMemoryStore } from '@samtykke/testing'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'vendor' }
 * const stores = { recordings: new Map([['vendor', createMemoryStore()]]), analyses: new Map() }
 * const confirmation = {
 *   reference: 'order-1',
 *   erasure: { _tag: 'gone', confirmation: 'confirmation-1', copies: 1 },
 *   isRepeated: false
 * } as const
 * const recorded = await recordConfirmation({ log: createMemoryLog(), stores }, view)(ref, confirmation)()
 * assert.deepStrictEqual(recorded, { _tag: 'Left', left: { _tag: 'NotInstructed', ref } })
 *
 * @see contract, section 3, "Done"
 */
export const recordConfirmation =
  ({ log, stores }: ConfirmationPorts, view: View) =>
  (
    ref: Ref,
    { erasure, goneAt }: Confirmation
  ): TE.TaskEither<LogError | StoreError | Refusal | ConfirmationRefusal, Transacted> =>
  async () => {
    const callId = ref.callId
    let everywhere: ReadonlyArray<Ref> = []
    const found = await transact(log, view)<ConfirmationRefusal>(callId, call => {
      const kept = keptOf(call, ref)
      if (kept === undefined || instructedAt(kept) === undefined)
        return E.left({ _tag: 'NotInstructed', ref })
      if (!kept.done) everywhere = refsOf(call, kept, new Set(stores.analyses.keys()))
      return E.right([])
    })()
    if (E.isLeft(found)) return found
    for (const each of everywhere) {
      const store = (ref.recordingId === undefined ? stores.analyses : stores.recordings).get(each.processor)
      if (store === undefined) return E.left({ _tag: 'StillThere', ref: each })
      const there = await store.find(each)()
      if (E.isLeft(there)) return there
      if (there.right._tag === 'present') return E.left({ _tag: 'StillThere', ref: each })
    }
    return transact(log, view)<ConfirmationRefusal>(callId, call => {
      const kept = keptOf(call, ref)
      const since = kept && instructedAt(kept)
      if (kept === undefined || since === undefined) return E.left({ _tag: 'NotInstructed', ref })
      if (kept.done) return E.right([])
      const target: Target = {
        callId,
        target: kept.target,
        targetId: kept.targetId,
        action: 'erase',
        originId: originOf(kept).id
      }
      const { _tag, ...receipt } = erasure
      // A time that cannot be is the processor's own clock's: it is gone now, as the stores have shown.
      const at = goneAt !== undefined && goneAt >= since && goneAt <= view.asOf ? goneAt : view.asOf
      return E.right([outcome(target, [{ processor: ref.processor, ...receipt }], at) as Event])
    })()
  }
