/**
 * What is packed of each recording, analysis and call, and what is left out.
 */
import {
  type Analysis,
  type CallHistory,
  canonicalJson,
  type Identifier,
  type Recording,
  type View
} from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { consentRecordOf } from '../consentRecord/consentRecord.ts'
import { sourceOf } from '../head/head.ts'
import { sha256Hex } from '../head/sha256.ts'
import { trailHtml } from '../trail/page/trailPage.ts'
import { trailOf } from '../trail/trail.ts'
import { extensionOf, fileName } from './fileName.ts'
import { historyForSubject } from './forSubject.ts'
import type { NotIncluded } from './manifest.ts'

/** Why the media of a recording could not be read. */
export interface MediaError {
  readonly _tag: 'MediaError'
  readonly recordingId: string
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

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export interface Content {
  readonly path: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly describes: string
  readonly matchesStoredHash: boolean | null
}

export interface Gathered {
  readonly contents: ReadonlyArray<Content>
  readonly notIncluded: ReadonlyArray<NotIncluded>
  readonly altered: ReadonlyArray<string>
}

export const text = (path: string, body: string, mediaType: string, describes: string): Content => ({
  path,
  bytes: utf8(body),
  mediaType,
  describes,
  matchesStoredHash: null
})

const left = (what: string, why: string, article: string): Gathered => ({
  contents: [],
  notIncluded: [{ what, why, article }],
  altered: []
})

export const recordingContent = (
  { targetId, event, done }: Recording,
  media: Media
): TE.TaskEither<MediaError, Gathered> => {
  const what = `recording ${targetId}`
  if (done) return TE.right(left(what, 'it was erased', '17'))
  const isAltered: Gathered = {
    ...left(what, 'its audio is not what was stored', '15(3)'),
    altered: [targetId]
  }
  return TE.map((audio: Audio | 'altered' | undefined): Gathered => {
    if (audio === undefined) return left(what, 'its audio was not found', '15(3)')
    if (audio === 'altered') return isAltered
    const { bytes, storedSha256 } = audio
    if (event.sha256 !== undefined && (storedSha256 ?? sha256Hex(bytes)) !== event.sha256.toLowerCase())
      return isAltered
    const content: Content = {
      path: `recordings/${fileName(targetId)}.${extensionOf(event.mediaType)}`,
      bytes,
      mediaType: event.mediaType ?? 'application/octet-stream',
      describes: what,
      matchesStoredHash: event.sha256 === undefined ? null : true
    }
    return { contents: [content], notIncluded: [], altered: [] }
  })(media(targetId, event.mediaType, event.callId))
}

export const analysisContent = ({ targetId, event, outcomes, done }: Analysis): Gathered => {
  const what = `analysis ${targetId}`
  if (done) {
    return outcomes[0]?.type === 'analysis-anonymised'
      ? left(what, 'it was anonymised, and says nothing of you any more', '4(1)')
      : left(what, 'it was erased', '17')
  }
  const { features, subjects, direction, occurredAt } = event
  const facts = {
    analysisId: targetId,
    producedAt: occurredAt,
    direction,
    features,
    subjects,
    profiling: true,
    solelyAutomatedDecision: false
  }
  const path = `analysis/${fileName(targetId)}.json`
  return {
    contents: [text(path, canonicalJson(facts), 'application/json', what)],
    notIncluded: [],
    altered: []
  }
}

export const callContents = (
  view: View,
  history: CallHistory,
  subject: Identifier | undefined
): ReadonlyArray<Content> => {
  const forSubject = historyForSubject(subject)(history)
  const trail = { ...trailOf(view)(forSubject), source: sourceOf(history.events) }
  const name = fileName(history.callId)
  const receipt = consentRecordOf(view, { receipt: true })(forSubject)
  return [
    text(
      `calls/${name}.html`,
      trailHtml(view, trail, 'both'),
      'text/html',
      `what happened to call ${history.callId}, to read`
    ),
    text(
      `calls/${name}.json`,
      canonicalJson(trail),
      'application/json',
      `what happened to call ${history.callId}`
    ),
    text(
      `consent/${name}.jsonld`,
      canonicalJson(receipt.document),
      'application/ld+json',
      `consents of call ${history.callId}`
    )
  ]
}
