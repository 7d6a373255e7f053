/**
 * What is true while workers work: the log as it stands, what the stores really hold, and what of it nobody may do.
 *
 * It shares core's rules with the workers, and nothing else.
 */
import {
  type AnyEvent,
  callHistory,
  callState,
  type CallState,
  type DueAction,
  dueActions,
  type EventOf,
  findings,
  type Identifier,
  type Instant,
  instantFromEpoch,
  type RecordedEntry,
  type Ref,
  type Rules
} from '@samtykke/core'
import type { MemoryLog } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'

const tolerance = 5 * 60_000

export const keyOf = (ref: Ref): string =>
  ref.recordingId === undefined
    ? `analysis ${ref.callId} ${ref.analysisId}`
    : `recording ${ref.callId} ${ref.recordingId}`

/** What a worker knew of a call when it began to act. */
export interface Knowledge {
  /** When its last reading of the call was answered, and the instant of which that answer was. */
  readonly arrivedAt: number
  readonly servedAt: number
}

export interface Truth {
  readonly entries: (callId: Identifier) => Promise<ReadonlyArray<RecordedEntry>>
  /** The call as it stands, or stood, at an instant, seen from another. */
  readonly call: (callId: Identifier, rules: Rules, recordedBy: number, asOf: number) => Promise<CallState>
  readonly beforeAct: (
    ref: Ref,
    action: string,
    instructionId: string | undefined,
    rules: Rules,
    knowledge: Knowledge | undefined,
    present: boolean,
    copied: (requestId: string) => boolean
  ) => Promise<void>
  readonly violations: string[]
}

export const createTruth = (log: MemoryLog, now: () => number): Truth => {
  const violations: string[] = []

  const entries: Truth['entries'] = async callId => {
    const loaded = await log.load(callId)()
    return E.isRight(loaded) ? loaded.right.entries : []
  }

  const call: Truth['call'] = async (callId, rules, recordedBy, asOf) => {
    const known = (await entries(callId)).filter(entry => Date.parse(entry.recordedAt) <= recordedBy)
    return callState({ rules, asOf: instantFromEpoch(asOf) })(callHistory({ callId, entries: known }))
  }

  const dueOf = async (ref: Ref, rules: Rules, recordedBy: number): Promise<DueAction | undefined> => {
    const asOf = now() + tolerance
    const state = await call(ref.callId, rules, recordedBy, asOf)
    return dueActions({ rules, asOf: instantFromEpoch(asOf) })(state).find(
      ({ target, targetId, status, uncertain }) =>
        target === (ref.recordingId === undefined ? 'analysis' : 'recording') &&
        targetId === (ref.recordingId ?? ref.analysisId) &&
        status === 'due' &&
        uncertain !== true
    )
  }

  const beforeAct: Truth['beforeAct'] = async (
    ref,
    action,
    instructionId,
    rules,
    knowledge,
    present,
    copied
  ) => {
    if (!present) return
    const at = `${instantFromEpoch(now())} ${action} ${keyOf(ref)}`
    const target = ref.recordingId === undefined ? 'analysis' : 'recording'
    const events = (await entries(ref.callId)).flatMap(({ payload }) =>
      payload._tag === 'readable' ? [payload.event] : []
    )
    const isOf = (event: AnyEvent): boolean =>
      (event as { recordingId?: string }).recordingId === (ref.recordingId ?? '') ||
      (event as { analysisId?: string }).analysisId === (ref.analysisId ?? '') ||
      (event as { targetId?: string }).targetId === (ref.recordingId ?? ref.analysisId)
    const own = events.filter(isOf)
    const lastOutcome = own.findLastIndex(({ type }) => /-(erased|anonymised)$/.test(type))
    const intent = own.findLastIndex(
      event =>
        event.type === 'erasure-instructed' && (event as EventOf<'erasure-instructed'>).target === target
    )
    if (intent === -1 || intent < lastOutcome) violations.push(`${at}: without an intent`)
    if (!own.some(({ type, id }) => type === 'erasure-instructed' && id === instructionId))
      violations.push(`${at}: not by an instruction that is recorded`)
    // What came in within a second before cannot be known.
    const fresh = knowledge !== undefined && now() - knowledge.arrivedAt <= 1_000
    const known = await dueOf(ref, rules, fresh ? knowledge.servedAt : now() - 1_000)
    const standing = await dueOf(ref, rules, now())
    if (known === undefined && standing === undefined) violations.push(`${at}: not due`)
    const owed = (known ?? standing)?.handOverFirst ?? []
    const grace = Date.parse((known ?? standing)?.dueAt ?? '') + rules.executionGrace
    const missing = owed.filter(requestId => !copied(requestId))
    if (known !== undefined && missing.length > 0 && now() < grace - tolerance)
      violations.push(`${at}: a copy is owed`)
    if (
      action === 'anonymise' &&
      known !== undefined &&
      known.action === 'erase' &&
      standing?.action === 'erase'
    )
      violations.push(`${at}: to be erased, not anonymised`)
  }

  return { entries, call, beforeAct, violations }
}

const never = new Set([
  'done-early',
  'outcome-before-target',
  'conflicting-event',
  'duplicate-event',
  'unknown-target',
  'future-event'
])

/** Whatever must not be found in a call when all is over. */
export const findingsOf = (rules: Rules, asOf: Instant, state: CallState): ReadonlyArray<string> =>
  findings({ rules, asOf })(state)
    .filter(({ code }) => never.has(code))
    .map(({ code, targetId, at }) => `${state.callId} ${targetId ?? ''}: ${code} at ${at}`)
