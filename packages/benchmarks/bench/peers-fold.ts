/**
 * The fold of a call as one writes it on a library of event sourcing: a reducer over plain state, and a function that
 * says what is due of it. The same answers as core's on what the simulator gives; one text for all peers.
 *
 * Period arithmetic is core's, memoised, for all: a peer pays for its own way of folding and for nothing else.
 */
import type { AnyEvent, EventOf, Instant, Period, Purpose } from '@samtykke/core'
import { rules } from './core-fold.ts'

interface Act {
  readonly at: Instant
  readonly gives: ReadonlyArray<Purpose>
  readonly takes: ReadonlyArray<Purpose>
  readonly rule?: 'withdrawal' | 'request' | 'objection'
  readonly scope?: 'all' | 'recording' | 'analysis'
}

interface Kept {
  readonly stored?: EventOf<'recording-stored'> | EventOf<'analysis-produced'>
  readonly doneAt: ReadonlyArray<Instant>
  readonly anonymisedAt: ReadonlyArray<Instant>
  readonly cannotBeAnonymised: boolean
}

interface Hold {
  readonly placed?: EventOf<'hold-placed'>
  readonly releasedAt: ReadonlyArray<Instant>
}

/** What is known of one call. */
export interface CallSoFar {
  readonly seen: Readonly<Record<string, AnyEvent>>
  readonly acts: ReadonlyArray<Act>
  readonly kept: Readonly<Record<string, Kept>>
  readonly holds: Readonly<Record<string, Hold>>
}

export const initialState: CallSoFar = { seen: {}, acts: [], kept: {}, holds: {} }

const all: ReadonlyArray<Purpose> = [
  'quality-assurance',
  'internal-training',
  'documentation',
  'voice-analysis'
]
const recording = all.slice(0, 3)
const analysis = all.slice(3)
const nothingKept: Kept = { doneAt: [], anonymisedAt: [], cannotBeAnonymised: false }
const noHold: Hold = { releasedAt: [] }

const withKept = (state: CallSoFar, id: string, change: (kept: Kept) => Kept): CallSoFar => ({
  ...state,
  kept: { ...state.kept, [id]: change(state.kept[id] ?? nothingKept) }
})

const withHold = (state: CallSoFar, id: string, change: (hold: Hold) => Hold): CallSoFar => ({
  ...state,
  holds: { ...state.holds, [id]: change(state.holds[id] ?? noHold) }
})

const withAct = (state: CallSoFar, act: Act): CallSoFar => ({ ...state, acts: [...state.acts, act] })

const removedByRequest = { all, recording, analysis }

const apply = (state: CallSoFar, event: AnyEvent): CallSoFar => {
  const known = event
  switch (known.type) {
    case 'consent-given': {
      const { occurredAt: at, purposes } = known as EventOf<'consent-given'>
      return withAct(state, { at, gives: purposes, takes: [] })
    }
    case 'consent-refused':
    case 'consent-withdrawn': {
      const { occurredAt: at, purposes } = known as EventOf<'consent-withdrawn'>
      return withAct(state, { at, gives: [], takes: purposes ?? all, rule: 'withdrawal' })
    }
    case 'analysis-objected':
      return withAct(state, { at: known.occurredAt, gives: [], takes: analysis, rule: 'objection' })
    case 'erasure-requested': {
      const { occurredAt: at, scope } = known as EventOf<'erasure-requested'>
      return withAct(state, { at, gives: [], takes: removedByRequest[scope], rule: 'request', scope })
    }
    case 'recording-stored': {
      const stored = known as EventOf<'recording-stored'>
      return withKept(state, stored.recordingId, kept => ({ ...kept, stored }))
    }
    case 'analysis-produced': {
      const stored = known as EventOf<'analysis-produced'>
      return withKept(state, stored.analysisId, kept => ({ ...kept, stored }))
    }
    case 'recording-erased': {
      const { recordingId, occurredAt } = known as EventOf<'recording-erased'>
      return withKept(state, recordingId, kept => ({ ...kept, doneAt: [...kept.doneAt, occurredAt] }))
    }
    case 'analysis-erased': {
      const { analysisId, occurredAt } = known as EventOf<'analysis-erased'>
      return withKept(state, analysisId, kept => ({ ...kept, doneAt: [...kept.doneAt, occurredAt] }))
    }
    case 'analysis-anonymised': {
      const { analysisId, occurredAt } = known as EventOf<'analysis-anonymised'>
      return withKept(state, analysisId, kept => ({
        ...kept,
        anonymisedAt: [...kept.anonymisedAt, occurredAt]
      }))
    }
    case 'retention-failed': {
      const { targetId, action, permanent } = known as EventOf<'retention-failed'>
      const isFinal = action === 'anonymise' && permanent
      return withKept(state, targetId, kept => ({
        ...kept,
        cannotBeAnonymised: kept.cannotBeAnonymised || isFinal
      }))
    }
    case 'hold-placed': {
      const placed = known as EventOf<'hold-placed'>
      return withHold(state, placed.holdId, hold => ({ ...hold, placed }))
    }
    case 'hold-released': {
      const { holdId, occurredAt } = known as EventOf<'hold-released'>
      return withHold(state, holdId, hold => ({ ...hold, releasedAt: [...hold.releasedAt, occurredAt] }))
    }
    default:
      return state
  }
}

/** Folds one event; an event seen before changes nothing. */
export const evolve = (state: CallSoFar, event: AnyEvent): CallSoFar =>
  state.seen[event.id] === undefined
    ? apply({ ...state, seen: { ...state.seen, [event.id]: event } }, event)
    : state

