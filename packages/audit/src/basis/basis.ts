/**
 * The legal bases of a call over time: what the notice declares beside what was relied on.
 *
 * Consent alone is ever relied on. Legitimate interest is shown as declared, and never revives what was withdrawn.
 *
 * @see GDPR art. 5(2), 6(1)(a), 6(1)(f), 17(3)(e)
 */
import {
  type Analysis,
  type CallState,
  consentAt,
  type EventOf,
  epochMilliseconds,
  type Instant,
  instantFromEpoch,
  type LegalBasis,
  type Policy,
  type Purpose,
  purposeBit,
  type PurposeSet,
  purposesIn,
  type Recording,
  recordingPurposes,
  type View
} from '@samtykke/core'
import type { Bilingual } from '../render/text/language.ts'
import { rightsUnder } from './rights.ts'
import {
  type BasisState,
  type EndReason,
  keepingSegments,
  recordingSegments,
  type RetainedItem,
  type Segment,
  stateOfUse
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
  readonly status: 'not-relied-on' | 'objected'
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
  readonly reliedOn: { readonly article: '6(1)(a)'; readonly events: ReadonlyArray<string> } | null
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

const plus = (instant: Instant, milliseconds: number): Instant =>
  instantFromEpoch(epochMilliseconds(instant) + milliseconds)

/** The consents to any of the purposes that stood at the start: what came after the last removal. */
const consentsAtStart = (
  { rules }: View,
  call: CallState,
  kept: RetainedItem,
  purposes: PurposeSet
): ReadonlyArray<string> => {
  const inTime = (consentAt(call.consentActs, kept.start) & purposes) !== 0
  const until = inTime ? kept.start : plus(kept.start, rules.clockTolerance)
  let standing: Array<{ readonly id: string; readonly purposes: PurposeSet }> = []
  for (const { event, at, gives, takes } of call.consentActs) {
    if (at > until) break
    if ((gives & purposes) !== 0) standing.push({ id: event.id, purposes: gives & purposes })
    else if (at <= kept.start)
      standing = standing
        .map(each => ({ ...each, purposes: each.purposes & ~takes }))
        .filter(each => each.purposes !== 0)
  }
  return [...new Set(standing.map(each => each.id))]
}

const legitimateInterest = (
  policy: Policy,
  call: CallState,
  declared: ReadonlyArray<LegalBasis>,
  purpose: Purpose | undefined,
  from: Instant
): LegitimateInterest => {
  const isDeclared = declared.includes('6(1)(f)')
  const interest = isDeclared
    ? policy.interests?.find(each => purpose !== undefined && each.purposes?.includes(purpose))
    : undefined
  const objections =
    purpose === 'voice-analysis'
      ? call.consentActs.filter(({ event, at }) => event.type === 'analysis-objected' && at <= from)
      : []
  return {
    declared: isDeclared,
    interestId: interest?.id ?? null,
    text: interest?.text ?? null,
    assessmentRef: interest?.assessment ?? null,
    status: objections.length > 0 ? 'objected' : 'not-relied-on',
    events: objections.map(({ event }) => event.id)
  }
}

type Part = Pick<Segment, 'from' | 'until' | 'state' | 'reliedOn' | 'hold'> &
  Partial<Pick<Segment, 'endedBy' | 'endReason'>>

/** An activity with a recording or an analysis, for one purpose or any. */
interface Use {
  readonly view: View
  readonly call: CallState
  readonly kept: RetainedItem
  readonly activity: Activity
  readonly purpose: Purpose | undefined
}

const rowOf = ({ view, call, kept, activity, purpose }: Use, part: Part): BasisRow => {
  const { bases } = kept.inForceAtStart
  const declared = kept.target === 'recording' ? bases.recording : bases.analysis
  const purposes = purpose === undefined ? kept.consent & recordingPurposes : purposeBit(purpose)
  return {
    activity,
    targetId: kept.targetId,
    ...(purpose !== undefined && { purpose }),
    from: part.from,
    until: part.until,
    state: part.state,
    declared,
    reliedOn: part.reliedOn
      ? { article: '6(1)(a)', events: consentsAtStart(view, call, kept, purposes) }
      : null,
    legitimateInterest: legitimateInterest(view.rules.policy, call, declared, purpose, part.from),
    ...(part.hold !== undefined && { exemption: '17(3)(e)', hold: part.hold.holdId }),
    ...(part.endedBy !== undefined && { endedBy: part.endedBy }),
    ...(part.endReason !== undefined && { endReason: part.endReason }),
    rights: rightsUnder(declared)
  }
}

const isUseOf =
  (recording: Recording) =>
  (event: CallState['facts']['events'][number]): event is EventOf<'recording-used'> =>
    event.type === 'recording-used' &&
    event.recordingId === recording.targetId &&
    event.occurredAt >= recording.start

const recordingRows = (view: View, call: CallState, recording: Recording): ReadonlyArray<BasisRow> => {
  const row = (activity: Activity, purpose: Purpose | undefined) => (part: Part) =>
    rowOf({ view, call, kept: recording, activity, purpose }, part)
  const agreed = recording.consent & recordingPurposes
  const kept = agreed === 0 ? [undefined] : purposesIn(agreed)
  return [
    ...recordingSegments(call, recording, agreed, view.asOf).map(row('record', undefined)),
    ...kept.flatMap(purpose =>
      keepingSegments(call, recording, purpose === undefined ? 0 : purposeBit(purpose), view.asOf).map(
        row('store', purpose)
      )
    ),
    ...call.facts.events.filter(isUseOf(recording)).map(use =>
      row(
        'use',
        use.purpose
      )({
        from: use.occurredAt,
        until: use.occurredAt,
        ...stateOfUse(call, recording, use, purposeBit(use.purpose))
      })
    )
  ]
}

const analysisRows = (view: View, call: CallState, analysis: Analysis): ReadonlyArray<BasisRow> => {
  const purpose = 'voice-analysis'
  const segments = keepingSegments(call, analysis, purposeBit(purpose), view.asOf)
  const row = (activity: Activity) => (part: Part) =>
    rowOf({ view, call, kept: analysis, activity, purpose }, part)
  return [
    ...segments
      .slice(0, 1)
      .map(({ from, state, reliedOn, hold }) => row('analyse')({ from, until: from, state, reliedOn, hold })),
    ...segments.map(row('store-analysis'))
  ]
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
 * @see GDPR art. 5(2), 6(1)(a), 6(1)(f), 17(3)(e)
 */
export const legalBases =
  (view: View) =>
  (call: CallState): ReadonlyArray<BasisRow> => [
    ...call.recordings.flatMap(recording => recordingRows(view, call, recording)),
    ...call.analyses.flatMap(analysis => analysisRows(view, call, analysis))
  ]
