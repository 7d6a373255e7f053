/**
 * From an event that someone proposes to what is recorded of it.
 *
 * What happened is always recorded, also where it should not have happened; refused is only what cannot be
 * true of this call. What is recorded already is no second event.
 */
import * as E from './either.ts'
import { type CallState, nothingOpenAt } from './call.ts'
import type { AnyEvent, Event } from './event.ts'
import { sameContent } from './copies.ts'
import type { Instant } from './instant.ts'
import { isGoneAt, type Outcome } from './retained.ts'

/**
 * Why a proposed event is refused.
 *
 * - `UnknownTarget`: the call has no such recording, analysis, hold or request
 * - `BeforeTarget`: an outcome earlier than what it would be an outcome of
 * - `NotAnonymisable`: the analysis cannot be anonymised, so it must be erased
 * - `StillOpen`: the proof of a call is redacted only when nothing of the call is open
 * - `IdTaken`: another event of the call has this id
 */
export type Refusal =
  | { readonly _tag: 'UnknownTarget'; readonly target: string; readonly targetId: string }
  | { readonly _tag: 'BeforeTarget'; readonly targetId: string; readonly since: Instant }
  | { readonly _tag: 'NotAnonymisable'; readonly targetId: string }
  | { readonly _tag: 'StillOpen'; readonly callId: string }
  | { readonly _tag: 'IdTaken'; readonly id: string }

/**
 * The refusal in one sentence, without personal data.
 *
 * @example
 * import { renderRefusal } from '@samtykke/core'
 *
 * assert.deepStrictEqual(
 *   renderRefusal({ _tag: 'UnknownTarget', target: 'hold', targetId: 'hold-7' }),
 *   'the call has no hold hold-7'
 * )
 */
export const renderRefusal = (refusal: Refusal): string => {
  switch (refusal._tag) {
    case 'UnknownTarget':
      return `the call has no ${refusal.target} ${refusal.targetId}`
    case 'BeforeTarget':
      return `it is earlier than ${refusal.targetId}, which began at ${refusal.since}`
    case 'NotAnonymisable':
      return `${refusal.targetId} cannot be anonymised, and must be erased`
    case 'StillOpen':
      return 'something of the call is still open'
    case 'IdTaken':
      return 'another event of the call has this id'
  }
}

type Decision = E.Either<Refusal, ReadonlyArray<Event>>

type OutcomeEvent = Outcome & Event

const recorded = (event: Event): Decision => E.right([event])
const nothingNew: Decision = E.right([])

const unknown = (target: string, targetId: string): Decision =>
  E.left({ _tag: 'UnknownTarget', target, targetId })

const outcome = (call: CallState, event: OutcomeEvent): Decision => {
  const [target, targetId] =
    event.type === 'recording-erased'
      ? (['recording', event.recordingId] as const)
      : (['analysis', event.analysisId] as const)
  const retained = [...call.recordings, ...call.analyses].find(
    each => each.target === target && each.targetId === targetId
  )
  if (retained === undefined) return unknown(target, targetId)
  if (event.type === 'analysis-anonymised' && retained.target === 'analysis' && !retained.anonymisable) {
    return E.left({ _tag: 'NotAnonymisable', targetId })
  }
  if (event.occurredAt < retained.start)
    return E.left({ _tag: 'BeforeTarget', targetId, since: retained.start })
  const repeats = retained.target === 'recording' ? retained.repeats : []
  return retained.done && isGoneAt(retained.outcomes, repeats, event.occurredAt)
    ? nothingNew
    : recorded(event)
}

const ofTarget = (
  call: CallState,
  event: Event & { readonly target: 'recording' | 'analysis'; readonly targetId: string }
): Decision =>
  (event.target === 'recording' ? call.recordings : call.analyses).some(
    retained => retained.targetId === event.targetId
  )
    ? recorded(event)
    : unknown(event.target, event.targetId)

const ofRequest = (call: CallState, event: Event & { readonly requestId: string }): Decision => {
  const request = call.accessRequests.find(each => each.requestId === event.requestId)
  if (request === undefined) return unknown('access-request', event.requestId)
  if (event.type !== 'access-answered') return recorded(event)
  const since = request.event.occurredAt
  if (event.occurredAt < since) return E.left({ _tag: 'BeforeTarget', targetId: event.requestId, since })
  return request.answer === undefined ? recorded(event) : nothingNew
}

const ofHold = (call: CallState, event: Event & { readonly holdId: string }): Decision => {
  const hold = call.holds.find(each => each.holdId === event.holdId)
  if (hold === undefined) return unknown('hold', event.holdId)
  return event.type === 'hold-released' && hold.releases.length > 0 ? nothingNew : recorded(event)
}

const decideNew = (call: CallState, event: Event): Decision => {
  switch (event.type) {
    case 'recording-erased':
    case 'analysis-erased':
    case 'analysis-anonymised':
      return outcome(call, event)
    case 'erasure-instructed':
    case 'retention-failed':
      return ofTarget(call, event)
    case 'access-extended':
    case 'access-answered':
      return ofRequest(call, event)
    case 'hold-reviewed':
    case 'hold-released':
      return ofHold(call, event)
    case 'proof-redacted':
      if (call.redactions.length > 0) return nothingNew
      return nothingOpenAt(call, event.occurredAt)
        ? recorded(event)
        : E.left({ _tag: 'StillOpen', callId: call.callId })
    default:
      return recorded(event)
  }
}

/**
 * Decides what to record of a proposed event: the event, nothing (it is recorded already, or what it reports
 * is done), or a refusal.
 *
 * @example
 * import { callState, compilePolicy, decide, type EventOf, identifier, instant, noticePolicy, uuid } from '@samtykke/core'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01T00:00:00.000Z') }
 * const call = callState(view)({ callId: identifier('call-1'), events: [], faults: [] })
 * const erased: EventOf<'recording-erased'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'recording-erased',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2026-01-01T00:00:00.000Z'),
 *   recordingId: identifier('recording-1'),
 *   confirmation: 'processor-77'
 * }
 * assert.deepStrictEqual(
 *   decide(call)(erased),
 *   E.left({ _tag: 'UnknownTarget', target: 'recording', targetId: 'recording-1' })
 * )
 */
export const decide =
  (call: CallState) =>
  (proposed: Event): Decision => {
    const taken: ReadonlyArray<AnyEvent> = [...call.facts.events, ...call.facts.unknownEvents].filter(
      event => event.id === proposed.id
    )
    if (taken.length === 0) return decideNew(call, proposed)
    return taken.every(event => sameContent(event, proposed))
      ? nothingNew
      : E.left({ _tag: 'IdTaken', id: proposed.id })
  }
