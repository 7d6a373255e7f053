/**
 * The program `samtykke`: what it says of itself, or a verb, which alone loads what it needs. Gives the status with which
 * to exit.
 */
import { help, versionText } from './help.ts'
import { writeOut } from './output/streams.ts'
import type { ExitStatus } from './text/failure.ts'

const helpWords: ReadonlyArray<string | undefined> = ['help', '--help', '-h']

const print = async (text: string): Promise<ExitStatus> => {
  await writeOut(`${text}\n`)
  return 0
}

export const program = async (given: ReadonlyArray<string>): Promise<ExitStatus> => {
  const [word, ...rest] = given
  if (word === '--version') return print(versionText())
  const asksForHelp = helpWords.includes(word)
  if (asksForHelp && rest.length === 0) return print(help)
  const { runVerb } = await import('./runVerb.ts')
  return runVerb(asksForHelp ? rest : given, asksForHelp)
}