interface Ground {
  readonly rule: string
  readonly at: Instant
}

export interface Due {
  readonly targetId: string
  readonly action: string
  readonly rule: string
  readonly dueAt: Instant
  readonly status: string
}

const intersects = (purposes: ReadonlySet<Purpose>, some: ReadonlyArray<Purpose>): boolean =>
  some.some(purpose => purposes.has(purpose))

const consentAt = (acts: ReadonlyArray<Act>, at: Instant): Set<Purpose> => {
  const consent = new Set<Purpose>()
  for (const act of acts) {
    if (act.at > at) continue
    for (const purpose of act.gives) consent.add(purpose)
    for (const purpose of act.takes) consent.delete(purpose)
  }
  return consent
}

const withdrawnAt = (
  acts: ReadonlyArray<Act>,
  from: Instant,
  consent: ReadonlySet<Purpose>,
  isGone: (left: ReadonlySet<Purpose>) => boolean
): ReadonlyArray<Ground> => {
  const left = new Set(consent)
  for (const act of acts) {
    if (act.at <= from || act.rule !== 'withdrawal') continue
    for (const purpose of act.takes) left.delete(purpose)
    if (isGone(left)) return [{ rule: 'withdrawal', at: act.at }]
  }
  return []
}

const firstAfter = (
  acts: ReadonlyArray<Act>,
  from: Instant,
  rule: Act['rule'],
  isMeant: (act: Act) => boolean
): ReadonlyArray<Ground> => {
  const act = acts.find(each => each.at > from && each.rule === rule && isMeant(each))
  return act === undefined || rule === undefined ? [] : [{ rule, at: act.at }]
}

const [threeMonths, sixMonths, sixteenMonths] = ['P3M', 'P6M', 'P16M'] as ReadonlyArray<string> as [
  Period,
  Period,
  Period
]

const periodFor = ({ direction, line, customerType }: EventOf<'recording-stored'>): Period =>
  direction === 'inbound' && line === 'customer-service' && customerType === 'business'
    ? sixteenMonths
    : sixMonths

const recordingGrounds = (
  event: EventOf<'recording-stored'>,
  acts: ReadonlyArray<Act>
): ReadonlyArray<Ground> => {
  const start = event.startedAt
  const consent = consentAt(acts, start)
  const lacks = !intersects(consent, recording)
  return [
    ...(lacks
      ? [{ rule: 'no-basis', at: start }]
      : withdrawnAt(acts, start, consent, left => !intersects(left, recording))),
    ...firstAfter(acts, start, 'request', ({ scope }) => scope !== 'analysis'),
    { rule: 'expiry', at: rules.calendar.retention(event.endedAt ?? start, periodFor(event)).dueAt }
  ]
}

const analysisGrounds = (
  event: EventOf<'analysis-produced'>,
  acts: ReadonlyArray<Act>
): ReadonlyArray<Ground> => {
  const start = event.occurredAt
  const consent = consentAt(acts, start)
  const lacks = (left: ReadonlySet<Purpose>): boolean =>
    !intersects(left, analysis) || !intersects(left, recording)
  return [
    ...(event.direction === 'outbound' ? [{ rule: 'outside-notice', at: start }] : []),
    ...(lacks(consent) ? [{ rule: 'no-basis', at: start }] : []),
    ...firstAfter(acts, start, 'objection', () => true),
    ...(lacks(consent) ? [] : withdrawnAt(acts, start, consent, lacks)),
    ...firstAfter(acts, start, 'request', ({ scope }) => scope !== 'recording'),
    { rule: 'expiry', at: rules.calendar.retention(start, threeMonths).dueAt }
  ]
}

const earliest = (grounds: ReadonlyArray<Ground>): Ground => grounds.reduce((a, b) => (b.at < a.at ? b : a))

const dueOf = (
  targetId: string,
  { stored, doneAt, anonymisedAt, cannotBeAnonymised }: Kept,
  acts: ReadonlyArray<Act>,
  holds: ReadonlyArray<EventOf<'hold-placed'>>,
  asOf: Instant
): ReadonlyArray<Due> => {
  if (stored === undefined) return []
  const isRecording = stored.type === 'recording-stored'
  const start = isRecording ? stored.startedAt : stored.occurredAt
  const mayBeAnonymised = !isRecording && stored.anonymisable !== false
  if (doneAt.some(at => at >= start) || (mayBeAnonymised && anonymisedAt.some(at => at >= start))) return []
  const grounds = isRecording ? recordingGrounds(stored, acts) : analysisGrounds(stored, acts)
  const left = grounds.filter(
    ({ rule }) => !holds.some(({ suspends }) => suspends === 'all' || rule === 'expiry')
  )
  const first = earliest(left.length === 0 ? grounds : left)
  const isErased = grounds.length > 1 || !mayBeAnonymised || cannotBeAnonymised
  const status = left.length === 0 ? 'suspended' : first.at <= asOf ? 'due' : 'scheduled'
  return [{ targetId, action: isErased ? 'erase' : 'anonymise', rule: first.rule, dueAt: first.at, status }]
}

/** What is due of a call's recordings and analyses. */
export const dueOfCall = ({ acts, kept, holds }: CallSoFar, asOf: Instant): ReadonlyArray<Due> => {
  const inOrder = [...acts].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : b.gives.length - a.gives.length
  )
  const inForce = Object.values(holds).flatMap(({ placed, releasedAt }) =>
    placed === undefined || releasedAt.length > 0 ? [] : [placed]
  )
  return Object.entries(kept).flatMap(([id, each]) => dueOf(id, each, inOrder, inForce, asOf))
}
