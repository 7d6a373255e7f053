/**
 * What the program says of itself.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verbs } from './verbs/verbs.ts'

const exitStatuses =
  'Exit status: 0 done, 1 findings met or a promise broken, 2 wrong command line, 3 some input was bad,\n' +
  '4 something could not be read, 5 a seal did not verify, or the program refused to sign or to pack,\n' +
  '6 the worker stopped itself, 7 the stores and the log do not agree.'

/** The help of a verb. */
export const helpOfVerb = async (load: (typeof verbs)[string]): Promise<string> =>
  `${(await load()).help}\n\n${exitStatuses}`

/** The help of the program: its verbs. */
export const help = async (): Promise<string> => {
  const all = await Promise.all(Object.values(verbs).map(each => each()))
  const lines = all.map(verb => `  ${verb.name.padEnd(15)} ${verb.summary}`)
  return `samtykke VERB [arguments]: consent, retention and audit of recorded calls\n\n${lines.join('\n')}\n\nsamtykke VERB --help says more. None of it is legal advice.`
}

export const versionText = (): string => {
  const file = join(__dirname, '../../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
