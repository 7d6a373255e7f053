/**
 * Certificates of erasure: what was erased or anonymised, by which rule, when it was due, and who confirmed it.
 *
 * One is issued for a confirmed outcome, never for an instruction.
 *
 * @see GDPR art. 5(1)(e), 5(2), 17
 */
import {
  actionableGround,
  type CallHistory,
  callState,
  type CallState,
  type DueAction,
  type Duration,
  type ExplanationStep,
  forgotten,
  type Ground,
  type Instant,
  isInForce,
  type LocalDate,
  type Outcome,
  type Policy,
  recordedAt,
  type View
} from '@samtykke/core'
import { retainedOf } from '@samtykke/core/lookups'
import type { RetainedItem } from '../basis/segment.ts'
import { documentId } from '../head/documentId.ts'
import { type Head, headOf, type Source, sourceOf } from '../head/head.ts'
import type { Bilingual } from '../render/text/language.ts'
import { notStated } from '../render/text/notStated.ts'
import { type Timeliness, timelinessOf } from '../basis/timeliness.ts'
import { type DecidingEvents, decidingEventsOf } from '../trail/entries/decidingEvents.ts'
import { actionBeforeOutcome, whyDue } from '../trail/entries/derive.ts'
import type { DestroyedKey, LogContext } from '../trail/trail.ts'
import { backupsText } from './backups.ts'
import type { CertificateContext } from './context.ts'

/** A certificate of erasure or anonymisation. */
export interface Certificate extends Head<'certificate'> {
  /** A UUID of version 5, of the target and the outcome's event. */
  readonly certificateId: string
  /** Whose certificate it is; `null`: the policy does not say. */
  readonly controller: NonNullable<Policy['controller']> | null
  readonly callId: string
  readonly target: 'recording' | 'analysis'
  readonly targetId: string
  readonly mediaType?: string
  readonly bytes?: number
  /** Left out once the proof is redacted. */
  readonly contentSha256?: string
  readonly region: string
  readonly processor: string
  readonly startedAt: Instant
  readonly action: 'erase' | 'anonymise'
  readonly technique?: string
  readonly rule: DueAction['rule']
  readonly article: string
  readonly grounds: ReadonlyArray<Ground>
  readonly explanation: ReadonlyArray<ExplanationStep>
  /** The explanation in words. */
  readonly text: Bilingual
  readonly lastLawfulDay?: LocalDate
  readonly dueAt: Instant
  readonly instructedAt?: Instant
  readonly executedAt: Instant
  /** When the log learnt of it. */
  readonly knownToLogAt: Instant
  readonly confirmation: string
  /** From when it could be done to when it was; 0 where nothing had fallen due. */
  readonly lateSeconds: number
  /** In time, within the grace for carrying out, or late. */
  readonly timeliness: Timeliness
  /** How long the policy gives for carrying out what is due. */
  readonly executionGrace: Duration
  /** The holds looked at, and which of them were in force. */
  readonly holdsChecked: ReadonlyArray<{ readonly holdId: string; readonly inForce: boolean }>
  readonly method: string
  readonly copies: number | string
  readonly backupsExpireOn: string
  /** Whether back-ups can be read, and until when they remain. */
  readonly backups: Bilingual
  readonly verifiedBy: string
  /** The key that was destroyed, where a vault says so: from then on no copy and no back-up is readable. */
  readonly destroyedKey?: DestroyedKey
  readonly policyVersion: string
  /** The outcome's event. */
  readonly eventId: string
  /** Its leaf in the seal, where that is known. */
  readonly leaf?: number
  readonly statement: Bilingual
}

const statementOf = (kept: RetainedItem, outcome: Outcome): Bilingual =>
  outcome.type === 'analysis-anonymised'
    ? {
        da: 'Det er registreret, at stemmeanalysen blev anonymiseret. Dette program har ikke efterprøvet, om personer kan genkendes.',
        en: 'It is recorded that the analysis was anonymised. This program has not tested whether anybody can be recognised.'
      }
    : {
        da: `Databehandleren har bekræftet, at ${kept.target === 'recording' ? 'optagelsen' : 'stemmeanalysen'} er slettet. Dette program har ikke set disken.`,
        en: `The processor confirmed that the ${kept.target} was erased. This program did not see the disk.`
      }

