/**
 * The legal bases of a call over time: what the notice declares beside what was relied on.
 *
 * Each purpose relies on the one basis that the policy gives it. What else the notice declares is shown as declared, and
 * never revives what was withdrawn or objected to.
 *
 * @see GDPR art. 5(2), 6(1), 17(3)(e)
 */
import {
  type Analysis,
  type CallState,
  consentAt,
  type EventOf,
  type Instant,
  type LegalBasis,
  type Purpose,
  type PurposeSet,
  type Recording,
  remainedAt,
  type View
} from '@samtykke/core'
import { grantsStandingAt, objectionsBy } from '@samtykke/core/lookups'
import type { Bilingual } from '../render/text/language.ts'
import { rightsUnder } from './rights.ts'
import {
  type BasisState,
  type EndReason,
  type RetainedItem,
  type Segment,
  type SegmentsOfCall,
  segmentsOf
} from './segment.ts'

/** What is done with the data. */
export type Activity = 'record' | 'store' | 'use' | 'analyse' | 'store-analysis'

/** Legitimate interest as the notice declares it. */
export interface LegitimateInterest {
  readonly declared: boolean
  /** `null`: the policy names no interest for the purpose. */
  readonly interestId: string | null
  readonly text: Bilingual | null
  /** `null`: the policy names no assessment of the interest. */
  readonly assessmentRef: string | null
  readonly status: 'relied-on' | 'not-relied-on' | 'objected'
  /** The objections. */
  readonly events: ReadonlyArray<string>
}

/** A stretch of time, half open, of one activity for one purpose; a point where `from` is `until`. */
export interface BasisRow {
  readonly activity: Activity
  readonly targetId: string
  /** Absent: for whatever purpose. */
  readonly purpose?: Purpose
  readonly from: Instant
  /** `null`: it still runs at `asOf`. */
  readonly until: Instant | null
  readonly state: BasisState
  readonly declared: ReadonlyArray<LegalBasis>
  /** The basis relied on; of consent also the events that gave it. */
  readonly reliedOn: { readonly article: LegalBasis; readonly events: ReadonlyArray<string> } | null
  readonly legitimateInterest: LegitimateInterest
  /** The exemption from erasure under which it is held; it is no basis. */
  readonly exemption?: '17(3)(e)'
  /** The id of the hold. */
  readonly hold?: string
  /** The event that ended it. */
  readonly endedBy?: string
  readonly endReason?: EndReason
  /** The rights under the declared bases, by their articles. */
  readonly rights: ReadonlyArray<string>
}

/** Whether a row is of the keeping of something, and not of recording, using or analysing it. */
export const isKeeping = ({ activity }: BasisRow): boolean =>
  activity === 'store' || activity === 'store-analysis'

/** The consents to any of the purposes that stood at the start: what came after the last removal. */
const consentsAtStart = (
  { acts, allActs, start, grantsUntil, spoken }: RetainedItem,
  purposes: PurposeSet
): ReadonlyArray<string> => {
  const inTime = consentAt(acts, start) & purposes
  const standing = grantsStandingAt(allActs, purposes, start, inTime === 0 ? grantsUntil : start)
  const inTheRecording = spoken.filter(({ gives }) => (gives & purposes & ~inTime) !== 0)
  return [...new Set([...standing, ...inTheRecording].map(({ event }) => event.id))]
}

type Part = Pick<Segment, 'from' | 'until' | 'state' | 'reliedOn' | 'hold'> &
  Partial<Pick<Segment, 'endedBy' | 'endReason'>>

/** An activity with a recording or an analysis, for one purpose or any. */
interface Use {
  readonly view: View
  readonly kept: RetainedItem
  readonly activity: Activity
  readonly purpose: Purpose | undefined
}

const legitimateInterest = (
  { view, kept, purpose }: Use,
  declared: ReadonlyArray<LegalBasis>,
  { from, reliedOn }: Part
): LegitimateInterest => {
  const isDeclared = declared.includes('6(1)(f)')
  const interest = isDeclared
    ? view.rules.policy.interests?.find(each => purpose !== undefined && each.purposes?.includes(purpose))
    : undefined
  const set = purpose === undefined ? 0 : kept.purposes.setOf(purpose)
  const objections = objectionsBy(kept.allActs, set, kept.from, from)
  const isReliedOn = reliedOn && basisOf(kept, set) === '6(1)(f)'
  return {
    declared: isDeclared,
    interestId: interest?.id ?? null,
    text: interest?.text ?? null,
    assessmentRef: interest?.assessment ?? null,
    status: objections.length > 0 ? 'objected' : isReliedOn ? 'relied-on' : 'not-relied-on',
    events: objections.map(({ event }) => event.id)
  }
}

/** The basis of the first purpose of a set. */
const basisOf = ({ purposes }: RetainedItem, set: PurposeSet): LegalBasis | undefined =>
  purposes.listed.find((_, place) => (set & (1 << place)) !== 0)?.basis

