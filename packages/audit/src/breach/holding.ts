/**
 * From when to when a processor held a recording or an analysis, as the events of its call say.
 *
 * @see GDPR art. 4(8), 33(2)
 */
import {
  type Analysis,
  type CallState,
  type EventOf,
  type Instant,
  type Outcome,
  processorsOf,
  type Recording,
  storingsOf
} from '@samtykke/core'
import { countAtFront, groupedBy, ofType } from '@samtykke/core/lookups'
import type { RetainedItem } from '../basis/segment.ts'

/** How it is known who holds something: its own events name the processor, those near it do, or none does. */
export type HolderKnown = 'named' | 'inferred' | 'unknown'

/** Half-open: `until` itself is not in it. */
export interface Holding {
  readonly from: Instant
  /** What ended it; `undefined`: nothing did. */
  readonly end: Outcome | undefined
  readonly region: string | undefined
  readonly holder: HolderKnown
}

/** The first outcome at or after an instant. */
const endAfter = ({ outcomes }: Recording | Analysis, from: Instant): Outcome | undefined =>
  outcomes[countAtFront(outcomes, ({ occurredAt }) => occurredAt < from)]

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)

/** A recording is with who stored it: at first from its start, and again each time it is stored again. */
const recordingHoldings = (recording: Recording, processor: string): ReadonlyArray<Holding> => {
  const holdings: Array<Holding> = []
  for (const storing of storingsOf(recording)) {
    if (storing.processor !== processor) continue
    const { occurredAt, region } = storing
    const from = storing === recording.event ? earlier(recording.start, occurredAt) : occurredAt
    const last = holdings.at(-1)
    const isHeldStill = last !== undefined && (last.end === undefined || last.end.occurredAt > from)
    const end = endAfter(recording, from)
    if (!isHeldStill && end?.occurredAt !== from) holdings.push({ from, end, region, holder: 'named' })
  }
  return holdings
}

type Told = ReadonlyMap<string, ReadonlyArray<EventOf<'erasure-instructed'>>>

/** Who is named by the analysis itself, by an instruction to erase it, or by who erased it. */
const namedHolders = (told: Told, { event, targetId, outcomes }: Analysis): ReadonlyArray<string> =>
  event.processor !== undefined
    ? [event.processor]
    : [
        ...(told.get(targetId) ?? []).map(({ processor }) => processor),
        ...outcomes.flatMap(each =>
          each.type === 'analysis-erased' && each.processor !== undefined ? [each.processor] : []
        )
      ]

const holderOf = (
  call: CallState,
  told: Told,
  analysis: Analysis,
  processor: string
): HolderKnown | undefined => {
  const named = namedHolders(told, analysis)
  if (named.length > 0) return named.includes(processor) ? 'named' : undefined
  const near = processorsOf(call, analysis)
  if (near.length === 0) return 'unknown'
  return near.includes(processor) ? 'inferred' : undefined
}

/**
 * When the processor held it, or may have: an analysis of which nothing names a holder is with its recording's, and
 * where nothing names that either, with anyone.
 */
export const holdingsIn = (
  call: CallState,
  processor: string
): ((kept: RetainedItem) => ReadonlyArray<Holding>) => {
  const told = groupedBy(
    ofType(call.facts.events, 'erasure-instructed').filter(({ target }) => target === 'analysis'),
    each => each.targetId
  )
  return kept => {
    if (kept.target === 'recording') return recordingHoldings(kept, processor)
    const holder = holderOf(call, told, kept, processor)
    const end = endAfter(kept, kept.start)
    return holder === undefined || end?.occurredAt === kept.start
      ? []
      : [{ from: kept.start, end, region: kept.event.region, holder }]
  }
}
