import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js'
import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js'
import { fromWire, toWire } from '../wire/numbers.ts'
import { streamName } from '../wire/names.ts'
import { notOnAllAsStream } from './errors.ts'
import type { GroupRequest } from './configuration.ts'
import { filterSpecOf } from './filter-spec.ts'
import type { GroupSettings } from './settings.ts'

/** A request that lacks what the server cannot do without. */
export class IncompleteRequest extends Error {}

/** An empty stream name: the real server never answers such a call. */
export class EmptyName extends Error {}

const STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned']

const TICKS_PER_MILLISECOND = 10_000

type Settings = CreateReq.Settings | UpdateReq.Settings

const settingsOf = (settings: Settings): GroupSettings => {
  const strategy = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : ''
  return {
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeout: settings.hasMessageTimeoutTicks()
      ? Math.trunc(Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MILLISECOND)
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfter: settings.hasCheckpointAfterTicks()
      ? Math.trunc(Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MILLISECOND)
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy: strategy === '' ? (STRATEGIES[settings.getNamedConsumerStrategy()] ?? '') : strategy
  }
}

const required = <A>(value: A | undefined, what: string): A => {
  if (value === undefined) throw new IncompleteRequest(`${what} is missing`)
  return value
}

/** The name of a stream. @throws EmptyName */
export const namedStream = (identifier: StreamIdentifier | undefined): string => {
  const stream = streamName(identifier)
  if (stream === undefined) throw new EmptyName('the name of the stream is empty')
  return stream
}

/**
 * The name of a stream that can have groups.
 * @throws EmptyName, and ServiceError for `$all`, which has an option of its own
 */
export const groupStream = (identifier: StreamIdentifier | undefined): string => {
  const stream = namedStream(identifier)
  if (stream === '$all') throw notOnAllAsStream()
  return stream
}

type StreamOptions = CreateReq.StreamOptions | UpdateReq.StreamOptions

const revisionOf = (options: StreamOptions): number => {
  if (options.hasStart()) return 0
  if (options.hasEnd()) return -1
  if (options.hasRevision()) return fromWire(options.getRevision())
  throw new IncompleteRequest('the start of the group is missing')
}

const signed = (position: string): string => {
  const value = fromWire(position)
  return value < 0 ? '-1' : toWire(value)
}

type AllOptions = CreateReq.AllOptions | UpdateReq.AllOptions

const positionOf = (options: AllOptions): string => {
  if (options.hasStart()) return 'C:0/P:0'
  if (options.hasEnd()) return 'C:-1/P:-1'
  const position = required(options.getPosition(), 'the start of the group')
  return `C:${signed(position.getCommitPosition())}/P:${signed(position.getPreparePosition())}`
}

const filterOf = (options: AllOptions): Pick<GroupRequest, 'filter'> => {
  const filter = 'getFilter' in options ? options.getFilter() : undefined
  return filter === undefined ? {} : { filter: filterSpecOf(filter) }
}

/**
 * What a Create or Update asks for.
 * @throws IncompleteRequest, EmptyName, NumberOutOfRange, and ServiceError for `$all` named as a stream
 */
export const groupRequest = (request: CreateReq | UpdateReq): GroupRequest => {
  const options = required<CreateReq.Options | UpdateReq.Options>(request.getOptions(), 'the group')
  const given = required<Settings>(options.getSettings(), 'the settings')
  const common = { group: options.getGroupName(), settings: settingsOf(given) }
  const all = options.getAll()
  if (all !== undefined) return { ...common, stream: '$all', start: positionOf(all), ...filterOf(all) }
  const stream = options.getStream()
  // Clients older than the stream option name the stream and the revision elsewhere.
  const [identifier, revision] =
    stream === undefined
      ? [options.getStreamIdentifier(), fromWire(given.getRevision())]
      : [stream.getStreamIdentifier(), revisionOf(stream)]
  return {
    ...common,
    stream: groupStream(identifier),
    start: revision < 0 ? '-1' : toWire(revision)
  }
}

/** The options by which the other requests name a group. */
export interface NamedGroup {
  getAll(): Empty | undefined
  getStreamIdentifier(): StreamIdentifier | undefined
  getGroupName(): string
}

/** The source and name of a group that a request is about. */
export const namedGroup = (
  options: NamedGroup | undefined
): { readonly stream: string; readonly group: string } => {
  const given = required(options, 'the group')
  if (given.getAll() !== undefined) return { stream: '$all', group: given.getGroupName() }
  const identifier = required(given.getStreamIdentifier(), 'the stream')
  return { stream: namedStream(identifier), group: given.getGroupName() }
}
