/**
 * Where a recording or an analysis is kept, as the events of its call say.
 */
import type { Analysis, CallState, EventOf, Identifier, Recording, Ref } from '@samtykke/core'

type Stored = EventOf<'recording-stored'>

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const storings = ({ event, repeats }: Recording): ReadonlyArray<Stored> =>
  [event, ...repeats].sort((a, b) => compareText(a.occurredAt, b.occurredAt) || compareText(a.id, b.id))

/**
 * The event that last made it exist: of a recording that was stored again, the latest storing. What is recorded of its
 * erasure is named after this event, so that one erasure has one outcome, and the next one another.
 */
export const originOf = (kept: Recording | Analysis): Stored | EventOf<'analysis-produced'> =>
  kept.target === 'analysis' ? kept.event : (storings(kept).at(-1) ?? kept.event)

/** A recording stored with several processors is in each of them. */
const refsOfRecording = (callId: Identifier, recording: Recording): ReadonlyArray<Ref> => {
  const byProcessor = new Map<string, Stored>()
  for (const stored of storings(recording)) byProcessor.set(stored.processor, stored)
  return [...byProcessor.values()].map(({ processor, region, mediaType, sha256 }) => ({
    callId,
    recordingId: recording.event.recordingId,
    processor,
    region,
    ...(mediaType !== undefined && { mediaType }),
    ...(sha256 !== undefined && { sha256: sha256.toLowerCase() })
  }))
}

/**
 * An analysis is with the processor of its recording, else with that of the call's recordings where they have one, else
 * in the only store of analyses that there is.
 */
const refsOfAnalysis = (
  call: CallState,
  { event }: Analysis,
  stores: ReadonlySet<string>
): ReadonlyArray<Ref> => {
  const own = call.recordings.filter(each => each.targetId === event.recordingId)
  const near = (own.length > 0 ? own : call.recordings).flatMap(storings)
  const processors = [...new Set(near.map(({ processor }) => processor))]
  const [processor] = processors.length > 0 ? processors : stores
  return processor === undefined || processors.length > 1 || (processors.length === 0 && stores.size > 1)
    ? []
    : [{ callId: event.callId, analysisId: event.analysisId, processor }]
}

/** Everywhere it may be. Empty where the events do not say. */
export const refsOf = (
  call: CallState,
  kept: Recording | Analysis,
  analysisStores: ReadonlySet<string>
): ReadonlyArray<Ref> =>
  kept.target === 'recording'
    ? refsOfRecording(kept.event.callId, kept)
    : refsOfAnalysis(call, kept, analysisStores)
