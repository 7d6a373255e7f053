/**
 * What a source holds, noticed while it is read, whatever is asked of it.
 */
import { type CallHistory, recordedAt } from '@samtykke/core'
import type { Standpoint } from '../command/view.ts'

/** As plain data, which crosses from thread to thread. */
export interface Seen {
  readonly events: number
  /** By type, how many events are of one that this version does not know. */
  readonly unknownTypes: ReadonlyMap<string, number>
  /** Whether one of the events was recorded by then, as far as `--known-at` asks. */
  readonly anyKnown: boolean
  /** Whether one of these had happened, too. */
  readonly anyHappened: boolean
}

/** Notices one call after another. */
export interface Watcher {
  readonly call: (history: CallHistory) => void
  readonly unknownType: (type: string) => void
  readonly seen: () => Seen
}

export const nothingSeen: Seen = { events: 0, unknownTypes: new Map(), anyKnown: false, anyHappened: false }

export const watcher = ({ asOf, knownAt }: Pick<Standpoint, 'asOf' | 'knownAt'>): Watcher => {
  let [events, anyKnown, anyHappened] = [0, false, false]
  const unknownTypes = new Map<string, number>()
  return {
    call: history => {
      events += history.events.length
      if (anyHappened) return
      const known = history.events.filter(each => knownAt === undefined || recordedAt(each) <= knownAt)
      anyKnown ||= known.length > 0
      // What claims to be later than when it was recorded may count from then.
      anyHappened = known.some(each => each.occurredAt <= asOf || recordedAt(each) <= asOf)
    },
    unknownType: type => void unknownTypes.set(type, (unknownTypes.get(type) ?? 0) + 1),
    seen: () => ({ events, unknownTypes, anyKnown, anyHappened })
  }
}

/** What several threads saw of one source. */
export const joinSeen = (a: Seen, b: Seen): Seen => {
  const unknownTypes = new Map(a.unknownTypes)
  for (const [type, count] of b.unknownTypes) unknownTypes.set(type, (unknownTypes.get(type) ?? 0) + count)
  return {
    events: a.events + b.events,
    unknownTypes,
    anyKnown: a.anyKnown || b.anyKnown,
    anyHappened: a.anyHappened || b.anyHappened
  }
}
