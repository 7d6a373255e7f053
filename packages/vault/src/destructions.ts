/**
 * What a log says was destroyed: `recording-erased`, `analysis-erased`, and `proof-redacted` with `keyDestroyed`.
 *
 * A call that was forgotten may have lost its older entries, so that its `proof-redacted` stands for all keys of
 * recordings and analyses that it had: its proof is redacted only after they were erased.
 */
import {
  analysisKey,
  callKey,
  type EventType,
  type Identifier,
  type Instant,
  isKnownEvent,
  type KeyName,
  type RecordedEntry,
  recordingKey,
  type Tombstone
} from '@samtykke/core'

/** What entries say was destroyed. */
export interface Destroyed {
  readonly tombstones: ReadonlyArray<Tombstone>
  /** Calls of which each key was destroyed that was created until then. */
  readonly calls: ReadonlyArray<{ readonly callId: Identifier; readonly until: Instant }>
  /** How many entries tell of a destruction and can be read. */
  readonly applied: number
  /** Entries that tell of a destruction and cannot be read, so that it is not known of what. */
  readonly unread: ReadonlyArray<RecordedEntry>
}

const types: ReadonlyArray<string> = [
  'recording-erased',
  'analysis-erased',
  'proof-redacted'
] satisfies ReadonlyArray<EventType>

/**
 * What these entries say was destroyed.
 *
 * @example
 * import { identifier, instant, type RecordedEntry, uuid } from '@samtykke/core'
 * import { destructionsOf } from '@samtykke/vault'
 *
 * const callId = identifier('call-1')
 * const id = uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10')
 * const at = instant('2026-03-01T08:00:00.000Z')
 * const entry: RecordedEntry = {
 *   callId,
 *   id,
 *   type: 'recording-erased',
 *   revision: 7n,
 *   position: { commit: 90n, prepare: 90n },
 *   recordedAt: at,
 *   payload: {
 *     _tag: 'readable',
 *     event: { id, callId, occurredAt: at, type: 'recording-erased', recordingId: identifier('rec-1'), confirmation: 'ok' }
 *   }
 * }
 * const { tombstones } = destructionsOf([entry])
 * assert.deepStrictEqual(tombstones.map(({ name }) => name), ['recording/call-1/rec-1'])
 *
 * @see GDPR art. 17(1)
 */
export const destructionsOf = (entries: ReadonlyArray<RecordedEntry>): Destroyed => {
  const tombstones: Tombstone[] = []
  const calls: Array<Destroyed['calls'][number]> = []
  const unread: RecordedEntry[] = []
  let applied = 0
  for (const entry of entries) {
    if (!types.includes(entry.type)) continue
    const { payload, callId, recordedAt } = entry
    const event = 'event' in payload ? payload.event : undefined
    if (event === undefined || !isKnownEvent(event)) {
      unread.push(entry)
      continue
    }
    if (event.type === 'proof-redacted' && !event.keyDestroyed) continue
    applied += 1
    const gone = (name: KeyName): number =>
      tombstones.push({ _tag: 'destroyed', name, destroyedAt: recordedAt })
    if (event.type === 'recording-erased') gone(recordingKey(callId, event.recordingId))
    if (event.type === 'analysis-erased') gone(analysisKey(callId, event.analysisId))
    if (event.type === 'proof-redacted') {
      gone(callKey(callId))
      calls.push({ callId, until: recordedAt })
    }
  }
  return { tombstones, calls, applied, unread }
}
