/**
 * The command line of the program.
 */
import { parseArgs } from 'node:util'

/** What the program was asked to do. */
export type Command =
  | {
      readonly _tag: 'Serve'
      readonly port: number
      readonly directory?: string
      readonly startStandardProjections?: false
      readonly tls?: TlsFiles
    }
  | { readonly _tag: 'Help' }
  | { readonly _tag: 'Mistake'; readonly message: string }

export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

export const usage = `An EventStoreDB for tests, demos and development. Not for production.

eventstoredb-embedded [--port 2113] [--directory DIR] [--certificate FILE --key FILE]
                      [--start-standard-projections true|false]
  Serves until it is interrupted. Without --directory everything is in memory.
  With a certificate (PEM) it speaks TLS and asks for users: admin with the password changeit.
  The standard projections, such as $by_category, run unless they are switched off.`

const mistake = (message: string): Command => ({ _tag: 'Mistake', message })

const portOf = (text: string): number | undefined => {
  const port = Number(text)
  return /^\d+$/.test(text) && port <= 65_535 ? port : undefined
}

const serveCommand = (args: ReadonlyArray<string>): Command => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '2113' },
      directory: { type: 'string' },
      certificate: { type: 'string' },
      key: { type: 'string' },
      'start-standard-projections': { type: 'string', default: 'true' },
      help: { type: 'boolean', short: 'h', default: false }
    }
  })
  if (values.help) return { _tag: 'Help' }
  const port = portOf(values.port)
  if (port === undefined) return mistake(`--port: expected a number from 0 to 65535, found ${values.port}`)
  const projections = values['start-standard-projections']
  if (projections !== 'true' && projections !== 'false')
    return mistake(`--start-standard-projections: expected true or false, found ${projections}`)
  const { directory, certificate, key } = values
  if ((certificate === undefined) !== (key === undefined))
    return mistake('--certificate and --key go together')
  return {
    _tag: 'Serve',
    port,
    ...(projections === 'true' ? {} : { startStandardProjections: false }),
    ...(directory === undefined ? {} : { directory }),
    ...(certificate === undefined || key === undefined ? {} : { tls: { certificate, key } })
  }
}

/** Reads the command line, without the program's own name. */
export const parseCommand = (args: ReadonlyArray<string>): Command => {
  try {
    return serveCommand(args)
  } catch (error) {
    return mistake((error as Error).message)
  }
}
