/**
 * The program: serves until it is interrupted.
 */
import { readFile } from 'node:fs/promises'
import { start, type StartOptions } from '../start.ts'
import { parseCommand, usage, type Command } from './arguments.ts'

/** What the program does to the outside. */
export interface Surroundings {
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  /** Resolves when the program is asked to stop. */
  readonly interrupted: Promise<unknown>
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

/**
 * Carries out a command line and answers the exit code: 0 if it went well, 1 if the server could not
 * start, 2 for a mistake in the command line.
 */
export const run = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const command = parseCommand(args)
  try {
    switch (command._tag) {
      case 'Serve':
        return await serve(command, surroundings)
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
