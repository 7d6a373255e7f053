/**
 * What of a source is asked for, as plain data, which crosses from thread to thread.
 */
import type { Identifier, Instant } from '@samtykke/core'

export interface ReadOptions {
  readonly asOf: Instant
  readonly knownAt?: Instant | undefined
  /** The members that are read of an event, where not all are. */
  readonly members?: ReadonlySet<string> | undefined
  /** The one call that is asked for. */
  readonly callId?: Identifier | undefined
  /** Calls of which nothing has happened are asked for, too. */
  readonly beforeAnythingHappened: boolean
}