/** Whoever may read a certificate need not know of the legal claims. */
const withoutClaims = (call: CallState): CallState => ({
  ...call,
  holds: call.holds.map(hold => ({ ...hold, placed: { ...hold.placed, claimReference: forgotten } }))
})

/** The action as it stood when the outcome came, and why it was due when it was. */
const dueBefore = (of: ConfirmedOutcome) => {
  const before = actionBeforeOutcome(of, of.kept, of.outcome)
  return before && { action: before.action, ...whyDue({ ...before, call: withoutClaims(before.call) }) }
}

const described = (kept: RetainedItem, redacted: boolean) => {
  if (kept.target === 'analysis') return {}
  const { mediaType, bytes, sha256 } = kept.event
  return {
    ...(mediaType !== undefined && { mediaType }),
    ...(bytes !== undefined && { bytes }),
    ...(sha256 !== undefined && !redacted && { contentSha256: sha256 })
  }
}

const howErased = (outcome: Outcome) => {
  if (outcome.type === 'analysis-anonymised') {
    return {
      technique: outcome.technique,
      confirmation: notStated.en,
      method: outcome.technique,
      copies: notStated.en,
      backupsExpireOn: notStated.en,
      verifiedBy: notStated.en
    }
  }
  const { confirmation, method, copies, backupsExpireOn, verifiedBy } = outcome
  return {
    confirmation,
    method: method ?? notStated.en,
    copies: copies ?? notStated.en,
    backupsExpireOn: backupsExpireOn ?? notStated.en,
    verifiedBy: verifiedBy ?? notStated.en
  }
}

const processorOf = (call: CallState, kept: RetainedItem, outcome: Outcome): string => {
  if (outcome.type !== 'analysis-anonymised' && outcome.processor !== undefined) return outcome.processor
  if (kept.target === 'recording') return kept.event.processor
  const recordingId = kept.event.recordingId
  return retainedOf(call.recordings, recordingId)?.event.processor ?? notStated.en
}

/** What a certificate is made from. */
interface ConfirmedOutcome {
  readonly view: View
  /** What was read. */
  readonly source: Source
  readonly call: CallState
  readonly deciding: DecidingEvents
  readonly kept: RetainedItem
  readonly outcome: Outcome
}

const certificateOf = (confirmed: ConfirmedOutcome): Certificate | undefined => {
  const { view, source, call, kept, outcome } = confirmed
  const before = dueBefore(confirmed)
  if (before === undefined) return undefined
  const { action, explanation, reason } = before
  const actionable = actionableGround(kept.grounds, call.holds, outcome.occurredAt)
  const instructed = kept.instructed
  const how = howErased(outcome)
  const { policy, calendar, executionGrace } = view.rules
  return {
    ...headOf('certificate', view, source, null),
    certificateId: documentId(
      `urn:samtykke:call:${call.callId}/${kept.target}:${kept.targetId}#${outcome.id}`
    ),
    controller: policy.controller ?? null,
    callId: call.callId,
    target: kept.target,
    targetId: kept.targetId,
    ...described(kept, call.redactions.length > 0),
    region: kept.target === 'recording' ? kept.event.region : notStated.en,
    processor: processorOf(call, kept, outcome),
    startedAt: kept.start,
    action: outcome.type === 'analysis-anonymised' ? 'anonymise' : 'erase',
    rule: action.rule,
    article: action.article,
    grounds: action.grounds,
    explanation,
    text: reason,
    ...(action.lastLawfulDay !== undefined && { lastLawfulDay: action.lastLawfulDay }),
    dueAt: action.dueAt,
    ...(instructed !== undefined &&
      instructed.occurredAt <= outcome.occurredAt && { instructedAt: instructed.occurredAt }),
    executedAt: outcome.occurredAt,
    knownToLogAt: recordedAt(outcome),
    ...how,
    backups: backupsText({
      backupsExpireOn: how.backupsExpireOn,
      destroyedKey: undefined,
      dateOf: calendar.localDate
    }),
    lateSeconds: Math.floor((actionable?.lateness ?? 0) / 1000),
    timeliness: timelinessOf(actionable?.lateness, executionGrace),
    executionGrace: policy.executionGrace,
    holdsChecked: call.holds.map(hold => ({
      holdId: hold.holdId,
      inForce: isInForce(hold, outcome.occurredAt)
    })),
    policyVersion: action.policyVersion,
    eventId: outcome.id,
    statement: statementOf(kept, outcome)
  }
}

