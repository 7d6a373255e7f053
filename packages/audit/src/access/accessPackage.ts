/**
 * The answer to a request for access: one zip with a copy of the recordings, what was done with them, and how to
 * check it.
 *
 * Who asks is settled before this runs (GDPR art. 12(6)). The event to append is given back and never appended.
 *
 * @see GDPR art. 15; C-487/21 (the copy is the audio itself); C-579/21 (dates and purposes of uses)
 */
import {
  type AccessRequest,
  type CallHistory,
  callState,
  type CallState,
  canonicalJson,
  type Identifier,
  type Recording,
  type View
} from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { csvTable } from '../render/csv.ts'
import { headOf, sourceOf } from '../head/head.ts'
import { sha256Hex } from '../head/sha256.ts'
import { accessPage } from './accessPage.ts'
import {
  analysisContent,
  callContents,
  type Content,
  type Gathered,
  type Media,
  type MediaError,
  recordingContent,
  text
} from './contents.ts'
import { callOfOthers, omissionsFrom, requesterOf } from './forSubject.ts'
import type { Manifest, ManifestFile } from './manifest.ts'
import { type PackedFile, zipOf } from '../render/zip.ts'

/** The package, and what is said of it. */
export interface AccessPackage {
  readonly zip: Uint8Array
  readonly manifest: Manifest
  /** Recordings whose audio is not what was stored: they are not packed, and somebody must look. */
  readonly altered: ReadonlyArray<string>
  /** The members of the `access-answered` to append once the package is handed over. */
  readonly answer: { readonly recordingIds: ReadonlyArray<string>; readonly packageSha256: string }
}

/** Why there is no package. */
export type AccessError =
  | MediaError
  | { readonly _tag: 'UnknownRequest'; readonly requestId: string }
  /** The call names persons, and none of them made the request: it is not for who asks. */
  | { readonly _tag: 'CallOfOthers'; readonly callId: Identifier }

const usesTable = (calls: ReadonlyArray<CallState>): string =>
  csvTable(
    {
      date_utc: ({ event }) => event.occurredAt,
      call_id: ({ call }) => call.callId,
      recording_id: ({ event }) => event.recordingId,
      what: ({ event }) => (event.type === 'recording-used' ? 'used' : 'disclosed'),
      purpose: ({ event }) => (event.type === 'recording-used' ? event.purpose : ''),
      recipient: ({ event }) => (event.type === 'recording-disclosed' ? event.recipient : '')
    },
    calls.flatMap(call =>
      call.facts.events.flatMap(event =>
        event.type === 'recording-used' || event.type === 'recording-disclosed' ? [{ call, event }] : []
      )
    )
  )

const gather = (parts: ReadonlyArray<Gathered>): Gathered => ({
  contents: parts.flatMap(part => part.contents),
  notIncluded: parts.flatMap(part => part.notIncluded),
  altered: parts.flatMap(part => part.altered)
})

const packed = ({ path, bytes, mediaType }: Content): PackedFile => ({
  path,
  bytes,
  stored: mediaType.startsWith('audio/') || mediaType === 'application/octet-stream'
})

interface Answer {
  readonly view: View
  readonly histories: ReadonlyArray<CallHistory>
  readonly calls: ReadonlyArray<CallState>
  readonly request: AccessRequest
  readonly gathered: Gathered
}

const assemble = ({ view, histories, calls, request, gathered }: Answer): AccessPackage => {
  const subjectRef = requesterOf(request, histories)
  const contents = [
    ...gathered.contents,
    ...histories.flatMap(history => callContents(view, history, subjectRef)),
    text('uses.csv', usesTable(calls), 'text/csv', 'when and for what the recordings were used')
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
  const files = contents.map(({ path, bytes, mediaType, describes, matchesStoredHash }): ManifestFile => ({
    path,
    bytes: bytes.byteLength,
    sha256: sha256Hex(bytes),
    mediaType,
    describes,
    matchesStoredHash
  }))
  const manifest: Manifest = {
    ...headOf('access-manifest', view, sourceOf(histories.flatMap(history => history.events)), null),
    requestId: request.requestId,
    ...(subjectRef !== undefined && { subjectRef }),
    calls: calls.map(call => call.callId),
    receivedAt: request.event.occurredAt,
    answerBy: request.deadline.lastLawfulDay,
    extended: request.extension !== undefined,
    files,
    notIncluded: [...gathered.notIncluded, ...omissionsFrom(histories, subjectRef)]
  }
  const described = [
    ...contents,
    text('index.html', accessPage(view, manifest), 'text/html', 'what this is'),
    text('manifest.json', canonicalJson(manifest), 'application/json', 'what is here')
  ]
  const sums = described
    .map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}\n`)
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
  const all = [...described, text('SHA256SUMS', sums.join(''), 'text/plain', 'the hashes of the other files')]
  const zip = zipOf(all.map(packed), view.asOf)
  const recordingIds = files
    .filter(({ path }) => path.startsWith('recordings/'))
    .map(({ describes }) => describes.slice('recording '.length))
  return { zip, manifest, altered: gathered.altered, answer: { recordingIds, packageSha256: sha256Hex(zip) } }
}

/**
 * The package that answers a request for access on calls of one person. Calls come out in the order of their ids.
 *
 * Errors: `UnknownRequest` where none of the calls has the request, `CallOfOthers` where one of them names only others
 * than who asks, and the `MediaError` of `media`. Audio that is not there or not what was stored is no error: it is left
 * out, and the manifest says so.
 *
 * @example
 * import { compilePolicy, decodeHistories, instant, noticePolicy } from '@samtykke/core'
 * import { accessPackageOf } from '@samtykke/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-03-10T00:00:00.000Z') }
 * const { calls } = decodeHistories([
 *   { id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10', type: 'access-requested', callId: 'call-1',
 *     occurredAt: '2026-03-05T11:50:00Z', requestId: 'request-1', channel: 'email' }
 * ])
 * const noAudio = () => TE.right(undefined)
 * const made = await accessPackageOf(view, noAudio)('request-1', calls)()
 * assert.ok(E.isRight(made))
 * assert.deepStrictEqual(made.right.manifest.answerBy, '2026-04-06')
 * assert.ok(made.right.manifest.files.some(({ path }) => path === 'calls/call-1.html'))
 *
 * @see GDPR art. 12(3), 15(1), 15(3), 15(4)
 */
export const accessPackageOf =
  (view: View, media: Media) =>
  (requestId: string, histories: ReadonlyArray<CallHistory>): TE.TaskEither<AccessError, AccessPackage> => {
    const sorted = [...histories].sort((a, b) => (a.callId < b.callId ? -1 : 1))
    const calls = sorted.map(callState(view))
    const request = calls.flatMap(call => call.accessRequests).find(each => each.requestId === requestId)
    if (request === undefined) return TE.left({ _tag: 'UnknownRequest', requestId })
    const ofOthers = callOfOthers(request, sorted)
    if (ofOthers !== undefined) return TE.left({ _tag: 'CallOfOthers', callId: ofOthers.callId })
    const recordings = calls.flatMap(call => call.recordings)
    const analyses = calls.flatMap(call => call.analyses)
    return TE.map((parts: ReadonlyArray<Gathered>) =>
      assemble({
        view,
        histories: sorted,
        calls,
        request,
        gathered: gather([...parts, ...analyses.map(analysisContent)])
      })
    )(TE.traverseSeqArray((recording: Recording) => recordingContent(recording, media))(recordings))
  }
