/**
 * What of a source is asked for.
 */
import type { Identifier, Instant } from '@samtykke/core'
import type { EventShape } from './eventShapes.ts'

export interface ReadOptions {
  readonly asOf: Instant
  readonly knownAt?: Instant | undefined
  /** What is read of an event, where not all is. */
  readonly shape?: EventShape | undefined
  /** The one call that is asked for. */
  readonly callId?: Identifier | undefined
  /** Calls of which nothing has happened are asked for, too. */
  readonly beforeAnythingHappened: boolean
}
