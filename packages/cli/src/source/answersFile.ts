/**
 * The answers of a processor, from a file: CSV with a header, by commas or semicolons, or a JSON array of objects.
 */
import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { badInput, type Failure, reasonOf, unreadable } from '../text/failure.ts'
import { shownName } from '../text/shown.ts'
import { about, expectedFound } from '../text/expected.ts'
import { type Bilingual, bilingual, both } from '../text/language.ts'
import { inDanish } from '../text/inDanish.ts'

/** One row or object, and the line or element at which it stands. */
export interface AnswerRow {
  readonly place: number
  readonly values: Readonly<Record<string, unknown>>
}

export interface AnswersFile {
  readonly name: string
  /** What a place counts: nothing before it for a line. */
  readonly unit: '' | 'element '
  readonly rows: ReadonlyArray<AnswerRow>
}

type Rows = E.Either<Bilingual, Pick<AnswersFile, 'unit' | 'rows'>>

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const arrayOfObjects = both('en JSON-liste med objekter', 'a JSON array of objects')
const formOrObjects = both(
  'formularen eller en JSON-liste med objekter',
  'the form or a JSON array of objects'
)
const somethingElse = both('noget andet', 'something else')

/** How the form and an object name the instruction; either is read. */
const instructionNames = ['instruction_id', 'instructionId']

/** The columns without which no row can be an answer, by either name. */
const neededColumns = [instructionNames, ['executed_at', 'executedAt'], ['confirmation']]

const noSuchColumn = (column: string): Bilingual =>
  expectedFound(
    both(`formularen med kolonnen ${column}`, `the form, with the column ${column}`),
    both('en fil uden den', 'a file without it')
  )

const onLine = (line: number, wrong: Bilingual): Bilingual =>
  bilingual(language => `${language === 'da' ? 'linje' : 'line'} ${line}: ${wrong[language]}`)

const fromJson = (text: string): Rows => {
  const value = E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => expectedFound(arrayOfObjects, inDanish('text that is not JSON'))
  )
  if (E.isLeft(value)) return value
  if (!Array.isArray(value.right)) return E.left(expectedFound(arrayOfObjects, somethingElse))
  const wrong = value.right.findIndex(each => !isObject(each))
  if (wrong >= 0)
    return E.left(about(`element ${wrong + 1}`, expectedFound(inDanish('an object'), somethingElse)))
  const rows = value.right.filter(isObject).map((values, index) => ({ place: index + 1, values }))
  const nameless = rows.find(({ values }) => instructionNames.every(each => (values[each] ?? null) === null))
  return nameless === undefined
    ? E.right({ unit: 'element ', rows })
    : E.left(
        about(
          `element ${nameless.place}`,
          expectedFound(
            both('et objekt med instructionId', 'an object with instructionId'),
            both('et uden', 'one without it')
          )
        )
      )
}

/** One record of CSV, and the line on which it ends. */
interface Line {
  readonly record: ReadonlyArray<string>
  readonly info: { readonly lines: number }
}

const linesOf = (text: string): E.Either<Bilingual, ReadonlyArray<Line>> => {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  return E.tryCatch(
    () =>
      parse(text, {
        delimiter: header.includes(';') ? ';' : ',',
        info: true,
        skip_empty_lines: true
      }) as unknown as ReadonlyArray<Line>,
    error => {
      if (!(error instanceof CsvError)) return reasonOf(error)
      const { lines } = error
      const wrong =
        error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
          ? expectedFound(
              both('lige så mange felter, som overskriften har', 'as many fields as the header has'),
              both('et andet antal', 'another number')
            )
          : expectedFound(
              'CSV (RFC 4180)',
              both(
                'et citationstegn, der ikke er lukket eller står forkert',
                'a quote that is not closed or out of place'
              )
            )
      return typeof lines === 'number' ? onLine(lines, wrong) : wrong
    }
  )
}

const fromCsv = (text: string): Rows =>
  pipe(
    linesOf(text),
    E.flatMap(([header, ...lines]) => {
      const columns = (header?.record ?? []).map(each => each.trim())
      const twice = columns.find((each, index) => columns.indexOf(each) !== index)
      if (twice !== undefined)
        return E.left(
          onLine(
            1,
            expectedFound(both('hver kolonne én gang', 'each column once'), both('én to gange', 'one twice'))
          )
        )
      const missing = neededColumns.find(names => !names.some(each => columns.includes(each)))
      return missing === undefined
        ? E.right({
            unit: '' as const,
            rows: lines.map(({ record, info }) => ({
              place: info.lines,
              values: Object.fromEntries(columns.map((each, index) => [each, record[index]]))
            }))
          })
        : E.left(noSuchColumn(missing[0] ?? ''))
    })
  )

const textOf = (bytes: Uint8Array): E.Either<Bilingual, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () =>
      both(
        'ventede UTF-8, fandt bytes, der ikke er det; gem den som "CSV UTF-8"',
        'expected UTF-8, found bytes that are not; save it as "CSV UTF-8"'
      )
  )

/** Reads the answers of a file; what is no CSV and no JSON is bad input, and says where. */
export const readAnswersFile = (name: string): TE.TaskEither<Failure, AnswersFile> =>
  pipe(
    TE.tryCatch(
      () => readFile(name),
      error => unreadable(name, reasonOf(error))
    ),
    TE.flatMapEither(bytes =>
      pipe(
        textOf(bytes),
        E.flatMap(text =>
          text.trim() === ''
            ? E.left(expectedFound(formOrObjects, both('en tom fil', 'an empty file')))
            : /^\s*[[{]/.test(text)
              ? fromJson(text)
              : fromCsv(text)
        ),
        E.bimap(
          reason => badInput(about(shownName(name), reason)),
          rows => ({ name, ...rows })
        )
      )
    )
  )
