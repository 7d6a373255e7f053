/** Servers that do not answer, each of its own kind, on real sockets. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import * as http2 from 'node:http2'
import { type AddressInfo, createServer, connect, type Server, type Socket } from 'node:net'
import { resolve } from 'node:path'
import * as tls from 'node:tls'
import type { FollowStep } from '@samtykke/core'
import { start } from '@samtykke/eventstoredb-embedded'
import * as E from 'fp-ts/lib/Either.js'
import { objected, rightOf, someId } from '../../log/test/some.ts'
import { openLog } from './server.ts'

const support = resolve(__dirname, '../../eventstoredb-embedded/test/support/tls')
const pem = (name: string): Buffer => readFileSync(resolve(support, `${name}.pem`))
const trust = `tlsCAFile=${encodeURIComponent(resolve(support, 'certificate.pem'))}`

const listening = async <S extends Server>(server: S): Promise<number> => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

const ignore = (): void => undefined

const silent = (): Server => createServer(socket => socket.on('error', ignore))
const silentOverTls = (): Server =>
  tls.createServer({ cert: pem('certificate'), key: pem('key'), ALPNProtocols: ['h2'] }, socket =>
    socket.on('error', ignore)
  )
const silentOverHttp2 = (): Server =>
  http2.createSecureServer({ cert: pem('certificate'), key: pem('key') }, ignore).on('sessionError', ignore)

const servers: ReadonlyArray<readonly [string, () => Server, string]> = [
  ['accepts, by name, over TLS', silent, 'localhost:PORT'],
  ['accepts, by address, over TLS', silent, '127.0.0.1:PORT'],
  ['accepts, without TLS', silent, '127.0.0.1:PORT?tls=false'],
  ['accepts, as nodes of a cluster', silent, 'localhost:PORT,127.0.0.1:PORT'],
  ['answers the handshake of TLS', silentOverTls, `localhost:PORT?${trust}`],
  ['speaks HTTP/2', silentOverHttp2, `localhost:PORT?${trust}`]
]

describe('a server that never answers', () => {
  it.each(servers)('and %s: each call has its time limit', async (_, make, where) => {
    const server = make()
    const url = `esdb://${where.replaceAll('PORT', String(await listening(server)))}`
    const log = openLog(url, { timeLimit: 200, retryFor: 0 })
    const call = someId('call')
    const reason = 'no answer within 200 ms'
    const silence = { left: { _tag: 'Unavailable', reason } }
    expect(await log.load(call)()).toMatchObject(silence)
    expect(await log.append(call, [objected(call)], 'no-stream')()).toMatchObject({ left: { reason } })
    for await (const page of log.replay()) expect(page).toMatchObject(silence)
    for await (const step of log.follow('start')) {
      expect(step).toMatchObject({ _tag: 'dropped', error: { reason } })
      break
    }
    await log.close()()
    server.close()
  })

  it.each(servers)(
    'and %s: a process that gave up and closed its log ends',
    async (_, make, where) => {
      const server = make()
      const url = `esdb://${where.replaceAll('PORT', String(await listening(server)))}`
      const separator = url.includes('?') ? '&' : '?'
      const script = `
      const { openEventStoreDBLog } = require(${JSON.stringify(resolve(__dirname, '../dist/cjs/index.js'))})
      const log = openEventStoreDBLog(process.argv[1], { timeLimit: 300, retryFor: 0 }).right
      log.load('call-1')().then(async loaded => {
        await log.close()()
        console.log(loaded.left.reason)
      })`
      const child = spawn(process.execPath, [
        '-e',
        script,
        `${url}${separator}maxDiscoverAttempts=1&gossipTimeout=1`
      ])
      const said: string[] = []
      child.stdout.on('data', chunk => said.push(String(chunk)))
      const status = await new Promise(done => child.on('close', done))
      expect([status, said.join('')]).toEqual([0, 'no answer within 300 ms\n'])
      server.close()
    },
    60_000
  )

  it('without a connection an append is known not to be done', async () => {
    const server = silent()
    const log = openLog(`esdb://localhost:${await listening(server)}`, { timeLimit: 200, retryFor: 0 })
    const call = someId('call')
    expect(await log.append(call, [objected(call)], 'no-stream')()).toMatchObject({
      left: { _tag: 'Unavailable', retry: 'later' }
    })
    await log.close()()
    server.close()
  })

  it('is reached once it answers again, although the first connection hangs for good', async () => {
    const guarded = await start({ tls: { certificate: pem('certificate'), key: pem('key') } })
    const held: Socket[] = []
    let answers = false
    const front = createServer(socket => {
      socket.on('error', ignore)
      if (!answers) held.push(socket)
      else socket.pipe(connect(guarded.port, '127.0.0.1').on('error', ignore)).pipe(socket)
    })
    const url = `esdb://admin:changeit@localhost:${await listening(front)}?${trust}`
    const log = openLog(url, { timeLimit: 400, retryFor: 20_000 })
    const steps: FollowStep['_tag'][] = []
    for await (const step of log.follow('start')) {
      steps.push(step._tag)
      if (step._tag === 'dropped') answers = true
      if (step._tag === 'caught-up') break
    }
    expect([...new Set(steps)].slice(0, 2)).toEqual(['dropped', 'connected'])
    expect(await rightOf(log.load(someId('call')))).toMatchObject({ entries: [] })
    await log.close()()
    for (const socket of held) socket.destroy()
    front.close()
    await guarded.stop()
  })

  it('in the middle of a replay is given up, and no entry is given twice', async () => {
    const server = await start()
    const writer = openLog(server.connectionString)
    for (let i = 0; i < 300; i++) {
      const call = someId('call')
      await rightOf(writer.append(call, [objected(call)], 'no-stream'))
    }
    let left = 60_000
    const front = createServer(socket => {
      const back = connect(server.port, '127.0.0.1').on('error', ignore)
      socket.on('error', ignore).pipe(back)
      back.on('data', (chunk: Buffer) => {
        if (left > 0) socket.write(chunk.subarray(0, left))
        left -= chunk.length
      })
    })
    const log = openLog(`esdb://127.0.0.1:${await listening(front)}?tls=false`, {
      timeLimit: 500,
      retryFor: 100
    })
    const ids: string[] = []
    let error: unknown
    for await (const page of log.replay()) {
      if (E.isLeft(page)) error = page.left
      else ids.push(...page.right.map(({ id }) => id))
    }
    expect(ids.length).toBeGreaterThan(0)
    expect(ids.length).toBeLessThan(300)
    expect(new Set(ids).size).toBe(ids.length)
    expect(error).toMatchObject({ _tag: 'Unavailable', reason: 'no answer within 500 ms' })
    await Promise.all([log.close()(), writer.close()()])
    front.close()
    await server.stop()
  })

  it('of one log leaves the connections of another in the process alone', async () => {
    const server = await start()
    const unhurried = openLog(server.connectionString)
    const other = openLog(server.connectionString, { timeLimit: 200, retryFor: 0 })
    const call = someId('call')
    await rightOf(unhurried.append(call, [objected(call)], 'no-stream'))
    await rightOf(other.load(call))
    await other.close()()
    expect((await rightOf(unhurried.load(call))).entries).toHaveLength(1)
    await unhurried.close()()
    await server.stop()
  })
})
