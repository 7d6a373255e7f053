/**
 * `samtykke access SOURCE --request ID`: the package that answers a request for access.
 */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccessError, AccessPackage, Audio, Copies, MediaError } from '@samtykke/audit'
import { analysisKey, type Identifier, type KeyName, recordingKey } from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { plainViewOf, sourceOptions } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { allowGaps, incompleteOption } from '../command/gaps.ts'
import { gatherCalls } from '../command/gather.ts'
import { eachFound, noSuchRequest, personOptions, personUsage, wantedOf } from '../command/ofPerson.ts'
import { type Source, source } from '../command/operands.ts'
import { required, text, written } from '../command/option.ts'
import { vaultNamed } from '../command/vaultOptions.ts'
import { writeWhole } from '../command/writeWhole.ts'
import { viewOf } from '../engine/view.ts'
import { opened } from '../retention/opened.ts'
import { writeAllOut } from '../output/output.ts'
import { withVaultOf } from '../source/store.ts'
import { type Failure, reasonOf, refused, unreadable, wrongCommandLine } from '../text/failure.ts'
import { shownName } from '../text/shown.ts'
import { howMany } from '../text/howMany.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, both, joined, said } from '../text/language.ts'

/** A vault alone does not know what was destroyed since a back-up of it. */
const vaultHasLog = (values: Readonly<Record<string, unknown>>, from: Source): E.Either<Failure, unknown> =>
  from._tag === 'store'
    ? E.right(undefined)
    : pipe(
        vaultNamed(values),
        E.filterOrElse(
          place => place === undefined,
          () =>
            wrongCommandLine(
              both(
                '--vault: ventede et lager som SOURCE; det siger, hvad der er destrueret',
                '--vault: expected a store as SOURCE, which says what was destroyed'
              )
            )
        )
      )

/** A name that leads nowhere would say of every recording that its audio is not found. */
const folderThere = (option: string, path: string | undefined): TE.TaskEither<Failure, void> =>
  TE.tryCatch(
    async () => {
      if (path !== undefined && !(await stat(path)).isDirectory()) throw new Error('not a folder')
    },
    error =>
      unreadable(
        option,
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? both('mappen findes ikke', 'there is no such folder')
          : reasonOf(error)
      )
  )

/** A file of a folder; `undefined` where there is none. */
const readIfThere = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What lies in a folder under a name, encrypted or not. */
const openedIn = (
  folder: string,
  name: string,
  vault: OpenedVault | undefined,
  of: { readonly keyName: KeyName; readonly targetId: Identifier }
): TE.TaskEither<MediaError, Audio | 'altered' | undefined> =>
  TE.tryCatch(
    async () => {
      const stored = await readIfThere(join(folder, name))
      return stored === undefined ? undefined : await opened(stored, vault, of.keyName, of.targetId)
    },
    error => ({ _tag: 'MediaError', targetId: of.targetId, reason: reasonOf(error).en }) as const
  )

/** Recordings and results that lie in folders, each named by its id: recordings with the extension of their media type. */
const copiesIn = (
  { media, analyses }: { readonly media: string; readonly analyses: string | undefined },
  vault: OpenedVault | undefined,
  { fileName, extensionOf }: typeof import('@samtykke/audit')
): Copies => ({
  media: (recordingId, mediaType, callId) =>
    openedIn(media, `${fileName(recordingId)}.${extensionOf(mediaType)}`, vault, {
      keyName: recordingKey(callId, recordingId),
      targetId: recordingId
    }),
  ...(analyses !== undefined && {
    results: (analysisId, callId) =>
      pipe(
        openedIn(analyses, `${fileName(analysisId)}.json`, vault, {
          keyName: analysisKey(callId, analysisId),
          targetId: analysisId
        }),
        TE.map(found => (found === undefined || found === 'altered' ? found : found.bytes))
      )
  })
})

const alteredText = ({
  target,
  targetId
}: Extract<AccessError, { _tag: 'Altered' }>['targets'][number]): Bilingual =>
  target === 'recording'
    ? both(
        `optagelse ${targetId}: lyden er ikke det, der blev gemt`,
        `recording ${targetId}: its audio is not what was stored`
      )
    : both(
        `analyse ${targetId}: resultaterne er ikke det, der blev gemt`,
        `analysis ${targetId}: its results are not what was stored`
      )

