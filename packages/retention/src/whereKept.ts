/**
 * Where a recording or an analysis is kept, as the events of its call say.
 */
import {
  type Analysis,
  type CallState,
  type EventOf,
  type Identifier,
  processorsOf,
  type Recording,
  type Ref,
  storingsOf
} from '@samtykke/core'

/** A recording stored with several processors is in each of them. */
const refsOfRecording = (callId: Identifier, recording: Recording): ReadonlyArray<Ref> => {
  const byProcessor = new Map<string, EventOf<'recording-stored'>>()
  for (const stored of storingsOf(recording)) byProcessor.set(stored.processor, stored)
  return [...byProcessor.values()].map(({ processor, region, mediaType, sha256 }) => ({
    callId,
    recordingId: recording.event.recordingId,
    processor,
    region,
    ...(mediaType !== undefined && { mediaType }),
    ...(sha256 !== undefined && { sha256: sha256.toLowerCase() })
  }))
}

/** An analysis is with the one processor that the events name, else in the only store of analyses that there is. */
const refsOfAnalysis = (
  call: CallState,
  analysis: Analysis,
  stores: ReadonlySet<string>
): ReadonlyArray<Ref> => {
  const named = processorsOf(call, analysis)
  const [processor, ...others] = named.length > 0 ? named : stores
  return processor === undefined || others.length > 0
    ? []
    : [{ callId: analysis.event.callId, analysisId: analysis.event.analysisId, processor }]
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