/**
 * A certificate that was made without a context, as `certificatesOf` makes it with one: with the seal, the leaf and the
 * destroyed key that are known of its call.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { certificatesOf, inLogContext } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'recording-erased', callId: 'call-1',
 *     occurredAt: '2025-08-31T13:00:00Z', recordingId: 'recording-1', confirmation: 'recorder-77' }
 * ])
 * const context = {
 *   seal: { origin: 'telecom.example/log', size: 2, root: 'qMIyUzmLj9n0jHGVzsfMxNIwbvTf8S1lbHkGqNMMKqY=' },
 *   destroyedKeyOf: () => ({ name: 'recording/call-1/recording-1', destroyedAt: instant('2025-08-31T13:00:00.000Z'),
 *     heldForSeconds: 300 })
 * }
 * const [unsealed] = calls.flatMap(certificatesOf(view))
 * assert.deepStrictEqual(unsealed?.seal, null)
 * const sealed = inLogContext(view, context)(unsealed)
 * assert.deepStrictEqual(sealed.seal?.origin, 'telecom.example/log')
 * assert.match(sealed.backups.en, /^Back-ups cannot be read: the key was destroyed on 31 August 2025/)
 * assert.deepStrictEqual([sealed], calls.flatMap(certificatesOf(view, context)))
 */
export const inLogContext =
  (view: View, context: CertificateContext) =>
  (certificate: Certificate): Certificate => {
    const { eventId, target, targetId, backupsExpireOn } = certificate
    const leaf = context.placeOf?.(eventId)?.leaf
    const destroyedKey = context.destroyedKeyOf?.(target, targetId)
    return {
      ...certificate,
      seal: context.seal ?? null,
      ...(leaf !== undefined && { leaf }),
      ...(destroyedKey !== undefined && {
        destroyedKey,
        backups: backupsText({ backupsExpireOn, destroyedKey, dateOf: view.rules.calendar.localDate })
      })
    }
  }

/**
 * The certificates of a call: one for each confirmed outcome of a recording or an analysis, in their order. An
 * instruction to erase gives none. What nobody stated stands as "not stated".
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { certificatesOf } from '@samtykke/audit'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2025-09-05T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'recording-stored', callId: 'call-1',
 *     occurredAt: '2025-08-31T12:10:00Z', startedAt: '2025-08-31T12:00:00Z', recordingId: 'recording-1',
 *     direction: 'inbound', customerType: 'private', line: 'customer-service', processor: 'recorder', region: 'DK' },
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a11', type: 'recording-erased', callId: 'call-1',
 *     occurredAt: '2025-08-31T13:00:00Z', recordingId: 'recording-1', confirmation: 'recorder-77' }
 * ])
 * const [certificate] = calls.flatMap(certificatesOf(view))
 * assert.deepStrictEqual(certificate?.article, '17(1)(d)')
 * assert.deepStrictEqual(certificate.lateSeconds, 3600)
 *
 * @see GDPR art. 5(1)(e), 5(2), 17
 */
export const certificatesOf =
  (view: View, context: LogContext = {}) =>
  (history: CallHistory): ReadonlyArray<Certificate> => {
    const call = callState(view)(history)
    const shared = {
      view,
      source: sourceOf(history.events),
      call,
      deciding: decidingEventsOf(view.rules, call)
    }
    return [...call.recordings, ...call.analyses]
      .flatMap(kept => kept.outcomes.flatMap(outcome => certificateOf({ ...shared, kept, outcome }) ?? []))
      .map(inLogContext(view, context))
  }
