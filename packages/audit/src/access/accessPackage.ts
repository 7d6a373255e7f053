/**
 * The answer to a request for access: one zip with a copy of the recordings and of the results of analyses, what was done
 * with them, and how to check it.
 *
 * Who asks is settled before this runs (GDPR art. 12(6)). The events to append are given back and never appended.
 *
 * @see GDPR art. 15; C-487/21 (the copy is the audio itself); C-579/21 (dates and purposes of uses)
 */
import {
  type AccessRequest,
  type Analysis,
  type CallHistory,
  callState,
  canonicalJson,
  type Identifier,
  processorsOf,
  type Recording,
  type View
} from '@samtykke/core'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { headOf, sourceOf } from '../head/head.ts'
import { sha256Hex } from '../head/sha256.ts'
import { both } from '../render/text/language.ts'
import { clockOf } from '../render/text/words.ts'
import { type Missing, missingFor } from '../subject/parties.ts'
import { callOfOthers, requesterOf } from '../subject/requester.ts'
import { accessPage } from './accessPage.ts'
import { type AccessAnswered, answersTo } from './answer.ts'
import { ownCall, type OwnCall } from './callCopy.ts'
import { callFiles, namesOn } from './callFiles.ts'
import {
  analysisContent,
  type Content,
  type Gathered,
  type Media,
  type MediaError,
  type Names,
  recordingContent,
  type Results,
  text
} from './contents.ts'
import { fileName } from './fileName.ts'
import { heldOn } from './firstPage.ts'
import type { Manifest, ManifestFile } from './manifest.ts'
import { omissionsFrom } from './omissions.ts'
import { usesCsv } from './usesCsv.ts'
import { type PackedFile, zipOf } from '../render/zip.ts'

/** What should be in a package and is not. */
export type Gap =
  | Missing
  /** The audio of a recording that is kept, or the results of an analysis. */
  | { readonly member: 'audio' | 'results'; readonly id: string }

/** The package, and what is said of it. */
export interface AccessPackage {
  readonly zip: Uint8Array
  readonly manifest: Manifest
  /** What the package does not say or hold and should: nothing where it is whole. */
  readonly gaps: ReadonlyArray<Gap>
  /** The `access-answered` to append once the package is handed over, for each call that was asked for. */
  readonly answers: ReadonlyArray<AccessAnswered>
}

/** Why there is no package. */
export type AccessError =
  | MediaError
  | { readonly _tag: 'UnknownRequest'; readonly requestId: string }
  /** The call names persons, and none of them made the request: it is not for who asks. */
  | { readonly _tag: 'CallOfOthers'; readonly callId: Identifier }
  /** Recordings whose audio is not what was stored, or analyses that cannot be opened: somebody must look. */
  | { readonly _tag: 'Altered'; readonly targets: ReadonlyArray<Pick<Gathered, 'target' | 'targetId'>> }

const noResults: Results = () => TE.right(undefined)

const packed = ({ path, bytes, mediaType }: Content): PackedFile => ({
  path,
  bytes,
  stored: mediaType.startsWith('audio/') || mediaType === 'application/octet-stream'
})

/** Ids are a call's own: where two calls have the same, the files stand in a folder of the call. */
const distinct = (gathered: ReadonlyArray<Gathered>): ReadonlyArray<Content> => {
  const found = gathered.flatMap(each => (each._tag === 'packed' ? [each] : []))
  return found.map(({ content, callId }) => {
    const isTwice = found.filter(each => each.content.path === content.path).length > 1
    const [folder, name] = content.path.split('/')
    return isTwice ? { ...content, path: `${folder}/${fileName(callId)}/${name}` } : content
  })
}

const gapsOf = (
  { rules }: View,
  calls: ReadonlyArray<OwnCall>,
  gathered: ReadonlyArray<Gathered>
): ReadonlyArray<Gap> => {
  const processors = calls.flatMap(({ call }) =>
    [...call.recordings, ...call.analyses].flatMap(kept => processorsOf(call, kept))
  )
  return [
    ...missingFor(rules.policy, [...new Set(processors)].sort()),
    ...gathered.flatMap(({ _tag, target, targetId }) =>
      _tag === 'lacking'
        ? [{ member: target === 'recording' ? ('audio' as const) : ('results' as const), id: targetId }]
        : []
    )
  ]
}

interface Answer {
  readonly view: View
  readonly histories: ReadonlyArray<CallHistory>
  readonly calls: ReadonlyArray<OwnCall>
  readonly request: AccessRequest
  readonly subject: Identifier | undefined
  readonly gathered: ReadonlyArray<Gathered>
}

const byDate = (a: OwnCall, b: OwnCall): number => {
  const [first = '', second = ''] = [heldOn(a), heldOn(b)]
  if (first !== second) return first < second ? -1 : 1
  return a.copy.callId < b.copy.callId ? -1 : 1
}

