/**
 * What a group tells of itself.
 */
import type { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb.js'
import { persistent } from '../wire/codec.ts'
import type { Consumer } from './consumer.ts'
import type { Group } from './group.ts'

/** Seconds and items since statistics were last taken of a group. */
interface Interval {
  readonly seconds: number
  readonly items: number
}

interface Sample {
  readonly at: number
  readonly items: number
}

/** How the real server shows that no time is set for checkpoints. */
const NEVER = 2_147_483_647

const samples = new WeakMap<Group, Sample>()

const intervalOf = (group: Group): Interval => {
  const last = samples.get(group) ?? { at: group.created, items: 0 }
  const now = { at: performance.now(), items: group.totalItems }
  samples.set(group, now)
  return { seconds: (now.at - last.at) / 1000, items: now.items - last.items }
}

const rate = (items: number, seconds: number): number => (seconds === 0 ? 0 : Math.trunc(items / seconds))

const connectionMessage = (
  consumer: Consumer,
  seconds: number,
  withTimes: boolean
): SubscriptionInfo.ConnectionInfo => {
  const items = consumer.totalItems - consumer.measuredItems
  consumer.measuredItems = consumer.totalItems
  const message = new persistent.SubscriptionInfo.ConnectionInfo()
    .setUsername(consumer.identity.userName)
    .setConnectionName(consumer.identity.connectionName)
    .setAverageItemsPerSecond(rate(items, seconds))
    .setTotalItems(String(consumer.totalItems))
    .setCountSinceLastMeasurement(String(items))
    .setAvailableSlots(consumer.slots)
    .setInFlightMessages(consumer.unanswered.size)
  for (const [label, milliseconds] of withTimes ? consumer.responseTimes.measurements() : []) {
    const measurement = new persistent.SubscriptionInfo.Measurement()
    message.addObservedMeasurements(measurement.setKey(label).setValue(String(milliseconds)))
  }
  return message
}

/** What a group tells of itself. Rates are since it was last asked. */
export const infoMessage = (group: Group): SubscriptionInfo => {
  const { source, name, settings, startText } = group.definition
  const { seconds, items } = intervalOf(group)
  const { read, retry, live } = group.buffer.counts
  const consumers = [...group.consumers]
  const shown = (position: number | undefined) => (position === undefined ? '' : source.show(position))
  const message = new persistent.SubscriptionInfo()
    .setEventSource(source.name)
    .setGroupName(name)
    .setStatus(group.status)
    .setConnectionsList(consumers.map(each => connectionMessage(each, seconds, settings.extraStatistics)))
    .setAveragePerSecond(rate(items, seconds))
    .setTotalItems(String(group.totalItems))
    .setCountSinceLastMeasurement(String(items))
    .setLastCheckpointedEventPosition(shown(group.lastCheckpoint))
    .setLastKnownEventPosition(shown(group.lastKnown))
    .setStartFrom(startText)
    .setReadBufferCount(read)
    .setLiveBufferCount(String(live))
    .setRetryBufferCount(retry)
    .setTotalInFlightMessages(consumers.reduce((sum, each) => sum + each.unanswered.size, 0))
    .setOutstandingMessagesCount(group.outstanding.size)
    .setParkedMessageCount(String(group.parked.count()))
  return message
    .setResolveLinkTos(settings.resolveLinks)
    .setExtraStatistics(settings.extraStatistics)
    .setMessageTimeoutMilliseconds(settings.messageTimeout)
    .setMaxRetryCount(settings.maxRetryCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setBufferSize(settings.historyBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setCheckPointAfterMilliseconds(settings.checkpointAfter === 0 ? NEVER : settings.checkpointAfter)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setNamedConsumerStrategy(settings.strategy)
}
