/**
 * Erasing again what came back after its erasure, as by a restore, with the same three facts as any erasure: the
 * instruction, the act, and the outcome once the store has nothing left.
 */
import type {
  AnyEvent,
  Erasure,
  EventLog,
  Instant,
  LoadedCall,
  LogError,
  RecordingStore,
  Ref,
  StoreError
} from '@samtykke/core'
import { derivedId } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import { outcome, type Target } from '../records.ts'

/** What is erased again, and on what is known of it. */
export interface CameBack {
  readonly log: Pick<EventLog, 'append'>
  readonly store: RecordingStore
  /** As it was loaded when it was looked at: who writes to it meanwhile wins. */
  readonly call: LoadedCall
  readonly ref: Ref
  /** Of the outcome that stands, or that the log lost. */
  readonly goneAt: Instant
  /** Whether the instruction for it stands already. */
  readonly isInstructed: boolean
  readonly now: Instant
}

/** The store's answer and whether that is recorded: `undefined` where the call changed, and it is to be looked at anew. */
export type ErasedAgain = E.Either<LogError, E.Either<StoreError, Erasure> | undefined>

const stillThere: StoreError = {
  _tag: 'Refused',
  retry: 'never',
  reason: 'it said that it was gone, and still has it'
}

export const eraseAgain = async (about: CameBack): Promise<ErasedAgain> => {
  const { log, store, call, ref, goneAt, now } = about
  const { callId } = call
  const targetId = ref.recordingId ?? ref.analysisId
  const kind = ref.recordingId === undefined ? 'analysis' : 'recording'
  const target: Target = {
    callId,
    target: kind,
    targetId,
    action: 'erase',
    // Each time that it comes back is another: named after the outcome that it followed.
    originId: derivedId('came-back', kind, targetId, goneAt)
  }
  const id = derivedId('retention', callId, 'erase-again', kind, targetId, goneAt)
  const instruction = {
    id,
    type: 'erasure-instructed',
    callId,
    occurredAt: now,
    target: kind,
    targetId,
    processor: store.name
  } as AnyEvent
  const told = await log.append(callId, about.isInstructed ? [] : [instruction], call.revision)()
  if (E.isLeft(told)) return told.left._tag === 'RevisionConflict' ? E.right(undefined) : told
  const erased = await store.erase(ref, id)()
  if (E.isLeft(erased) || erased.right._tag === 'accepted') return E.right(erased)
  const left = await store.find(ref)()
  if (E.isLeft(left)) return E.right(left)
  if (left.right._tag === 'present') return E.right(E.left(stillThere))
  const { _tag, ...receipt } = erased.right
  const done = await log.append(
    callId,
    [outcome(target, [{ processor: store.name, ...receipt }], now)],
    told.right
  )()
  // Where somebody wrote meanwhile the instruction stands, and the outcome is recorded the next time.
  return E.isLeft(done) && done.left._tag !== 'RevisionConflict' ? done : E.right(erased)
}
