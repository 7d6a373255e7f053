/**
 * The options of `import vcon`: what no vCon says, and how what it says is to be read.
 */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { eventCodecs, isIdentifier } from '@samtykke/core'
import type { ImportOptions } from '@samtykke/vcon'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Failure, reasonOf, unreadable } from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import { inDanish } from '../text/inDanish.ts'
import { type Bilingual, both } from '../text/language.ts'
import { asOfOption, plainViewOf, policyOption } from './commonOptions.ts'
import {
  identifier,
  loaded,
  loadedAll,
  type Option,
  text,
  texts,
  type Values,
  word,
  wrongValue
} from './option.ts'

const fileOf = (file: string): TE.TaskEither<Failure, Buffer> =>
  TE.tryCatch(
    () => readFile(file),
    error => unreadable(file, reasonOf(error))
  )

const shortestKey = 16

const subjectKey = (file: string): TE.TaskEither<Failure, Buffer> =>
  pipe(
    fileOf(file),
    TE.filterOrElse(
      bytes => bytes.length >= shortestKey,
      bytes =>
        unreadable(
          file,
          both(
            `ventede en nøgle på mindst ${shortestKey} byte, fandt ${bytes.length}`,
            `expected a key of ${shortestKey} bytes or more, found ${bytes.length}`
          )
        )
    )
  )

const publicKeyIn =
  (file: string) =>
  (bytes: Buffer): E.Either<Failure, KeyObject> =>
    E.tryCatch(
      () => createPublicKey(bytes),
      () =>
        unreadable(
          file,
          both(
            'ventede en offentlig nøgle eller et certifikat (PEM), fandt noget andet',
            'expected a public key or a certificate (PEM), found something else'
          )
        )
    )

type Purposes = Readonly<Record<string, ReadonlyArray<string>>>

const isNames = (u: unknown): u is ReadonlyArray<string> =>
  Array.isArray(u) && u.length > 0 && u.every(each => typeof each === 'string' && isIdentifier(each))

const noPurposes = (fandt: string, found: string): Bilingual =>
  both(
    `ventede et JSON-objekt {"formål i vCon": ["formål i regelsættet"]}, fandt ${fandt}`,
    `expected a JSON object {"purpose of the vCon": ["purpose of the policy"]}, found ${found}`
  )

const purposesIn =
  (file: string) =>
  (bytes: Buffer): E.Either<Failure, Purposes> => {
    const value = E.tryCatch(
      () => JSON.parse(bytes.toString()) as unknown,
      () => unreadable(file, noPurposes('tekst, der ikke er JSON', 'text that is not JSON'))
    )
    if (E.isLeft(value)) return value
    return typeof value.right === 'object' &&
      value.right !== null &&
      Object.values(value.right).every(isNames)
      ? E.right(value.right as Purposes)
      : E.left(unreadable(file, noPurposes('noget andet', 'something else')))
  }

/** A text of some form. */
const checkedText = (
  placeholder: string,
  expected: Bilingual,
  is: (given: unknown) => boolean,
  help: string
): Option<string | undefined> => {
  const plain = text(placeholder, help)
  return {
    ...plain,
    read: (name, given) =>
      pipe(
        plain.read(name, given),
        TE.filterOrElse(
          value => value === undefined || is(value),
          value => wrongValue(name, expected, shownValue(value ?? ''))
        )
      )
  }
}

const isTimeZone = (given: unknown): boolean =>
  E.isRight(
    E.tryCatch(
      () => new Intl.DateTimeFormat('en', { timeZone: String(given) }),
      () => undefined
    )
  )

const aTimeZone = both(
  'en tidszone (IANA), såsom Europe/Copenhagen',
  'a time zone (IANA), such as Europe/Copenhagen'
)

const { region } = eventCodecs['recording-stored'].required
const { language } = eventCodecs['consent-given'].required

const methods = ['keypress', 'spoken', 'written', 'web', 'app'] as const

export const vconOptions = {
  processor: text('ID', 'who stores the recordings, by its id in the policy (default: not-stated)'),
  region: checkedText(
    'CC',
    inDanish(region.name),
    region.is,
    'where they are stored, ISO 3166-1 alpha-2 (default: ZZ, not known)'
  ),
  line: identifier('NAME', 'the line of business (default: other)'),
  direction: word('WORD', ['inbound', 'outbound'], 'who called, where the vCon does not say it'),
  'customer-type': word('WORD', ['private', 'business'], 'as whom the customers called (default: unknown)'),
  'time-zone': checkedText(
    'ZONE',
    aTimeZone,
    isTimeZone,
    'of times without an offset, such as Europe/Copenhagen'
  ),
  method: word('WORD', methods, 'how consent was given, where no proof says it'),
  'notice-version': text('TEXT', 'which notice was given, where the vCon names no terms'),
  language: checkedText(
    'TAG',
    inDanish(language.name),
    language.is,
    'in which language, BCP 47 (default: und)'
  ),
  purposes: loaded(text('FILE', 'JSON: which purposes of the policy a purpose of a vCon stands for'), file =>
    pipe(fileOf(file), TE.flatMapEither(purposesIn(file)))
  ),
  'subject-key': loaded(
    text('FILE', 'the secret with which customers get references; else they get none'),
    subjectKey
  ),
  'verify-key': loadedAll(
    texts('FILE', 'a public key or certificate (PEM): signed vCons by no such key are refused'),
    files =>
      pipe(
        files,
        TE.traverseArray(file => pipe(fileOf(file), TE.flatMapEither(publicKeyIn(file))))
      )
  ),
  ...asOfOption,
  ...policyOption
}

/** What the options say, as the library takes it. */
export const importOptionsOf = (values: Values<typeof vconOptions>): ImportOptions => {
  const given = {
    processor: values.processor,
    region: values.region,
    line: values.line,
    direction: values.direction,
    customerType: values['customer-type'],
    timeZone: values['time-zone'],
    method: values.method,
    noticeVersion: values['notice-version'],
    language: values.language,
    purposes: values.purposes,
    subjectKey: values['subject-key']
  }
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...stated, asOf: plainViewOf(values).asOf, policy: values.policy }
}
