/**
 * The program `samtykke`: finds the verb, runs it, and exits with its status.
 *
 * It runs as CommonJS, whose modules load in half the time.
 */
import * as E from 'fp-ts/lib/Either.js'
import { exit, exitStatusOf, type ExitStatus } from './command/failure.ts'
import { help, versionText } from './command/help.ts'
import { say, writeAllOut } from './output.ts'
import { printable } from './printable.ts'
import { verbs } from './verbs/verbs.ts'

const print = async (text: string): Promise<ExitStatus> => {
  await writeAllOut([`${text}\n`])
  return exit.done
}

const main = async ([name, ...args]: ReadonlyArray<string>): Promise<ExitStatus> => {
  if (name === '--help' || name === '-h' || name === 'help') return print(await help(args[0]))
  if (name === '--version') return print(versionText())
  const load = Object.hasOwn(verbs, name ?? '') ? verbs[name ?? ''] : undefined
  if (name === undefined || load === undefined) {
    say(
      name === undefined
        ? 'samtykke: expected a verb'
        : `samtykke: unknown verb ${printable(JSON.stringify(name))}`
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

void main(process.argv.slice(2)).then(status => {
  process.exitCode = status
})
