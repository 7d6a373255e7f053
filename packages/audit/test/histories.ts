// The adversarial histories of core's oracle and the simulator's, as calls seen from a view.
import {
  type CallHistory,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  type Fault,
  type Holidays,
  type Identifier,
  noticePolicy,
  parseInstant,
  type View
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'
import { historyOf } from '../../core/test/oracle/histories.ts'
import { instant } from './events.ts'

export const danish: Holidays = holidaysOf('DK')

export interface Seen {
  readonly view: View
  readonly calls: ReadonlyArray<CallHistory>
}

/** A hostile history: few ids and instants, so that everything ties, repeats, conflicts and comes too late. */
export const hostile = (seed: number): Seen => {
  const { entries, policy, asOf, knownAt } = historyOf(seed)
  // The other readings know of no consent within a recording where the policy of the history says nothing of it.
  const decoded = decodePolicy({ ...noticePolicy, spokenConsentWithin: 'PT0S', ...policy })
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  const events = entries.filter(entry => !('kind' in entry))
  const faults = (callId: string): ReadonlyArray<Fault> =>
    entries.flatMap(entry =>
      'kind' in entry && entry.callId === callId
        ? [
            entry.kind === 'bad-line'
              ? { _tag: 'bad-line' as const }
              : {
                  _tag: entry.kind as 'redacted',
                  id: entry['id'] as string,
                  recordedAt: instant(entry['recordedAt'] as string)
                }
          ]
        : []
    )
  const calls = decodeHistories(events).calls
  const known = parseInstant(knownAt ?? '')
  return {
    view: {
      rules: compilePolicy(decoded.right, danish),
      asOf: instant(asOf),
      ...(known !== undefined && { knownAt: known })
    },
    calls: [...new Set(entries.map(entry => entry.callId))].map(callId => ({
      callId: callId as Identifier,
      events: calls.find(call => call.callId === callId)?.events ?? [],
      faults: faults(callId)
    }))
  }
}

export const seeds = (count: number): ReadonlyArray<number> =>
  Array.from({ length: Number(process.env['SAMTYKKE_HISTORIES'] ?? count) }, (_, index) => index + 1)
