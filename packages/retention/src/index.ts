export type { AnswersPlace } from './copies.ts'
export { plan } from './plan.ts'
export type { CarryOut, ForAPerson, Hands, PersonalReason, Step } from './step.ts'
export { analysisStore, type Anonymiser } from './stores/analyses.ts'
export {
  type DirectoryOptions,
  type DirectoryStore,
  openDirectoryStore
} from './stores/directory/directoryStore.ts'
export { type HttpOptions, httpStore } from './stores/http/httpStore.ts'
export {
  type Confirmation,
  signWebhook,
  type WebhookOptions,
  webhookReceiver,
  type WebhookRefusal,
  type WebhookRequest
} from './stores/http/webhook.ts'
export { readSecret, type SecretSource } from './stores/secret.ts'
export { type AnswersPlace, answersPlace, longestWait, type WaitingCopy } from './stores/answers.ts'
export { type Difference, reconcile, type Reconciliation } from './reconcile/reconcile.ts'
export { type DifferenceKind, differenceOf, type Holds, type Known } from './reconcile/known.ts'
