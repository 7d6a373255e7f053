/**
 * What a strategy of giving messages to consumers is.
 */
import type { Consumer } from './consumer.ts'
import type { Message } from './settings.ts'

/** `skipped`: not this message now, but perhaps the next one. `full`: no consumer has room. */
export type PushResult = 'sent' | 'skipped' | 'full'

/** Which consumer of a group gets a message. */
export interface Strategy {
  readonly add: (consumer: Consumer) => void
  readonly remove: (consumer: Consumer) => void
  readonly push: (message: Message) => PushResult
}
