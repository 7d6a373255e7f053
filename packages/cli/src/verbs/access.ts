/**
 * `samtykke access SOURCE --request ID`: the package that answers a request for access.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccessError, AccessPackage, Media } from '@samtykke/audit'
import { printable, subjectOf } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { plainViewOf, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { gatherCalls, type Wanted } from '../command/gather.ts'
import { type Source, source } from '../command/operands.ts'
import { required, text, texts } from '../command/option.ts'
import { vaultNamed } from '../command/vaultOptions.ts'
import { writeWhole } from '../command/writeWhole.ts'
import { viewOf } from '../engine/view.ts'
import { openedAudio } from '../retention/openedAudio.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { withVaultOf } from '../source/store.ts'
import {
  exit,
  type ExitStatus,
  type Failure,
  reasonOf,
  refused,
  unreadable,
  wrongCommandLine
} from '../text/failure.ts'
import { shownName } from '../text/shown.ts'
import { counted } from '../text/table.ts'

/** A vault alone does not know what was destroyed since a back-up of it. */
const vaultHasLog = (values: Readonly<Record<string, unknown>>, from: Source): E.Either<Failure, unknown> =>
  from._tag === 'store'
    ? E.right(undefined)
    : pipe(
        vaultNamed(values),
        E.filterOrElse(
          place => place === undefined,
          () => wrongCommandLine('--vault: expected a store as SOURCE, which says what was destroyed')
        )
      )

const wantedOf = (subject: string | undefined, calls: ReadonlyArray<string>): E.Either<Failure, Wanted> => {
  if ((subject === undefined) === (calls.length === 0)) {
    return E.left(wrongCommandLine('expected --subject REF, or --call ID once or more'))
  }
  return E.right(
    subject !== undefined
      ? { _tag: 'fitting', fits: ({ events }) => events.some(event => subjectOf(event) === subject) }
      : { _tag: 'ids', callIds: calls }
  )
}

/** A file of a folder; `undefined` where there is none. */
const readIfThere = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Recordings that lie in a folder, each named by its id and the extension of its media type; encrypted or not. */
const mediaIn =
  (
    folder: string,
    vault: OpenedVault | undefined,
    nameOf: (recordingId: string, mediaType: string | undefined) => string
  ): Media =>
  (recordingId, mediaType, callId) =>
    TE.tryCatch(
      async () => {
        const stored = await readIfThere(join(folder, nameOf(recordingId, mediaType)))
        return stored === undefined ? undefined : await openedAudio(stored, vault, callId, recordingId)
      },
      error => ({ _tag: 'MediaError', recordingId, reason: reasonOf(error) }) as const
    )

const failureOf = (error: AccessError): Failure => {
  switch (error._tag) {
    case 'UnknownRequest':
      return unreadable(
        '--request',
        `no request for access of that id (${error.requestId.length} characters) in the calls`
      )
    case 'CallOfOthers':
      return refused(
        `call ${error.callId} is of another person than who made the request; nothing was packed`
      )
    case 'MediaError':
      return unreadable('the audio of a recording', error.reason)
  }
}

/** The members of the event to record: for a program, and for people with what is left to do. */
const answerText = (
  { request, out, json }: { readonly request: string; readonly out: string; readonly json: boolean },
  answer: AccessPackage['answer']
): string => {
  const event = JSON.stringify({
    type: 'access-answered',
    requestId: request,
    copyHandedOver: answer.recordingIds.length > 0,
    ...answer
  })
  return json || !process.stdout.isTTY
    ? `${event}\n`
    : `${shownName(out)}: ${counted(answer.recordingIds.length, 'recording', 'recordings')} packed\nTo record, once it is handed over:\n${event}\n`
}

export const access = defineVerb({
  name: 'access',
  summary: 'the package that answers a request for access (GDPR art. 15)',
  operands: source,
  synopsis: ['SOURCE... --request ID (--subject REF | --call ID...) --media DIR --out FILE.zip [options]'],
  about: `A zip with a copy of the recordings, the trail of each call to read and as JSON, the uses, the consents, a manifest and its hashes. References of staff and of other customers are left out. Who asks is settled before. The members of the access-answered to record, once it is handed over, are printed and not recorded.`,
  options: {
    request: required(text('ID', 'the request for access')),
    subject: text('REF', 'all calls of a person, or'),
    call: texts('ID', 'a call'),
    media: required(
      text(
        'DIR',
        'where the recordings lie: ID.wav, ID.mp3, ... by their media types; what is encrypted is opened with --vault'
      )
    ),
    out: required(
      text(
        'FILE',
        'the zip; exit status 5 where a recording is not what was stored, or a call is of another person'
      )
    ),
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('wanted', () => TE.fromEither(wantedOf(values.subject, values.call))),
      TE.chainFirstEitherK(() => vaultHasLog(values, from)),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('gathered', ({ wanted, view }) => gatherCalls(from, values.rejects, view, wanted)),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('packed', ({ view, gathered, audit }) =>
        withVaultOf(from._tag === 'store' ? from.store : undefined, vault => {
          const media = mediaIn(
            values.media,
            vault,
            (id, mediaType) => `${audit.fileName(id)}.${audit.extensionOf(mediaType)}`
          )
          return pipe(
            audit.accessPackageOf(viewOf(view), media)(values.request, gathered.histories),
            TE.mapLeft(failureOf)
          )
        })
      ),
      TE.chainFirst(({ packed }) => writeWhole(values.out, packed.zip)),
      TE.chainFirstTaskK(({ packed }) => () => {
        for (const id of packed.altered)
          writeErr(printable(`recording ${id}: its audio is not what was stored; it is not packed`))
        return writeAllOut([answerText(values, packed.answer)])
      }),
      TE.map(({ gathered, packed }): ExitStatus =>
        packed.altered.length > 0 ? exit.notVerified : gathered.status
      )
    )
})
