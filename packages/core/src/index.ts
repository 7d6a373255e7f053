export type { AccessRequest } from './accessRequest.ts'
export { type ActionChange, actionChanges, nextChangeAt } from './actionChanges.ts'
export type { Analysis } from './analysis.ts'
export {
  analysisObjected,
  analysisProduced,
  consentGiven,
  consentRefused,
  consentWithdrawn,
  erasureRequested,
  processingObjected,
  recordingDisclosed,
  recordingStored,
  recordingUsed
} from './builders.ts'
export type { EventBuilder, EventMembers, Plain } from './eventBuilder.ts'
export {
  accessAnswered,
  accessExtended,
  accessRequested,
  analysisAnonymised,
  analysisErased,
  erasureInstructed,
  holdPlaced,
  holdReleased,
  holdReviewed,
  proofRedacted,
  recordingErased,
  retentionFailed
} from './outcomeBuilders.ts'
export { callState, type CallState } from './call.ts'
export { canonicalJson } from './canonicalJson.ts'
export { consentAt } from './consent.ts'
export type { ConsentAct, TakingKind } from './consentAct.ts'
export { type Copies, groupCopies, type ResolvedCopies, resolveCopies, sameContent } from './copies.ts'
export { type Calendar, calendarOf, type Deadline, type Holidays } from './deadline.ts'
export { decide, type Refusal, renderRefusal } from './decide.ts'
export { decodeEvent, decodeKnownEvent, type MemberError, renderMemberError } from './decode.ts'
export { type DueAction, dueActions, ordAction, type TargetKind } from './dueAction.ts'
export {
  AnyEvent,
  encryptableMembers,
  type Event,
  type EventOf,
  type EventType,
  eventTypes,
  forgottenMembers,
  isKnownEvent,
  subjectOf,
  type UnknownEvent
} from './event.ts'
export { eventCodecs, forgotten } from './eventCodecs.ts'
export {
  type Cause,
  type EventLog,
  type ExpectedRevision,
  type FollowStep,
  type LoadedCall,
  type LogError,
  type Payload,
  type Position,
  type RecordedEntry,
  renderLogError,
  type SetAside,
  type Subject
} from './eventLog.ts'
export { ordEvent, recordedAt } from './eventOrder.ts'
export type { CallHistory, Facts, Fault } from './facts.ts'
export { type FindingCode, findingCodes, type Severity } from './findingCode.ts'
export { type Finding, ordFinding } from './findings/finding.ts'
export type { Fit, RecordingMatch, Schedule, Term } from './fit.ts'
export { encodeAction } from './encodeAction.ts'
export { explain } from './explanation.ts'
export type { AnchorMember, ExplanationStep, PeriodCandidate, PurposeCandidate } from './explanationStep.ts'
export { findings } from './findings/findings.ts'
export { type ActionableGround, actionableGround } from './findings/lateness.ts'
export { missingMembers, runFindings } from './findings/run.ts'
export type { Ground, GroundRule } from './ground.ts'
export { originOf, processorsOf, standingInstruction, storingsOf } from './heldBy.ts'
export { callHistory, createHistories, type Histories, type HistoryEntry } from './histories.ts'
export { type DecodedHistories, decodeHistories, type RejectedValue } from './decodeHistories.ts'
export { type Hold, isInForce, takesOut } from './hold.ts'
export { Identifier, isIdentifier, Uuid } from './identifier.ts'
export {
  epochMilliseconds,
  Instant,
  instantFromEpoch,
  LocalDate,
  millisecondsBetween,
  parseInstant,
  whyNoInstant
} from './instant.ts'
export type { DestructionLedger, LedgerPage } from './destructionLedger.ts'
export { duration, identifier, instant, localDate, period, uuid } from './literal.ts'
export { isGoneAt, type Outcome } from './retained.ts'
export { ordText } from './order.ts'
export {
  type MemberCipher,
  type Members,
  type OpenedMembers,
  type PlacedMembers,
  sealedMember,
  sealedPrefix,
  subjectContent,
  type SealedFor,
  type VaultCheckPlace
} from './memberCipher.ts'
export { nearestName } from './nearestName.ts'
export { deepestNesting, isNestedTooDeep } from './nesting.ts'
export {
  analysisKey,
  callKey,
  isKeyName,
  type KeyName,
  type KeyOwner,
  parseKeyName,
  recordingKey,
  subjectKey
} from './keyName.ts'
export {
  type Destructions,
  type KeyEntry,
  type KeyTable,
  type KeyTableError,
  type KeyTablePage,
  type KeyTableState,
  type LedgerMark,
  type LiveKey,
  type Mark,
  renderKeyTableError,
  sameMark,
  type Tombstone,
  type WrappedKey
} from './keyTable.ts'
export { type KeyTemplate, keyTemplate, type Spelling } from './keyTemplate.ts'
export { noticePolicy } from './noticePolicy.ts'
export { compareStored, type EntryName, readPayload, invalidAppendReason } from './payload.ts'
export { Duration, durationMilliseconds, Period, periodParts } from './period.ts'
export { europeanEconomicArea } from './europeanEconomicArea.ts'
export { decodePolicy, Policy } from './policy.ts'
export { analysisRules, analysisDirections, type DeclaredPurpose, declaredPurposes } from './declared.ts'
export type { AnalysisRule, Condition, PolicyVersion, RecordingRule } from './policyVersion.ts'
export { legalBases, LegalBasis } from './legalBasis.ts'
export type { ShorterPeriod } from './lifetime.ts'
export { type PolicyWarning, policyWarnings } from './promise/policyWarnings.ts'
export { printable } from './printable.ts'
export type { BrokenPromise, ExampleCall } from './promise/brokenPromise.ts'
export { brokenPromises } from './promise/brokenPromises.ts'
export { noticePurposes, Purpose } from './purpose.ts'
export type { Purposes, PurposeSet } from './purposeSet.ts'
export type { Recording } from './recording.ts'
export {
  type AnalysisRef,
  type AnalysisStore,
  type Erasure,
  type Found,
  type InventoryPage,
  type RecordingRef,
  type RecordingStore,
  type RecordingWriter,
  type Ref,
  refId,
  renderStoreError,
  type StoreError,
  validRef,
  type Written
} from './recordingStore.ts'
export {
  compilePolicy,
  type Expiry,
  expiryOf,
  linesNamed,
  type Rules,
  rulesAt,
  versionAt,
  versionName,
  type VersionRules,
  type View
} from './rules.ts'
export { type Kept, remainedAt } from './standing.ts'
export type { StorageBasis } from './storageBasis.ts'
export { decideRequest, readSubject, type SubjectEntry } from './subject.ts'
export { decodeSubjectRequest, requestConcerns, requestEvent, type SubjectRequest } from './subjectRequest.ts'
export { groundsLeft, holdsInForce } from './suspension.ts'
export { renderVaultError, type Vault, type VaultError } from './vault.ts'
