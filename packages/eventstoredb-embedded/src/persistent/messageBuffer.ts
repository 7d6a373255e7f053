/**
 * The events that a group has read and not yet given away.
 */
import type { Message } from './settings.ts'

/**
 * The messages of a group that wait to be pushed: retries first, then new ones.
 *
 * While a group reads history, what is committed meanwhile waits in a bounded live buffer, of which the oldest
 * fall out. The group turns live when reading reaches the first event of that buffer, and falls behind again
 * when the consumers are too slow for what is committed.
 */
export class MessageBuffer {
  readonly #historySize: number
  readonly #liveSize: number
  readonly #startsBehind: number | undefined
  readonly #retries: Message[] = []
  readonly #read = new Set<Message>()
  readonly #liveEvents: Message[] = []
  #isLive: boolean

  /** @param startsBehind the checkpoint: read messages up to it are left out. */
  constructor(sizes: { history: number; live: number }, isLive: boolean, startsBehind?: number) {
    this.#historySize = sizes.history
    this.#liveSize = sizes.live
    this.#isLive = isLive
    this.#startsBehind = startsBehind
  }

  isLive(): boolean {
    return this.#isLive
  }

  get counts(): { readonly read: number; readonly retry: number; readonly live: number } {
    return { read: this.#read.size, retry: this.#retries.length, live: this.#liveEvents.length }
  }

  hasRoomFor(count: number): boolean {
    return this.#historySize - (this.#retries.length + this.#read.size) > count
  }

  /** In the order to push; a message may be taken out meanwhile. */
  *waiting(): Iterable<Message> {
    yield* [...this.#retries]
    yield* this.#read
  }

  take(message: Message): void {
    if (this.#read.delete(message)) return
    const index = this.#retries.indexOf(message)
    if (index >= 0) this.#retries.splice(index, 1)
  }

  addRetry(message: Message): void {
    const later = message.isReplayed
      ? -1
      : this.#retries.findIndex(each => !each.isReplayed && message.position < each.position)
    if (later < 0) this.#retries.push(message)
    else this.#retries.splice(later, 0, message)
  }

  addLive(message: Message): void {
    if (this.#isLive) {
      if (this.#read.size < this.#historySize) this.#read.add(message)
      else this.#isLive = false
    }
    if (this.#liveEvents.length >= this.#liveSize) this.#liveEvents.shift()
    this.#liveEvents.push(message)
  }

  addRead(message: Message): void {
    if (this.#isLive) return
    if (this.#startsBehind !== undefined && message.position <= this.#startsBehind) return
    const [oldest] = this.#liveEvents
    if (oldest === undefined || message.position < oldest.position) {
      this.#read.add(message)
      return
    }
    const reached = this.#liveEvents.findIndex(each => each.position >= message.position)
    this.#liveEvents.splice(0, reached < 0 ? this.#liveEvents.length : reached)
    for (const each of this.#liveEvents.splice(0)) this.#read.add(each)
    this.#isLive = true
  }

  /** Turns live at the end of history, unless events were committed that are still to be read. */
  tryTurnLive(): boolean {
    if (this.#liveEvents.length > 0) return false
    this.#isLive = true
    return true
  }

  /** The retry that was pushed first. */
  lowestRetry(): Message | undefined {
    return this.#retries
      .filter(each => !each.isReplayed && each.sequence !== undefined)
      .reduce<Message | undefined>(
        (lowest, each) =>
          lowest === undefined || (each.sequence ?? 0) < (lowest.sequence ?? 0) ? each : lowest,
        undefined
      )
  }
}
