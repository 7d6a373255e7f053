/** `samtykke run` as a process, against a store that is another, and a folder: what is due goes, and nothing else. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProcess } from './inProcess.ts'
import { type Archive, eventsOf, startArchive, startRun, typesByCall } from './retentionArchive.ts'

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
    const withdrawn = await inProcess(['withdraw', archive.url, '--call', 'withdrawn', '--channel', 'phone'])
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

  test('the breaker: what nobody asked for stays, what people ask for goes, and who ends so ends with 6', async () => {
    const calls = Array.from({ length: 5 }, (_, i) => `call-${i}`)
    await archive.add({ ...Object.fromEntries(calls.map(callId => [callId, 300])), recent: 5, other: 5 })
    const sentence = /^stopped: nothing is erased but what people asked for.* --resume --approved-by REF\)\n$/
    const withdraw = (call: string) =>
      inProcess(['withdraw', archive.url, '--call', call, '--channel', 'phone'])

    const first = run('--most-per-day', '4', '--http', '0')
    const { http } = (await first.said('started')) as { readonly http: string }
    expect(await first.said('stopped')).toMatchObject({ cause: 'most-per-day' })
    await withdraw('recent')
    expect(await first.said('carried-out')).toMatchObject({ callId: 'recent' })
    const ready = await fetch(`${http}/health/ready`)
    expect([ready.status, await ready.json()]).toEqual([503, { state: 'stopped', causes: ['most-per-day'] }])
    expect(await (await fetch(`${http}/metrics`)).text()).toContain('samtykke_retention_due{')
    expect(await first.stop()).toBe(6)
    expect(first.stderr()).toMatch(sentence)
    expect(archive.kept()).toEqual(new Set([...calls, 'other']))

    const second = run('--most-per-day', '4')
    expect(await second.said('stopped-before')).toMatchObject({ causes: ['most-per-day'] })
    await withdraw('other')
    expect(await second.said('carried-out')).toMatchObject({ callId: 'other' })
    expect(await second.stop()).toBe(6)
    expect(archive.kept()).toEqual(new Set(calls))

    const third = run('--most-per-day', '4', '--resume', '--approved-by', 'change-77')
    expect(await third.said('resumed')).toMatchObject({ causes: ['most-per-day'] })
    while (archive.kept().size > 0) await third.until(() => archive.kept().size === 0)
    expect(await third.stop()).toBe(0)
    expect(third.stderr()).toBe('')
  })

  test('what has no store is told at each start, and is done where one is given', async () => {
    const other = join(archive.home, 'other')
    await archive.add({ recent: 5 })
    await archive.record(eventsOf('elsewhere', 300, { processor: 'another' }))
    const left = { stored: 2, forPeople: { 'no-store': 1 }, withoutStore: { another: 1 } }
    // By a look at every call, then as the workers remember it.
    for (let start = 0; start < 2; start++) {
      const worker = run('--http', '0')
      const { http } = (await worker.said('started')) as { readonly http: string }
      expect(await worker.said('surveyed')).toMatchObject(left)
      const figures = await (await fetch(`${http}/metrics`)).text()
      expect(figures).toMatch(/^samtykke_retention_without_store\{processor="another"[^}]*\} 1$/m)
      expect(await worker.stop()).toBe(0)
    }
    mkdirSync(join(other, 'elsewhere'), { recursive: true })
    writeFileSync(join(other, 'elsewhere', 'rec-elsewhere.wav'), 'sound')
    const worker = run('--recordings', `another=${other}`)
    expect(await worker.said('carried-out')).toMatchObject({ callId: 'elsewhere' })
    expect(await worker.stop()).toBe(0)
    const { forPeople, withoutStore } = (await worker.said('surveyed')) ?? {}
    expect([forPeople, withoutStore]).toEqual([{}, {}])
    expect(readdirSync(join(other))).not.toContain('elsewhere')
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
      expect(['started', 'surveyed', 'carried-out', 'for-a-person', 'stopping', 'ended']).toContain(
        line['message']
      )
  })
})