const failureOf = (error: AccessError): Failure => {
  switch (error._tag) {
    case 'UnknownRequest':
      return unreadable('--request', noSuchRequest(error.requestId))
    case 'CallOfOthers':
      return refused(
        both(
          `samtale ${error.callId} er en anden persons end den, der bad om indsigt; intet er pakket`,
          `call ${error.callId} is of another person than who made the request; nothing was packed`
        )
      )
    case 'Altered':
      return refused(
        joined(
          [
            ...error.targets.map(alteredText),
            both(
              'intet er pakket, og der er ingen hændelse at registrere',
              'nothing was packed, and there is no event to record'
            )
          ],
          '\n'
        )
      )
    case 'MediaError':
      return unreadable(both('det, der skal pakkes', 'what is to be packed'), inDanish(error.reason))
  }
}

/** The events to record: for a program, and for people with what is left to do. */
const answersText = (
  { out, json }: { readonly out: string; readonly json: boolean },
  { answers }: AccessPackage
): string => {
  const events = answers.map(answer => `${JSON.stringify(answer)}\n`).join('')
  if (json || !process.stdout.isTTY) return events
  const packed = howMany(answers.flatMap(({ recordingIds = [] }) => recordingIds).length, 'recording')
  const text = both(
    `pakket: ${packed.da}\nSkal registreres med samtykke record, når pakken er udleveret, med tidspunktet for det i occurredAt:`,
    `${packed.en} packed\nTo record with samtykke record once it is handed over, occurredAt being when it was:`
  )
  return `${shownName(out)}: ${said(text)}\n${events}`
}

export const access = defineVerb({
  name: 'access',
  operands: source,
  synopsis: [`SOURCE... --request ID ${personUsage} --media DIR [--analyses DIR] --out FILE.zip [options]`],
  about: `A zip with a copy of the recordings, the results of analyses, a first page with the calls by date, what happened to each to read and as JSON, the uses, the consents, a manifest and its hashes. It speaks to the customer, in Danish and English. References of staff and of other customers are left out. Who asks is settled before.

The access-answered events to record, once it is handed over, are printed and not recorded: one for each call on which the request stands, with why no copy is handed over where none is left. Audio that is not what was stored leaves no zip and no event. samtykke letter access writes the letter that goes with it.`,
  options: {
    request: required(text('ID', 'the request for access')),
    ...personOptions,
    media: required(
      text(
        'DIR',
        'where the recordings lie: ID.wav, ID.mp3, ... by their media types; what is encrypted is opened with --vault'
      )
    ),
    analyses: text(
      'DIR',
      'where the results of analyses lie: ID.json; without it they are listed as missing'
    ),
    out: required(
      written(
        'FILE',
        'the zip; exit status 5 where a recording is not what was stored, a call is of another person, or something lacks'
      )
    ),
    ...incompleteOption,
    ...sourceOptions
  },
  run: (values, from) =>
    pipe(
      TE.Do,
      TE.bind('wanted', () => TE.fromEither(wantedOf(values))),
      TE.chainFirstEitherK(() => vaultHasLog(values, from)),
      TE.chainFirst(() => folderThere('--media', values.media)),
      TE.chainFirst(() => folderThere('--analyses', values.analyses)),
      TE.let('view', () => plainViewOf(values)),
      TE.bind('gathered', ({ wanted, view }) =>
        pipe(gatherCalls(from, values.rejects, view, wanted), TE.flatMapEither(eachFound(values)))
      ),
      TE.bind('audit', () => TE.fromTask(() => import('@samtykke/audit'))),
      TE.bind('packed', ({ view, gathered, audit }) =>
        withVaultOf(from._tag === 'store' ? from.store : undefined, vault =>
          pipe(
            audit.accessPackageOf(viewOf(view), copiesIn(values, vault, audit))(
              values.request,
              gathered.histories
            ),
            TE.mapLeft(failureOf)
          )
        )
      ),
      TE.chainFirstEitherK(({ packed }) => allowGaps(values, packed.gaps)),
      TE.chainFirst(({ packed }) => writeWhole(values.out, packed.zip)),
      TE.chainFirstTaskK(
        ({ packed }) =>
          () =>
            writeAllOut([answersText(values, packed)])
      ),
      TE.map(({ gathered }) => gathered.status)
    )
})
