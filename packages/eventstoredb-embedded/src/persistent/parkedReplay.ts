/**
 * Giving parked messages to consumers again.
 */
import { JournalError } from '../store/journalError.ts'
import type { RecordedEvent, Store } from '../store/types.ts'
import type { ParkedMessages } from './groupStreams.ts'
import { pageSize, streamSource } from './source.ts'

/** Gives a group its parked messages again, page by page. */
export class ParkedReplay {
  readonly #store: Store
  readonly #parked: ParkedMessages
  readonly #readBatchSize: number
  readonly #again: (links: ReadonlyArray<RecordedEvent>) => void
  #isUnderWay = false
  #isStopped = false

  constructor(
    store: Store,
    parked: ParkedMessages,
    readBatchSize: number,
    again: (links: ReadonlyArray<RecordedEvent>) => void
  ) {
    this.#store = store
    this.#parked = parked
    this.#readBatchSize = readBatchSize
    this.#again = again
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay
  }

  /** Begins, unless it is under way: with the messages before revision `stopAt` of the parked stream only, if given. */
  start(stopAt: number | undefined): void {
    if (this.#isUnderWay) return
    const end = this.#parked.end()
    if (end === undefined) return
    this.#isUnderWay = true
    this.#from(0, stopAt === undefined ? end : Math.min(stopAt, end))
  }

  stop(): void {
    this.#isStopped = true
  }

  #from(revision: number, stopAt: number): void {
    // Like the real server, which stays in this state when it is asked to stop before the first message.
    if (stopAt <= revision) return
    const batch = this.#readBatchSize
    const count = Math.min(stopAt - revision, pageSize(batch), batch || Infinity)
    setImmediate(() => {
      if (!this.#isStopped) this.#page(revision, count, stopAt)
    })
  }

  #page(revision: number, count: number, stopAt: number): void {
    const page = streamSource(this.#parked.stream).read(this.#store, revision, count, 0)
    if (page._tag === 'Unreadable') return
    this.#again(page.events.filter(event => event.revision < stopAt))
    if (page.isEnd || stopAt <= page.next) {
      this.#isUnderWay = false
      this.#markReplayed(page.next === -1 ? stopAt : Math.min(stopAt, page.next))
    } else this.#from(page.next, stopAt)
  }
  /** On a disk that takes nothing they stay parked, and come again with the next replay. */
  #markReplayed(before: number): void {
    try {
      this.#parked.markReplayed(before)
    } catch (error) {
      if (!(error instanceof JournalError)) throw error
    }
  }
}
