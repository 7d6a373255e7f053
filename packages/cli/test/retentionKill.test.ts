/**
 * `samtykke run`, killed at random instants, against a store of events that is another process, and recordings in a
 * folder or in a bucket. What is kept is read from the folder and the bucket themselves.
 */
import { inProcess } from './inProcess.ts'
import {
  clientFor,
  everythingIn,
  newBucket,
  putObject,
  startServer,
  title as whichServer
} from '../../s3/test/support/server.ts'
import { type Archive, startArchive, startRunIn, typesByCall } from './retentionArchive.ts'

/** Rounds of kill -9: a few in each run, and as many as are asked for. */
const rounds = Number(process.env['SAMTYKKE_KILL_ROUNDS'] ?? 4)
const callsPerRound = 12
const erasure = ['consent-given', 'recording-stored', 'erasure-instructed', 'recording-erased']

/** Where recordings are. */
interface Place {
  readonly where: string
  readonly env: Readonly<Record<string, string>>
  /** Puts the recordings of these calls there. */
  readonly keep: (calls: ReadonlyArray<string>) => Promise<void>
  /** The calls of which anything is left: an object, a version or a mark of a deletion. */
  readonly kept: () => Promise<ReadonlySet<string>>
  readonly stop: () => Promise<void>
}

const inFolder = ({ where, keep, kept }: Archive): Promise<Place> =>
  Promise.resolve({
    where,
    env: {},
    keep: calls => Promise.resolve(calls.forEach(keep)),
    kept: () => Promise.resolve(kept()),
    stop: () => Promise.resolve()
  })

const inBucket = async (): Promise<Place> => {
  const server = await startServer()
  const client = clientFor(server)
  const bucket = await newBucket(client, 'enabled')
  return {
    where: `recorder=s3://${bucket.name}/kept`,
    env: {
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_ACCESS_KEY_ID: server.access,
      AWS_SECRET_ACCESS_KEY: server.secret
    },
    keep: async calls => {
      for (const callId of calls)
        for (const text of ['an older version', 'the newest'])
          await putObject(bucket, `kept/${callId}/rec-${callId}.wav`, text)
    },
    kept: async () => new Set((await everythingIn(bucket)).map(key => key.split('/')[1] ?? key)),
    stop: async () => {
      client.destroy()
      await server.stop()
    }
  }
}

const places: ReadonlyArray<readonly [string, (archive: Archive) => Promise<Place>]> = [
  ['with recordings in a folder', inFolder],
  [`with recordings in a bucket with versions, ${whichServer}`, inBucket]
]

describe.each(places)('samtykke run %s', (_, start) => {
  let archive: Archive
  let place: Place
  beforeAll(async () => {
    archive = await startArchive()
    place = await start(archive)
  })
  afterAll(async () => {
    await place.stop()
    await archive.stop()
  })

  test('kill -9 at random instants: in the end exactly what was due is gone, with one outcome each', async () => {
    const run = () => startRunIn(place.env, archive.url, '--recordings', place.where)
    const [due, kept]: [string[], string[]] = [[], []]
    let interrupted = 0
    for (let round = 0; round < rounds; round++) {
      const calls = Array.from({ length: callsPerRound }, (_, i) => `call-${round}-${i}`)
      await place.keep(calls)
      await archive.recordCalls(Object.fromEntries(calls.map((callId, i) => [callId, i % 3 === 0 ? 5 : 300])))
      calls.forEach((callId, i) => (i % 3 === 0 ? kept : due).push(callId))
      const worker = run()
      await worker.said(round % 2 === 0 ? 'started' : 'carried-out')
      await new Promise(done => setTimeout(done, Math.random() * 400))
      await worker.stop('SIGKILL')
      const left = await place.kept()
      expect(kept.filter(callId => !left.has(callId))).toEqual([])
      if (left.size > kept.length) interrupted++
    }
    // Else the kills came too late to show anything.
    expect(interrupted).toBeGreaterThan(0)

    const worker = run()
    await worker.said('started')
    while ((await inProcess(['due', archive.url, '--status', 'due', '--json'])).stdout !== '') continue
    expect(await worker.stop()).toBe(0)
    expect(await place.kept()).toEqual(new Set(kept))
    const types = await typesByCall(archive.url)
    for (const callId of due) expect([callId, types.get(callId)]).toEqual([callId, erasure])
    for (const callId of kept) expect([callId, types.get(callId)]).toEqual([callId, erasure.slice(0, 2)])
    const reconciled = await inProcess(['reconcile', archive.url, '--recordings', place.where], place.env)
    expect([reconciled.status, reconciled.stderr]).toEqual([0, ''])
  })
})
