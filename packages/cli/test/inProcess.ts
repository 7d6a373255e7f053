/** Runs the program in this process, for tests that run it thousands of times. */
import { program } from '../src/program.ts'
import type { Ran } from './program.ts'

export const inProcess = async (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {}
): Promise<Ran> => {
  const said = { stdout: '', stderr: '' }
  const before = { ...process.env }
  const spies = (['stdout', 'stderr'] as const).map(name =>
    jest.spyOn(process[name], 'write').mockImplementation(chunk => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      return true
    })
  )
  Object.assign(process.env, environment)
  try {
    return { status: await program(args), ...said }
  } finally {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
    for (const spy of spies) spy.mockRestore()
  }
}
