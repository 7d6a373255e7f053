import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { binaryEvent, jsonEvent, KurrentDBClient } from '@kurrent/kurrentdb-client'
import { start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import { openEventStoreDBLog } from '../src/index.ts'
import { kurrentDB } from '../src/kurrentdb.ts'
import { clientCases } from './clientCases.ts'
import { rightOf, someId } from '../../log/test/some.ts'
import { openLog, type RawLibrary } from './server.ts'

const raw = {
  connect: (connectionString: string) =>
    KurrentDBClient.connectionString(connectionString.replace('esdb:', 'kurrentdb:')),
  binaryEvent,
  jsonEvent
} as unknown as RawLibrary

describe("through KurrentDB's client", () => {
  clientCases({ client: kurrentDB, raw })
})

test.each([
  'esdb+discover://db.example:2113',
  'kurrent://a,b,c?nodePreference=read_only_replica',
  'esdb://u%20x:p%40w%2F%3F%25%3A@db.example?connectionName=a%20b%26c',
  'esdb://me:a:b@db.example',
  'esdb://db.example?tls=false&keepAliveInterval=-1&defaultDeadline=5000&discoveryInterval=10&gossipTimeout=3'
])("%s is an address for KurrentDB's client", address => {
  expect(openEventStoreDBLog(address, { client: kurrentDB })).toMatchObject({ _tag: 'Right' })
})

test("an address that KurrentDB's client does not take is refused at once, and nothing of it is told", () => {
  expect(openEventStoreDBLog('esdb://me:secret@[::1]:2113', { client: kurrentDB })).toEqual(
    E.left({
      _tag: 'ConnectionStringError',
      reason: "KurrentDB's client does not take this address; it takes no IPv6 address"
    })
  )
})

test("KurrentDB's own client works beside the log: that of EventStoreDB is not loaded", async () => {
  const server = await start()
  const log = openLog(server.connectionString, { client: kurrentDB })
  const own = raw.connect(server.connectionString)
  await rightOf(log.load(someId('call')))
  await own.appendToStream('another-1', raw.jsonEvent({ type: 'Happened', data: {} }))
  const isLoaded = (name: string) => Object.keys(require.cache).some(path => path.includes(`/${name}/`))
  expect(['@kurrent/kurrentdb-client', '@eventstore/db-client'].map(isLoaded)).toEqual([true, false])
  await own.dispose()
  await log.close()()
  await server.stop()
})

test('a process that closed its log ends', async () => {
  const server = await start()
  const script = `
    const { openEventStoreDBLog } = require('../dist/cjs/index.js')
    const { kurrentDB } = require('../dist/cjs/kurrentdb.js')
    const log = openEventStoreDBLog(process.argv[1], { client: kurrentDB }).right
    log.load('call-1')().then(async loaded => {
      await log.close()()
      console.log(loaded._tag)
    })`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, server.connectionString], {
    cwd: __dirname,
    timeout: 60_000
  })
  expect(stdout).toBe('Right\n')
  await server.stop()
})
