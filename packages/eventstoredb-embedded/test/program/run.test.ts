import { EventStoreDBClient } from '@eventstore/db-client'
import { run, type Environment } from '../../src/program/run.ts'

const environment = () => {
  const printed: string[] = []
  const complaints: string[] = []
  let interrupt: () => void = () => undefined
  let firstLine: (line: string) => void = () => undefined
  const first = new Promise<string>(resolve => (firstLine = resolve))
  const interrupted = new Promise<void>(resolve => (interrupt = resolve))
  const given: Environment = {
    print: line => {
      printed.push(line)
      firstLine(line)
    },
    printError: line => complaints.push(line),
    interrupted
  }
  return { given, printed, complaints, first, interrupt: () => interrupt() }
}

describe('the program', () => {
  it('prints what a client connects with, and serves until it is interrupted', async () => {
    const { given, first, interrupt } = environment()
    const exitCode = run(['--port', '0'], given)
    const client = EventStoreDBClient.connectionString(await first)
    await expect(client.getStreamMetadata('nothing')).resolves.toMatchObject({ streamName: 'nothing' })
    await client.dispose()
    interrupt()
    expect(await exitCode).toBe(0)
  })

  it('says why it cannot serve', async () => {
    const { given, first, interrupt } = environment()
    const serving = run(['--port', '0'], given)
    const port = new URL((await first).replace('esdb:', 'http:')).port
    const second = environment()
    expect(await run(['--port', port], second.given)).toBe(1)
    expect(second.complaints[0]).toContain('EADDRINUSE')
    interrupt()
    await serving
  })

  it('explains itself', async () => {
    const { given, printed } = environment()
    expect(await run(['--help'], given)).toBe(0)
    expect(printed[0]).toContain('--directory')
  })

  it('answers a mistake with the usage', async () => {
    const { given, complaints } = environment()
    expect(await run(['--port', 'x'], given)).toBe(2)
    expect(complaints[0]).toContain('expected a number')
  })
})
