/**
 * How the legal basis of keeping a recording or an analysis changes over time.
 */
import {
  type Analysis,
  type CallState,
  type ConsentAct,
  type Event,
  type EventOf,
  type Ground,
  type Hold,
  type Instant,
  isInForce,
  type Outcome,
  type PurposeSet,
  type Recording,
  remainedAt
} from '@samtykke/core'
import {
  countAtFront,
  decidingActs,
  firstHoldChanges,
  firstInForce,
  groundsLeftAt,
  holdOf,
  takingOut
} from '@samtykke/core/lookups'

/**
 * On what a thing is kept:
 *
 * - `relied-on`: its legal basis stands
 * - `overdue`: its legal basis stands, and the period has passed
 * - `held`: something is due, and a hold for a legal claim suspends it (GDPR art. 17(3)(e))
 * - `ended`: the period of this purpose is over; it is kept for others
 * - `no-basis`: no legal basis stands
 * - `unknown`: an event of the call cannot be read, or was redacted, and no other tells of consent
 */
export type BasisState = 'relied-on' | 'overdue' | 'held' | 'ended' | 'no-basis' | 'unknown'
/** All states, in the order in which they are listed. */
export const basisStates: ReadonlyArray<BasisState> = [
  'relied-on',
  'overdue',
  'held',
  'ended',
  'no-basis',
  'unknown'
]

/** Whether nothing is kept on a basis or for a claim, of the rows of one thing. */
export const isWithoutBasis = (rows: ReadonlyArray<{ readonly state: BasisState }>): boolean =>
  rows.every(({ state }) => state === 'no-basis' || state === 'unknown' || state === 'ended')

/** Why a stretch of time ended. */
export type EndReason =
  | Ground['rule']
  | 'purpose-withdrawn'
  | 'erased'
  | 'anonymised'
  | 'hold-placed'
  | 'hold-released'
  | 'call-ended'

/** A stretch of time, half open, through which the basis is the same. */
export interface Segment {
  readonly from: Instant
  /** `null`: it still runs. */
  readonly until: Instant | null
  readonly state: BasisState
  /** Whether the legal basis is relied on. */
  readonly reliedOn: boolean
  readonly hold: Hold | undefined
  readonly endedBy: string | undefined
  readonly endReason: EndReason | undefined
}

/** What is kept of a call. */
export type RetainedItem = Recording | Analysis

/** A stretch through which a thing was there. */
export interface Presence {
  readonly from: Instant
  /** What stored it again, where it had been erased. */
  readonly again: EventOf<'recording-stored'> | undefined
  readonly gone: Outcome | undefined
}

/** A recording stored again after its erasure is there again. */
export const presences = (kept: RetainedItem): ReadonlyArray<Presence> => {
  const repeats = kept.target === 'recording' ? kept.repeats : []
  const found: Array<Presence> = []
  let next = 0
  let there: Omit<Presence, 'gone'> | undefined = { from: kept.start, again: undefined }
  for (const gone of kept.outcomes) {
    if (there === undefined || gone.occurredAt < there.from) continue
    found.push({ from: there.from, again: there.again, gone })
    while (next < repeats.length && repeats[next]!.occurredAt <= gone.occurredAt) next++
    const again = repeats[next]
    there = again && { from: again.occurredAt, again }
  }
  if (there !== undefined) found.push({ from: there.from, again: there.again, gone: undefined })
  return found
}

/** Whether purposes had stood until their own period was over, while others go on. */
const hasEnded = (kept: RetainedItem, purposes: PurposeSet, instant: Instant): boolean => {
  const ended = kept.shorter.find(each => (each.purposes & purposes) !== 0 && each.dueAt <= instant)
  if (ended === undefined || kept.grounds.some(({ at }) => at <= instant)) return false
  return !kept.acts.some(
    act => act.at > kept.start && act.at < ended.dueAt && (act[kept.from] & purposes) !== 0
  )
}

type Basis = Pick<Segment, 'state' | 'reliedOn' | 'hold'>

/** What is kept of a call, for purposes. */
interface Keeping {
  readonly call: CallState
  readonly kept: RetainedItem
  readonly purposes: PurposeSet
}

