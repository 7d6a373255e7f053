/**
 * The program: serves until it is interrupted.
 */
import { readFile } from 'node:fs/promises'
import { start, type StartOptions } from '../start.ts'
import { parseCommand, usage, type Command } from './arguments.ts'

/** What the program does to the outside. */
export interface Environment {
  readonly print: (line: string) => void
  readonly printError: (line: string) => void
  /** Resolves when the program is asked to stop. */
  readonly interrupted: Promise<unknown>
}

/** Open calls may go on for so long when the program is asked to stop, as on a real server. Milliseconds. */
const GRACE = 5000

const optionsOf = async (
  { port, directory, startStandardProjections, tls }: Extract<Command, { _tag: 'Serve' }>,
  printError: (line: string) => void
): Promise<StartOptions> => ({
  port,
  onWarning: printError,
  ...(startStandardProjections === undefined ? {} : { startStandardProjections }),
  ...(directory === undefined ? {} : { directory }),
  ...(tls === undefined
    ? {}
    : { tls: { certificate: await readFile(tls.certificate), key: await readFile(tls.key) } })
})

const serve = async (
  command: Extract<Command, { _tag: 'Serve' }>,
  { print, printError, interrupted }: Environment
): Promise<number> => {
  const server = await start(await optionsOf(command, printError))
  print(server.connectionString)
  await interrupted
  await server.stop({ grace: GRACE })
  return 0
}

/**
 * Carries out a command line and answers the exit code: 0 if it went well, 1 if the server could not
 * start, 2 for a mistake in the command line.
 */
export const run = async (args: ReadonlyArray<string>, environment: Environment): Promise<number> => {
  const command = parseCommand(args)
  try {
    switch (command._tag) {
      case 'Serve':
        return await serve(command, environment)
      case 'Help':
        environment.print(usage)
        return 0
      case 'Mistake':
        environment.printError(`${command.message}\n\n${usage}`)
        return 2
    }
  } catch (error) {
    environment.printError((error as Error).message)
    return 1
  }
}
