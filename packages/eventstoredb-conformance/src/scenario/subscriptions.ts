/**
 * The subscriptions of a run.
 */
import type { Readable } from 'node:stream'
import type { Received } from './answers.ts'
import type { LogPosition } from './positions.ts'

/** What a subscription of the client offers to a collector. */
export type Subscription = Readable & { unsubscribe(): Promise<void> }

/** A subscription and whatever it emitted that no step has collected yet. */
export interface Collector {
  readonly subscription: Subscription
  readonly events: Received[]
  readonly checkpoints: LogPosition[]
  confirmed: boolean
  caughtUp: boolean
  ended: boolean
  error: Error | undefined
}

/** A stream subscription that subscribes again behind its last event whenever the server drops it. */
export interface Followed {
  readonly revisions: bigint[]
  drops: number
  readonly stop: () => Promise<void>
}
