/**
 * The command line of a verb: `node:util`'s `parseArgs`, its errors as values, and the words an option may have.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { shownValue } from '../shown.ts'
import { type Failure, wrongCommandLine } from './failure.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>
>

/** What every verb that reads events takes. */
export const viewOptions = {
  'as-of': { type: 'string' },
  'known-at': { type: 'string' },
  policy: { type: 'string' },
  json: { type: 'boolean' },
  rejects: { type: 'string' }
} as const satisfies Options

export const parseCommandLine = <const O extends Options>(
  options: O,
  args: ReadonlyArray<string>
): E.Either<Failure, Parsed<O>> =>
  E.tryCatch(
    () => parseArgs({ options, args: [...args], allowPositionals: true }),
    error => wrongCommandLine(misread(error as NodeJS.ErrnoException, Object.keys(options), args))
  )

/** What is wrong with the command line; of what is no option, only what is nearly one is repeated. */
const misread = (
  { code, message }: NodeJS.ErrnoException,
  known: ReadonlyArray<string>,
  args: ReadonlyArray<string>
): string => {
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return message
  const names = known.map(name => `--${name}`)
  const given = args
    .map(arg => arg.split('=')[0]!)
    .find(arg => arg.startsWith('-') && arg !== '-' && !names.includes(arg))
  return `expected some of ${names.join(', ')}, found ${shownValue(given ?? '', names)}`
}

/** The words of an option such as `--status due,scheduled`; all of them where it is not given. */
export const wordsOf = <W extends string>(
  option: string,
  known: ReadonlyArray<W>,
  given: string | undefined
): E.Either<Failure, ReadonlyArray<W>> => {
  if (given === undefined) return E.right(known)
  const words = given.split(',').map(word => word.trim())
  const wrong = words.find(word => !(known as ReadonlyArray<string>).includes(word))
  return wrong === undefined
    ? E.right(known.filter(word => words.includes(word)))
    : E.left(
        wrongCommandLine(
          `--${option}: expected some of ${known.join(', ')}, found ${shownValue(wrong, known)}`
        )
      )
}

/** The one word of an option such as `--format json`. */
export const wordOf = <W extends string>(
  option: string,
  known: ReadonlyArray<W>,
  given: string
): E.Either<Failure, W> => {
  const word = known.find(each => each === given)
  return word === undefined
    ? E.left(
        wrongCommandLine(
          `--${option}: expected one of ${known.join(', ')}, found ${shownValue(given, known)}`
        )
      )
    : E.right(word)
}

/** The languages of what is in one language, and of pages. */
export const languages = ['da', 'en'] as const
export const pageLanguages = [...languages, 'both'] as const

/** How a table is written: `--excel` or not. */
export const dialectOf = (excel: boolean | undefined): 'excel' | 'rfc4180' =>
  excel === true ? 'excel' : 'rfc4180'

/** A whole number within a range. */
export const wholeNumber = (
  option: string,
  given: string | undefined,
  greatest: number
): E.Either<Failure, number> => {
  const value = /^[0-9]{1,16}$/.test(given ?? '') ? Number(given) : NaN
  return value <= greatest
    ? E.right(value)
    : E.left(
        wrongCommandLine(
          `--${option}: expected a whole number, 0 to ${greatest}, found ${given === undefined ? 'nothing' : shownValue(given)}`
        )
      )
}
