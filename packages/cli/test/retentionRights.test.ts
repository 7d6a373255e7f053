/** The verbs that erase, on a store of events that speaks TLS and asks who they are: who may not learns it at the start. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { inProcess } from './inProcess.ts'
import { startRun } from './retentionArchive.ts'

const pem = (name: string): string =>
  resolve(__dirname, '../../eventstoredb-embedded/test/support/tls', `${name}.pem`)

describe('over TLS', () => {
  let server: EmbeddedEventStore
  let home: string
  const url = (user: string): string =>
    `esdb://${user}@localhost:${server.port}?tls=true&tlsCAFile=${pem('certificate')}`
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'samtykke-rights-'))
    const tls = { certificate: readFileSync(pem('certificate')), key: readFileSync(pem('key')) }
    server = await start({ tls })
    const put = await inProcess([
      ...['store', 'put', pem('certificate'), '--recordings', `recorder=${home}`, '--create'],
      ...['--call', 'call-1', '--recording', 'rec-1', '--region', 'DK', '--line', 'customer-service'],
      ...['--started-at', '2020-01-05T09:00:00Z', '--direction', 'inbound', '--customer-type', 'private'],
      ...['--record', url('admin:changeit')]
    ])
    expect([put.status, put.stderr]).toEqual([0, ''])
  })
  afterAll(async () => {
    await server.stop()
    rmSync(home, { recursive: true })
  })

  const where = (): ReadonlyArray<string> => ['--recordings', `recorder=${home}`]
  const kept = async (): Promise<string> => (await inProcess(['store', 'list', ...where()])).stdout

  test.each([
    ['a wrong password', 'admin:wrong'],
    ['a user who may not read everything', 'ops:changeit']
  ])('%s: exit status 4, one sentence without the password, and nothing is erased', async (_, user) => {
    for (const verb of ['run', 'sweep']) {
      const ran = await inProcess([verb, url(user), ...where()])
      expect([verb, ran.status]).toEqual([verb, 4])
      expect(ran.stderr).toMatch(/^samtykke (run|sweep): [^\n]*: the log denies access: [^\n]+\n$/)
      expect(ran.stderr + ran.stdout).not.toMatch(/:wrong@|:changeit@|password:/)
    }
    expect(await kept()).toBe('call-1  rec-1\n')
  })

  test('a user who may: what is due goes', async () => {
    const worker = startRun(url('admin:changeit'), ...where())
    expect(await worker.said('carried-out')).toMatchObject({ callId: 'call-1', count: 1 })
    expect(await worker.stop()).toBe(0)
    expect([worker.stderr(), await kept()]).toEqual(['', ''])
  })
})
