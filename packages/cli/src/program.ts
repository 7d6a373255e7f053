/**
 * The program `samtykke`: finds the verb, runs it, and says with which status to exit.
 */
import * as E from 'fp-ts/lib/Either.js'
import { help, helpOfVerb, versionText } from './help.ts'
import { writeAllOut, writeErr, writeErrLines } from './output/output.ts'
import { exit, exitStatusOf, type ExitStatus } from './text/failure.ts'
import { type Bilingual, bilingual, both, languageIn, said, speak } from './text/language.ts'
import { shownValue } from './text/shown.ts'
import { verbs } from './verbs/verbs.ts'

const print = async (text: string): Promise<ExitStatus> => {
  await writeAllOut([`${text}\n`])
  return exit.done
}

const unknownVerb = (found: Bilingual): Bilingual =>
  bilingual(each => `samtykke: ${each === 'da' ? 'ukendt verbum' : 'unknown verb'} (${found[each]})`)

const helpWords: ReadonlyArray<string | undefined> = ['help', '--help', '-h']

export const program = async (given: ReadonlyArray<string>): Promise<ExitStatus> => {
  speak(languageIn(given))
  const [word, ...rest] = given
  if (word === '--version') return print(versionText())
  const asksForHelp = helpWords.includes(word)
  if (asksForHelp && rest.length === 0) return print(await help())
  const [name, ...args] = asksForHelp ? rest : given
  const load = Object.hasOwn(verbs, name ?? '') ? verbs[name ?? ''] : undefined
  if (name === undefined || load === undefined) {
    writeErr(
      name === undefined
        ? both('samtykke: ventede et verbum', 'samtykke: expected a verb')
        : unknownVerb(shownValue(name, Object.keys(verbs)))
    )
    writeErr(both('samtykke --help viser verberne', 'samtykke --help lists the verbs'))
    return exit.wrongCommandLine
  }
  if (asksForHelp || args.includes('--help') || args.includes('-h')) return print(await helpOfVerb(load))
  const result = await (await load()).run(args)()
  if (E.isRight(result)) return result.right
  writeErrLines(`samtykke ${name}: ${said(result.left.message)}`.split('\n'))
  return exitStatusOf(result.left)
}
