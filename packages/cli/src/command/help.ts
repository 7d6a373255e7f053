/**
 * What the program says of itself.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verbs } from '../verbs/verbs.ts'

const common = `
  --as-of T          as seen at the instant T, 2026-03-01T00:00:00Z (default: now)
  --known-at T       with what was recorded by the instant T (default: all)
  --policy FILE      the policy, as JSON (default: the notice's)
  --json             one JSON object a line, instead of a table
  --rejects FILE     keeps the lines that are no event, unchanged

A SOURCE is a file of events, one JSON object a line, also compressed (.gz), - for standard input, or a store:
esdb://HOST:PORT, kurrentdb://HOST:PORT. A store has 10 seconds for each answer and is asked again for 5 seconds at most,
then it could not be read.
Exit status: 0 done, 1 findings met, 2 wrong command line, 3 some input was bad, 4 something could not be read.`

const readsEvents = (usage: string): boolean => usage.includes('SOURCE')

/** The help of a verb, or of all. */
export const help = async (name: string | undefined): Promise<string> => {
  const load = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (load !== undefined) {
    const { usage } = await load()
    return readsEvents(usage) ? `${usage}${common}` : usage
  }
  const all = await Promise.all(Object.values(verbs).map(each => each()))
  const lines = all.map(verb => `  ${verb.name.padEnd(15)} ${verb.summary}`)
  return `samtykke VERB [arguments]: consent, retention and audit of recorded calls\n\n${lines.join('\n')}\n\nsamtykke VERB --help says more. None of it is legal advice.`
}

export const versionText = (): string => {
  const file = join(__dirname, '../../../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
