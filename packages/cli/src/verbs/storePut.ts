/**
 * `samtykke store put`: a recording into a store, and the event that says so.
 */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  decodeKnownEvent,
  type Event,
  type Identifier,
  type Instant,
  instantFromEpoch,
  linesNamed,
  nearestName,
  type Written
} from '@samtykke/core'
import type { OpenedVault } from '@samtykke/vault'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { policyOption } from '../command/commonOptions.ts'
import { defineVerb } from '../command/defineVerb.ts'
import { fileAndOptionalStore } from '../command/operands.ts'
import {
  flag,
  identifier,
  instant,
  required,
  text,
  type Values,
  word,
  wrongValue
} from '../command/option.ts'
import { recordTotals } from '../command/recordTotals.ts'
import { vaultNamed, vaultOptions } from '../command/vaultOptions.ts'
import { writeAllOut, writeErr } from '../output/output.ts'
import { onePlace } from '../retention/onePlace.ts'
import { type OpenedStore, openStore, storeFailure, throughVault } from '../retention/openStores.ts'
import { placeOptions } from '../retention/options.ts'
import { whereHelp } from '../retention/where.ts'
import { logFailure, type StoreSource, withStore, withVaultOf } from '../source/store.ts'
import type { Where } from '../source/where.ts'
import {
  badInput,
  exit,
  type ExitStatus,
  type Failure,
  reasonOf,
  unreadable,
  wrongCommandLine
} from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import { about } from '../text/expected.ts'
import { memberErrorText } from '../text/inDanish.ts'
import { both, joined } from '../text/language.ts'

const options = {
  recordings: required(placeOptions.recordings),
  call: required(identifier('ID', 'of which call')),
  recording: required(identifier('ID', 'which recording')),
  'started-at': required(instant('when it starts')),
  'ended-at': instant('when it ends'),
  direction: required(word('WORD', ['inbound', 'outbound'], 'inbound or outbound')),
  'customer-type': required(word('WORD', ['private', 'business', 'unknown'], 'private, business or unknown')),
  line: required(identifier('NAME', 'which line, as the policy names it')),
  ...policyOption,
  region: required(text('CC', 'where it is kept, ISO 3166-1 alpha-2')),
  'media-type': text('TYPE', 'its IANA media type (default: by the name of FILE)'),
  create: flag('makes a store of a folder that is not there or is empty'),
  record: flag('appends the event to STORE; without it, it is only printed'),
  ...vaultOptions
}

/** What is nearly a line of the policy is an error; what is none goes by the shortest period, and is told. */
const checkedLine = ({ line, policy }: Values<typeof options>): E.Either<Failure, undefined> => {
  const lines = linesNamed(policy.versions)
  if (lines.includes(line)) return E.right(undefined)
  if (nearestName(line, lines) !== undefined)
    return E.left(
      wrongValue(
        'line',
        both(`en linje i regelsættet (${lines.join(', ')})`, `a line of the policy (${lines.join(', ')})`),
        shownValue(line, lines)
      )
    )
  writeErr(
    both(
      `--line: regelsættet nævner ikke en sådan linje (det nævner ${lines.join(', ') || 'ingen'})`,
      `--line: the policy names no such line (it names ${lines.join(', ') || 'none'})`
    )
  )
  return E.right(undefined)
}

const mediaTypes: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  opus: 'audio/opus',
  flac: 'audio/flac',
  m4a: 'audio/mp4'
}

const mediaTypeOf = (file: string): string | undefined =>
  mediaTypes[/\.([a-z0-9]+)(?:\.age)?$/i.exec(file)?.[1]?.toLowerCase() ?? '']

/** The event, before its bytes are known: what is wrong with it is told before anything is stored. */
const eventOf = (
  values: Values<typeof options>,
  where: Where,
  file: string,
  written?: Written
): E.Either<Failure, Event & { readonly callId: Identifier }> => {
  const at = (of: ((timeZone: string) => Instant) | undefined): Instant | undefined =>
    of?.(values.policy.timeZone)
  const mediaType = values['media-type'] ?? mediaTypeOf(file)
  return pipe(
    decodeKnownEvent({
      id: randomUUID(),
      type: 'recording-stored',
      callId: values.call,
      occurredAt: instantFromEpoch(Date.now()),
      recordingId: values.recording,
      startedAt: at(values['started-at']),
      endedAt: at(values['ended-at']),
      direction: values.direction,
      customerType: values['customer-type'],
      line: values.line,
      processor: where.name,
      region: values.region,
      mediaType,
      ...written
    }),
    E.mapLeft(errors => wrongCommandLine(joined(errors.map(memberErrorText), '\n')))
  )
}

