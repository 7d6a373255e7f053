/**
 * Operations on persistent subscriptions.
 */
import {
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  type PersistentAction,
  type PersistentSubscriptionToAllSettings,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamSettings
} from '@eventstore/db-client'
import { originalOf, type Received } from '../scenario/answers.ts'
import { filterFor, type FilterSpec } from '../scenario/filters.ts'
import { savedPosition, type Run } from '../scenario/runContext.ts'
import type { Result } from '../scenario/scenario.ts'
import { eventually, WaitRanOut } from '../scenario/waiting.ts'
import type { Collector } from '../scenario/subscriptions.ts'
import { collectFrom, collectorNamed, confirmation } from './collector.ts'
import { revisionOf } from './revision.ts'

/** A group on a stream, or on `$all`. */
export interface Group {
  readonly stream?: string
  readonly all?: boolean
  readonly group: string
}

/** The stream and group names that the client's calls begin with. */
export const namesOf = (op: Group, run: Run): { readonly stream: string; readonly group: string } => ({
  stream: op.all === true ? '$all' : run.names.stream(op.stream ?? ''),
  group: run.names.fill(op.group)
})

interface Settings {
  readonly settings: { readonly startFrom?: string | number; readonly [name: string]: unknown }
}

const streamSettings = ({ settings }: Settings): PersistentSubscriptionToStreamSettings =>
  persistentSubscriptionToStreamSettingsFromDefaults({
    ...settings,
    ...(settings.startFrom === undefined ? {} : { startFrom: revisionOf(settings.startFrom) })
  } as PersistentSubscriptionToStreamSettings)

const allSettings = ({ settings }: Settings, run: Run): PersistentSubscriptionToAllSettings =>
  persistentSubscriptionToAllSettingsFromDefaults({
    ...settings,
    ...(settings.startFrom === undefined ? {} : { startFrom: savedPosition(settings.startFrom, run) })
  } as PersistentSubscriptionToAllSettings)

const deleteGroup = (op: Group, run: Run): Promise<void> => {
  const { stream, group } = namesOf(op, run)
  return op.all === true
    ? run.client.deletePersistentSubscriptionToAll(group)
    : run.client.deletePersistentSubscriptionToStream(stream, group)
}

export type CreateGroup = Group & Settings & { readonly filter?: FilterSpec }

export const createGroup = async (op: CreateGroup, run: Run): Promise<Result> => {
  const { stream, group } = namesOf(op, run)
  if (op.all === true) {
    const filter = op.filter === undefined ? {} : { filter: filterFor(op.filter, run.names) }
    await run.client.createPersistentSubscriptionToAll(group, allSettings(op, run), filter)
  } else {
    await run.client.createPersistentSubscriptionToStream(stream, group, streamSettings(op))
  }
  run.cleanUps.push(() => deleteGroup(op, run))
  return { ok: true }
}

export const updateGroup = async (op: Group & Settings, run: Run): Promise<Result> => {
  const { stream, group } = namesOf(op, run)
  if (op.all === true) await run.client.updatePersistentSubscriptionToAll(group, allSettings(op, run))
  else await run.client.updatePersistentSubscriptionToStream(stream, group, streamSettings(op))
  return { ok: true }
}

export const removeGroup = async (op: Group, run: Run): Promise<Result> => {
  await deleteGroup(op, run)
  return { ok: true }
}

export const replayParked = async (op: Group & { readonly stopAt?: number }, run: Run): Promise<Result> => {
  const { stream, group } = namesOf(op, run)
  const options = op.stopAt === undefined ? {} : { stopAt: op.stopAt }
  if (op.all === true) await run.client.replayParkedMessagesToAll(group, options)
  else await run.client.replayParkedMessagesToStream(stream, group, options)
  return { ok: true }
}

export const restartSubsystem = async (_: object, run: Run): Promise<Result> => {
  await run.client.restartPersistentSubscriptionSubsystem()
  return { ok: true }
}

/** A consumer, with the newest event received under each event id and link id. */
type Consumer = Collector & { readonly received: Map<string, Received> }

