/**
 * Where recordings and analyses are, as a command line says it: `NAME=WHERE`, with the name that events have for the
 * processor.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { loadedAll, type Option, texts } from '../command/option.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { shownValue } from '../text/shown.ts'
import { bucketOf, type Where } from '../source/where.ts'
import { about, expectedFound } from '../text/expected.ts'
import { type Bilingual, both } from '../text/language.ts'
import { givenTwice } from '../command/commandLine.ts'

const schemes = ['s3', 'https', 'http'] as const

const expected = both(
  'en mappe, s3://BUCKET/PREFIX eller https://HOST/PATH',
  'a folder, s3://BUCKET/PREFIX or https://HOST/PATH'
)

/** A folder ends before the first of its parts that has a `{`: there the template begins. */
const folderOf = (text: string): Where['place'] => {
  const brace = text.indexOf('{')
  if (brace < 0) return { _tag: 'folder', path: text }
  const end = text.lastIndexOf('/', brace)
  return {
    _tag: 'folder',
    path: end <= 0 ? (end === 0 ? '/' : '.') : text.slice(0, end),
    template: text.slice(end + 1)
  }
}

const placeOf = (text: string): Where['place'] | undefined => {
  // `s3:bucket` is no folder.
  if (/^(s3|https?):(?!\/\/)/i.test(text)) return undefined
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return text === '' ? undefined : folderOf(text)
  if (scheme === 's3') return bucketOf(text.slice('s3://'.length))
  return (schemes as ReadonlyArray<string>).includes(scheme) ? { _tag: 'processor', url: text } : undefined
}

/** Reads one `NAME=WHERE`. What cannot be read is not repeated: it may hold a password. */
const readWhere = (option: string, given: string): E.Either<Failure, Where> => {
  const sign = given.indexOf('=')
  const name = given.slice(0, Math.max(0, sign))
  if (name === '' || /[/\\:{}]/.test(name))
    return E.left(
      wrongCommandLine(
        both(
          `--${option}: ventede NAME=WHERE, hvor NAME er databehandleren i hændelserne, f.eks. recorder=/var/recordings; fandt ${shownValue(given).da}`,
          `--${option}: expected NAME=WHERE, where NAME is the processor of the events, such as recorder=/var/recordings; found ${shownValue(given).en}`
        )
      )
    )
  const where = given.slice(sign + 1)
  const place = placeOf(where)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(where)?.[1]
  return place === undefined
    ? E.left(
        wrongCommandLine(
          about(
            `--${option}: ${name}`,
            expectedFound(expected, scheme === undefined ? shownValue(where) : `${scheme}://…`)
          )
        )
      )
    : E.right({ name, place })
}

const readAll = (option: string, given: ReadonlyArray<string>): E.Either<Failure, ReadonlyArray<Where>> =>
  pipe(
    given,
    E.traverseArray(each => readWhere(option, each)),
    E.flatMap(all => {
      const twice = all.find(({ name }, i) => all.findIndex(each => each.name === name) < i)
      return twice === undefined
        ? E.right(all)
        : E.left(wrongCommandLine(about(`--${option}: ${twice.name}`, givenTwice)))
    })
  )

/** The option that names stores of recordings or of analyses. */
export const whereOption = (name: 'recordings' | 'analyses', help: string): Option<ReadonlyArray<Where>> =>
  loadedAll(texts('NAME=WHERE', help), given => TE.fromEither(readAll(name, given)))

/** What a WHERE is, for the help of a verb. */
export const whereHelp = `NAME is the processor of the events. WHERE is a folder; s3://BUCKET/PREFIX, with credentials and endpoint as the AWS SDK finds them (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_REGION); or the https:// address of a processor, whose secret stands in SAMTYKKE_TOKEN_NAME or in the file that SAMTYKKE_TOKEN_NAME_FILE names. Files and keys are CALL/RECORDING.EXT, or as a template at the end of WHERE says: /var/recordings/{callId}/{recordingId}.wav.`

/** As it may be shown. */
export const shownWhere = ({ name, place }: Where): Bilingual => {
  if (place._tag === 'processor' && !URL.canParse(place.url))
    return both(`${name} (en databehandler)`, `${name} (a processor)`)
  const where =
    place._tag === 'folder'
      ? place.path
      : place._tag === 'bucket'
        ? `s3://${place.bucket}`
        : new URL(place.url).host
  return both(`${name} (${where})`, `${name} (${where})`)
}
