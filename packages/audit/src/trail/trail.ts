/**
 * The audit trail of one call: what happened, on which legal basis, and what followed.
 *
 * Everything in it is derived: the same events, policy and view give the same trail, on any machine.
 */
import {
  type CallHistory,
  callState,
  type CallState,
  type DueAction,
  type Duration,
  dueActions,
  type ExplanationStep,
  type Finding,
  findings as findingsOf,
  type Instant,
  ordText,
  subjectOf,
  type View
} from '@samtykke/core'
import { type BasisRow, legalBases } from '../basis/basis.ts'
import { type Head, headOf, type SealHead, sourceOf } from '../head/head.ts'
import { entryTexts } from './text/entries.ts'
import type { Bilingual } from '../render/text/language.ts'
import { basisDrafts } from './entries/basis.ts'
import { decidingEventsOf } from './entries/decidingEvents.ts'
import { whyDue } from './entries/derive.ts'
import { dueDrafts } from './entries/due.ts'
import { compareDrafts, type DraftEntry, type Entry, type PayloadState } from './entries/entry.ts'
import { eventDrafts, factsOfEvent } from './entries/events.ts'
import { raisedAt } from './entries/findings.ts'

/** An open action, with why it is due when it is. */
export interface ExplainedAction extends DueAction {
  readonly explanation: ReadonlyArray<ExplanationStep>
  readonly text: Bilingual
}

/** The audit trail of one call. */
export interface Trail extends Head<'trail'> {
  readonly callId: string
  readonly subjectRef?: string
  /** How long the policy gives for carrying out what is due: what is done by then is within the grace, and not late. */
  readonly executionGrace: Duration
  /** The facts as stored. */
  readonly recordings: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly analyses: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly entries: ReadonlyArray<Entry>
  readonly basis: ReadonlyArray<BasisRow>
  readonly actions: ReadonlyArray<ExplainedAction>
  readonly findings: ReadonlyArray<Finding>
  readonly payloads: Readonly<Record<PayloadState, number>>
}

/** Where an event lies in the log and under the seal. */
export interface Place {
  readonly stream?: string
  /** A decimal string. */
  readonly revision?: string
  readonly leaf?: number
}

/** A key that was destroyed, and with it what it encrypted, in every copy that exists anywhere. */
export interface DestroyedKey {
  readonly name: string
  readonly destroyedAt: Instant
  /** The longest time, in seconds, for which a process may have held it still. */
  readonly heldForSeconds: number
}

/** What is known of the log beside its events. */
export interface LogContext {
  /** The seal that the events were compared with. */
  readonly seal?: SealHead
  readonly placeOf?: (eventId: string) => Place | undefined
  /** Of what a vault encrypted: its key, where that is destroyed. */
  readonly destroyedKeyOf?: (target: 'recording' | 'analysis', targetId: string) => DestroyedKey | undefined
}

const firstSubjectOf = (call: CallState): string | undefined =>
  call.facts.events.flatMap(event => subjectOf(event) ?? []).sort(ordText.compare)[0]

const payloadsOf = (
  entries: ReadonlyArray<DraftEntry>,
  history: CallHistory
): Readonly<Record<PayloadState, number>> => {
  const count = (state: PayloadState): number => entries.filter(({ payload }) => payload === state).length
  return {
    readable: count('readable'),
    forgotten: count('forgotten'),
    redacted: count('redacted'),
    undecodable: count('undecodable') + history.faults.filter(fault => fault._tag === 'bad-line').length
  }
}

const explained =
  (view: View, call: CallState) =>
  (action: DueAction): ExplainedAction => {
    const { explanation, reason } = whyDue({ view, call, action })
    return { ...action, explanation, text: reason }
  }

/**
 * The audit trail of a call.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-04-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   {
 *     id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
 *     type: 'access-requested',
 *     callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z',
 *     requestId: 'request-1',
 *     channel: 'email'
 *   }
 * ])
 * const [trail] = calls.map(trailOf(view))
 * assert.deepStrictEqual(
 *   trail?.entries.map(entry => entry.code),
 *   ['access-requested', 'became-due', 'overdue']
 * )
 *
 * @see GDPR art. 5(2)
 */
export const trailOf =
  (view: View, { seal, placeOf }: LogContext = {}) =>
  (history: CallHistory): Trail => {
    const call = callState(view)(history)
    const findings = findingsOf(view)(call)
    const actions = dueActions(view)(call)
    const basis = legalBases(view)(call)
    const drafts = [
      ...eventDrafts(view, history, call),
      ...basisDrafts(basis),
      ...dueDrafts({ view, history, call, deciding: decidingEventsOf(view.rules, call) }, actions)
    ].sort(compareDrafts)
    const textOf = entryTexts(view, call)
    const codesOf = raisedAt(drafts, findings)
    const subjectRef = firstSubjectOf(call)
    return {
      ...headOf('trail', view, sourceOf(history.events), seal ?? null),
      callId: call.callId,
      ...(subjectRef !== undefined && { subjectRef }),
      executionGrace: view.rules.policy.executionGrace,
      recordings: call.recordings.map(({ event }) => ({ ...factsOfEvent(event), eventId: event.id })),
      analyses: call.analyses.map(({ event }) => ({ ...factsOfEvent(event), eventId: event.id })),
      entries: drafts.map((draft, index) => ({
        seq: index + 1,
        ...draft,
        ...(draft.eventId !== undefined && placeOf?.(draft.eventId)),
        findings: codesOf(draft),
        text: textOf(draft)
      })),
      basis,
      actions: actions.map(explained(view, call)),
      findings,
      payloads: payloadsOf(drafts, history)
    }
  }
