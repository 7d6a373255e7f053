/**
 * The program `samtykke`: finds the verb, runs it, and says with which status to exit.
 */
import * as E from 'fp-ts/lib/Either.js'
import { exit, exitStatusOf, type ExitStatus } from './command/failure.ts'
import { help, versionText } from './command/help.ts'
import { say, writeAllOut } from './output.ts'
import { printable } from './printable.ts'
import { shownValue } from './shown.ts'
import { verbs } from './verbs/verbs.ts'

const print = async (text: string): Promise<ExitStatus> => {
  await writeAllOut([`${text}\n`])
  return exit.done
}

export const program = async ([name, ...args]: ReadonlyArray<string>): Promise<ExitStatus> => {
  if (name === '--help' || name === '-h' || name === 'help') return print(await help(args[0]))
  if (name === '--version') return print(versionText())
  const load = Object.hasOwn(verbs, name ?? '') ? verbs[name ?? ''] : undefined
  if (name === undefined || load === undefined) {
    say(
      name === undefined
        ? 'samtykke: expected a verb'
        : `samtykke: unknown verb (${printable(shownValue(name, Object.keys(verbs)))})`
    )
    say('samtykke --help lists the verbs')
    return exit.wrongCommandLine
  }
  if (args.includes('--help') || args.includes('-h')) return print(await help(name))
  const result = await (await load()).run(args)()
  if (E.isRight(result)) return result.right
  say(`samtykke ${name}: ${result.left.message.split('\n').map(printable).join('\n')}`)
  return exitStatusOf(result.left)
}