interface KeepingUnderHolds extends Keeping {
  /** What changes of the holds at each instant. */
  readonly atHolds: ReadonlyMap<Instant, Change>
}

const arrivedBy = (kept: RetainedItem, instant: Instant): ReadonlyArray<Ground> =>
  kept.grounds.filter(ground => ground.at <= instant)

/** What there is where no hold has a say: the legal basis and the period, or nothing. */
const basisWithoutHolds = ({ call: { facts }, kept, purposes }: Keeping, instant: Instant): Basis => {
  const remained = (remainedAt(kept, instant) & purposes) !== 0
  const arrived = arrivedBy(kept, instant)
  const reliedOn = remained && !arrived.some(ground => ground.rule !== 'expiry')
  if (reliedOn) return { state: arrived.length > 0 ? 'overdue' : 'relied-on', reliedOn, hold: undefined }
  if (hasEnded(kept, purposes, instant)) return { state: 'ended', reliedOn, hold: undefined }
  const asksConsent = ((purposes || kept.matching) & kept.purposes.onConsent) !== 0
  const unread = asksConsent && kept.consent === 0 && (facts.faults.length > 0 || facts.redacted)
  return { state: unread ? 'unknown' : 'no-basis', reliedOn, hold: undefined }
}

const basisAt = (keeping: Keeping, instant: Instant): Basis => {
  const basis = basisWithoutHolds(keeping, instant)
  const { holds } = keeping.call
  const [first, ...others] = holds.length === 0 ? [] : arrivedBy(keeping.kept, instant)
  if (first === undefined) return basis
  const { rule } = others.find(each => each.rule === 'expiry') ?? first
  const hold = firstInForce(takingOut(holds, rule), instant)
  return hold !== undefined && groundsLeftAt([first, ...others], holds, instant).length === 0
    ? { ...basis, state: 'held', hold }
    : basis
}

const reasonOfOutcome = ({ type }: Outcome): EndReason =>
  type === 'analysis-anonymised' ? 'anonymised' : 'erased'

const reasonOfAct = ({ kind }: ConsentAct): EndReason =>
  kind === 'objection' ? 'objection' : 'purpose-withdrawn'

type Change = readonly [by: string | undefined, reason: EndReason | undefined]

/** What changes of the holds at each instant: of several the first. */
const holdChanges = (holds: ReadonlyArray<Hold>): ReadonlyMap<Instant, Change> => {
  const changes = new Map<Instant, Change>()
  const add = ({ occurredAt, id }: Event, reason: EndReason): void => {
    if (!changes.has(occurredAt)) changes.set(occurredAt, [id, reason])
  }
  for (const { placed, releases } of holds) {
    add(placed, 'hold-placed')
    if (releases[0] !== undefined) add(releases[0], 'hold-released')
  }
  return changes
}

/** What changes the basis at an instant: the event, and what it is called. */
const change = ({ kept, purposes, atHolds }: KeepingUnderHolds, instant: Instant): Change => {
  const ground = kept.grounds.find(({ at }) => at === instant)
  if (ground !== undefined) return [ground.events[ground.events.length - 1], ground.rule]
  for (const act of decidingActs(kept.allActs, instant)) {
    if (act.at === instant && (act[kept.from] & purposes) !== 0) return [act.event.id, reasonOfAct(act)]
  }
  if (kept.shorter.some(each => each.dueAt === instant && (each.purposes & purposes) !== 0))
    return [kept.event.id, 'expiry']
  return atHolds.get(instant) ?? [undefined, undefined]
}

/** Holds change nothing before something is due. */
const heldWithin = (
  holds: ReadonlyArray<Hold>,
  firstDue: Instant,
  isAfter: (at: Instant) => boolean,
  isBefore: (at: Instant) => boolean
): ReadonlyArray<Instant> => {
  const changes = firstHoldChanges(holds)
  return changes.slice(
    countAtFront(changes, at => at <= firstDue || !isAfter(at)),
    countAtFront(changes, isBefore)
  )
}

