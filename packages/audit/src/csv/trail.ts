/**
 * A trail, its bases, actions and findings as tables.
 */
import type { DueAction, Finding, View } from '@samtykke/core'
import type { BasisRow } from '../basis/basis.ts'
import type { Entry } from '../trail/entry.ts'
import type { Trail } from '../trail/trail.ts'
import { type Columns, csvTable, type Dialect } from './field.ts'
import { type Clock, clockOf } from '../text/words.ts'

interface OfCall<A> {
  readonly callId: string
  readonly row: A
}

const entryColumns = (clock: Clock): Columns<OfCall<Entry>> => ({
  call_id: ({ callId }) => callId,
  seq: ({ row }) => row.seq,
  at_utc: ({ row }) => row.at,
  at_local: ({ row }) => `${clock.date(row.at)} ${clock.time(row.at)}`,
  kind: ({ row }) => row.kind,
  code: ({ row }) => row.code,
  target: ({ row }) => row.target,
  target_id: ({ row }) => row.targetId,
  event_id: ({ row }) => row.eventId,
  recorded_at_utc: ({ row }) => row.recordedAt,
  payload: ({ row }) => row.payload,
  articles: ({ row }) => row.articles,
  rule: ({ row }) => row.rule,
  policy_version: ({ row }) => row.policyVersion,
  due_at_utc: ({ row }) => row.dueAt,
  last_lawful_day: ({ row }) => row.lastLawfulDay,
  late_seconds: ({ row }) => row.lateSeconds,
  evidence: ({ row }) => row.evidence,
  findings: ({ row }) => row.findings,
  leaf: ({ row }) => row.leaf,
  text_da: ({ row }) => row.text.da,
  text_en: ({ row }) => row.text.en
})

const basisColumns: Columns<OfCall<BasisRow>> = {
  call_id: ({ callId }) => callId,
  activity: ({ row }) => row.activity,
  target_id: ({ row }) => row.targetId,
  purpose: ({ row }) => row.purpose,
  from_utc: ({ row }) => row.from,
  until_utc: ({ row }) => row.until,
  state: ({ row }) => row.state,
  declared: ({ row }) => row.declared,
  relied_on: ({ row }) => row.reliedOn?.article,
  consent_events: ({ row }) => row.reliedOn?.events,
  interest_id: ({ row }) => row.legitimateInterest.interestId,
  assessment_ref: ({ row }) => row.legitimateInterest.assessmentRef,
  interest_status: ({ row }) => row.legitimateInterest.status,
  hold_id: ({ row }) => row.hold,
  ended_by: ({ row }) => row.endedBy,
  end_reason: ({ row }) => row.endReason
}

const groundsText = ({ grounds }: DueAction): string =>
  grounds.map(({ rule, at }) => `${rule}@${at}`).join(' ')

const actionColumns: Columns<DueAction> = {
  call_id: action => action.callId,
  target: action => action.target,
  target_id: action => action.targetId,
  action: action => action.action,
  rule: action => action.rule,
  article: action => action.article,
  due_at: action => action.dueAt,
  status: action => action.status,
  grounds: groundsText,
  last_lawful_day: action => action.lastLawfulDay,
  policy_version: action => action.policyVersion,
  declared: action => action.legalBasis?.declared,
  relied_on: action => action.legalBasis?.reliedOn,
  purposes: action => action.legalBasis?.purposes,
  holds: action => action.holds,
  hand_over_first: action => action.handOverFirst,
  instructed_at: action => action.instructedAt,
  uncertain: action => action.uncertain
}

const findingColumns: Columns<Finding> = {
  code: finding => finding.code,
  severity: finding => finding.severity,
  call_id: finding => finding.callId,
  target: finding => finding.target,
  target_id: finding => finding.targetId,
  at: finding => finding.at,
  events: finding => finding.events,
  detail: finding => finding.detail
}

const ofCall = <A>({ callId }: Trail, rows: ReadonlyArray<A>): ReadonlyArray<OfCall<A>> =>
  rows.map(row => ({ callId, row }))

/** `trail.csv`: the entries of a trail. Local times are in the policy's time zone. */
export const trailCsv = ({ rules }: View, trail: Trail, dialect?: Dialect): string =>
  csvTable(
    entryColumns(clockOf(rules.policy.timeZone, rules.calendar.localDate)),
    ofCall(trail, trail.entries),
    dialect
  )

/** `basis.csv`: the legal bases over time. */
export const basisCsv = (trail: Trail, dialect?: Dialect): string =>
  csvTable(basisColumns, ofCall(trail, trail.basis), dialect)

/** `actions.csv`: what is open. */
export const actionsCsv = (actions: ReadonlyArray<DueAction>, dialect?: Dialect): string =>
  csvTable(actionColumns, actions, dialect)

/** `findings.csv`: what is wrong. */
export const findingsCsv = (findings: ReadonlyArray<Finding>, dialect?: Dialect): string =>
  csvTable(findingColumns, findings, dialect)