const keep = (
  where: Where,
  { writer }: OpenedStore,
  event: Event,
  file: string
): TE.TaskEither<Failure, Written> => {
  if (writer === undefined || event.type !== 'recording-stored')
    return TE.left(
      wrongCommandLine(
        about(
          where.name,
          both(
            'ventede en mappe eller en s3-spand; en databehandler tager ikke imod optagelser herfra',
            'expected a folder or a bucket; a processor takes no recordings from here'
          )
        )
      )
    )
  const { callId, recordingId, processor, region, mediaType } = event
  const ref = { callId, recordingId, processor, region, ...(mediaType !== undefined && { mediaType }) }
  return pipe(
    TE.tryCatch(
      () =>
        new Promise<AsyncIterable<Uint8Array>>((resolve, reject) => {
          const bytes = createReadStream(file)
          bytes.once('error', reject).once('ready', () => resolve(bytes as AsyncIterable<Uint8Array>))
        }),
      error => unreadable(file, reasonOf(error))
    ),
    TE.flatMap(bytes => pipe(writer.put(ref, bytes), TE.mapLeft(storeFailure(where))))
  )
}

const append = (store: StoreSource, event: Event): TE.TaskEither<Failure, ExitStatus> =>
  withStore(store, log =>
    pipe(
      TE.fromTask<typeof import('@samtykke/log'), Failure>(() => import('@samtykke/log')),
      TE.flatMap(({ recordCall }) =>
        pipe(recordCall(log)(event.callId, [event]), TE.mapLeft(logFailure(store)))
      ),
      TE.flatMapEither(recorded => {
        const totals = recordTotals(false)
        totals.add(event.callId, recorded)
        totals.report()
        return totals.counts().recorded === 1
          ? E.right(exit.done)
          : E.left(
              badInput(
                both(
                  'optagelsen er gemt, men dens hændelse blev ikke registreret',
                  'the recording is stored, and its event was not recorded'
                )
              )
            )
      })
    )
  )

interface Route {
  readonly file: string
  readonly where: Where
  /** Where the event is recorded. */
  readonly store: StoreSource | undefined
  readonly vault: OpenedVault | undefined
}

const put = (
  values: Values<typeof options>,
  { file, where, store, vault }: Route
): TE.TaskEither<Failure, ExitStatus> =>
  TE.bracket(
    pipe(openStore(where, 'recording', values.create), TE.chainTaskK(throughVault(vault))),
    opened =>
      pipe(
        TE.fromEither(eventOf(values, where, file)),
        TE.flatMap(event => keep(where, opened, event, file)),
        TE.flatMapEither(written => eventOf(values, where, file, written)),
        TE.chainFirstTaskK(event => () => writeAllOut([`${JSON.stringify(event)}\n`])),
        TE.flatMap(event => (store === undefined ? TE.right(exit.done) : append(store, event)))
      ),
    ({ close }) =>
      () =>
        Promise.resolve(E.right(close()))
  )

export const storePut = defineVerb({
  name: 'store put',
  operands: fileAndOptionalStore,
  synopsis: ['FILE [STORE --record] --recordings NAME=WHERE --call ID --recording ID [options]'],
  about: `Keeps the bytes of a file in a store of recordings, durably, and prints the event recording-stored with their sha256 and length. With --vault they are encrypted on the way, under a key of their own, and sha256 and length are of what is stored; a FILE that was encrypted where it was recorded (age -r, samtykke key recipient) is kept as it is, where that key opens it. A vault needs STORE beside it, which says what was destroyed. The same bytes again are kept once; other bytes under the same ids are refused: exit status 4.

${whereHelp}`,
  options,
  run: (values, { file, store }) =>
    pipe(
      TE.fromEither(onePlace({ recordings: values.recordings, analyses: [] })),
      TE.bindTo('place'),
      TE.chainFirst(() => TE.fromEither(checkedLine(values))),
      TE.bind('named', () => TE.fromEither(vaultNamed(values))),
      TE.bind('from', ({ named }) =>
        TE.fromEither(values.record || named !== undefined ? store() : E.right(undefined))
      ),
      TE.flatMap(({ place, from }) =>
        withVaultOf(from, vault =>
          put(values, { file, where: place.where, store: values.record ? from : undefined, vault })
        )
      )
    )
})
