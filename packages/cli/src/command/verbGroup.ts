/**
 * A verb whose first word says which of several it is: `store put`.
 */
import * as TE from 'fp-ts/lib/TaskEither.js'
import { expectedFound } from '../text/expected.ts'
import { both } from '../text/language.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import { oneOf } from './option.ts'
import type { Verb } from './defineVerb.ts'

const expectedOneOf = (words: ReadonlyArray<string>): Failure =>
  wrongCommandLine(both(`ventede ${oneOf(words).da}`, `expected ${oneOf(words).en}`))

/** @param verbs each named `NAME WORD` */
export const verbGroup = (name: string, verbs: ReadonlyArray<Verb>): Verb => {
  const words = verbs.map(verb => verb.name.slice(name.length + 1))
  return {
    name,
    help: verbs.map(({ help }) => help).join('\n\n\n'),
    run: ([word, ...args]) => {
      const verb = verbs[words.indexOf(word ?? '')]
      return verb === undefined
        ? TE.left(
            word === undefined
              ? expectedOneOf(words)
              : wrongCommandLine(expectedFound(oneOf(words), shownValue(word, words)))
          )
        : verb.run(args)
    }
  }
}
