/**
 * What a verb takes on its command line: each option says its name for a value, its meaning, and how a value is read.
 */
import { Duration, Identifier, type Instant, isIdentifier, LocalDate } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { about, expectedFound, nothing } from '../text/expected.ts'
import { inDanish } from '../text/inDanish.ts'
import { both, type Said } from '../text/language.ts'
import { shownValue, textOfLength } from '../text/shown.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { type OnTimeZone, readInstant } from './instant.ts'

export interface Option<A> {
  /** What stands for the value in the help, `FILE`; a flag has none. */
  readonly placeholder: string | undefined
  /** What it means, for the help. */
  readonly help: string
  readonly mayRepeat: boolean
  readonly isRequired: boolean
  /** It names what is written, which is nothing that is read. */
  readonly isWritten?: true
  /** Reads what was given under the name, none or more; what is wrong names the option. */
  readonly read: (name: string, given: ReadonlyArray<string>) => TE.TaskEither<Failure, A>
}

export type Options = Readonly<Record<string, Option<unknown>>>

/** The values that the options of a verb give. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer A> ? A : never
}

/** `--name: expected …, found …` */
export const wrongValue = (name: string, expected: Said, found: Said): Failure =>
  wrongCommandLine(about(`--${name}`, expectedFound(expected, found)))

/** `expected --name VALUE` */
export const expectedOption = (expected: string): Failure =>
  wrongCommandLine(both(`ventede ${expected}`, `expected ${expected}`))

export const oneOf = (words: ReadonlyArray<string>) => inDanish(`one of ${words.join(', ')}`)

export const someOf = (words: ReadonlyArray<string>) => inDanish(`some of ${words.join(', ')}`)

const single = <A>(
  placeholder: string,
  help: string,
  read: (name: string, given: string) => TE.TaskEither<Failure, A>
): Option<A | undefined> => ({
  placeholder,
  help,
  mayRepeat: false,
  isRequired: false,
  read: (name, [given]) => (given === undefined ? TE.right(undefined) : read(name, given))
})

/** An option of one value, read so. */
export const checked = <A>(
  placeholder: string,
  help: string,
  read: (name: string, given: string) => E.Either<Failure, A>
): Option<A | undefined> => single(placeholder, help, (name, given) => TE.fromEither(read(name, given)))

/** Given or not. */
export const flag = (help: string): Option<boolean> => ({
  placeholder: undefined,
  help,
  mayRepeat: true,
  isRequired: false,
  read: (_, given) => TE.right(given.length > 0)
})

export const text = (placeholder: string, help: string): Option<string | undefined> =>
  checked(placeholder, help, (name, given) =>
    given === '' ? E.left(wrongValue(name, placeholder, nothing)) : E.right(given)
  )

/** A file or a folder that is written: none of those that other options and what stands beside them name. */
export const written = (placeholder: string, help: string): Option<string | undefined> => ({
  ...text(placeholder, help),
  isWritten: true
})

/** May be given more than once; none where it is not given. */
export const texts = (placeholder: string, help: string): Option<ReadonlyArray<string>> => ({
  placeholder,
  help,
  mayRepeat: true,
  isRequired: false,
  read: (_, given) => TE.right(given)
})

