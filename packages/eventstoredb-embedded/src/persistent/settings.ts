/**
 * The settings of a group.
 */
import type { RecordedEvent, ResolvedEvent } from '../store/types.ts'

/** What a group was created or last updated with, in the units of the wire. */
export interface GroupSettings {
  readonly resolveLinks: boolean
  readonly extraStatistics: boolean
  /** Milliseconds; 0: what is not answered comes again at the next tick. */
  readonly messageTimeout: number
  readonly maxRetryCount: number
  /** Milliseconds; 0: checkpoints by count only. */
  readonly checkpointAfter: number
  readonly minCheckpointCount: number
  readonly maxCheckpointCount: number
  /** 0: any number. */
  readonly maxSubscriberCount: number
  readonly liveBufferSize: number
  readonly readBatchSize: number
  readonly historyBufferSize: number
  readonly strategy: string
}

/** An event of a group's source on its way to a consumer. */
export interface Message {
  readonly resolved: ResolvedEvent
  /** The record of the stream that was read: the link where there is one. Its id is what consumers answer with. */
  readonly original: RecordedEvent
  readonly retryCount: number
  /** A parked message that is replayed: it does not count for checkpoints. */
  readonly isReplayed: boolean
  /** Place in the source: a revision or a position in `$all`. */
  readonly position: number
  /** Its number among the events pushed, from the first push on. */
  readonly sequence?: number
  /** Place of the event pushed before it, if there was one. */
  readonly previousPosition?: number
}

export const originalOf = ({ event, link }: ResolvedEvent): RecordedEvent => {
  const original = link ?? event
  if (original === undefined) throw new Error('a resolved event has neither event nor link')
  return original
}
