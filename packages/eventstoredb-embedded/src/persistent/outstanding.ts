/**
 * The messages that consumers have and did not answer.
 */
import type { Message } from './settings.ts'

/** The messages that consumers have and did not answer, by the id of their original event. */
export class OutstandingMessages {
  readonly #byId = new Map<string, { readonly message: Message; readonly expires: number }>()

  get size(): number {
    return this.#byId.size
  }

  find(id: string): Message | undefined {
    return this.#byId.get(id)?.message
  }

  /** A second message with the id of one that is out already is pushed, but not watched over. */
  add(message: Message, expires: number): void {
    if (!this.#byId.has(message.original.id)) this.#byId.set(message.original.id, { message, expires })
  }

  remove(id: string): void {
    this.#byId.delete(id)
  }

  /** Takes out and answers those whose time is over. */
  takeExpired(now: number): ReadonlyArray<Message> {
    const expired = [...this.#byId].filter(([, { expires }]) => expires <= now)
    for (const [id] of expired) this.#byId.delete(id)
    return expired.map(([, { message }]) => message)
  }

  /** The one that was pushed first, of those that count for the checkpoint. */
  lowest(): Message | undefined {
    let lowest: Message | undefined
    for (const { message } of this.#byId.values()) {
      if (message.isReplayed || message.sequence === undefined) continue
      if (lowest?.sequence === undefined || message.sequence < lowest.sequence) lowest = message
    }
    return lowest
  }
}
