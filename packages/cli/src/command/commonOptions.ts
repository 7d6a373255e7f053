/**
 * The options that verbs share, and what they say together.
 */
import { readFile } from 'node:fs/promises'
import { decodePolicy, instantFromEpoch, noticePolicy, type Policy } from '@samtykke/core'
import { isHolidayArea } from '@samtykke/holidays'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { PlainView } from '../engine/view.ts'
import { about, expectedFound } from '../text/expected.ts'
import { type Failure, reasonOf, unreadable, wrongCommandLine } from '../text/failure.ts'
import { inDanish, memberErrorText } from '../text/inDanish.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'
import { shownName, shownValue } from '../text/shown.ts'
import {
  flag,
  instant,
  loaded,
  type Option,
  required,
  text,
  type Values,
  withDefault,
  word,
  wordList,
  written
} from './option.ts'
import { whereJsonBreaks } from '../engine/whereJsonBreaks.ts'
import { vaultOptions } from './vaultOptions.ts'

/** What is wrong with a policy, one error after another. */
const policyIn = (content: string): E.Either<ReadonlyArray<Bilingual>, Policy> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(content) as unknown,
      () => [
        expectedFound(
          inDanish('a policy (JSON)'),
          content.trim() === '' ? both('en tom fil', 'an empty file') : inDanish(whereJsonBreaks(content))
        )
      ]
    ),
    E.flatMap(value =>
      pipe(
        decodePolicy(value),
        E.mapLeft(errors => errors.map(memberErrorText))
      )
    ),
    E.filterOrElse(
      ({ holidays }) => isHolidayArea(holidays),
      ({ holidays }) => [
        about(
          'holidays',
          expectedFound(
            both(
              'et land i EØS eller en del af et (DK, DE-BY)',
              'a country of the EEA or a part of one (DK, DE-BY)'
            ),
            shownValue(holidays)
          )
        )
      ]
    )
  )

const byteOrderMark = /^\ufeff/

/** A policy from its file; `invalid` says what a file is that can be read, and is none. */
export const readPolicy = (
  file: string,
  invalid: (file: string, errors: Bilingual) => Failure
): TE.TaskEither<Failure, Policy> =>
  pipe(
    TE.tryCatch(
      () => readFile(file, 'utf8'),
      error => unreadable(file, reasonOf(error))
    ),
    TE.flatMapEither(content =>
      pipe(
        policyIn(content.replace(byteOrderMark, '')),
        E.mapLeft(errors =>
          invalid(
            file,
            bilingual(language => errors.map(each => each[language]).join(`\n${shownName(file)}: `))
          )
        )
      )
    )
  )

/** A policy, from its file. */
export const policyFile = (help: string): Option<Policy | undefined> =>
  loaded(text('FILE', help), file => readPolicy(file, unreadable))

export const policyOption: { readonly policy: Option<Policy> } = {
  policy: withDefault(policyFile("the policy, as JSON (default: the notice's)"), noticePolicy)
}

const when = 'an instant, 2026-03-01T00:00:00Z, or a date for its start in the time zone of the policy'

export const asOfOption = { 'as-of': instant(`as seen at T, ${when} (default: now)`) }

export const jsonOption = { json: flag('for programs: one JSON object a line') }

/** What every verb takes that looks at events. */
export const viewOptions = {
  ...asOfOption,
  'known-at': instant('with what was recorded by T (default: all)'),
  ...policyOption,
  ...jsonOption
}

export const rejectsOption = { rejects: written('FILE', 'keeps what is no event, a line each, unchanged') }

/** What every verb takes that reads events from a source. */
export const sourceOptions = { ...viewOptions, ...rejectsOption, ...vaultOptions }

/** The view that the options name; without `--as-of` the clock is read, here and nowhere else. */
export const plainViewOf = ({
  policy,
  'as-of': asOf,
  'known-at': knownAt
}: Pick<Values<typeof viewOptions>, 'policy'> &
  Partial<Pick<Values<typeof viewOptions>, 'as-of' | 'known-at'>>): PlainView => ({
  policy,
  asOf: asOf?.(policy.timeZone) ?? instantFromEpoch(Date.now()),
  knownAt: knownAt?.(policy.timeZone)
})

export const excelOption = { excel: flag('of csv: with semicolons and a byte-order mark') }

/** How a table is written: `--excel` or not. */
export const dialectOf = (excel: boolean): 'excel' | 'rfc4180' => (excel ? 'excel' : 'rfc4180')

/** The form of a document: a table on a terminal, and JSON elsewhere, unless it is said. */
export const formatOption = <F extends string>(others: ReadonlyArray<F>, help: string) => ({
  format: word<F | 'table' | 'json'>('FORMAT', ['table', 'json', ...others], help)
})

interface FormAsked<F extends string> {
  readonly format: F | 'json' | undefined
  readonly json: boolean
  readonly excel?: boolean
}

/** Refuses an option that was given beside a form of which it says nothing. */
export const onlyOf =
  (option: string, isGiven: boolean, formats: ReadonlyArray<string>) =>
  (format: string): E.Either<Failure, undefined> =>
    isGiven && !formats.includes(format)
      ? E.left(
          wrongCommandLine(
            both(
              `--${option}: ventede --format ${formats[0]}, fandt ${format}`,
              `--${option}: expected --format ${formats[0]}, found ${format}`
            )
          )
        )
      : E.right(undefined)

/** What is for a spreadsheet: a table, or the form that is to be filled in. */
const ofSpreadsheets = ['csv', 'form']

/** The form asked for: by `--format`, by `--json`, or by where the output goes. */
export const formatOf = <F extends string>(
  { format, json, excel = false }: FormAsked<F>,
  otherwise: F | 'json'
): E.Either<Failure, F | 'json'> => {
  const chosen = json ? 'json' : (format ?? otherwise)
  return json && format !== undefined && format !== 'json'
    ? E.left(
        wrongCommandLine(
          both(
            `--json er --format json, fandt også --format ${format}`,
            `--json is --format json, found --format ${format} as well`
          )
        )
      )
    : pipe(
        onlyOf('excel', excel, ofSpreadsheets)(chosen),
        E.map(() => chosen)
      )
}

/** A table for the person at a terminal, and JSON for a program. */
export const tableOrJson = (): 'table' | 'json' => (process.stdout.isTTY ? 'table' : 'json')

export const actionStatuses = ['due', 'scheduled', 'suspended'] as const

export const statusOption = {
  status: withDefault(
    wordList(actionStatuses, 'due, scheduled, suspended: only these (default: all)'),
    actionStatuses
  )
}

export const callOption = { call: required(text('ID', 'which call')) }

/** Of a verb that states under which seal the events lie. */
export const sealedLogOption = {
  log: text(
    'DIR',
    'the sealed log, whose seal is stated; exit status 5 where the source is not what was sealed'
  )
}
