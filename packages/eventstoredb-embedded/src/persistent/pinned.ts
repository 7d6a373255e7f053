/**
 * The strategies that give each stream to one consumer.
 */
import type { RecordedEvent } from '../store/types.ts'
import type { Consumer } from './consumer.ts'
import { originalOf, type Message } from './settings.ts'
import type { Strategy } from './strategy.ts'

const BUCKETS = 1024

/** FNV-1a: spreads keys evenly and the same way in every process. */
const bucketOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % BUCKETS
}

const targetOf = ({ resolved }: Message): RecordedEvent => resolved.event ?? originalOf(resolved)

/** The stream an event is from; for a link that was not resolved, the stream it points to. */
export const sourceStream = (message: Message): string => {
  const { stream, type, data } = targetOf(message)
  if (type !== '$>') return stream
  const link = Buffer.from(data).toString('utf8')
  return link.slice(link.indexOf('@') + 1)
}

/** The event's `$correlationId`, or its stream where it has none. */
export const correlationOrStream = (message: Message): string => {
  try {
    const metadata: unknown = JSON.parse(Buffer.from(targetOf(message).metadata).toString('utf8'))
    const correlation = (metadata as { $correlationId?: unknown } | null)?.$correlationId
    if (typeof correlation === 'string') return correlation
  } catch {
    // Metadata is free form: what is not JSON has no correlation id.
  }
  return sourceStream(message)
}

interface Bucket {
  readonly consumer: Consumer
  inFlight: number
}

/**
 * Messages of one key go to one consumer as long as it is connected.
 *
 * Keys fall into buckets; a bucket is given to the consumer with the fewest when its first message comes, and
 * a new consumer takes over a fair share of them, the idle ones first.
 */
export const pinnedStrategy = (keyOf: (message: Message) => string): Strategy => {
  const buckets = new Map<number, Bucket>()
  const consumers: Consumer[] = []

  const bucketsOf = (consumer: Consumer) => [...buckets].filter(([, bucket]) => bucket.consumer === consumer)

  const takeShareFrom = (consumer: Consumer, fair: number, taker: Consumer): void => {
    const owned = bucketsOf(consumer).sort(([, a], [, b]) => a.inFlight - b.inFlight)
    for (const [number] of owned.slice(0, Math.max(0, owned.length - fair))) {
      buckets.set(number, { consumer: taker, inFlight: 0 })
    }
  }

  const leastLoaded = (): Consumer | undefined =>
    consumers
      .map(consumer => ({ consumer, load: bucketsOf(consumer).length }))
      .reduce<{ consumer: Consumer; load: number } | undefined>(
        (least, each) => (least === undefined || each.load < least.load ? each : least),
        undefined
      )?.consumer

  const assigned = (number: number): Bucket | undefined => {
    const existing = buckets.get(number)
    if (existing !== undefined) return existing
    const consumer = leastLoaded()
    if (consumer === undefined) return undefined
    const bucket = { consumer, inFlight: 0 }
    buckets.set(number, bucket)
    return bucket
  }

  return {
    add: consumer => {
      consumers.push(consumer)
      const fair = Math.ceil(buckets.size / consumers.length)
      for (const other of consumers.slice(0, -1)) takeShareFrom(other, fair, consumer)
      consumer.onAnswered = message => {
        const bucket = buckets.get(bucketOf(keyOf(message)))
        if (bucket?.consumer === consumer) bucket.inFlight -= 1
      }
    },
    remove: consumer => {
      consumer.onAnswered = undefined
      const index = consumers.indexOf(consumer)
      if (index >= 0) consumers.splice(index, 1)
      for (const [number] of bucketsOf(consumer)) buckets.delete(number)
    },
    push: message => {
      if (consumers.every(each => each.bufferSize <= each.unanswered.size)) return 'full'
      const bucket = assigned(bucketOf(keyOf(message)))
      if (bucket?.consumer.push(message) !== true) return 'skipped'
      bucket.inFlight += 1
      return 'sent'
    }
  }
}
