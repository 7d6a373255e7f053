/**
 * From the entries of a log to what is recorded of each call.
 */
import type { AnyEvent } from './event.ts'
import type { RecordedEntry } from './eventLog.ts'
import type { CallHistory, Fault } from './facts.ts'
import type { Identifier } from './identifier.ts'
import type { Instant } from './instant.ts'

/** What of an entry makes a history. */
export type HistoryEntry = Pick<RecordedEntry, 'callId' | 'id' | 'revision' | 'recordedAt' | 'payload'>

/** Puts entries together by call. Entries may come in any order, and more than once. */
export interface Histories {
  readonly add: (entry: HistoryEntry) => void
  readonly of: (callId: Identifier) => CallHistory
  readonly all: () => Iterable<CallHistory>
}

interface Collected {
  readonly events: AnyEvent[]
  readonly faults: Fault[]
  /** By revision: when it was recorded; a hole is an entry that was truncated away. */
  readonly revisions: Array<Instant | undefined>
}

/** Truncated entries have no id any more; this names them as EventStoreDB does: revision, `@`, stream. */
const truncated = (callId: Identifier, revisions: Collected['revisions']): ReadonlyArray<Fault> => {
  const faults: Fault[] = []
  let next: Instant | undefined
  for (let revision = revisions.length - 1; revision >= 0; revision--) {
    const recordedAt = revisions[revision]
    if (recordedAt !== undefined) next = recordedAt
    else if (next !== undefined) {
      faults.push({ _tag: 'redacted', id: `${revision}@call-${callId}`, recordedAt: next })
    }
  }
  return faults
}

const historyOf = (callId: Identifier, { events, faults, revisions }: Collected): CallHistory => {
  const missing = revisions.includes(undefined) ? truncated(callId, revisions) : []
  return { callId, events, faults: missing.length === 0 ? faults : [...faults, ...missing] }
}

/**
 * An empty collection of histories. `add` changes it; nothing else does.
 *
 * @example
 * import { createHistories, type EventOf, identifier, instant, uuid } from '@samtykke/core'
 *
 * const event: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'), type: 'analysis-objected', callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'), channel: 'email'
 * }
 * const logged = { revision: 0n, position: { commit: 0n, prepare: 0n }, recordedAt: event.occurredAt }
 * const histories = createHistories()
 * histories.add({ ...event, ...logged, payload: { _tag: 'readable', event } })
 * assert.deepStrictEqual([...histories.all()], [{ callId: 'call-1', events: [event], faults: [] }])
 */
export const createHistories = (): Histories => {
  const calls = new Map<string, Collected>()

  const add = (entry: HistoryEntry): void => {
    let collected = calls.get(entry.callId)
    if (collected === undefined) {
      collected = { events: [], faults: [], revisions: [] }
      calls.set(entry.callId, collected)
    }
    const { events, faults, revisions } = collected
    const revision = Number(entry.revision)
    while (revisions.length < revision) revisions.push(undefined)
    if (revisions[revision] !== undefined) return
    revisions[revision] = entry.recordedAt
    const { payload } = entry
    if (payload._tag === 'readable' || payload._tag === 'forgotten') events.push(payload.event)
    else faults.push({ _tag: payload._tag, id: entry.id, recordedAt: entry.recordedAt })
  }

  return {
    add,
    of: callId => {
      const collected = calls.get(callId)
      return collected === undefined ? { callId, events: [], faults: [] } : historyOf(callId, collected)
    },
    *all() {
      for (const [callId, collected] of calls) yield historyOf(callId as Identifier, collected)
    }
  }
}

/**
 * What is recorded of one call, from its entries, in any order: of one revision the first counts, and a revision that
 * is missing before the last is a fault, `redacted`.
 *
 * @example
 * import { callHistory, identifier, instant, type RecordedEntry } from '@samtykke/core'
 *
 * const callId = identifier('call-1')
 * const last: RecordedEntry = {
 *   callId, id: 'b', type: 'analysis-objected', revision: 1n, position: { commit: 0n, prepare: 0n },
 *   recordedAt: instant('2025-09-01T08:00:00.000Z'), payload: { _tag: 'redacted' }
 * }
 * const { faults } = callHistory({ callId, entries: [last] })
 * assert.deepStrictEqual(faults.map(fault => fault._tag), ['redacted', 'redacted'])
 *
 * @see contract, section 1
 */
export const callHistory = ({
  callId,
  entries
}: {
  readonly callId: Identifier
  readonly entries: ReadonlyArray<HistoryEntry>
}): CallHistory => {
  const histories = createHistories()
  for (const entry of entries) histories.add(entry)
  return histories.of(callId)
}
