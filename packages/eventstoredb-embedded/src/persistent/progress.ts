/**
 * How far a group came, and when that is written down.
 */
import type { GroupSettings, Message } from './settings.ts'

type CheckpointSettings = Pick<GroupSettings, 'checkpointAfter' | 'minCheckpointCount' | 'maxCheckpointCount'>

/** Of two messages, if there are two, the one that was pushed first. */
export const firstPushed = (a: Message | undefined, b: Message | undefined): Message | undefined => {
  if (a?.sequence === undefined || b?.sequence === undefined) return a ?? b
  return a.sequence < b.sequence ? a : b
}

/** How far a group came. Its events are numbered as they are pushed, so that checkpoints can be paced by count. */
export class Progress {
  #nextSequence = 0
  #lastSequence = -1
  #lastPosition: number | undefined
  #checkpointSequence = -1
  #checkpointTime = Number.NEGATIVE_INFINITY

  constructor(checkpoint: number | undefined) {
    if (checkpoint === undefined) return
    this.#nextSequence = 1
    this.#lastSequence = 0
    this.#lastPosition = checkpoint
    this.#checkpointSequence = 0
  }

  /** The message as it would be pushed now. */
  numbered(message: Message): Message {
    return {
      ...message,
      sequence: this.#nextSequence,
      ...(this.#lastPosition === undefined ? {} : { previousPosition: this.#lastPosition })
    }
  }

  /** A numbered message was pushed. */
  pushed(message: Message): void {
    this.passed(message.position, 1)
  }

  /** So many events up to a position need no answer, or have been pushed. */
  passed(position: number, count: number): void {
    this.#lastPosition = position
    this.#nextSequence += count
    this.#lastSequence = this.#nextSequence - 1
  }

  /**
   * The position to write as a checkpoint now, if one is due.
   *
   * @param unanswered of the messages out and waiting for another try, the one that was pushed first
   * @param isTick whether this is the regular check, which also writes small checkpoints
   */
  checkpointDue(
    unanswered: Message | undefined,
    isTick: boolean,
    settings: CheckpointSettings
  ): number | undefined {
    const sequence = unanswered?.sequence === undefined ? this.#lastSequence : unanswered.sequence - 1
    const position = unanswered === undefined ? this.#lastPosition : unanswered.previousPosition
    if (position === undefined || sequence < 0) return undefined
    const fresh = sequence - this.#checkpointSequence
    const now = performance.now()
    const isTime = settings.checkpointAfter > 0 && now - this.#checkpointTime >= settings.checkpointAfter
    const isBig = fresh >= settings.maxCheckpointCount
    if (!isBig && !(isTime && isTick && fresh >= settings.minCheckpointCount)) return undefined
    this.#checkpointTime = now
    this.#checkpointSequence = sequence
    return position
  }

  /** The checkpoint that was due could not be written: it is due again. */
  checkpointLost(): void {
    this.#checkpointSequence = -1
  }
}
