/** `samtykke run` as a process, against a store that is another, and a folder: what is due goes, and nothing else. */
import { type Archive, eventsOf, startArchive, startRun, typesByCall } from './retentionArchive.ts'
import { samtykke } from './program.ts'

/** Rounds of kill -9: a few in each run, and as many as are asked for. */
const rounds = Number(process.env['SAMTYKKE_KILL_ROUNDS'] ?? 6)
const callsPerRound = 12

const erasure = ['consent-given', 'recording-stored', 'erasure-instructed', 'recording-erased']

describe('samtykke run', () => {
  let archive: Archive
  beforeEach(async () => {
    archive = await startArchive()
  })
  afterEach(() => archive.stop())

  const run = (...more: ReadonlyArray<string>) =>
    startRun(archive.url, '--recordings', archive.where, ...more)

  test('a withdrawal that is recorded by the program: the file is gone, and SIGTERM ends it with 0', async () => {
    await archive.add({ withdrawn: 5, other: 5 })
    const worker = run()
    await worker.said('started')
    const withdrawn = await samtykke(['withdraw', archive.url, '--call', 'withdrawn', '--channel', 'phone'])
    expect(withdrawn.status).toBe(0)
    expect(await worker.said('carried-out')).toMatchObject({ callId: 'withdrawn', count: 1 })
    expect(archive.kept()).toEqual(new Set(['other']))
    expect(await worker.stop()).toBe(0)
    expect(worker.messages().at(-1)).toMatchObject({ message: 'ended', carriedOut: 1, failed: 0, due: 0 })
    expect(worker.stderr()).toBe('')
    expect((await typesByCall(archive.url)).get('withdrawn')).toEqual([
      'consent-given',
      'recording-stored',
      'consent-withdrawn',
      'erasure-instructed',
      'recording-erased'
    ])
  })

  test('kill -9 at random instants: in the end exactly what was due is gone, with one outcome each', async () => {
    const due: Array<string> = []
    const kept: Array<string> = []
    for (let round = 0; round < rounds; round++) {
      const calls = Array.from({ length: callsPerRound }, (_, i) => `call-${round}-${i}`)
      await archive.add(Object.fromEntries(calls.map((callId, i) => [callId, i % 3 === 0 ? 5 : 300])))
      calls.forEach((callId, i) => (i % 3 === 0 ? kept : due).push(callId))
      const worker = run()
      await worker.said('started')
      await new Promise(done => setTimeout(done, Math.random() * 400))
      await worker.stop('SIGKILL')
    }
    expect(kept.filter(callId => !archive.isKept(callId))).toEqual([])

    const worker = run()
    await worker.said('started')
    while ((await samtykke(['due', archive.url, '--status', 'due', '--json'])).stdout !== '') continue
    expect(await worker.stop()).toBe(0)
    expect(archive.kept()).toEqual(new Set(kept))
    const types = await typesByCall(archive.url)
    for (const callId of due) expect([callId, types.get(callId)]).toEqual([callId, erasure])
    for (const callId of kept) expect([callId, types.get(callId)]).toEqual([callId, erasure.slice(0, 2)])
    expect((await samtykke(['reconcile', archive.url, '--recordings', archive.where])).status).toBe(0)
  })

  test('SIGTERM while it erases: what was begun is finished, and the rest is whole', async () => {
    const calls = Array.from({ length: 60 }, (_, i) => `call-${i}`)
    await archive.add(Object.fromEntries(calls.map(callId => [callId, 300])))
    const worker = run()
    await worker.said('carried-out')
    expect(await worker.stop()).toBe(0)
    const types = await typesByCall(archive.url)
    for (const callId of calls)
      expect([callId, types.get(callId)]).toEqual([
        callId,
        archive.isKept(callId) ? erasure.slice(0, 2) : erasure
      ])
  })

  test('several at once share the work: one outcome each', async () => {
    const calls = Array.from({ length: 40 }, (_, i) => `call-${i}`)
    await archive.add(Object.fromEntries(calls.map(callId => [callId, 300])))
    const workers = [run(), run(), run()]
    await Promise.all(workers.map(each => each.said('started')))
    while (archive.kept().size > 0) await new Promise(done => setTimeout(done, 50))
    const ended = await Promise.all(workers.map(each => each.stop()))
    const stopped = workers.flatMap(each => each.messages()).filter(each => each['message'] === 'stopped')
    expect([ended, stopped]).toEqual([[0, 0, 0], []])
    const types = await typesByCall(archive.url)
    for (const callId of calls)
      expect([callId, types.get(callId)?.filter(type => type === 'recording-erased').length]).toEqual([
        callId,
        1
      ])
  })

  test('the breaker: exit status 6, then only what people ask for, until a person approves', async () => {
    const calls = Array.from({ length: 5 }, (_, i) => `call-${i}`)
    await archive.add({ ...Object.fromEntries(calls.map(callId => [callId, 300])), recent: 5 })
    const first = run('--most-per-day', '4')
    expect(await first.ended).toBe(6)
    expect(first.messages()).toContainEqual(
      expect.objectContaining({ message: 'stopped', cause: 'most-per-day' })
    )
    expect(archive.kept().size).toBe(6)

    const second = run('--most-per-day', '4', '--http', '0')
    expect(await second.said('stopped-before')).toMatchObject({ causes: ['most-per-day'] })
    const { http } = (await second.said('started')) as { readonly http: string }
    await samtykke(['withdraw', archive.url, '--call', 'recent', '--channel', 'phone'])
    expect(await second.said('carried-out')).toMatchObject({ callId: 'recent' })
    const ready = await fetch(`${http}/health/ready`)
    expect([ready.status, await ready.json()]).toEqual([503, { state: 'stopped', causes: ['most-per-day'] }])
    expect(await (await fetch(`${http}/metrics`)).text()).toContain('samtykke_retention_due{')
    expect(await second.stop()).toBe(0)
    expect(archive.kept()).toEqual(new Set(calls))

    const third = run('--most-per-day', '4', '--resume', '--approved-by', 'change-77')
    expect(await third.said('resumed')).toMatchObject({ causes: ['most-per-day'] })
    while (archive.kept().size > 0) await third.until(() => archive.kept().size === 0)
    expect(await third.stop()).toBe(0)
  })

  test('health and figures are served on this machine', async () => {
    await archive.add({ expired: 300 })
    const worker = run('--http', '0')
    const { http } = (await worker.said('started')) as { readonly http: string }
    await worker.said('carried-out')
    const status = async (path: string): Promise<number> => (await fetch(`${http}${path}`)).status
    expect([await status('/health/live'), await status('/health/ready'), await status('/else')]).toEqual([
      200, 200, 404
    ])
    const figures = await (await fetch(`${http}/metrics`)).text()
    for (const name of ['due', 'oldest_due_seconds', 'carried_out_total', 'failed_total', 'lag_seconds'])
      expect(figures).toMatch(new RegExp(`^samtykke_retention_${name}\\{`, 'm'))
    expect(figures).toMatch(/^samtykke_retention_carried_out_total\{[^}]*\} 1$/m)
    expect(figures).toMatch(/^samtykke_retention_stopped\{cause="not-found"[^}]*\} 0$/m)
    expect(await worker.stop()).toBe(0)
  })

  test('what it says holds ids only', async () => {
    await archive.add({ expired: 300 })
    const worker = run()
    await worker.said('carried-out')
    await archive.record(eventsOf('elsewhere', 300, { processor: 'another' }))
    expect(await worker.said('for-a-person')).toMatchObject({
      callId: 'elsewhere',
      forPeople: [{ target: 'recording', targetId: 'rec-elsewhere', reason: 'no-store' }]
    })
    expect(await worker.stop()).toBe(0)
    for (const line of worker.messages())
      expect(['started', 'carried-out', 'for-a-person', 'stopping', 'ended']).toContain(line['message'])
  })
})