/** The beginning of names of data: an IRI with its scheme, such as `urn:company:`. */
export const iri = (help: string): Option<string | undefined> =>
  checked('IRI', help, (name, given) =>
    /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`\u0000-\u001f]+$/i.test(given)
      ? E.right(given)
      : E.left(wrongValue(name, inDanish('an IRI with its scheme, such as urn:company:'), shownValue(given)))
  )

/** One of a closed list of words. */
export const word = <const W extends string>(
  placeholder: string,
  words: ReadonlyArray<W>,
  help: string
): Option<W | undefined> =>
  checked(placeholder, help, (name, given) =>
    E.fromNullable(wrongValue(name, oneOf(words), shownValue(given, words)))(
      words.find(each => each === given)
    )
  )

/** Some of a closed list of words, with commas between; in the order of that list. */
export const wordList = <const W extends string>(
  words: ReadonlyArray<W>,
  help: string
): Option<ReadonlyArray<W> | undefined> =>
  checked('LIST', help, (name, given) => {
    const picked = given.split(',').map(each => each.trim())
    const wrong = picked.find(each => !(words as ReadonlyArray<string>).includes(each))
    return wrong === undefined
      ? E.right(words.filter(each => picked.includes(each)))
      : E.left(wrongValue(name, someOf(words), shownValue(wrong, words)))
  })

/** Identifiers with commas between. */
export const identifiers = (help: string): Option<ReadonlyArray<Identifier> | undefined> =>
  checked('LIST', help, (name, given) => {
    const listed = given.split(',').map(each => each.trim())
    const wrong = listed.find(each => !isIdentifier(each))
    return wrong === undefined
      ? E.right(listed.filter(isIdentifier))
      : E.left(
          wrongValue(name, inDanish(`${Identifier.name}, and more after commas`), textOfLength(wrong.length))
        )
  })

export const identifier = (placeholder: string, help: string): Option<Identifier | undefined> =>
  checked(placeholder, help, (name, given) =>
    isIdentifier(given)
      ? E.right(given)
      : E.left(wrongValue(name, inDanish(Identifier.name), textOfLength(given.length)))
  )

/** An instant, or a date: its start in a time zone that is told later. */
export const instant = (help: string): Option<OnTimeZone<Instant> | undefined> =>
  checked('T', help, (name, given) =>
    pipe(
      readInstant(given),
      E.mapLeft(({ expected, found }) => wrongValue(name, expected, found))
    )
  )

export const date = (help: string): Option<LocalDate | undefined> =>
  checked('DATE', help, (name, given) =>
    LocalDate.is(given)
      ? E.right(given)
      : E.left(wrongValue(name, inDanish(LocalDate.name), shownValue(given)))
  )

export const duration = (help: string): Option<Duration | undefined> =>
  checked('D', help, (name, given) =>
    Duration.is(given) ? E.right(given) : E.left(wrongValue(name, inDanish(Duration.name), shownValue(given)))
  )

/** A whole number from 0 on. */
export const wholeNumber = (greatest: number, help: string): Option<number | undefined> =>
  checked('N', help, (name, given) => {
    const value = /^[0-9]{1,16}$/.test(given) ? Number(given) : NaN
    return value <= greatest
      ? E.right(value)
      : E.left(wrongValue(name, inDanish(`a whole number, 0 to ${greatest}`), shownValue(given)))
  })

/** What the option names is read too, such as a file. */
export const loaded = <A>(
  option: Option<string | undefined>,
  load: (given: string) => TE.TaskEither<Failure, A>
): Option<A | undefined> => ({
  ...option,
  read: (name, given) =>
    pipe(
      option.read(name, given),
      TE.flatMap(each => (each === undefined ? TE.right(undefined) : load(each)))
    )
})

/** What the option names is read too, all of it at once. */
export const loadedAll = <A>(
  option: Option<ReadonlyArray<string>>,
  load: (given: ReadonlyArray<string>) => TE.TaskEither<Failure, A>
): Option<A> => ({
  ...option,
  read: (name, given) => pipe(option.read(name, given), TE.flatMap(load))
})

/** Must be given; what takes several, at least once. */
export const required = <A>(option: Option<A>): Option<NonNullable<A>> => ({
  ...option,
  isRequired: true,
  read: (name, given) => {
    const missing = expectedOption(`--${name} ${option.placeholder ?? ''}`.trimEnd())
    return given.length === 0
      ? TE.left(missing)
      : pipe(option.read(name, given), TE.flatMapEither(E.fromNullable(missing)))
  }
})

/** Where it is not given, this. */
export const withDefault = <A, const D>(option: Option<A>, otherwise: D): Option<NonNullable<A> | D> => ({
  ...option,
  read: (name, given) =>
    pipe(
      option.read(name, given),
      TE.map(value => value ?? otherwise)
    )
})