/** The instants at which the basis may change, after one and before another. */
const changesWithin = (
  { call, kept, purposes }: Keeping,
  isAfter: (at: Instant) => boolean,
  isBefore: (at: Instant) => boolean
): ReadonlyArray<Instant> => {
  const firstDue = (kept.grounds[0] as Ground).at
  const instants: Array<Instant> = []
  const add = (at: Instant): void => {
    if (isAfter(at) && isBefore(at)) instants.push(at)
  }
  for (const { at } of kept.grounds) add(at)
  for (const act of kept.acts) if ((act[kept.from] & purposes) !== 0) add(act.at)
  for (const each of kept.shorter) if ((each.purposes & purposes) !== 0) add(each.dueAt)
  const held = call.holds.length === 0 ? [] : heldWithin(call.holds, firstDue, isAfter, isBefore)
  const all = held.length === 0 ? instants : [...instants, ...held]
  return all.length < 2 ? all : [...new Set(all)].sort()
}

const isSame = (a: Segment, b: Basis): boolean =>
  a.state === b.state && a.reliedOn === b.reliedOn && a.hold === b.hold

/** The segments of one stretch; `end` and what ended it are the last one's. */
const segmentsDuring = (
  keeping: KeepingUnderHolds,
  { from, asOf }: { readonly from: Instant; readonly asOf: Instant },
  end: Pick<Segment, 'until' | 'endedBy' | 'endReason'>
): ReadonlyArray<Segment> => {
  const limit = end.until
  const inside = changesWithin(
    keeping,
    at => at > from,
    at => at <= asOf && (limit === null || at < limit)
  )
  const segments: Array<Segment> = []
  for (const at of [from, ...inside]) {
    const basis = basisAt(keeping, at)
    const last = segments[segments.length - 1]
    if (last !== undefined) {
      if (isSame(last, basis)) continue
      const [endedBy, endReason] = change(keeping, at)
      segments[segments.length - 1] = { ...last, until: at, endedBy, endReason }
    }
    const { state, reliedOn, hold } = basis
    const { endedBy, endReason } = end
    segments.push({ from: at, until: limit, state, reliedOn, hold, endedBy, endReason })
  }
  return segments
}

/** How the bases of a call's recordings and analyses change. */
export interface SegmentsOfCall {
  /** Of keeping a thing for purposes, from its start to its outcome, without gap or overlap. */
  readonly ofKeeping: (kept: RetainedItem, purposes: PurposeSet) => ReadonlyArray<Segment>
  /** Of recording, while the call is recorded. */
  readonly ofRecording: (recording: Recording, purposes: PurposeSet) => ReadonlyArray<Segment>
  /** The state at the instant of a use that names a hold, or none. */
  readonly ofUse: (recording: Recording, use: EventOf<'recording-used'>) => Basis
}

/** How the bases of a call change, up to an instant. */
export const segmentsOf = (call: CallState, asOf: Instant): SegmentsOfCall => {
  const atHolds = holdChanges(call.holds)
  return {
    ofKeeping: (kept, purposes) => {
      const segments: Array<Segment> = []
      for (const { from, gone } of presences(kept)) {
        if (from > asOf) continue
        const end = {
          until: gone?.occurredAt ?? null,
          endedBy: gone?.id,
          endReason: gone && reasonOfOutcome(gone)
        }
        for (const segment of segmentsDuring({ call, kept, purposes, atHolds }, { from, asOf }, end))
          segments.push(segment)
      }
      return segments
    },
    ofRecording: (recording, purposes) => {
      const { start, anchor, event } = recording
      const end = anchor > start ? anchor : event.occurredAt > start ? event.occurredAt : start
      return start > asOf
        ? []
        : segmentsDuring(
            { call, kept: recording, purposes, atHolds },
            { from: start, asOf },
            { until: end, endedBy: event.id, endReason: 'call-ended' }
          )
    },
    ofUse: (recording, use) => {
      const at = use.occurredAt
      const hold = holdOf(call.holds, use.holdId)
      const purposes = recording.purposes.setOf(use.purpose)
      const basis = basisWithoutHolds({ call, kept: recording, purposes }, at)
      // A hold permits storage; a use under it must name it.
      return hold !== undefined && isInForce(hold, at) ? { ...basis, state: 'held', hold } : basis
    }
  }
}
