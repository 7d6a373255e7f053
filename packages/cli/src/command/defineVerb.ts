/**
 * What a verb of the program is: what it takes, what that means, and what it does. Its help is made from the same table
 * as its command line.
 */
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { definitions, wrapped } from '../text/definitions.ts'
import type { ExitStatus, Failure } from '../text/failure.ts'
import { readCommandLine } from './commandLine.ts'
import { langOption } from './langOption.ts'
import type { Option, Options, Values } from './option.ts'
import type { Operands } from './operands.ts'
import { vaultNamed } from './vaultOptions.ts'

export interface Verb {
  readonly name: string
  readonly help: string
  readonly run: (args: ReadonlyArray<string>) => TE.TaskEither<Failure, ExitStatus>
}

interface Definition<N, O extends Options> {
  readonly name: string
  /** What stands beside the options: sources, a store, nothing. */
  readonly operands: Operands<N>
  /** What must be given, where that is one thing or another: one line for each way to call the verb. */
  readonly synopsis?: ReadonlyArray<string>
  /** What it does, for the help. */
  readonly about: string
  readonly options: O
  readonly run: (values: Values<O>, operands: N) => TE.TaskEither<Failure, ExitStatus>
}

const narrowest = 18

const asGiven = (name: string, { placeholder }: Option<unknown>): string =>
  `--${name}${placeholder === undefined ? '' : ` ${placeholder}`}`

const optionMeaning = ({ help, mayRepeat, placeholder }: Option<unknown>): string =>
  mayRepeat && placeholder !== undefined ? `${help}; may be given more than once` : help

const usage = ({
  name,
  operands,
  options,
  synopsis
}: Definition<unknown, Options>): ReadonlyArray<string> => {
  const needed = Object.entries(options)
    .filter(([, { isRequired }]) => isRequired)
    .map(([each, option]) => asGiven(each, option))
  const lines = synopsis ?? [[operands.usage, ...needed, '[options]'].filter(each => each !== '').join(' ')]
  return lines.map(line => `samtykke ${name} ${line}`)
}

const optionsOf = (options: Options): string => {
  const rows = Object.entries(options).map(
    ([name, option]) => [asGiven(name, option), optionMeaning(option)] as const
  )
  return definitions(rows, Math.max(narrowest, ...rows.map(([option]) => option.length + 1)))
}

const helpOf = (definition: Definition<unknown, Options>): string =>
  [
    usage(definition).join('\n'),
    wrapped(definition.about).join('\n'),
    optionsOf(definition.options),
    wrapped(definition.operands.help).join('\n')
  ]
    .filter(section => section !== '')
    .join('\n\n')

/** The options of a verb, with that of the language where it has none of its own. */
const withLang = <O extends Options>(options: O): O => ({
  ...options,
  ...(Object.hasOwn(options, 'lang') ? {} : langOption)
})

/** Every verb says what it says in Danish or English; those that make pages have an option of the name of their own. */
export const defineVerb = <N, const O extends Options>(definition: Definition<N, O>): Verb => ({
  name: definition.name,
  // The help looks at no value, whose types are all that differs.
  help: helpOf({
    ...(definition as unknown as Definition<unknown, Options>),
    options: withLang(definition.options)
  }),
  run: args =>
    pipe(
      readCommandLine(withLang(definition.options), args),
      TE.bindTo('line'),
      TE.bind('vault', ({ line }) => TE.fromEither(vaultNamed(line.values))),
      TE.bind('operands', ({ line, vault }) => TE.fromEither(definition.operands.read(line.names, vault))),
      TE.flatMap(({ line, operands }) => definition.run(line.values, operands))
    )
})
