/**
 * What the program says of itself.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verbs } from './verbs/verbs.ts'

const lines = Object.entries(verbs).map(([name, { summary }]) => `  ${name.padEnd(15)} ${summary}`)

/** The help of the program: its verbs. */
export const help = `samtykke VERB [arguments]: consent, retention and audit of recorded calls

${lines.join('\n')}

samtykke VERB --help says more. None of it is legal advice.`

export const versionText = (): string => {
  const file = join(__dirname, '../../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