const assemble = ({ view, histories, calls, request, subject, gathered }: Answer): AccessPackage => {
  const { policy, calendar } = view.rules
  const clock = clockOf(policy.timeZone, calendar.localDate)
  const historyOf = new Map(histories.map(history => [history.callId, history]))
  const contents = [
    ...distinct(gathered),
    ...calls.flatMap(own => {
      const history = historyOf.get(own.copy.callId)
      return history === undefined ? [] : callFiles(view, clock, own, history)
    }),
    text(
      'uses.csv',
      usesCsv(view, calls),
      'text/csv',
      both(
        'Hvornår og til hvad optagelserne er brugt, som tabel',
        'When and for what the recordings were used, as a table'
      )
    )
  ]
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
    ...(subject !== undefined && { subjectRef: subject }),
    calls: histories.map(({ callId }) => callId),
    receivedAt: request.event.occurredAt,
    answerBy: request.deadline.lastLawfulDay,
    extended: request.extension !== undefined,
    files,
    notIncluded: [
      ...gathered.flatMap(each => ('notIncluded' in each ? [each.notIncluded] : [])),
      ...omissionsFrom(histories, subject)
    ]
  }
  const page = accessPage({ view, request, calls: calls, manifest })
  const described = [
    ...contents,
    text('index.html', page, 'text/html', both('Forsiden', 'The first page')),
    text(
      'manifest.json',
      canonicalJson(manifest),
      'application/json',
      both('Hvad pakken har', 'What is here')
    )
  ]
  const sums = described
    .map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}\n`)
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
  const all = [
    ...described,
    text('SHA256SUMS', sums.join(''), 'text/plain', both('Filernes summer', 'The hashes of the files'))
  ]
  const zip = zipOf(all.map(packed), view.asOf)
  return {
    zip,
    manifest,
    gaps: gapsOf(view, calls, gathered),
    answers: answersTo(
      calls.map(({ call }) => call),
      { requestId: request.requestId, at: view.asOf, packageSha256: sha256Hex(zip), gathered }
    )
  }
}

const gatherAll = (
  calls: ReadonlyArray<OwnCall>,
  names: Names,
  media: Media,
  results: Results
): TE.TaskEither<MediaError, ReadonlyArray<Gathered>> => {
  const kept = calls.flatMap(({ call }): ReadonlyArray<Recording | Analysis> => [
    ...call.recordings,
    ...call.analyses
  ])
  return TE.traverseSeqArray((each: Recording | Analysis) =>
    each.target === 'recording' ? recordingContent(each, names, media) : analysisContent(each, names, results)
  )(kept)
}

/** Where the copies lie. */
export interface Copies {
  readonly media: Media
  /** Where it is not given, no results are packed and all are listed as missing. */
  readonly results?: Results
}

/**
 * The package that answers a request for access on calls of one person.
 *
 * Errors: `UnknownRequest` where none of the calls has the request, `CallOfOthers` where one of them names only others
 * than who asks, `Altered` where audio is not what was stored, and the `MediaError` of `copies`. What lacks in it is no
 * error: it is listed as missing in the package, and in `gaps`.
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
 * const made = await accessPackageOf(view, { media: () => TE.right(undefined) })('request-1', calls)()
 * assert.ok(E.isRight(made))
 * assert.deepStrictEqual(made.right.manifest.answerBy, '2026-04-06')
 * assert.deepStrictEqual(made.right.answers.map(each => each.refusedBecause), ['Samtalen blev ikke optaget.'])
 * // The notice does not say where to complain.
 * assert.ok(made.right.gaps.some(({ member }) => member === 'authority'))
 *
 * @see GDPR art. 12(3), 15(1), 15(3), 15(4)
 */
export const accessPackageOf =
  (view: View, { media, results = noResults }: Copies) =>
  (requestId: string, histories: ReadonlyArray<CallHistory>): TE.TaskEither<AccessError, AccessPackage> => {
    const sorted = [...histories].sort((a, b) => (a.callId < b.callId ? -1 : 1))
    const request = sorted
      .flatMap(history => callState(view)(history).accessRequests)
      .find(each => each.requestId === requestId)
    if (request === undefined) return TE.left({ _tag: 'UnknownRequest', requestId })
    const ofOthers = callOfOthers(request, sorted)
    if (ofOthers !== undefined) return TE.left({ _tag: 'CallOfOthers', callId: ofOthers.callId })
    const subject = requesterOf(request, sorted)
    const calls = sorted.map(ownCall(view, subject)).sort(byDate)
    const clock = clockOf(view.rules.policy.timeZone, view.rules.calendar.localDate)
    return pipe(
      gatherAll(calls, namesOn(clock), media, results),
      TE.flatMap((gathered): TE.TaskEither<AccessError, AccessPackage> => {
        const targets = gathered.flatMap(({ _tag, target, targetId }) =>
          _tag === 'altered' ? [{ target, targetId }] : []
        )
        return targets.length > 0
          ? TE.left({ _tag: 'Altered', targets })
          : TE.right(assemble({ view, histories: sorted, calls, request, subject, gathered }))
      })
    )
  }
