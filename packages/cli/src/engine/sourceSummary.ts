/**
 * What a source holds, noticed while it is read, whatever is asked of it.
 */
import { type AnyEvent, type CallHistory, isKnownEvent, nearestName, recordedAt } from '@samtykke/core'
import { envelopeMembers, eventCatalogue } from '@samtykke/core/catalogue'
import type { PlainView } from './view.ts'

/** As plain data, which crosses from thread to thread. */
export interface SourceSummary {
  readonly events: number
  /** By type, how many events are of one that this version does not know. */
  readonly unknownTypes: ReadonlyMap<string, number>
  /** By unknown member, how many events had it: it is left out. */
  readonly unknownMembers: ReadonlyMap<string, number>
  /** Whether one of the events was recorded by then, as far as `--known-at` asks. */
  readonly anyKnown: boolean
  /** Whether one of these had happened, too. */
  readonly anyHappened: boolean
}

/** Notices one call after another. */
export interface SummaryCollector {
  readonly add: (history: CallHistory) => void
  /** An event that was not in its final form as it was read. */
  readonly changed: (value: object, event: AnyEvent) => void
  readonly summary: () => SourceSummary
}

/** How often each name came. */
export type NameCounts = Map<string, number>

export const countName = (counts: NameCounts, name: string, times = 1): void =>
  void counts.set(name, (counts.get(name) ?? 0) + times)

/** The members of each type of event. */
const membersOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  eventCatalogue.map(({ type, members }) => [
    type,
    new Set([...envelopeMembers, ...members].map(({ name }) => name))
  ])
)

/** An unknown member and the known one that was probably meant, as one name to count by. */
const unknownMember = (name: string, meant: string | undefined): string =>
  JSON.stringify([name, meant ?? null])

export const unknownMemberOf = (key: string): readonly [name: string, meant: string | null] =>
  JSON.parse(key) as [string, string | null]

/** More names than this no writer uses: those that come later are counted together. */
const mostNames = 10_000

/** Counts the members that an event had before it was read and has not since. */
export const countLeftOut = (counts: NameCounts, value: object, event: AnyEvent): void => {
  const known = membersOf.get(event.type)
  if (known === undefined) return
  for (const name in value) {
    if (known.has(name)) continue
    const absent = [...known].filter(each => !(each in value))
    const key = unknownMember(name, nearestName(name, absent))
    countName(counts, counts.has(key) || counts.size < mostNames ? key : unknownMember('', undefined))
  }
}

export const emptySummary: SourceSummary = {
  events: 0,
  unknownTypes: new Map(),
  unknownMembers: new Map(),
  anyKnown: false,
  anyHappened: false
}

export const collectSummary = ({ asOf, knownAt }: Pick<PlainView, 'asOf' | 'knownAt'>): SummaryCollector => {
  let [events, anyKnown, anyHappened] = [0, false, false]
  const unknownTypes: NameCounts = new Map()
  const unknownMembers: NameCounts = new Map()
  return {
    add: history => {
      events += history.events.length
      for (const event of history.events) if (!isKnownEvent(event)) countName(unknownTypes, event.type)
      if (anyHappened) return
      const known = history.events.filter(each => knownAt === undefined || recordedAt(each) <= knownAt)
      anyKnown ||= known.length > 0
      // What claims to be later than when it was recorded may count from then.
      anyHappened = known.some(each => each.occurredAt <= asOf || recordedAt(each) <= asOf)
    },
    changed: (value, event) => countLeftOut(unknownMembers, value, event),
    summary: () => ({ events, unknownTypes, unknownMembers, anyKnown, anyHappened })
  }
}

const joined = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): NameCounts => {
  const counts = new Map(a)
  for (const [name, count] of b) countName(counts, name, count)
  return counts
}

/** What several threads noticed of one source. */
export const joinSummaries = (a: SourceSummary, b: SourceSummary): SourceSummary => ({
  events: a.events + b.events,
  unknownTypes: joined(a.unknownTypes, b.unknownTypes),
  unknownMembers: joined(a.unknownMembers, b.unknownMembers),
  anyKnown: a.anyKnown || b.anyKnown,
  anyHappened: a.anyHappened || b.anyHappened
})
