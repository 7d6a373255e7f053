/**
 * A persistent subscription.
 */
import { JournalError } from '../store/journalError.ts'
import type { RecordedEvent, ResolvedEvent, Store } from '../store/types.ts'
import type { Consumer } from './consumer.ts'
import { groupIdOf, type GroupDefinition, type NackAction } from './groupDefinition.ts'
import { checkpointsOf, parkedMessagesOf, type Checkpoints, type ParkedMessages } from './groupStreams.ts'
import { MessageBuffer } from './messageBuffer.ts'
import { OutstandingMessages } from './outstanding.ts'
import { ParkedReplay } from './parkedReplay.ts'
import { firstPushed, Progress } from './progress.ts'
import { originalOf, type Message } from './settings.ts'
import { LIVE, pageSize } from './source.ts'

/** One persistent subscription: what it read, what its consumers have, and how far they came. */
export class Group {
  readonly id: string
  readonly definition: GroupDefinition
  readonly consumers = new Set<Consumer>()
  readonly buffer: MessageBuffer
  readonly outstanding = new OutstandingMessages()
  readonly parked: ParkedMessages
  readonly replay: ParkedReplay
  readonly created = performance.now()
  totalItems = 0
  lastCheckpoint: number | undefined
  lastKnown: number | undefined

  readonly #store: Store
  readonly #checkpoints: Checkpoints
  #isBehind = true
  #isReading = false
  #isFaulted = false
  #isShut = false
  #nextToRead: number
  readonly #progress: Progress

  constructor(store: Store, definition: GroupDefinition) {
    const { source, name, settings, startFrom } = definition
    this.id = groupIdOf(source.name, name)
    this.definition = definition
    this.#store = store
    this.#checkpoints = checkpointsOf(store, this.id)
    this.parked = parkedMessagesOf(store, this.id)
    this.replay = new ParkedReplay(store, this.parked, settings.readBatchSize, links => this.#again(links))
    const sizes = { history: settings.historyBufferSize, live: settings.liveBufferSize }
    const saved = this.#checkpoints.load()
    const checkpoint = saved === undefined ? undefined : source.parse(saved)
    this.#progress = new Progress(checkpoint)
    this.lastCheckpoint = checkpoint
    this.#nextToRead = checkpoint ?? Math.max(startFrom, 0)
    this.buffer = new MessageBuffer(sizes, checkpoint === undefined && startFrom === LIVE, checkpoint)
    // As on the real server: without a checkpoint, what was parked before is not counted.
    if (checkpoint !== undefined) this.parked.loadCount()
    this.#readMore()
  }

  /** What the group does, in the words of the real server. */
  get status(): string {
    return [
      this.#isBehind ? 'Behind' : undefined,
      this.#isReading ? 'OutstandingPageRequest' : undefined,
      this.replay.isUnderWay ? 'ReplayingParkedMessages' : undefined,
      this.#isBehind ? undefined : 'Live'
    ]
      .filter(each => each !== undefined)
      .join(', ')
  }

  get isFull(): boolean {
    const { maxSubscriberCount } = this.definition.settings
    return maxSubscriberCount !== 0 && this.consumers.size >= maxSubscriberCount
  }

  addConsumer(consumer: Consumer): void {
    this.consumers.add(consumer)
    this.definition.strategy.add(consumer)
    if (!this.#isFaulted) {
      this.#push()
      return
    }
    this.removeConsumer(consumer)
    // Not at once: the consumer is told first that it is connected.
    setImmediate(() => consumer.drop())
  }

  /** What the consumer did not answer goes to others. */
  removeConsumer(consumer: Consumer): void {
    if (!this.consumers.delete(consumer)) return
    this.definition.strategy.remove(consumer)
    const lost = [...consumer.unanswered.values()].sort((a, b) => a.original.revision - b.original.revision)
    for (const message of lost) this.#retry(message)
    this.#push()
  }

  /** Drops every consumer and stops for good. */
  shutDown(): void {
    this.#isShut = true
    this.replay.stop()
    this.#dropConsumers()
  }

  /** Removes what the group wrote about itself. */
  deleteStreams(): void {
    this.#checkpoints.delete()
    this.parked.delete()
  }

  acknowledge(ids: ReadonlyArray<string>): void {
    this.#complete(ids)
  }

  refuse(ids: ReadonlyArray<string>, action: NackAction, reason: string): void {
    for (const id of ids) {
      const message = this.outstanding.find(id)
      if (message === undefined) continue
      if (action === 'park') this.#park(message, `Client explicitly NAK'ed message.\n${reason}`)
      else if (action === 'retry' || action === 'unknown') this.#retryOrPark(message)
    }
    this.#complete(ids)
  }

  /** An event of the source was committed. */
  onCommitted(event: RecordedEvent): void {
    const { source, settings, startFrom } = this.definition
    const position = source.positionOf(event)
    if (position < startFrom) return
    const resolved = settings.resolveLinks ? this.#store.resolveLive(event) : { event }
    if (!source.allows(resolved.event ?? event)) {
      this.#skipped(position, 1)
      return
    }
    this.#noteKnown(position)
    const wasLive = this.buffer.isLive()
    this.buffer.addLive(this.#newMessage(resolved))
    if (!this.buffer.isLive()) {
      this.#isBehind = true
      if (wasLive) this.#nextToRead = position
    }
    this.#push()
  }

  /** Once a second: what was not answered in time comes again, and checkpoints fall due. */
  tick(): void {
    for (const message of this.outstanding.takeExpired(performance.now())) this.#retryOrPark(message)
    this.#push()
    this.#markCheckpoint(true)
    if (this.#isBehind && !this.#isReading) this.#readMore()
  }

  #resolve(event: RecordedEvent, links: boolean): ResolvedEvent {
    return links ? this.#store.resolve(event) : { event }
  }

  #newMessage(resolved: ResolvedEvent): Message {
    const original = originalOf(resolved)
    const position = this.definition.source.positionOf(original)
    return { resolved, original, retryCount: 0, isReplayed: false, position }
  }

  #noteKnown(position: number): void {
    if (this.lastKnown === undefined || this.lastKnown < position) this.lastKnown = position
  }