export type Connect = Group & {
  readonly as: string
  readonly buffer?: number
  /** Acknowledge every event, or refuse it with this action. */
  readonly auto?: 'ack' | PersistentAction
}

const REASON = 'vector'

export const connect = (op: Connect, run: Run): Promise<Result> => {
  const { stream, group } = namesOf(op, run)
  const options = op.buffer === undefined ? {} : { bufferSize: op.buffer }
  const subscription = (
    op.all === true
      ? run.client.subscribeToPersistentSubscriptionToAll(group, options)
      : run.client.subscribeToPersistentSubscriptionToStream(stream, group, options)
  ) as PersistentSubscriptionToStream
  const consumer: Consumer = Object.assign(collectFrom(subscription), {
    received: new Map<string, Received>()
  })
  run.subscriptions.set(op.as, consumer)
  const answer = (event: Parameters<typeof subscription.ack>[0]): Promise<void> =>
    op.auto === 'ack'
      ? subscription.ack(event)
      : op.auto === undefined
        ? Promise.resolve()
        : subscription.nack(op.auto, REASON, event)
  subscription.on('data', event => {
    for (const record of [event.link, event.event]) {
      if (record !== undefined) consumer.received.set(record.id, event)
    }
    answer(event).catch((error: unknown) => (consumer.error ??= error as Error))
  })
  return confirmation(consumer, run)
}

interface Answer {
  readonly sub: string
  readonly ids: ReadonlyArray<string>
}

const receivedEvents = (op: Answer, run: Run) => {
  const consumer = collectorNamed(op.sub, run) as Consumer
  const events = op.ids.map(reference => {
    const event = consumer.received.get(run.names.eventId(reference))
    if (event === undefined) throw new Error(`${reference} was not received by ${op.sub}`)
    return event
  })
  return {
    subscription: consumer.subscription as unknown as PersistentSubscriptionToStream,
    events: events as Parameters<PersistentSubscriptionToStream['ack']>
  }
}

export const acknowledge = async (op: Answer, run: Run): Promise<Result> => {
  const { subscription, events } = receivedEvents(op, run)
  await subscription.ack(...events)
  return { sent: op.ids.length }
}

export type Refuse = Answer & { readonly action: PersistentAction; readonly reason?: string }

export const refuse = async (op: Refuse, run: Run): Promise<Result> => {
  const { subscription, events } = receivedEvents(op, run)
  await subscription.nack(op.action, op.reason ?? REASON, ...events)
  return { sent: op.ids.length }
}

export interface Shares {
  readonly subs: ReadonlyArray<string>
  readonly n: number
  readonly counts?: boolean
  readonly perStream?: boolean
}

const spreadOf = (shares: ReadonlyArray<ReadonlyArray<Received>>): Result => {
  const consumersOf = new Map<string, Set<number>>()
  shares.forEach((events, consumer) => {
    for (const { event } of events) {
      const stream = event?.streamId ?? ''
      consumersOf.set(stream, (consumersOf.get(stream) ?? new Set()).add(consumer))
    }
  })
  const single = [...consumersOf.values()].filter(consumers => consumers.size === 1)
  return { streamsOnOneConsumer: single.length, streams: consumersOf.size }
}

/** How events were spread over the consumers of a group. */
export const sharesOf = async (op: Shares, run: Run): Promise<Result> => {
  const consumers = op.subs.map(each => collectorNamed(each, run))
  const count = () => consumers.reduce((sum, each) => sum + each.events.length, 0)
  const late = await eventually('shares', { limit: run.limit, every: 5 }, () =>
    count() >= op.n ? {} : undefined
  ).catch((error: unknown) => {
    if (error instanceof WaitRanOut) return { late: 'time limit' }
    throw error
  })
  const shares = consumers.map(each => each.events.splice(0))
  const all = shares.flat()
  return {
    ...(op.counts === true ? { counts: shares.map(each => each.length).sort((a, b) => a - b) } : {}),
    total: all.length,
    distinct: new Set(all.map(each => originalOf(each).id)).size,
    ...(op.perStream === true ? spreadOf(shares) : {}),
    ...late
  }
}
