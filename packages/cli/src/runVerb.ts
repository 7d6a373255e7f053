/**
 * Finds the verb, runs it, or says what it takes.
 */
import * as E from 'fp-ts/lib/Either.js'
import { writeErr, writeErrLines, writeOut } from './output/output.ts'
import { exit, exitStatusOf, type ExitStatus } from './text/failure.ts'
import { type Bilingual, bilingual, both, languageIn, said, speak } from './text/language.ts'
import { shownValue } from './text/shown.ts'
import { verbs } from './verbs/verbs.ts'

const exitStatuses =
  'Exit status: 0 done, 1 findings met or a promise broken, 2 wrong command line, 3 some input was bad,\n' +
  '4 something could not be read or written, 5 a seal did not verify, or the program refused to sign or to\n' +
  'pack, 6 the worker stopped itself, 7 the stores and the log do not agree.'

const unknownVerb = (found: Bilingual): Bilingual =>
  bilingual(each => `samtykke: ${each === 'da' ? 'ukendt verbum' : 'unknown verb'} (${found[each]})`)

const wrongVerb = (name: string | undefined): ExitStatus => {
  writeErr(
    name === undefined
      ? both('samtykke: ventede et verbum', 'samtykke: expected a verb')
      : unknownVerb(shownValue(name, Object.keys(verbs)))
  )
  writeErr(both('samtykke --help viser verberne', 'samtykke --help lists the verbs'))
  return exit.wrongCommandLine
}

/** Runs a verb, given its name and arguments, or writes its help where that is asked for. */
export const runVerb = async (given: ReadonlyArray<string>, asksForHelp: boolean): Promise<ExitStatus> => {
  speak(languageIn(given))
  const [name, ...args] = given
  const verb = Object.hasOwn(verbs, name ?? '') ? await verbs[name ?? '']?.load() : undefined
  if (verb === undefined) return wrongVerb(name)
  if (asksForHelp || args.includes('--help') || args.includes('-h')) {
    await writeOut(`${verb.help}\n\n${exitStatuses}\n`)
    return exit.done
  }
  const result = await verb.run(args)()
  if (E.isRight(result)) return result.right
  writeErrLines(`samtykke ${verb.name}: ${said(result.left.message)}`.split('\n'))
  return exitStatusOf(result.left)
}