  #readMore(): void {
    if (this.#isReading || this.#isShut) return
    if (this.buffer.isLive()) {
      this.#isBehind = false
      return
    }
    if (!this.buffer.hasRoomFor(this.definition.settings.readBatchSize)) return
    this.#isReading = true
    setImmediate(() => {
      if (!this.#isShut) this.#readPage()
    })
  }

  #readPage(): void {
    const { source, settings } = this.definition
    const count = pageSize(settings.readBatchSize)
    const window = Math.max(count, settings.maxCheckpointCount)
    const page = source.read(this.#store, this.#nextToRead, count, window)
    if (page._tag === 'Unreadable') {
      this.#isFaulted = true
      this.#dropConsumers()
      return
    }
    if (page.skipped > 0) this.#skipped(this.#nextToRead, page.skipped)
    this.#isReading = false
    if (this.buffer.isLive()) return
    for (const event of page.events) {
      this.buffer.addRead(this.#newMessage(this.#resolve(event, settings.resolveLinks)))
    }
    const last = page.events.at(-1)
    if (last !== undefined) this.#noteKnown(source.positionOf(last))
    if (this.buffer.isLive() || (page.isEnd && this.buffer.tryTurnLive())) this.#isBehind = false
    this.#nextToRead = page.next
    this.#readMore()
    this.#push()
  }

  #dropConsumers(): void {
    const consumers = [...this.consumers]
    this.consumers.clear()
    for (const consumer of consumers) {
      this.definition.strategy.remove(consumer)
      consumer.drop()
    }
  }

  #push(): void {
    if (this.#isShut) return
    for (const waiting of this.buffer.waiting()) {
      const isNew = !waiting.isReplayed && waiting.sequence === undefined
      const message = isNew ? this.#progress.numbered(waiting) : waiting
      const result = this.definition.strategy.push(message)
      if (result === 'full') return
      if (result === 'skipped') continue
      this.buffer.take(waiting)
      this.totalItems += 1
      if (isNew) this.#progress.pushed(message)
      this.outstanding.add(message, performance.now() + this.definition.settings.messageTimeout)
    }
  }

  #forget(id: string): void {
    this.outstanding.remove(id)
    for (const consumer of this.consumers) consumer.answered(id)
  }

  #complete(ids: ReadonlyArray<string>): void {
    for (const id of ids) this.#forget(id)
    this.#markCheckpoint(false)
    this.#readMore()
    this.#push()
  }

  #retryOrPark(message: Message): void {
    const { maxRetryCount } = this.definition.settings
    if (message.retryCount < maxRetryCount) this.#retry(message)
    else this.#park(message, `Reached retry count of ${maxRetryCount}`)
  }

  /** A message that the disk does not take comes again instead. */
  #park(message: Message, reason: string): void {
    try {
      this.parked.park(message, reason)
      this.#forget(message.original.id)
    } catch (error) {
      if (!(error instanceof JournalError)) throw error
      this.#retry(message)
    }
  }

  #retry(message: Message): void {
    this.#forget(message.original.id)
    this.buffer.addRetry({ ...message, retryCount: message.retryCount + 1 })
  }

  /** Parked messages come like those that were refused, and count for no checkpoint. */
  #again(links: ReadonlyArray<RecordedEvent>): void {
    for (const link of links) {
      this.buffer.addRetry({ ...this.#newMessage(this.#resolve(link, true)), isReplayed: true })
    }
    this.#push()
  }

  #skipped(position: number, count: number): void {
    this.#progress.passed(position, count)
    this.#markCheckpoint(false)
  }

  #markCheckpoint(isTick: boolean): void {
    const { source, settings } = this.definition
    const position = this.#progress.checkpointDue(
      firstPushed(this.outstanding.lowest(), this.buffer.lowestRetry()),
      isTick,
      settings
    )
    if (position === undefined) return
    this.lastCheckpoint = position
    // Not at once: this can be the middle of a commit, of which others are still to be told.
    queueMicrotask(() => {
      if (!this.#isShut) this.#writeCheckpoint(source.show(position))
    })
  }

  #writeCheckpoint(checkpoint: string): void {
    try {
      this.#checkpoints.write(checkpoint)
    } catch (error) {
      if (!(error instanceof JournalError)) throw error
      this.#progress.checkpointLost()
    }
  }
}
