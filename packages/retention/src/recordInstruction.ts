/**
 * That a processor was told to erase, without the worker: a list was sent.
 */
import {
  type Analysis,
  type CallState,
  dueActions,
  type EventLog,
  type Identifier,
  type LogError,
  originOf,
  processorsOf,
  type Recording,
  type Refusal,
  standingInstruction,
  type View
} from '@samtykke/core'
import { transact, type Transacted } from '@samtykke/log'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { instructed } from './records.ts'

/** What a processor is told to erase or anonymise. */
export type Told = Pick<Recording | Analysis, 'target' | 'targetId'> & { readonly callId: Identifier }

const isOf =
  ({ target, targetId }: Omit<Told, 'callId'>) =>
  (each: { readonly target: string; readonly targetId: string }): boolean =>
    each.target === target && each.targetId === targetId

const findIn = (call: CallState, told: Told): Recording | Analysis | undefined =>
  [...call.recordings, ...call.analyses].find(isOf(told))

/**
 * Records that the processors that hold it were told to erase it: once, and only while it is due and no hold suspends it.
 *
 * @param view `asOf` is now
 * @returns what was recorded; nothing where it was told before, is done, or is not due any more
 *
 * @example
 * import { compilePolicy, identifier, instant, noticePolicy } from '@samtykke/core'
 * import { recordInstruction } from '@samtykke/retention'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const told = { callId: identifier('call-1'), target: 'recording', targetId: identifier('rec-1') } as const
 * const recorded = await recordInstruction(createMemoryLog(), view)(told)()
 * assert.deepStrictEqual(E.isRight(recorded) && recorded.right.recorded, [])
 *
 * @see GDPR art. 28(3)(a)
 */
export const recordInstruction =
  (log: EventLog, view: View) =>
  (told: Told): TE.TaskEither<LogError | Refusal, Transacted> =>
    transact(log, view)(told.callId, call => {
      const kept = findIn(call, told)
      const action = dueActions(view)(call).find(isOf(told))
      if (kept === undefined || standingInstruction(kept) !== undefined) return E.right([])
      if (action?.status !== 'due' || action.uncertain === true) return E.right([])
      if (action.action !== 'erase' && action.action !== 'anonymise') return E.right([])
      const target = {
        callId: told.callId,
        target: kept.target,
        targetId: kept.targetId,
        action: action.action,
        originId: originOf(kept).id
      }
      return E.right([instructed(target, processorsOf(call, kept).join(', '), view.asOf)])
    })
