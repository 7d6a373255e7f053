// Policies 3, "New findings": what an act names, what proves a consent, and what is erased before it was handed over.
import { isEvidenceWrong, isGrant } from './consent.ts'
import { finding, inOrder } from './finding.ts'
import type { Kept } from './kept.ts'
import { versionAt } from './periods.ts'
import type { Finding, PlainPolicy, PolicyVersion } from './plain.ts'
import { isObjectable, isOnConsent, purposesOf } from './purposes.ts'
import { reached } from './reach.ts'
import { isAnsweredAt, keptOf } from './standing.ts'
import { namedBy } from './takes.ts'
import type { Call } from './targets.ts'
import { member } from './what-counts.ts'
import type { Standing } from './what-counts.ts'

const has = (version: PolicyVersion, named: string): boolean =>
  purposesOf(version).some(({ purpose }) => purpose === named)

/** "a consent, refusal, withdrawal, objection or use names a purpose" */
const named = (event: Standing): readonly string[] => {
  if (event.type === 'recording-used') return [member(event, 'purpose') ?? '']
  const acts = ['consent-given', 'consent-refused', 'consent-withdrawn', 'processing-objected']
  return acts.includes(event.type) ? (namedBy(event) ?? []) : []
}

/** "none rests, in any of these versions, on a basis that such an act takes" */
const isWithoutEffect = (event: Standing, versions: readonly PolicyVersion[]): boolean => {
  if (isGrant(event) || event.type === 'recording-used') return false
  const isTaken = event.type === 'processing-objected' ? [isOnConsent, isObjectable] : [isOnConsent]
  return !versions
    .flatMap(purposesOf)
    .some(purpose => named(event).includes(purpose.purpose) && isTaken.some(rests => rests(purpose)))
}

/** Findings of one event and the purposes that it names. */
export const actFindings = (call: Call, event: Standing, policy: PlainPolicy): Finding[] => {
  // "the version in force at its instant … one in force at s or p of a recording or analysis of the call"
  const atItsInstant = versionAt(policy, event.at)
  const versions = [atItsInstant, ...keptOf(call).map(({ version }) => version)]
  const report = (code: string): Finding => finding(code, 'warning', event.at, { call }, [event])
  const isUnknown = named(event).some(each => !versions.some(version => has(version, each)))
  const isOfTargetOnly = named(event).some(each => !has(atItsInstant, each)) && !isUnknown
  const isVoid = named(event).length > 0 && !isUnknown && isWithoutEffect(event, versions)
  const isMismatch = isEvidenceWrong(
    event,
    recordingId => call.recordings.find(({ id }) => id === recordingId)?.start,
    policy
  )
  reached('unknown purpose', isUnknown)
  reached('unknown purpose: known to a version of a target only', isOfTargetOnly)
  reached('act without effect', isVoid)
  reached('evidence that does not agree', isMismatch)
  return [
    ...(isUnknown ? [report('unknown-purpose')] : []),
    ...(isVoid ? [report('act-without-effect')] : []),
    ...(isMismatch ? [report('consent-evidence-mismatch')] : [])
  ]
}

/**
 * "the first outcome of a recording, at an instant when an access request received before it, and before the first ground,
 * is unanswered (answered at the same instant is answered), and no `recording-disclosed` with its `requestId` at or before
 * it names the recording"
 */
export const handoverFindings = (call: Call, kept: Kept): Finding[] => {
  const [outcome] = kept.outcomes
  const [first] = kept.grounds
  if (kept.kind === 'analysis' || outcome === undefined || first === undefined) return []
  const received = call.requests.filter(({ own }) => own.at < outcome.at && own.at < first.at)
  const isDisclosed = (requestId: string): boolean =>
    call.history.events.some(
      event =>
        event.type === 'recording-disclosed' &&
        event.at <= outcome.at &&
        member(event, 'requestId') === requestId &&
        member(event, 'recordingId') === kept.id
    )
  const owed = received.filter(request => !isAnsweredAt(request, outcome.at) && !isDisclosed(request.id))
  reached('erased before handover: answered or disclosed in time', owed.length < received.length)
  reached('erased before handover', owed.length > 0)
  if (owed.length === 0) return []
  const events = inOrder(call, [...owed.map(({ own }) => own.id), outcome.id])
  const about = { call, target: kept.kind, targetId: kept.id }
  return [finding('erased-before-handover', 'error', outcome.at, about, [kept.own, ...events])]
}
