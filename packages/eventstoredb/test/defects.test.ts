/** The twelve defects of client 6.2.1, each with what keeps it from those who use the log. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { type AnyEvent, renderLogError } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { startFollower } from '@samtykke/log'
import { checkpointsInStore, openEventStoreDBLog } from '../src/index.ts'
import { openLog } from './server.ts'
import { objected, rightOf, someId, until } from '../../log/test/some.ts'

const shortLimits = { timeLimit: 150, retryFor: 0 }

const freePort = (): Promise<number> =>
  new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })

describe('defects of the client', () => {
  let server: EmbeddedEventStore
  let uncaught: unknown[]
  const note = (error: unknown): void => void uncaught.push(error)

  beforeEach(async () => {
    uncaught = []
    process.on('unhandledRejection', note).on('uncaughtExceptionMonitor', note)
    server = await start()
  })
  afterEach(async () => {
    await server.faults.restore()
    await server.stop()
    process.off('unhandledRejection', note).off('uncaughtExceptionMonitor', note)
    expect(uncaught).toEqual([])
  })

  it('1: a failed append cannot be made to look like a good one', async () => {
    const lenient = openEventStoreDBLog(`${server.connectionString}&throwOnAppendFailure=false`)
    expect(lenient).toMatchObject({ left: { _tag: 'ConnectionStringError' } })
    const log = openLog(server.connectionString)
    const call = someId('call')
    await rightOf(log.append(call, [objected(call)], 'no-stream'))
    expect(await log.append(call, [objected(call)], 'no-stream')()).toMatchObject({
      left: { _tag: 'RevisionConflict', actual: 0n }
    })
    await log.close()()
  })

  it('2: metadata is changed by the revision of its own stream, and nothing that another set is lost', async () => {
    const log = openLog(server.connectionString)
    const client = EventStoreDBClient.connectionString(server.connectionString)
    const follower = someId('follower')
    await client.setStreamMetadata(`checkpoint-${follower}`, { maxAge: 77, department: 'claims' })
    const checkpoints = checkpointsInStore(log, follower)
    await rightOf(checkpoints.save({ commit: 5n, prepare: 4n }))
    await rightOf(checkpoints.save({ commit: 6n, prepare: 4n }))
    const { records } = await rightOf(() => log.store.read(`$$checkpoint-${follower}`))
    expect(records.at(-1)).toMatchObject({
      revision: 1n,
      data: { $maxAge: 77, department: 'claims', $maxCount: 1 }
    })
    await client.dispose()
    await log.close()()
  })

  it('3: a server that is not there is told by the code, whatever class the error has', async () => {
    const log = openLog(`esdb://127.0.0.1:${await freePort()}?tls=false`, shortLimits)
    const call = someId('call')
    const unavailable = { left: { _tag: 'Unavailable', retry: 'later' } }
    expect(await log.append(call, [objected(call)], 'no-stream')()).toMatchObject(unavailable)
    expect(await log.load(call)()).toMatchObject(unavailable)
    await log.close()()
  })

  it('4: an append that is never answered has an unknown outcome after its time limit, and is one when sent again', async () => {
    const log = openLog(server.connectionString)
    const impatient = openLog(server.connectionString, shortLimits)
    const call = someId('call')
    const [first, second] = [objected(call), objected(call)]
    await rightOf(log.append(call, [first], 'no-stream'))
    server.faults.loseAppendAnswer({ silent: true })
    expect(await impatient.append(call, [second], 0n)()).toMatchObject({
      left: { _tag: 'OutcomeUnknown', retry: 'same-ids' }
    })
    expect(await rightOf(log.append(call, [second], 0n))).toBe(1n)
    expect((await rightOf(log.load(call))).entries.map(entry => entry.id)).toEqual([first.id, second.id])
    await impatient.close()()
    await log.close()()
  })

  it('5: the death of one server leaves the appends of others alone, and late answers do no harm', async () => {
    const other = await start()
    const longLimits = { timeLimit: 10_000, retryFor: 0 }
    const [log, otherLog] = [
      openLog(server.connectionString, longLimits),
      openLog(other.connectionString, longLimits)
    ]
    const raw = EventStoreDBClient.connectionString(other.connectionString)
    const call = someId('call')
    await rightOf(log.append(call, [objected(call)], 'no-stream'))
    await rightOf(otherLog.append(call, [objected(call)], 'no-stream'))
    await raw.appendToStream(`raw-${randomUUID()}`, jsonEvent({ type: 'any', data: {} }))
    for (const each of [server, other]) each.faults.hang()
    const pending = log.append(call, [objected(call)], 0n)()
    const lost = [
      otherLog.append(call, [objected(call)], 0n)(),
      raw.appendToStream(`raw-${randomUUID()}`, jsonEvent({ type: 'any', data: {} })).catch(() => 'rejected')
    ]
    await other.faults.kill()
    expect(await Promise.all(lost)).toMatchObject([{ left: { retry: 'same-ids' } }, 'rejected'])
    await server.faults.restore()
    expect(await pending).toEqual(E.right(1n))
    await raw.dispose()
    await log.close()()
    await otherLog.close()()
    await other.faults.restore()
    await other.stop()
  })

  it('6: what JSON cannot hold is refused before anything is sent', async () => {
    const log = openLog(server.connectionString)
    const call = someId('call')
    const event = { ...objected(call), type: 'of-a-later-version', amount: 7n } as unknown as AnyEvent
    expect(await log.append(call, [event], 'no-stream')()).toMatchObject({ left: { _tag: 'InvalidAppend' } })
    await log.close()()
  })

  it('7: a checkpoint that cannot be kept, even by throwing, stalls nothing', async () => {
    const log = openLog(server.connectionString)
    const call = someId('call')
    await rightOf(log.append(call, [objected(call)], 'no-stream'))
    const handled: string[] = []
    const follower = startFollower(log, {
      handler: entry => TE.fromIO(() => void handled.push(entry.id)),
      checkpoints: {
        load: TE.right(undefined),
        save: () => () => {
          throw new RangeError('no')
        }
      },
      parking: { park: () => TE.right(undefined) }
    })
    await until(() => follower.health().error !== undefined)
    await rightOf(log.append(call, [objected(call)], 0n))
    await until(() => handled.length === 2)
    expect(await follower.stop()).toMatchObject({
      state: 'stopped',
      handled: 2,
      error: { reason: 'it threw RangeError' }
    })
    await log.close()()
  })

  it('8: a stream that is not there is read as nothing', async () => {
    const log = openLog(server.connectionString)
    const task = log.load(someId('call'))
    await new Promise(done => setImmediate(done))
    expect(await rightOf(task)).toMatchObject({ revision: 'no-stream', entries: [] })
    await log.close()()
  })

  it('9: a revision that there cannot be is refused in words', async () => {
    const log = openLog(server.connectionString)
    const call = someId('call')
    expect(await log.append(call, [objected(call)], -1n)()).toEqual(
      E.left({
        _tag: 'InvalidAppend',
        retry: 'never',
        reason: 'expected: a revision of 0 or more, or no-stream'
      })
    )
    await log.close()()
  })

  it('10: a conflict says what was expected and what was found, also where nothing was', async () => {
    const log = openLog(server.connectionString)
    const call = someId('call')
    const result = await log.append(call, [objected(call)], 3n)()
    expect(E.isLeft(result) && renderLogError(result.left)).toBe(
      'the call has changed: expected revision 3, found no entry'
    )
    await log.close()()
  })

  it('11: metadata that JSON numbers cannot hold is not written back', async () => {
    const log = openLog(server.connectionString)
    const client = EventStoreDBClient.connectionString(server.connectionString)
    const follower = someId('follower')
    const stream = `checkpoint-${follower}`
    await rightOf(checkpointsInStore(log, follower).save({ commit: 1n, prepare: 1n }))
    await client.deleteStream(stream)
    const before = await rightOf(() => log.store.read(`$$${stream}`))
    await rightOf(checkpointsInStore(log, follower).save({ commit: 2n, prepare: 2n }))
    const after = await rightOf(() => log.store.read(`$$${stream}`))
    // The server itself makes a deleted stream's `$tb` exact again when something is appended.
    for (const { data } of after.records.slice(before.records.length)) {
      expect(Number.isSafeInteger((data as { $tb?: number }).$tb ?? 0)).toBe(true)
    }
    expect(await rightOf(checkpointsInStore(log, follower).load)).toEqual({ commit: 2n, prepare: 2n })
    await client.dispose()
    await log.close()()
  })

  it('12: a process that closed its log ends, and a closed log does nothing more', async () => {
    const script = `
      const { openEventStoreDBLog } = require(${JSON.stringify(resolve(__dirname, '../dist/cjs/index.js'))})
      const log = openEventStoreDBLog(process.argv[1]).right
      const event = JSON.parse(process.argv[2])
      const run = async () => {
        const appended = await log.append(event.callId, [event], 'no-stream')()
        await log.close()()
        const loaded = await log.load(event.callId)()
        console.log(appended._tag, loaded.left._tag)
      }
      run()`
    const args = ['-e', script, server.connectionString, JSON.stringify(objected(someId('call')))]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 })
    expect(stdout).toBe('Right Closed\n')
  })
})
