/**
 * A verb whose first word says which of several it is: `store put`.
 */
import * as TE from 'fp-ts/lib/TaskEither.js'
import { wrongCommandLine } from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import type { Verb } from './defineVerb.ts'

/** @param verbs each named `NAME WORD` */
export const verbGroup = (name: string, summary: string, verbs: ReadonlyArray<Verb>): Verb => {
  const words = verbs.map(verb => verb.name.slice(name.length + 1))
  return {
    name,
    summary,
    help: verbs.map(({ help }) => help).join('\n\n\n'),
    run: ([word, ...args]) => {
      const verb = verbs[words.indexOf(word ?? '')]
      return verb === undefined
        ? TE.left(
            wrongCommandLine(
              `expected one of ${words.join(', ')}${word === undefined ? '' : `, found ${shownValue(word, words)}`}`
            )
          )
        : verb.run(args)
    }
  }
}
