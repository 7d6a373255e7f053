/**
 * One subscriber of a group.
 */
import { ResponseTimes } from './responseTimes.ts'
import type { Message } from './settings.ts'

export interface ConsumerIdentity {
  readonly connectionName: string
  readonly userName: string
}

/** One subscriber of a group: it has at most `bufferSize` messages that it did not answer. */
export class Consumer {
  readonly identity: ConsumerIdentity
  readonly bufferSize: number
  readonly unanswered = new Map<string, Message>()
  /** Told of each message that stops being in flight. */
  onAnswered: ((message: Message) => void) | undefined
  slots: number
  totalItems = 0
  /** The total at the last time statistics were taken. */
  measuredItems = 0
  readonly responseTimes = new ResponseTimes()
  readonly #send: (message: Message) => void
  readonly #drop: () => void

  constructor(
    identity: ConsumerIdentity,
    bufferSize: number,
    send: (message: Message) => void,
    drop: () => void
  ) {
    this.identity = identity
    this.bufferSize = bufferSize
    this.slots = bufferSize
    this.#send = send
    this.#drop = drop
  }

  /** Whether there was room for it. */
  push(message: Message): boolean {
    if (this.slots <= 0) return false
    this.slots -= 1
    this.totalItems += 1
    this.responseTimes.start(message.original.id)
    if (!this.unanswered.has(message.original.id)) this.unanswered.set(message.original.id, message)
    this.#send(message)
    return true
  }

  answered(id: string): void {
    this.responseTimes.end(id)
    const message = this.unanswered.get(id)
    if (message === undefined) return
    this.unanswered.delete(id)
    this.slots += 1
    this.onAnswered?.(message)
  }

  /** Tells the subscriber that it was dropped. */
  drop(): void {
    this.#drop()
  }
}
