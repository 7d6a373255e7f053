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
