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
  type ExpectedRevision,
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
  /** When its last reading of the call was answered, and how much of the call the answer held. */
  readonly arrivedAt: number
  readonly revision: ExpectedRevision
}

export interface Truth {
  readonly entries: (callId: Identifier) => Promise<ReadonlyArray<RecordedEntry>>
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

  /** What is due by what was known of the call. */
  const dueOf = async (
    { callId, recordingId, analysisId }: Ref,
    rules: Rules,
    isKnown: (entry: RecordedEntry) => boolean
  ): Promise<DueAction | undefined> => {
    const view = { rules, asOf: instantFromEpoch(now() + tolerance) }
    const known = (await entries(callId)).filter(isKnown)
    return dueActions(view)(callState(view)(callHistory({ callId, entries: known }))).find(
      ({ target, targetId, status, uncertain }) =>
        target === (recordingId === undefined ? 'analysis' : 'recording') &&
        targetId === (recordingId ?? analysisId) &&
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
    // What came in since the last reading cannot be known; without one of the last second, what came in during it. By
    // revision: an instant is exact to the millisecond only, and a hold may be recorded in that of the reading.
    const isFresh = knowledge !== undefined && now() - knowledge.arrivedAt <= 1_000
    const known = await dueOf(ref, rules, ({ revision, recordedAt }) =>
      isFresh
        ? knowledge.revision !== 'no-stream' && revision <= knowledge.revision
        : Date.parse(recordedAt) <= now() - 1_000
    )
    const standing = await dueOf(ref, rules, () => true)
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

  return { entries, beforeAct, violations }
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
