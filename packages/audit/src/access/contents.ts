/**
 * The sound of each recording and the results of each analysis, as they go into the package.
 *
 * @see GDPR art. 15(3); C-487/21 (the copy is the audio itself)
 */
import type { Analysis, Identifier, Instant, Recording } from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { sha256Hex } from '../head/sha256.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { extensionOf, fileName } from './fileName.ts'
import type { NotIncluded } from './manifest.ts'

/** Why the audio of a recording, or the results of an analysis, could not be read. */
export interface MediaError {
  readonly _tag: 'MediaError'
  readonly targetId: string
  readonly reason: string
}

/** The audio of a recording, as it is handed over. */
export interface Audio {
  readonly bytes: Uint8Array
  /** Of what is stored, in lower case, where that is something else: encrypted. */
  readonly storedSha256?: string
}

/**
 * Where the audio of recordings lies: `undefined` where there is none, `altered` where it is encrypted and is not what was
 * encrypted. What is stored encrypted is opened there.
 */
export type Media = (
  recordingId: Identifier,
  mediaType: string | undefined,
  callId: Identifier
) => TE.TaskEither<MediaError, Audio | 'altered' | undefined>

/** Where the results of analyses lie, as JSON: `undefined` where there are none, `altered` as for {@link Media}. */
export type Results = (
  analysisId: Identifier,
  callId: Identifier
) => TE.TaskEither<MediaError, Uint8Array | 'altered' | undefined>

/** A file of the package. */
export interface Content {
  readonly path: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly describes: Bilingual
  readonly matchesStoredHash: boolean | null
}

/** What became of one recording or analysis: it is packed, it is not and that is right, it lacks, or it was changed. */
export type Gathered = {
  readonly target: 'recording' | 'analysis'
  readonly callId: Identifier
  readonly targetId: Identifier
} & (
  | { readonly _tag: 'packed'; readonly content: Content }
  | { readonly _tag: 'gone' | 'of-another' | 'lacking'; readonly notIncluded: NotIncluded }
  | { readonly _tag: 'altered' }
)

/** Names a thing by when it was made, as people know it: nobody knows ids. */
export interface Names {
  readonly recording: (at: Instant) => Bilingual
  readonly analysis: (at: Instant) => Bilingual
}

export const text = (path: string, body: string, mediaType: string, describes: Bilingual): Content => ({
  path,
  bytes: new TextEncoder().encode(body),
  mediaType,
  describes,
  matchesStoredHash: null
})

const reasons = {
  erased: both('den er slettet', 'it was erased'),
  anonymised: both(
    'den er anonymiseret og siger ikke længere noget om dig',
    'it was anonymised, and says nothing of you any more'
  ),
  audioLacks: both('lyden blev ikke fundet', 'its audio was not found'),
  resultsLack: both('resultaterne blev ikke fundet', 'its results were not found'),
  ofStaff: both(
    'den er af en medarbejders stemme og ikke af din',
    "it is of an employee's voice and not of yours"
  )
}

const left = (
  tag: 'gone' | 'of-another' | 'lacking',
  { target, targetId, event }: Recording | Analysis,
  what: Bilingual,
  [why, article]: readonly [Bilingual, string]
): Gathered => ({
  _tag: tag,
  target,
  callId: event.callId,
  targetId,
  notIncluded: { target, targetId, what, why, article }
})

export const recordingContent = (
  recording: Recording,
  names: Names,
  media: Media
): TE.TaskEither<MediaError, Gathered> => {
  const { target, targetId, event, done, start } = recording
  const what = names.recording(start)
  if (done) return TE.right(left('gone', recording, what, [reasons.erased, '17']))
  const of = { target, callId: event.callId, targetId }
  return TE.map((audio: Audio | 'altered' | undefined): Gathered => {
    if (audio === undefined) return left('lacking', recording, what, [reasons.audioLacks, '15(3)'])
    if (audio === 'altered') return { ...of, _tag: 'altered' }
    const { bytes, storedSha256 } = audio
    if (event.sha256 !== undefined && (storedSha256 ?? sha256Hex(bytes)) !== event.sha256.toLowerCase())
      return { ...of, _tag: 'altered' }
    const content: Content = {
      path: `recordings/${fileName(targetId)}.${extensionOf(event.mediaType)}`,
      bytes,
      mediaType: event.mediaType ?? 'application/octet-stream',
      describes: what,
      matchesStoredHash: event.sha256 === undefined ? null : true
    }
    return { ...of, _tag: 'packed', content }
  })(media(targetId, event.mediaType, event.callId))
}

export const analysisContent = (
  analysis: Analysis,
  names: Names,
  results: Results
): TE.TaskEither<MediaError, Gathered> => {
  const { target, targetId, event, outcomes, done, start } = analysis
  const what = names.analysis(start)
  if (done) {
    const why =
      outcomes[0]?.type === 'analysis-anonymised'
        ? ([reasons.anonymised, '4(1)'] as const)
        : ([reasons.erased, '17'] as const)
    return TE.right(left('gone', analysis, what, why))
  }
  if (!event.subjects.includes('customer'))
    return TE.right(left('of-another', analysis, what, [reasons.ofStaff, '15(4)']))
  const of = { target, callId: event.callId, targetId }
  return TE.map((bytes: Uint8Array | 'altered' | undefined): Gathered => {
    if (bytes === undefined) return left('lacking', analysis, what, [reasons.resultsLack, '15(3)'])
    if (bytes === 'altered') return { ...of, _tag: 'altered' }
    return {
      ...of,
      _tag: 'packed',
      content: {
        path: `analysis/${fileName(targetId)}.json`,
        bytes,
        mediaType: 'application/json',
        describes: what,
        matchesStoredHash: null
      }
    }
  })(results(targetId, event.callId))
}
