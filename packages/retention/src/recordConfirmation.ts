/**
 * What a processor confirms by itself becomes the outcome in the log: as the worker would record it, and once.
 */
import {
  type Analysis,
  type CallState,
  type Event,
  type EventLog,
  type Instant,
  type LocalDate,
  type LogError,
  originOf,
  type Recording,
  type Ref,
  type Refusal,
  standingInstruction,
  type StoreError,
  type View
} from '@samtykke/core'
import { transact, type Transacted } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Stores } from './operations.ts'
import { type ErasureReceipt, outcome, type Target } from './records.ts'
import type { Confirmation } from './stores/http/webhook.ts'
import { refsOf } from './whereKept.ts'

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

/** What is gone, how, and when; the time is asked for when the instruction is known. */
interface Gone {
  readonly ref: Ref
  readonly action: 'erase' | 'anonymise'
  readonly receipt: Omit<ErasureReceipt, 'processor'>
  readonly at: (instructedAt: Instant) => Instant
  /** Whether the processor's word is enough where there is no store to ask it. */
  readonly onItsWord: boolean
}

const storeOf = ({ recordings, analyses }: Stores, ref: Ref) =>
  (ref.recordingId === undefined ? analyses : recordings).get(ref.processor)

const recordGone =
  ({ log, stores }: ConfirmationPorts, view: View) =>
  ({
    ref,
    action,
    receipt,
    at,
    onItsWord
  }: Gone): TE.TaskEither<LogError | StoreError | Refusal | ConfirmationRefusal, Transacted> =>
  async () => {
    const { callId, processor } = ref
    let everywhere: ReadonlyArray<Ref> = []
    const found = await transact(log, view)<ConfirmationRefusal>(callId, call => {
      const kept = keptOf(call, ref)
      if (kept === undefined || standingInstruction(kept) === undefined)
        return E.left({ _tag: 'NotInstructed', ref })
      if (!kept.done) everywhere = refsOf(call, kept, new Set(stores.analyses.keys()))
      return E.right([])
    })()
    if (E.isLeft(found)) return found
    for (const each of everywhere) {
      const store = storeOf(stores, each)
      if (store === undefined && onItsWord && each.processor === processor) continue
      if (store === undefined) return E.left({ _tag: 'StillThere', ref: each })
      const there = await store.find(each)()
      if (E.isLeft(there)) return there
      if (there.right._tag === 'present') return E.left({ _tag: 'StillThere', ref: each })
    }
    const recorded = await transact(log, view)<ConfirmationRefusal>(callId, call => {
      const kept = keptOf(call, ref)
      const since = kept && standingInstruction(kept)?.occurredAt
      if (kept === undefined || since === undefined) return E.left({ _tag: 'NotInstructed', ref })
      if (kept.done) return E.right([])
      const target: Target = {
        callId,
        target: kept.target,
        targetId: kept.targetId,
        action,
        originId: originOf(kept).id
      }
      return E.right([outcome(target, [{ processor, ...receipt }], at(since)) as Event])
    })()
    // The outcome's id is its own: the worker saw for itself since `asOf`.
    return E.isLeft(recorded) && recorded.left._tag === 'IdTaken'
      ? transact(log, view)(callId, () => E.right([]))()
      : recorded
  }

/** A time that cannot be is the processor's own clock's: it is gone now. */
const plausible =
  ({ asOf }: View, goneAt: Instant | undefined) =>
  (since: Instant): Instant =>
    goneAt !== undefined && goneAt >= since && goneAt <= asOf ? goneAt : asOf

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
  (ports: ConfirmationPorts, view: View) =>
  (
    ref: Ref,
    { erasure, goneAt }: Confirmation
  ): TE.TaskEither<LogError | StoreError | Refusal | ConfirmationRefusal, Transacted> => {
    const { _tag, ...receipt } = erasure
    return recordGone(
      ports,
      view
    )({ ref, action: 'erase', receipt, at: plausible(view, goneAt), onItsWord: false })
  }

/** What a processor answered to an instruction in a list that it was sent. */
export interface Answer {
  readonly action: 'erase' | 'anonymise'
  /** Not before the instruction and not after now; another is taken for now. */
  readonly executedAt: Instant
  readonly confirmation: string
  /** How it was erased, or the technique of anonymising. */
  readonly method?: string
  readonly copies?: number
  readonly backupsExpireOn?: LocalDate
}

/**
 * Records what a processor answered to a list, as `recordConfirmation` does. Where no store of its own can be asked, its
 * word counts; that of others who hold it too does not come with it, and they are asked.
 *
 * @param view `asOf` is now
 *
 * @example
 * import { compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { recordAnswer } from '@samtykke/retention'
 * import { createMemoryLog } from '@samtykke/testing'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const ref = { callId: identifier('call-1'), recordingId: identifier('rec-1'), processor: 'vendor' }
 * const ports = { log: createMemoryLog(), stores: { recordings: new Map(), analyses: new Map() } }
 * const answer = { action: 'erase', executedAt: view.asOf, confirmation: 'vendor-77' } as const
 * const recorded = await recordAnswer(ports, view)(ref, answer)()
 * assert.deepStrictEqual(recorded, { _tag: 'Left', left: { _tag: 'NotInstructed', ref } })
 *
 * @see GDPR art. 28(3)(a), 28(3)(g)
 */
export const recordAnswer =
  (ports: ConfirmationPorts, view: View) =>
  (
    ref: Ref,
    { action, executedAt, method, ...receipt }: Answer
  ): TE.TaskEither<LogError | StoreError | Refusal | ConfirmationRefusal, Transacted> =>
    recordGone(
      ports,
      view
    )({
      ref,
      action,
      receipt: {
        ...receipt,
        ...(method !== undefined && { [action === 'erase' ? 'method' : 'technique']: method })
      },
      at: plausible(view, executedAt),
      onItsWord: true
    })
