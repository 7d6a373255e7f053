/**
 * A request to read, read and checked.
 */
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { EventFilter } from '../../store/types.ts'
import { streams } from '../../wire/codec.ts'
import { handlerFailed, invalidArgument, readFailed } from '../../wire/errors.ts'
import { compileFilter } from '../../wire/filter.ts'
import { streamName } from '../../wire/names.ts'
import { fromWire } from '../../wire/numbers.ts'

const filterOptions = 'EventStore.Client.Streams.ReadReq+Types+Options+Types+FilterOptions'

/** Events that a page of the server holds, and the window of a filter that names none. */
export const pageSize = 32

export interface Filter {
  readonly matches: EventFilter
  /** How many events a page looks at. */
  readonly window: number
  /** A checkpoint falls after so many windows. */
  readonly checkpointInterval: number
}

/** What a Read call asks for. -1 is the end, as a revision and as a position. */
export type ReadRequest = { readonly resolveLinks: boolean; readonly idsAsText: boolean } & (
  | {
      readonly _tag: 'ReadStream'
      readonly stream: string
      readonly from: number
      readonly backwards: boolean
      readonly max: number
      readonly compatibility: number
    }
  | {
      readonly _tag: 'ReadAll'
      readonly from: number
      readonly backwards: boolean
      readonly max: number
      readonly filter: Filter | undefined
    }
  /** `after`: the last revision already seen; absent: the start. */
  | { readonly _tag: 'SubscribeToStream'; readonly stream: string; readonly after: number | undefined }
  | {
      readonly _tag: 'SubscribeToAll'
      readonly after: number | undefined
      readonly filter: Filter | undefined
    }
)

const filterOf = (options: ReadReq.Options): Filter | undefined => {
  const filter = options.getFilter()
  if (filter === undefined) return undefined
  if (!filter.hasMax() && !filter.hasCount())
    throw invalidArgument(`'None' is not a valid ${filterOptions}+WindowOneofCase`)
  if (!filter.hasEventType() && !filter.hasStreamIdentifier()) {
    const window = filter.hasMax() ? `"max": ${filter.getMax()}` : '"count": { }'
    const interval = filter.getCheckpointintervalmultiplier()
    const multiplier = interval === 0 ? '' : `, "checkpointIntervalMultiplier": ${interval}`
    throw invalidArgument(`'{ ${window}${multiplier} }' is not a valid ${filterOptions}`)
  }
  return {
    matches: compileFilter(filter),
    window: filter.hasMax() ? filter.getMax() : pageSize,
    checkpointInterval: filter.getCheckpointintervalmultiplier()
  }
}

const revisionOf = (options: ReadReq.Options.StreamOptions): number | 'start' => {
  if (options.hasEnd()) return -1
  if (options.hasStart()) return 'start'
  if (options.hasRevision()) return fromWire(options.getRevision())
  throw handlerFailed()
}

const positionOf = (options: ReadReq.Options): number | 'start' => {
  const all = options.getAll()
  if (all?.hasEnd() === true) return -1
  if (all?.hasStart() === true) return 'start'
  const position = all?.getPosition()
  if (position === undefined) throw handlerFailed()
  const commit = fromWire(position.getCommitPosition())
  const prepare = fromWire(position.getPreparePosition())
  if (commit < 0 && prepare < 0) return -1
  if (commit < 0 && !options.hasSubscription()) {
    // The end with a record before it: taken as a position, it is the record's of none.
    throw readFailed(options.hasFilter() ? 'FilteredReadAllResult' : 'ReadAllResult')
  }
  if (commit < 0 || prepare < 0 || commit < prepare) throw handlerFailed()
  return commit
}

const directions: ReadonlyArray<string> = ['Forwards', 'Backwards']

const combination = (options: ReadReq.Options): string =>
  `The combination of (${options.hasStream() ? 'Stream' : options.hasAll() ? 'All' : 'None'}, ${
    options.hasSubscription() ? 'Subscription' : options.hasCount() ? 'Count' : 'None'
  }, ${directions[options.getReadDirection()] ?? options.getReadDirection()}, ${
    options.hasFilter() ? 'Filter' : options.hasNoFilter() ? 'NoFilter' : 'None'
  }) is invalid.`

/** The stream that a request is about, for the access check, which comes before all else. */
export const streamOfRequest = (request: ReadReq): string => {
  const options = request.getOptions()
  if (options === undefined) throw handlerFailed()
  if (options.hasAll()) return '$all'
  if (!options.hasStream())
    throw invalidArgument(
      "'None' is not a valid EventStore.Client.Streams.ReadReq+Types+Options+StreamOptionOneofCase"
    )
  const stream = streamName(options.getStream()?.getStreamIdentifier())
  if (stream === undefined) throw handlerFailed()
  return stream
}

/**
 * Takes a request apart.
 * @throws a ServiceError, or an error of a number, pattern or filter, for what the server refuses
 */
export const parseRequest = (request: ReadReq): ReadRequest => {
  const options = request.getOptions() ?? new streams.ReadReq.Options()
  const common = {
    resolveLinks: options.getResolveLinks(),
    idsAsText: options.getUuidOption()?.hasString() === true
  }
  const backwards = options.getReadDirection() === 1
  const isDirection = directions[options.getReadDirection()] !== undefined
  const stream = options.getStream()
  const all = options.getAll()
  const isSubscription = options.hasSubscription()
  const isKnown = isSubscription ? !backwards : options.hasCount()
  if (!isKnown || !isDirection || (!options.hasFilter() && !options.hasNoFilter()))
    throw invalidArgument(combination(options))

  if (stream !== undefined) {
    if (options.hasFilter()) throw invalidArgument(combination(options))
    const name = streamOfRequest(request)
    const revision = revisionOf(stream)
    if (isSubscription)
      return {
        ...common,
        _tag: 'SubscribeToStream',
        stream: name,
        after: revision === 'start' ? undefined : revision
      }
    return {
      ...common,
      _tag: 'ReadStream',
      stream: name,
      from: revision === 'start' ? 0 : revision,
      backwards,
      max: Number(options.getCount()),
      compatibility: options.getControlOption()?.getCompatibility() ?? 0
    }
  }
  if (all === undefined) throw invalidArgument(combination(options))
  const position = positionOf(options)
  const filter = filterOf(options)
  if (isSubscription) {
    if (filter?.checkpointInterval === 0) throw handlerFailed()
    return { ...common, _tag: 'SubscribeToAll', after: position === 'start' ? undefined : position, filter }
  }
  return {
    ...common,
    _tag: 'ReadAll',
    from: position === 'start' ? 0 : position,
    backwards,
    max: Number(options.getCount()),
    filter
  }
}