/** What the notice declares for a purpose; for another than those of its kind, what it declares for these. */
const declaredFor = (
  { purposes, keptFor, matching, from }: RetainedItem,
  set: PurposeSet
): ReadonlyArray<LegalBasis> => {
  const ofItsKind = from === 'takesFromRecording' ? purposes.ofRecordings : purposes.ofAnalyses
  return purposes.declaredFor(set & ofItsKind || keptFor || matching || ofItsKind)
}

const rowOf = (use: Use, part: Part): BasisRow => {
  const { kept, activity, purpose } = use
  const set =
    purpose === undefined ? remainedAt(kept, part.from) & kept.keptFor : kept.purposes.setOf(purpose)
  const declared = declaredFor(kept, set)
  const article = part.reliedOn ? basisOf(kept, set) : undefined
  return {
    activity,
    targetId: kept.targetId,
    ...(purpose !== undefined && { purpose }),
    from: part.from,
    until: part.until,
    state: part.state,
    declared,
    reliedOn:
      article === undefined
        ? null
        : {
            article,
            events:
              article === '6(1)(a)'
                ? consentsAtStart(
                    kept,
                    (purpose === undefined ? kept.keptFor : set) & kept.purposes.onConsent
                  )
                : []
          },
    legitimateInterest: legitimateInterest(use, declared, part),
    ...(part.hold !== undefined && { exemption: '17(3)(e)', hold: part.hold.holdId }),
    ...(part.endedBy !== undefined && { endedBy: part.endedBy }),
    ...(part.endReason !== undefined && { endReason: part.endReason }),
    rights: rightsUnder(declared)
  }
}

type Used = EventOf<'recording-used'>

const usesOf = ({ facts }: CallState): ReadonlyMap<string, ReadonlyArray<Used>> => {
  const uses = new Map<string, Array<Used>>()
  for (const event of facts.events) {
    if (event.type !== 'recording-used') continue
    const ofRecording = uses.get(event.recordingId)
    if (ofRecording === undefined) uses.set(event.recordingId, [event])
    else ofRecording.push(event)
  }
  return uses
}

const recordingRows = (
  view: View,
  segments: SegmentsOfCall,
  recording: Recording,
  uses: ReadonlyArray<Used>
): ReadonlyArray<BasisRow> => {
  const row = (activity: Activity, purpose: Purpose | undefined) => (part: Part) =>
    rowOf({ view, kept: recording, activity, purpose }, part)
  const { keptFor, purposes } = recording
  const kept = keptFor === 0 ? [undefined] : purposes.namesIn(keptFor)
  return [
    ...segments.ofRecording(recording, keptFor).map(row('record', undefined)),
    ...kept.flatMap(purpose =>
      segments
        .ofKeeping(recording, purpose === undefined ? 0 : purposes.setOf(purpose))
        .map(row('store', purpose))
    ),
    ...uses
      .filter(use => use.occurredAt >= recording.start)
      .map(use =>
        row(
          'use',
          use.purpose
        )({ from: use.occurredAt, until: use.occurredAt, ...segments.ofUse(recording, use) })
      )
  ]
}

const analysisRows = (
  view: View,
  { ofKeeping }: SegmentsOfCall,
  analysis: Analysis
): ReadonlyArray<BasisRow> => {
  const { keptFor, matching, purposes } = analysis
  const named = keptFor || matching
  const kept = named === 0 ? [undefined] : purposes.namesIn(named)
  return kept.flatMap(purpose => {
    const row = (activity: Activity) => (part: Part) =>
      rowOf({ view, kept: analysis, activity, purpose }, part)
    const segments = ofKeeping(analysis, purpose === undefined ? 0 : purposes.setOf(purpose))
    return [
      ...segments
        .slice(0, 1)
        .map(({ from, state, reliedOn, hold }) =>
          row('analyse')({ from, until: from, state, reliedOn, hold })
        ),
      ...segments.map(row('store-analysis'))
    ]
  })
}

/**
 * The legal bases of a call over time. For `store` and `store-analysis` the rows of one target and purpose follow each
 * other without gap or overlap, from its start to its outcome.
 *
 * @example
 * import { callState, compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { legalBases } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a0f', type: 'consent-given', callId: 'call-1', occurredAt: '2025-08-31T11:59:00Z',
 *     method: 'keypress', purposes: ['documentation'], noticeVersion: '2025-01', language: 'da' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const rows = calls.map(callState(view)).flatMap(legalBases(view))
 * assert.deepStrictEqual(
 *   rows.map(({ activity, declared, reliedOn }) => [activity, declared, reliedOn?.article]),
 *   ['record', 'store'].map(activity => [activity, ['6(1)(a)', '6(1)(f)'], '6(1)(a)'])
 * )
 *
 * @see GDPR art. 5(2), 6(1), 17(3)(e)
 */
export const legalBases =
  (view: View) =>
  (call: CallState): ReadonlyArray<BasisRow> => {
    const segments = segmentsOf(call, view.asOf)
    const uses = usesOf(call)
    return [
      ...call.recordings.flatMap(each => recordingRows(view, segments, each, uses.get(each.targetId) ?? [])),
      ...call.analyses.flatMap(each => analysisRows(view, segments, each))
    ]
  }
