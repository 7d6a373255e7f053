/**
 * From the arguments of a verb to the values of its options and the names beside them.
 */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { about, expectedFound, isToBeRead, nothing } from '../text/expected.ts'
import { both } from '../text/language.ts'
import { shownValue } from '../text/shown.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { type Options, someOf, type Values, wrongValue } from './option.ts'

export const givenTwice = both('ventede én gang, fandt to gange', 'expected once, found twice')

interface Given {
  readonly values: ReadonlyMap<string, ReadonlyArray<string>>
  readonly names: ReadonlyArray<string>
}

/** Of what is no option, only what is nearly one is repeated. */
const unknownOption = (given: string, options: Options): Failure => {
  const known = Object.keys(options).map(name => `--${name}`)
  return wrongCommandLine(expectedFound(someOf(known), shownValue(given, known)))
}

const split = (options: Options, args: ReadonlyArray<string>): E.Either<Failure, Given> => {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { placeholder }]) => [
        name,
        { type: placeholder === undefined ? 'boolean' : 'string', multiple: true }
      ])
    ),
    strict: false,
    allowPositionals: true,
    tokens: true
  })
  const values = new Map<string, Array<string>>()
  const names: Array<string> = []
  for (const token of tokens) {
    if (token.kind === 'positional') names.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const option = rawName.startsWith('--') && Object.hasOwn(options, name) ? options[name] : undefined
    if (option === undefined) return E.left(unknownOption(rawName, options))
    const { placeholder, mayRepeat } = option
    if (placeholder === undefined) {
      if (value !== undefined)
        return E.left(wrongValue(name, both('ingen værdi', 'no value'), shownValue(value)))
    } else if (value === undefined) return E.left(wrongValue(name, placeholder, nothing))
    else if (!inlineValue && /^-./.test(value))
      return E.left(
        wrongValue(
          name,
          placeholder,
          both(
            `et valg; --${name}=${placeholder} tager det, der begynder med -`,
            `an option; --${name}=${placeholder} takes what starts with -`
          )
        )
      )
    const earlier = values.get(name) ?? []
    if (earlier.length > 0 && !mayRepeat) return E.left(wrongCommandLine(about(`--${name}`, givenTwice)))
    values.set(name, [...earlier, value ?? ''])
  }
  return E.right({ values, names })
}

/** What tells a file or a folder from every other, by whatever name; `undefined` where nothing is there. */
const identityOf = (name: string): string | undefined => {
  try {
    const stats = statSync(name, { throwIfNoEntry: false })
    return stats === undefined ? undefined : `${stats.dev} ${stats.ino}`
  } catch {
    return undefined
  }
}

/** Refuses to write over what is to be read. */
const checkWritten = (options: Options, { values, names }: Given): E.Either<Failure, undefined> => {
  for (const [name, { isWritten }] of Object.entries(options)) {
    const [file] = values.get(name) ?? []
    const identity = isWritten === true && file !== undefined ? identityOf(file) : undefined
    if (file === undefined || identity === undefined) continue
    const others = [...values].flatMap(([other, given]) => (other === name ? [] : given))
    if ([...names, ...others].some(each => identityOf(each) === identity))
      return E.left(wrongCommandLine(about(`--${name}`, isToBeRead(file))))
  }
  return E.right(undefined)
}

export interface CommandLine<O extends Options> {
  readonly values: Values<O>
  readonly names: ReadonlyArray<string>
}

/** Reads the arguments; of several things wrong with them the first in the order of the options is told. */
export const readCommandLine = <O extends Options>(
  options: O,
  args: ReadonlyArray<string>
): TE.TaskEither<Failure, CommandLine<O>> =>
  pipe(
    TE.fromEither(split(options, args)),
    TE.chainFirstEitherK(given => checkWritten(options, given)),
    TE.flatMap(({ values, names }) =>
      pipe(
        Object.entries(options),
        TE.traverseSeqArray(([name, option]) =>
          pipe(
            option.read(name, values.get(name) ?? []),
            TE.map(value => [name, value] as const)
          )
        ),
        // Each name has the value that its own option has read.
        TE.map(read => ({ values: Object.fromEntries(read) as Values<O>, names }))
      )
    )
  )
