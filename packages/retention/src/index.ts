export type { Attended } from './attend.ts'
export { breakerState, type BreakerState, resumeErasing, type StopCause } from './breaker.ts'
export type { AttendingOptions, AttendingPorts } from './attending.ts'
export { type Clock, type ClockCheck, createClockCheck, systemClock } from './clock.ts'
export { type Feed, feedOf } from './feed.ts'
export {
  type AgendaLine,
  type BreakerCause,
  type BreakerLine,
  type BudgetLine,
  createMemoryJournals,
  type Journals,
  openJournals
} from './journal.ts'
export type { StoreLimits } from './storeLimiter.ts'
export type { Stores } from './operations.ts'
export type { SurveyCounts, Surveyed } from './surveyed.ts'
export { createMemoryAgenda } from './memoryAgenda.ts'
export { type Notice, renderNotice, renderStopCause } from './notice.ts'
export { plan } from './plan.ts'
export type { CarryOut, ForAPerson, Hands, PersonalReason, Step } from './step.ts'
export type { ProofRedaction } from './stepsOf.ts'
export { analysisStore, type Anonymiser } from './stores/analyses.ts'
export type { Survey } from './survey.ts'
export { rebuildAgenda, type Rebuilt } from './rebuildAgenda.ts'
export { sweep, type SweepOptions, type Swept } from './sweep.ts'
export {
  type DirectoryOptions,
  type DirectoryStore,
  openDirectoryStore
} from './stores/directory/directoryStore.ts'
export { ledgerFileIn } from './stores/directory/places.ts'
export { type HttpOptions, httpStore } from './stores/http/httpStore.ts'
export {
  type Confirmation,
  signWebhook,
  type WebhookOptions,
  webhookReceiver,
  type WebhookRefusal,
  type WebhookRequest
} from './stores/http/webhook.ts'
export {
  type Answer,
  type ConfirmationPorts,
  type ConfirmationRefusal,
  recordAnswer,
  recordConfirmation
} from './recordConfirmation.ts'
export { recordInstruction, type Told } from './recordInstruction.ts'
export { readSecret, type SecretSource } from './stores/secret.ts'
export {
  type AnswersPlace,
  answersPlace,
  type CopyPlace,
  longestWait,
  type WaitingCopy
} from './stores/answers.ts'
export { type Difference, reconcile } from './reconcile/reconcile.ts'
export type { Reconciliation } from './reconcile/sight.ts'
export { type DifferenceKind, differenceOf, type Holds, type Known } from './reconcile/known.ts'
export { startWorker, type Worker, type WorkerOptions, type WorkerPorts } from './worker.ts'
export type { WorkerHealth } from './workerHealth.ts'
