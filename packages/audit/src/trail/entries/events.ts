/**
 * The entries of what happened.
 */
import {
  type CallHistory,
  type CallState,
  type Event,
  type EventType,
  forgotten,
  recordedAt,
  type TargetKind,
  type UnknownEvent,
  type View
} from '@samtykke/core'
import type { DraftEntry, PayloadState } from './entry.ts'

/** The articles for which an event of a type is evidence. */
const articlesOf: Readonly<Record<EventType, ReadonlyArray<string>>> = {
  'consent-given': ['4(11)', '6(1)(a)', '7(1)'],
  'consent-refused': ['4(11)', '6(1)(a)'],
  'consent-withdrawn': ['7(3)', '17(1)(b)'],
  'recording-stored': ['5(1)(b)', '28', 'ch. V'],
  'recording-used': ['5(1)(b)', '15(1)'],
  'recording-disclosed': ['15(1)(c)', '19'],
  'analysis-produced': ['4(4)', '13(2)(f)', '22'],
  'analysis-objected': ['21(1)', '17(1)(c)'],
  'processing-objected': ['21(1)', '17(1)(c)'],
  'erasure-requested': ['17(1)(b)', '7(3)'],
  'hold-placed': ['17(3)(e)', '18'],
  'hold-reviewed': ['17(3)(e)', '18'],
  'hold-released': ['17(3)(e)', '18'],
  'erasure-instructed': ['19', '28(3)(a)'],
  'recording-erased': ['17(1)', '5(1)(e)', '19'],
  'analysis-erased': ['17(1)', '5(1)(e)', '19'],
  'analysis-anonymised': ['4(1)', '5(1)(e)'],
  'retention-failed': ['5(2)', '32'],
  'access-requested': ['15', '12(3)'],
  'access-extended': ['12(3)'],
  'access-answered': ['15(1)', '15(3)'],
  'proof-redacted': ['5(1)(e)']
}

const furtherArticles = (event: Event): ReadonlyArray<string> => {
  switch (event.type) {
    case 'analysis-produced':
      return event.subjects.includes('agent') ? ['AI Act 5(1)(f)'] : []
    case 'access-answered':
      return event.refusedBecause === undefined ? [] : ['12(4)']
    default:
      return []
  }
}

const targetOf = (event: Event): readonly [target: TargetKind, targetId: string] | undefined => {
  switch (event.type) {
    case 'recording-stored':
    case 'recording-used':
    case 'recording-disclosed':
    case 'recording-erased':
      return ['recording', event.recordingId]
    case 'analysis-produced':
    case 'analysis-erased':
    case 'analysis-anonymised':
      return ['analysis', event.analysisId]
    case 'erasure-instructed':
    case 'retention-failed':
      return [event.target, event.targetId]
    case 'hold-placed':
    case 'hold-reviewed':
    case 'hold-released':
      return ['hold', event.holdId]
    case 'access-requested':
    case 'access-extended':
    case 'access-answered':
      return ['access-request', event.requestId]
    case 'proof-redacted':
      return ['proof', event.callId]
    default:
      return undefined
  }
}

const envelope = new Set(['id', 'type', 'callId', 'occurredAt', 'recordedAt'])

/** The members that say what happened, without the envelope that the entry itself has. */
export const factsOfEvent = (event: Event | UnknownEvent): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(event).filter(([member, value]) => !envelope.has(member) && value !== undefined)
  )

const isForgotten = (value: unknown): boolean =>
  value === forgotten || (Array.isArray(value) && value.includes(forgotten))

const payloadOf = (event: Event): PayloadState =>
  Object.values(event).some(isForgotten) ? 'forgotten' : 'readable'

const eventDraft = (event: Event): DraftEntry => {
  const target = targetOf(event)
  return {
    at: event.occurredAt,
    kind: 'event',
    code: event.type,
    ...(target !== undefined && { target: target[0], targetId: target[1] }),
    eventId: event.id,
    recordedAt: recordedAt(event),
    payload: payloadOf(event),
    facts: factsOfEvent(event),
    articles: [...articlesOf[event.type], ...furtherArticles(event)],
    evidence: [event.id]
  }
}

const unknownDraft = (event: UnknownEvent): DraftEntry => ({
  at: event.occurredAt,
  kind: 'event',
  code: event.type,
  eventId: event.id,
  recordedAt: recordedAt(event),
  payload: 'readable',
  facts: {},
  articles: [],
  evidence: [event.id]
})

/** Records that cannot be read, also those that a redaction explains; known and there at the view's instants. */
const unreadDrafts = ({ asOf, knownAt = asOf }: View, history: CallHistory): ReadonlyArray<DraftEntry> =>
  history.faults.flatMap(fault =>
    fault._tag === 'bad-line' || fault.recordedAt > asOf || fault.recordedAt > knownAt
      ? []
      : [
          {
            at: fault.recordedAt,
            kind: 'event',
            code: 'unreadable-event',
            eventId: fault.id,
            recordedAt: fault.recordedAt,
            payload: fault._tag,
            facts: {},
            articles: [],
            evidence: [fault.id]
          }
        ]
  )

/** The entries of everything that happened, readable or not. */
export const eventDrafts = (view: View, history: CallHistory, call: CallState): ReadonlyArray<DraftEntry> => [
  ...call.facts.events.map(eventDraft),
  ...call.facts.unknownEvents.map(unknownDraft),
  ...unreadDrafts(view, history)
]
