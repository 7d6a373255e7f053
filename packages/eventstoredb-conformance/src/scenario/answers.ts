/**
 * What the client hands over, in the form in which recordings hold it.
 */
import type { AllStreamRecordedEvent, RecordedEvent, ResolvedEvent } from '@eventstore/db-client'
import { toJson, type Naming } from './naming.ts'
import { hasPosition, NO_COMMIT, orderOf, type LogPosition } from './positions.ts'
import type { Json, Result } from './scenario.ts'
import { WaitRanOut } from './waiting.ts'

/** An event as the client hands it over from any of its reads and subscriptions. */
export type Received = ResolvedEvent & { readonly retryCount?: number }

type Recorded = RecordedEvent | AllStreamRecordedEvent

interface MutableResult {
  [member: string]: Json
}

/** The record that stood in the stream that was read: the link where there is one. */
export const originalOf = (event: Received): Recorded => event.link ?? (event.event as Recorded)

export const positionOf = (event: Received): LogPosition | undefined => originalOf(event).position

const HOUR = 3_600_000

const recordToJson = (record: Recorded, names: Naming): MutableResult => {
  const result: MutableResult = {
    stream: toJson(record.streamId, names),
    rev: String(record.revision),
    id: names.reference(record.id),
    type: toJson(record.type, names)
  }
  if (!record.isJson) result['json'] = false
  result['data'] = toJson(record.data, names)
  const metadata = record.metadata as Record<string, unknown> | undefined
  if (metadata !== undefined) {
    // What a server writes into the metadata of its links is its own affair.
    const byServer = record.type === '$>' || metadata['$causedBy'] !== undefined
    result[byServer ? '_metadata' : 'metadata'] = toJson(metadata, names)
  }
  const created = record.created as unknown
  if (!(created instanceof Date) || Math.abs(Date.now() - created.getTime()) > HOUR) result['created'] = 'off'
  return result
}

const eventToJson = (event: Received, names: Naming): MutableResult => ({
  ...(event.event === undefined ? {} : recordToJson(event.event, names)),
  ...(event.link === undefined ? {} : { link: recordToJson(event.link, names) }),
  ...(event.event === undefined ? { unresolved: true } : {}),
  ...((event.retryCount ?? 0) > 0 ? { retry: event.retryCount as number } : {})
})

const commitKind = (event: Received): string => {
  if (event.commitPosition === undefined) return 'none'
  if (event.commitPosition === positionOf(event)?.commit) return 'own'
  return event.commitPosition === NO_COMMIT ? 'max' : 'other'
}

/** A list of events as recordings show it: the events, and what is recorded of their positions. */
export const listOf = (events: ReadonlyArray<Received>, names: Naming): MutableResult => {
  const result: MutableResult = { events: events.map(each => eventToJson(each, names)) }
  if (events.length === 0) return result
  const positions = events.map(positionOf).filter(hasPosition)
  if (positions.length < events.length) result['positions'] = positions.length > 0 ? 'some' : 'none'
  if (positions.length > 1) result['order'] = orderOf(positions)
  result['commitPosition'] = [...new Set(events.map(commitKind))].sort().join('+')
  return result
}

const ERROR_FACTS = ['streamName', 'groupName', 'expectedVersion', 'actualVersion', 'maxAppendSize', 'reason']

/** A rejection as recordings show it. */
export const failureOf = (thrown: unknown, names: Naming): Result => {
  if (thrown instanceof WaitRanOut) return { error: { type: 'runner-time-limit', what: thrown.message } }
  const error = thrown as Record<string, unknown>
  const result: MutableResult = {
    type: (error['type'] as string | undefined) ?? 'none',
    name: (thrown as object).constructor.name
  }
  if (error['code'] !== undefined) result['code'] = error['code'] as Json
  for (const fact of ERROR_FACTS) if (error[fact] !== undefined) result[fact] = toJson(error[fact], names)
  result['_message'] = toJson(String(error['message']).slice(0, 300), names)
  return { error: result }
}
