/**
 * Runs the program in this process, where a test asks what is said and not what a process is: to start one costs tenths of a second.
 * `program.test.ts` holds the two against each other. It has no standard input, and one run at a time.
 */
import { program } from '../src/program.ts'
import type { Ran } from './program.ts'

const names = ['stdout', 'stderr'] as const
let isRunning = false

export const inProcess = async (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {}
): Promise<Ran> => {
  if (isRunning) throw new Error('what two runs say at a time would mix')
  isRunning = true
  const said = { stdout: new Array<Buffer>(), stderr: new Array<Buffer>() }
  const text = (name: 'stdout' | 'stderr'): string => Buffer.concat(said[name]).toString()
  const before = { ...process.env }
  const onTerminal = names.map(name => process[name].isTTY)
  const spies = names.map(name =>
    jest.spyOn(process[name], 'write').mockImplementation(chunk => {
      said[name].push(Buffer.from(chunk))
      return true
    })
  )
  for (const name of names) process[name].isTTY = false
  Object.assign(process.env, environment)
  try {
    const status = await program(args)
    return { status, stdout: text('stdout'), stderr: text('stderr') }
  } finally {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
    for (const [index, name] of names.entries()) process[name].isTTY = onTerminal[index] === true
    for (const spy of spies) spy.mockRestore()
    isRunning = false
  }
}
