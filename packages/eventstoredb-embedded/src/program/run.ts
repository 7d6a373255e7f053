import { readFile } from 'node:fs/promises'
import { start, type StartOptions } from '../start.ts'
import { parseCommand, usage, type Command } from './arguments.ts'
import { check } from './check.ts'

/** What the program does to the outside. */
export interface Surroundings {
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  /** Resolves when the program is asked to stop. */
  readonly interrupted: Promise<unknown>
  /** The folder of the recordings that come with the package. */
  readonly fixtures: string
}

/** Open calls may go on for so long when the program is asked to stop, as on a real server. Milliseconds. */
const GRACE = 5000

const optionsOf = async (
  { port, directory, startStandardProjections, tls }: Extract<Command, { _tag: 'Serve' }>,
  complain: (line: string) => void
): Promise<StartOptions> => ({
  port,
  onWarning: complain,
  ...(startStandardProjections === undefined ? {} : { startStandardProjections }),
  ...(directory === undefined ? {} : { directory }),
  ...(tls === undefined
    ? {}
    : { tls: { certificate: await readFile(tls.certificate), key: await readFile(tls.key) } })
})

const serve = async (
  command: Extract<Command, { _tag: 'Serve' }>,
  { print, complain, interrupted }: Surroundings
): Promise<number> => {
  const server = await start(await optionsOf(command, complain))
  print(server.connectionString)
  await interrupted
  await server.stop({ grace: GRACE })
  return 0
}

const checkRecordings = async (
  { url, files, only, verbose }: Extract<Command, { _tag: 'Check' }>,
  { print, fixtures }: Surroundings
): Promise<number> => {
  const server = url === undefined ? await start() : undefined
  try {
    const connectionString = url ?? server?.connectionString ?? ''
    return (await check({ connectionString, files, only, verbose, fixtures }, print)) ? 0 : 1
  } finally {
    await server?.stop()
  }
}

/**
 * Carries out a command line and answers the exit code: 0 if it went well, 1 if recordings differ or the
 * server could not start, 2 for a mistake in the command line.
 */
export const run = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const command = parseCommand(args)
  try {
    switch (command._tag) {
      case 'Serve':
        return await serve(command, surroundings)
      case 'Check':
        return await checkRecordings(command, surroundings)
      case 'Help':
        surroundings.print(usage)
        return 0
      case 'Mistake':
        surroundings.complain(`${command.message}\n\n${usage}`)
        return 2
    }
  } catch (error) {
    surroundings.complain((error as Error).message)
    return 1
  }
}
