/** The worker on a store: that named by SAMTYKKE_ESDB_URL, else one in this process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { start } from '@samtykke/eventstoredb-embedded'
import { createStoredArchive, day, until } from './storedArchive.ts'

type Archive = Awaited<ReturnType<typeof createStoredArchive>>

const named = process.env['SAMTYKKE_ESDB_URL']
const onOwnServer = named === undefined ? it : it.skip
const outcome = ['erasure-instructed', 'recording-erased']

const withArchive = (body: (archive: Archive) => Promise<void>) => async (): Promise<void> => {
  // The system projections are off, as on a server of one's own: each of their links is one more event.
  const server = named === undefined ? await start({ startStandardProjections: false }) : undefined
  const archive = await createStoredArchive(named ?? server!.connectionString)
  try {
    await body(archive)
  } finally {
    await archive.close()
    await server?.stop()
  }
}

const ids = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, n) => `call-${n}`)

/** Each instructed once and recorded once, and the last of it. */
const expectErasedOnce = async (archive: Archive, calls: ReadonlyArray<string>): Promise<void> => {
  const recorded = await Promise.all(calls.map(id => archive.typesOf(id)))
  expect(calls.map((id, n) => [id, recorded[n]!.filter(type => outcome.includes(type))])).toEqual(
    calls.map(id => [id, outcome])
  )
}

describe('a worker on a store', () => {
  it(
    'a withdrawal: the file is gone, and the others stay',
    withArchive(async archive => {
      for (const id of ['kept', 'withdrawn']) await archive.call(id)
      const worker = await archive.start()
      expect(archive.onDisk()).toEqual(new Set(['kept', 'withdrawn']))
      await archive.withdraw('withdrawn')
      await archive.untilErased(['withdrawn'])
      expect(archive.onDisk()).toEqual(new Set(['kept']))
      await expectErasedOnce(archive, ['withdrawn'])
      expect(await worker.stop()).toMatchObject({ state: 'ended', carriedOut: 1, failed: 0 })
    })
  )

  it(
    'a day of the agenda: what expires on it goes, a hold keeps its own, and goes when it is released',
    withArchive(async archive => {
      const started = archive.time.clock.now() - 170 * day
      for (const id of ['expires', 'held']) await archive.call(id, started)
      await archive.call('later', archive.time.clock.now() - 100 * day)
      const hold = { holdId: 'hold-1', claimReference: 'claim', approvedBy: 'somebody', suspends: 'expiry' }
      await archive.say('held', 'hold-placed', { ...hold, reviewOn: '2099-12-01' })
      const worker = await archive.start()
      archive.time.pass(day)
      await archive.call('marker')
      await archive.withdraw('marker')
      await archive.untilErased(['marker'])
      expect(archive.onDisk()).toEqual(new Set(['expires', 'held', 'later']))
      await archive.passUntilErased(16, ['expires'])
      expect(archive.onDisk()).toEqual(new Set(['held', 'later']))
      await archive.say('held', 'hold-released', { holdId: 'hold-1', approvals: 2 })
      await archive.untilErased(['held'])
      expect(archive.onDisk()).toEqual(new Set(['later']))
      await expectErasedOnce(archive, ['expires', 'held'])
      await until(() => worker.health().carriedOut === 3)
      expect(worker.health()).toMatchObject({ agendaMissed: 0, causes: [] })
    })
  )

  it.each([2, 10])('%d workers share what comes and what falls due', count =>
    withArchive(async archive => {
      // More than one worker has room for.
      const [withdrawn, expiring] = [ids(80), ids(20).map(id => `old-${id}`)]
      const started = archive.time.clock.now() - 180 * day
      await Promise.all(withdrawn.map(id => archive.call(id)))
      await Promise.all(expiring.map(id => archive.call(id, started)))
      let release = (): void => undefined
      const allRecorded = new Promise<void>(done => (release = done))
      const workers = await Promise.all(Array.from({ length: count }, () => archive.start(() => allRecorded)))
      const before = new Map(archive.attended())
      await Promise.all(withdrawn.map(id => archive.withdraw(id)))
      release()
      await archive.untilErased(withdrawn)
      expect(workers.filter(worker => worker.health().carriedOut > 0).length).toBeGreaterThan(1)
      const attended = [...archive.attended()].reduce((sum, [id, n]) => sum + n - (before.get(id) ?? 0), 0)
      // A withdrawal, and the two events that a worker itself appends.
      expect(attended).toBeLessThanOrEqual(withdrawn.length * 3)
      await archive.passUntilErased(10, expiring)
      expect(archive.onDisk()).toEqual(new Set())
      await expectErasedOnce(archive, [...withdrawn, ...expiring])
      expect(archive.erased().length).toBeLessThan((withdrawn.length + expiring.length) * 1.5)
    })()
  )

  it(
    'a stop finishes what is in flight, and leaves the rest to the next',
    withArchive(async archive => {
      const calls = ids(40)
      await Promise.all(calls.map(id => archive.call(id)))
      let release = (): void => undefined
      const released = new Promise<void>(done => (release = done))
      const first = await archive.start(() => released)
      for (const id of calls) await archive.withdraw(id)
      await until(() => first.health().inFlight >= 8)
      const stopped = first.stop()
      release()
      expect(await stopped).toMatchObject({ state: 'ended', inFlight: 0 })
      const done = archive.erased()
      expect(done.length).toBeGreaterThan(0)
      expect(done.length).toBeLessThan(calls.length)
      await expectErasedOnce(archive, done)
      await archive.start()
      await archive.untilErased(calls)
      expect(archive.onDisk()).toEqual(new Set())
      await expectErasedOnce(archive, calls)
    })
  )

  onOwnServer('a server that is killed and comes back: everything is done, once', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'samtykke-server-'))
    const port = await freePort()
    let server = await startProcess(port, directory)
    const archive = await createStoredArchive(`esdb://127.0.0.1:${port}?tls=false`)
    try {
      const calls = ids(20)
      await Promise.all(calls.map(id => archive.call(id)))
      await Promise.all([archive.start(), archive.start()])
      let kills = 0
      for (const id of calls) {
        await archive.withdraw(id)
        if (++kills % 8 !== 0) continue
        server.kill('SIGKILL')
        await once(server, 'exit')
        server = await startProcess(port, directory)
      }
      await archive.untilErased(calls)
      expect(archive.onDisk()).toEqual(new Set())
      await expectErasedOnce(archive, calls)
    } finally {
      await archive.close()
      server.kill('SIGKILL')
      rmSync(directory, { recursive: true })
    }
  })
})

const freePort = async (): Promise<number> => {
  const socket = createServer().listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  socket.close()
  await once(socket, 'close')
  return port
}

const bin = resolve(__dirname, '../../eventstoredb-embedded/bin/eventstoredb-embedded.mjs')

const startProcess = async (port: number, directory: string) => {
  const child = spawn(process.execPath, [bin, '--port', String(port), '--directory', directory], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await once(child.stdout, 'data')
  return child
}
