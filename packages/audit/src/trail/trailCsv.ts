/**
 * A trail, its bases, actions and findings as tables.
 */
import type { DueAction, Finding, View } from '@samtykke/core'
import type { BasisRow } from '../basis/basis.ts'
import type { Entry } from './entries/entry.ts'
import type { Trail } from './trail.ts'
import { type Columns, csvTable, type Dialect, memberColumns } from '../render/csv.ts'
import { type Clock, clockOf } from '../render/text/words.ts'

type OfCall<A> = A & { readonly callId: string }
type EntryRow = OfCall<Entry>
type BasisOfCall = OfCall<BasisRow>

const entryColumns = (clock: Clock): Columns<EntryRow> => ({
  ...memberColumns<EntryRow>('callId', 'seq'),
  at_utc: row => row.at,
  at_local: row => [clock.date(row.at), clock.time(row.at), clock.offset(row.at) ?? ''].join(' ').trim(),
  ...memberColumns<EntryRow>('kind', 'code', 'target', 'targetId', 'eventId'),
  recorded_at_utc: row => row.recordedAt,
  ...memberColumns<EntryRow>('payload', 'articles', 'rule', 'policyVersion'),
  due_at_utc: row => row.dueAt,
  ...memberColumns<EntryRow>('lastLawfulDay', 'lateSeconds', 'evidence', 'findings', 'leaf'),
  text_da: row => row.text.da,
  text_en: row => row.text.en,
  timeliness: row => row.timeliness,
  reason_da: row => row.reason?.da,
  reason_en: row => row.reason?.en
})

const basisColumns: Columns<BasisOfCall> = {
  ...memberColumns<BasisOfCall>('callId', 'activity', 'targetId', 'purpose'),
  from_utc: row => row.from,
  until_utc: row => row.until,
  ...memberColumns<BasisOfCall>('state', 'declared'),
  relied_on: row => row.reliedOn?.article,
  consent_events: row => row.reliedOn?.events,
  interest_id: row => row.legitimateInterest.interestId,
  assessment_ref: row => row.legitimateInterest.assessmentRef,
  interest_status: row => row.legitimateInterest.status,
  hold_id: row => row.hold,
  ...memberColumns<BasisOfCall>('endedBy', 'endReason')
}

const groundsText = ({ grounds }: DueAction): string =>
  grounds.map(({ rule, at }) => `${rule}@${at}`).join(' ')

const actionColumns: Columns<DueAction> = {
  ...memberColumns<DueAction>('callId', 'target', 'targetId', 'action', 'rule', 'article', 'dueAt', 'status'),
  grounds: groundsText,
  ...memberColumns<DueAction>('lastLawfulDay', 'policyVersion'),
  declared: action => action.legalBasis?.declared,
  relied_on: action => action.legalBasis?.reliedOn,
  purposes: action => action.legalBasis?.purposes,
  ...memberColumns<DueAction>('holds', 'handOverFirst', 'instructedAt', 'uncertain')
}

const findingColumns = memberColumns<Finding>(
  'code',
  'severity',
  'callId',
  'target',
  'targetId',
  'at',
  'events',
  'detail'
)

const ofCall = <A>({ callId }: Trail, rows: ReadonlyArray<A>): ReadonlyArray<OfCall<A>> =>
  rows.map(row => ({ ...row, callId }))

/**
 * `trail.csv`: the entries of a trail, a row each. Columns that end in `_utc` are instants in UTC; `at_local` is in the
 * policy's time zone, for people.
 *
 * @param view the view from which the trail was made
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { trailCsv, trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-04-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const [table] = calls.map(history => trailCsv(view, trailOf(view)(history)))
 * const first = table?.split('\r\n')[1]
 * assert.ok(first?.startsWith('"call-1","1","2026-03-05T11:50:00.000Z","2026-03-05 12:50","event","access-requested"'))
 *
 * @see RFC 4180; GDPR art. 5(2)
 */
export const trailCsv = ({ rules }: View, trail: Trail, dialect?: Dialect): string =>
  csvTable(
    entryColumns(clockOf(rules.policy.timeZone, rules.calendar.localDate)),
    ofCall(trail, trail.entries),
    dialect
  )

/**
 * `basis.csv`: the legal bases over time, a row each. `until_utc` is empty where it still runs.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { basisCsv, trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' }
 * ])
 * const [table] = calls.map(trailOf(view)).map(trail => basisCsv(trail))
 * const first = table?.split('\r\n')[1]
 * assert.ok(first?.startsWith('"call-1","record","recording-1","","2025-08-31T12:00:00.000Z"'))
 *
 * @see RFC 4180; GDPR art. 5(2), 6(1)
 */
export const basisCsv = (trail: Trail, dialect?: Dialect): string =>
  csvTable(basisColumns, ofCall(trail, trail.basis), dialect)

/**
 * `actions.csv`: what is open, a row for each action, those of a trail or of `dueActions`. Instants are in UTC; `grounds`
 * are `rule@instant`, with spaces between.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { actionsCsv, trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-04-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const table = actionsCsv(calls.map(trailOf(view)).flatMap(trail => trail.actions))
 * const first = table.split('\r\n')[1]
 * assert.ok(first?.startsWith('"call-1","access-request","request-1","answer"'))
 *
 * @see RFC 4180; contract, sections 3 and 5
 */
export const actionsCsv = (actions: ReadonlyArray<DueAction>, dialect?: Dialect): string =>
  csvTable(actionColumns, actions, dialect)

/**
 * `findings.csv`: what is wrong, a row for each finding, those of a trail or of `findings`. Instants are in UTC.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { findingsCsv, trailOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-04-15T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const table = findingsCsv(calls.map(trailOf(view)).flatMap(trail => trail.findings), 'excel')
 * const first = table.split('\r\n')[1]
 * assert.ok(first?.startsWith('"overdue";"error";"call-1";"access-request";"request-1"'))
 *
 * @see RFC 4180; contract, section 4
 */
export const findingsCsv = (findings: ReadonlyArray<Finding>, dialect?: Dialect): string =>
  csvTable(findingColumns, findings, dialect)
