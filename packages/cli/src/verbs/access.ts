/**
 * `samtykke access SOURCE --request ID`: the package that answers a request for access.
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccessError, Media } from '@samtykke/audit'
import { subjectOf } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  exit,
  type ExitStatus,
  type Failure,
  reasonOf,
  refused,
  unreadable,
  wrongCommandLine
} from '../command/failure.ts'
import { gatherCalls, type Wanted } from '../command/gather.ts'
import { parseCommandLine, viewOptions } from '../command/options.ts'
import { standpointOf, viewOf } from '../command/view.ts'
import { say, writeAllOut } from '../output.ts'
import type { Verb } from './verb.ts'

const wantedOf = (
  subject: string | undefined,
  calls: ReadonlyArray<string> | undefined
): E.Either<Failure, Wanted> => {
  if ((subject === undefined) === (calls === undefined)) {
    return E.left(wrongCommandLine('expected --subject REF, or --call ID once or more'))
  }
  return E.right(
    calls === undefined
      ? { _tag: 'fitting', fits: ({ events }) => events.some(event => subjectOf(event) === subject) }
      : { _tag: 'ids', callIds: calls }
  )
}

const given = (option: string, value: string | undefined): TE.TaskEither<Failure, string> =>
  TE.fromEither(E.fromNullable(wrongCommandLine(`expected --${option}`))(value))

/** Recordings that lie in a folder, each named by its id and the extension of its media type. */
const mediaIn =
  (folder: string, nameOf: (recordingId: string, mediaType: string | undefined) => string): Media =>
  (recordingId, mediaType) =>
    TE.tryCatch(
      async () => {
        try {
          return await readFile(join(folder, nameOf(recordingId, mediaType)))
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
          throw error
        }
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

/** Written beside and renamed, so that no half of it stands there. */
const writeWhole = (file: string, bytes: Uint8Array): TE.TaskEither<Failure, void> =>
  TE.tryCatch(
    async () => {
      await writeFile(`${file}.part`, bytes, { mode: 0o600 })
      await rename(`${file}.part`, file)
    },
    error => unreadable(file, reasonOf(error))
  )

export const access: Verb = {
  name: 'access',
  summary: 'the package that answers a request for access (GDPR art. 15)',
  usage: `samtykke access SOURCE... --request ID (--subject REF | --call ID...) --media DIR --out FILE.zip

A zip with a copy of the recordings, the trail of each call to read and as JSON, the uses, the consents, a manifest and
its hashes. References of staff and of other customers are left out. Who asks is settled before. The members of the
access-answered to record, once it is handed over, are printed and not recorded.

  --request ID       the request for access
  --subject REF      all calls of a person, or
  --call ID          a call; may be given more than once
  --media DIR        where the recordings lie: ID.wav, ID.mp3, ... by their media types
  --out FILE         the zip; exit status 5 where a recording is not what was stored, or a call is of
                     another person`,
  run: args =>
    pipe(
      TE.Do,
      TE.bind('line', () =>
        TE.fromEither(
          parseCommandLine(
            {
              ...viewOptions,
              request: { type: 'string' },
              subject: { type: 'string' },
              call: { type: 'string', multiple: true },
              media: { type: 'string' },
              out: { type: 'string' }
            },
            args
          )
        )
      ),
      TE.bind('request', ({ line }) => given('request ID', line.values.request)),
      TE.bind('media', ({ line }) => given('media DIR', line.values.media)),
      TE.bind('out', ({ line }) => given('out FILE', line.values.out)),
      TE.bind('wanted', ({ line }) => TE.fromEither(wantedOf(line.values.subject, line.values.call))),
      TE.bind('standpoint', ({ line }) => standpointOf(line.values)),
      TE.bind('gathered', ({ line, wanted, standpoint }) =>
        gatherCalls(line.positionals, line.values.rejects, standpoint, wanted)
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('packed', ({ request, media, standpoint, gathered, audit }) => {
        const lie = mediaIn(media, (id, mediaType) => `${audit.fileName(id)}.${audit.extensionOf(mediaType)}`)
        return pipe(
          audit.accessPackageOf(viewOf(standpoint), lie)(request, gathered.histories),
          TE.mapLeft(failureOf)
        )
      }),
      TE.chainFirst(({ out, packed }) => writeWhole(out, packed.zip)),
      TE.chainFirstTaskK(({ request, packed }) => async () => {
        for (const id of packed.altered)
          say(`recording ${id}: its audio is not what was stored; it is not packed`)
        const answer = {
          type: 'access-answered',
          requestId: request,
          copyHandedOver: packed.answer.recordingIds.length > 0,
          ...packed.answer
        }
        await writeAllOut([`${JSON.stringify(answer)}\n`])
      }),
      TE.map(({ gathered, packed }): ExitStatus =>
        packed.altered.length > 0 ? exit.notVerified : gathered.status
      )
    )
}
