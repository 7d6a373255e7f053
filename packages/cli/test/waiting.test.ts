/** The program at a store that does not answer: it ends, in bounded time, with one sentence and exit status 4. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import * as tls from 'node:tls'
import { start } from '@samtykke/eventstoredb-embedded'
import { inProcess } from './inProcess.ts'
import { samtykke, scratch } from './program.ts'

const bin = resolve(__dirname, '../bin/samtykke.mjs')
const support = resolve(__dirname, '../../eventstoredb-embedded/test/support/tls')
const pem = (name: string): string => resolve(support, `${name}.pem`)
const trust = `tlsCAFile=${pem('certificate')}`
const file = scratch()
const ignore = (): void => undefined

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

const event = {
  id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
  type: 'analysis-objected',
  callId: 'call-1',
  occurredAt: '2025-09-01T08:00:00Z',
  channel: 'email'
}

describe('a store that accepts and never answers', () => {
  let silent: Server
  let overTls: Server
  let ports: readonly [number, number]
  beforeAll(async () => {
    silent = createServer(socket => socket.on('error', ignore))
    overTls = tls.createServer(
      { cert: readFileSync(pem('certificate')), key: readFileSync(pem('key')), ALPNProtocols: ['h2'] },
      socket => socket.on('error', ignore)
    )
    ports = [await listening(silent), await listening(overTls)]
  })
  afterAll(() => {
    silent.close()
    overTls.close()
  })

  const verbs: ReadonlyArray<readonly [string, (store: string) => ReadonlyArray<string>]> = [
    ['due', store => [store]],
    ['findings', store => [store]],
    ['trail', store => [store, '--call', 'call-1']],
    ['report', store => [store]],
    ['record', store => [file('one.ndjson', JSON.stringify(event)), store]],
    ['withdraw', store => [store, '--call', 'call-1', '--channel', 'email']],
    ['request-access', store => [store, '--subject', 'subject-1', '--channel', 'email']],
    ['consent-record', store => [store, '--call', 'call-1']],
    ['certificate', store => [store, '--all']],
    ['instructions', store => [store, '--processor', 'recorder']],
    ['access', store => [store, '--request', 'r-1', '--call', 'c', '--media', '.', '--out', '/tmp/none.zip']],
    ['letter', store => ['erasure', store, '--call', 'c']],
    ['seal', store => [store, '--log', `${file('seal', '')}.d`, '--key', file('key', '')]],
    ['follow', store => [store, '--give-up-after', 'PT20S']]
  ]
  const stores: ReadonlyArray<readonly [string, () => string]> = [
    ['by name, over TLS', () => `esdb://localhost:${ports[0]}`],
    ['by address, over TLS', () => `esdb://127.0.0.1:${ports[0]}`],
    ['without TLS', () => `esdb://localhost:${ports[0]}?tls=false`],
    ['which answers the handshake', () => `esdb://localhost:${ports[1]}?${trust}`]
  ]

  it.each(stores)('%s', async (_, store) => {
    const began = Date.now()
    for (const [verb, to] of _ === 'by name, over TLS' ? verbs : verbs.slice(0, 5)) {
      running.push(samtykke([verb, ...to(store())]).then(ran => [verb, ran] as const))
    }
    for (const [verb, { status, stdout, stderr }] of await Promise.all(running.splice(0))) {
      if (verb === 'seal') continue
      expect([verb, status, stdout]).toEqual([verb, 4, ''])
      const lines = stderr.trim().split('\n')
      if (verb !== 'follow') expect(lines).toHaveLength(1)
      expect(lines.at(-1)).toMatch(
        /^samtykke \S+: esdb:\/\/(localhost|127\.0\.0\.1):\d+: .*no answer within 10000 ms$/
      )
    }
    expect(Date.now() - began).toBeLessThan(110_000)
  })
  const running: Array<
    Promise<readonly [string, { status: number | null; stdout: string; stderr: string }]>
  > = []
})

describe('what is wrong with a connection is told in one sentence that says what to do', () => {
  it('where one side speaks TLS and the other does not, and where the certificate is not trusted', async () => {
    const plain = await start()
    const guarded = await start({
      tls: { certificate: readFileSync(pem('certificate')), key: readFileSync(pem('key')) }
    })
    const cases: ReadonlyArray<readonly [string, RegExp]> = [
      [`esdb://localhost:${guarded.port}?tls=false`, /leave out tls=false for (a|such a) server/],
      [
        `esdb://localhost:${plain.port}`,
        /speaks no TLS: tls=false is for such a server|set it for one without/
      ],
      [
        `esdb://127.0.0.1:${plain.port}`,
        /speaks no TLS: tls=false is for such a server|set it for one without/
      ],
      [`esdb://localhost:${guarded.port}`, /certificate is not trusted: tlsCAFile names the authority/],
      ['esdb://no-such-host.invalid', /no such host is known/],
      [
        'esdb+discover://no-such-host.invalid?maxDiscoverAttempts=1',
        /no node of the cluster was found: check/
      ]
    ]
    const ran = await Promise.all(cases.map(([store]) => samtykke(['due', store])))
    for (const [i, { status, stdout, stderr }] of ran.entries()) {
      expect([status, stdout, stderr.trim().split('\n')]).toEqual([
        4,
        '',
        [expect.stringMatching(cases[i]![1])]
      ])
    }
    await plain.stop()
    await guarded.stop()
  })
})

describe('follow', () => {
  it('says at once that it waits and for what, and when it is connected', async () => {
    const server = await start()
    const held: Socket[] = []
    let answers = false
    const front = createServer(socket => {
      socket.on('error', ignore)
      if (answers) socket.pipe(connect(server.port, '127.0.0.1').on('error', ignore)).pipe(socket)
      else {
        held.push(socket)
        socket.destroy()
      }
    })
    const port = await listening(front)
    const child = spawn(process.execPath, [bin, 'follow', `esdb://me:hunter2@127.0.0.1:${port}?tls=false`])
    let said = ''
    const until = (pattern: RegExp): Promise<void> =>
      new Promise(done => {
        const look = (): void => {
          if (pattern.test(said)) done()
        }
        child.stderr.on('data', look)
        look()
      })
    child.stderr.on('data', chunk => (said += String(chunk)))
    await until(/trying again\n/)
    expect(said.split('\n').slice(0, 2)).toEqual([
      `esdb://127.0.0.1:${port}: with tls=false the user and password are not sent to the server`,
      `esdb://127.0.0.1:${port}: waiting for the store to answer`
    ])
    answers = true
    await until(/connected, after \d+ (try|tries) that failed\n/)
    const lines = said.trim().split('\n')
    expect(new Set(lines).size).toBe(lines.length)
    child.kill('SIGTERM')
    expect(await new Promise(done => child.once('close', done))).toBe(0)
    expect(said).not.toContain('hunter2')
    front.close()
    await server.stop()
  })

  it('is wrong with a duration that is none', async () => {
    const { status, stderr } = await inProcess(['follow', 'esdb://localhost', '--give-up-after', '10m'])
    expect([status, stderr]).toEqual([
      2,
      'samtykke follow: --give-up-after: expected a duration in days, hours, minutes and seconds (ISO 8601, such as PT24H), found a text of 3 characters\n'
    ])
  })
})
