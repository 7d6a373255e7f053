/**
 * The groups as the server's configuration stream holds them.
 */
import { randomUUID } from 'node:crypto'
import { expectedRevision, type Store } from '../store/types.ts'
import type { FilterSpec } from './filterSpec.ts'
import { writeMetadata } from './groupStreams.ts'
import type { GroupSettings } from './settings.ts'

const STREAM = '$persistentSubscriptionConfig'

/** What a group is made from, and what a server keeps of it. */
export interface GroupRequest {
  /** A stream, or `$all`. */
  readonly stream: string
  readonly group: string
  readonly settings: GroupSettings
  /** A revision, or `C:commit/P:prepare` in `$all`; -1 is the end. */
  readonly start: string
  readonly filter?: FilterSpec
}

/** A group as the real server writes it. */
interface Entry {
  readonly stream: string
  readonly group: string
  readonly filter?: FilterSpec & { readonly isAllStream: boolean }
  readonly resolveLinkTos?: boolean
  readonly extraStatistics?: boolean
  readonly messageTimeout?: number
  readonly startPosition: string
  readonly liveBufferSize?: number
  readonly historyBufferSize?: number
  readonly maxRetryCount?: number
  readonly readBatchSize?: number
  readonly checkPointAfter?: number
  readonly minCheckPointCount?: number
  readonly maxCheckPointCount?: number
  readonly maxSubscriberCount?: number
  readonly namedConsumerStrategy: string
}

const toEntry = ({ stream, group, settings, start, filter }: GroupRequest): Entry => ({
  stream,
  group,
  ...(filter === undefined ? {} : { filter: { ...filter, isAllStream: true } }),
  resolveLinkTos: settings.resolveLinks,
  extraStatistics: settings.extraStatistics,
  messageTimeout: settings.messageTimeout,
  startPosition: start,
  liveBufferSize: settings.liveBufferSize,
  historyBufferSize: settings.historyBufferSize,
  maxRetryCount: settings.maxRetryCount,
  readBatchSize: settings.readBatchSize,
  checkPointAfter: settings.checkpointAfter,
  minCheckPointCount: settings.minCheckpointCount,
  maxCheckPointCount: settings.maxCheckpointCount,
  maxSubscriberCount: settings.maxSubscriberCount,
  namedConsumerStrategy: settings.strategy
})

const fromEntry = (entry: Entry): GroupRequest => ({
  stream: entry.stream,
  group: entry.group,
  settings: {
    resolveLinks: entry.resolveLinkTos ?? false,
    extraStatistics: entry.extraStatistics ?? false,
    messageTimeout: entry.messageTimeout ?? 0,
    liveBufferSize: entry.liveBufferSize ?? 0,
    historyBufferSize: entry.historyBufferSize ?? 0,
    maxRetryCount: entry.maxRetryCount ?? 0,
    readBatchSize: entry.readBatchSize ?? 0,
    checkpointAfter: entry.checkPointAfter ?? 0,
    minCheckpointCount: entry.minCheckPointCount ?? 0,
    maxCheckpointCount: entry.maxCheckPointCount ?? 0,
    maxSubscriberCount: entry.maxSubscriberCount ?? 0,
    strategy: entry.namedConsumerStrategy
  },
  start: entry.startPosition,
  ...(entry.filter === undefined ? {} : { filter: entry.filter })
})

/** The groups that the store's configuration stream holds. */
export const loadGroups = (store: Store): ReadonlyArray<GroupRequest> => {
  const slice = store.readBackwards(STREAM, -1, 1)
  const [last] = slice._tag === 'Slice' ? slice.events : []
  if (last === undefined) return []
  const { entries } = JSON.parse(Buffer.from(last.data).toString('utf8')) as { entries: ReadonlyArray<Entry> }
  return entries.map(fromEntry)
}

/** Writes all groups to the configuration stream, of which the two newest events are kept. */
export const saveGroups = (store: Store, groups: ReadonlyArray<GroupRequest>, userName: string): void => {
  if (store.metadata(STREAM).maxCount !== 2) writeMetadata(store, STREAM, { $maxCount: 2 })
  const configuration = {
    version: '2',
    updated: new Date().toISOString(),
    updatedBy: userName,
    entries: groups.map(toEntry)
  }
  store.append(
    STREAM,
    [
      {
        id: randomUUID(),
        type: '$PersistentConfig',
        isJson: true,
        data: Buffer.from(JSON.stringify(configuration)),
        metadata: new Uint8Array()
      }
    ],
    expectedRevision.any
  )
}
