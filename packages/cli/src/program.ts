/**
 * The program `samtykke`: finds the verb, runs it, and says with which status to exit.
 */
import { printable } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { help, helpOfVerb, versionText } from './help.ts'
import { writeAllOut, writeErr } from './output/output.ts'
import { exit, exitStatusOf, type ExitStatus } from './text/failure.ts'
import { shownValue } from './text/shown.ts'
import { verbs } from './verbs/verbs.ts'

const print = async (text: string): Promise<ExitStatus> => {
  await writeAllOut([`${text}\n`])
  return exit.done
}

const helpWords: ReadonlyArray<string | undefined> = ['help', '--help', '-h']

export const program = async (given: ReadonlyArray<string>): Promise<ExitStatus> => {
  const [word, ...rest] = given
  if (word === '--version') return print(versionText())
  const asksForHelp = helpWords.includes(word)
  if (asksForHelp && rest.length === 0) return print(await help())
  const [name, ...args] = asksForHelp ? rest : given
  const load = Object.hasOwn(verbs, name ?? '') ? verbs[name ?? ''] : undefined
  if (name === undefined || load === undefined) {
    writeErr(
      name === undefined
        ? 'samtykke: expected a verb'
        : `samtykke: unknown verb (${printable(shownValue(name, Object.keys(verbs)))})`
    )
    writeErr('samtykke --help lists the verbs')
    return exit.wrongCommandLine
  }
  if (asksForHelp || args.includes('--help') || args.includes('-h')) return print(await helpOfVerb(load))
  const result = await (await load()).run(args)()
  if (E.isRight(result)) return result.right
  writeErr(
    `samtykke ${name}: ${result.left.message
      .split('\n')
      .map(line => printable(line))
      .join('\n')}`
  )
  return exitStatusOf(result.left)
}
