// The ledger of destroyed keys, which stands beside the recordings where none is named.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startSmallServer } from '../../s3/test/support/smallServer.ts'
import { inProcess } from './inProcess.ts'
import { at, consent, startVaultArchive, type VaultArchive } from './vaultArchive.ts'

let archive: VaultArchive
beforeEach(async () => {
  archive = await startVaultArchive()
})
afterEach(() => archive.stop())

const withCall = async (call: string, where: ReadonlyArray<string>): Promise<void> => {
  const recorded = await archive.record([{ ...consent, callId: call, occurredAt: at(2) }], ...archive.vault)
  expect(recorded.status).toBe(0)
  expect((await archive.put(call, where)).status).toBe(0)
}

const erase = async (call: string, where: ReadonlyArray<string>): Promise<void> => {
  const { url, vault } = archive
  expect((await inProcess(['withdraw', url(), '--call', call, '--channel', 'email', ...vault])).status).toBe(
    0
  )
  expect((await inProcess(['sweep', url(), ...where, ...vault])).status).toBe(0)
}

test('in a folder: keys and log from before an erasure bring nothing back', async () => {
  const { where, vault, url, ids, recordings } = archive
  await withCall('call-1', where)
  const [wav, copy] = [join(recordings, 'call-1', 'rec-call-1.wav'), join(archive.home, 'copy.wav')]
  copyFileSync(wav, copy)
  const putBack = archive.backUp('keys', 'log')
  await erase('call-1', where)
  const ledger = join(recordings, '.samtykke', 'destroyed')
  expect(readFileSync(ledger, 'utf8')).toMatch(/ recording\/call-1\/rec-call-1 /)
  await putBack()
  mkdirSync(dirname(wav), { recursive: true })
  copyFileSync(copy, wav)
  const got = await inProcess(['store', 'get', url(), ...where, ...ids('call-1'), ...vault])
  expect([got.status, got.stdout]).toEqual([4, ''])
  expect(got.stderr).toContain('the key recording/call-1/rec-call-1 was destroyed at')
})

test('a log from before an erasure lost the event: reconcile tells it from what nobody erased', async () => {
  const { where, vault, url } = archive
  await withCall('call-1', where)
  await withCall('call-2', where)
  const putBack = archive.backUp('log')
  await erase('call-1', where)
  await putBack()
  rmSync(join(archive.recordings, 'call-2'), { recursive: true })
  const told = await inProcess(['reconcile', url(), ...where, ...vault, '--json'])
  expect(told.status).toBe(7)
  const [first, second] = told.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as object)
  expect(first).toMatchObject({
    difference: 'missing',
    callId: 'call-1',
    keyDestroyedAt: expect.stringMatching(/Z$/) as string
  })
  expect(second).toEqual({
    store: 'recorder',
    holds: 'recording',
    difference: 'missing',
    callId: 'call-2',
    recordingId: 'rec-call-2'
  })
  expect((await inProcess(['reconcile', url(), ...where, ...vault])).stdout).toMatch(
    /missing +recorder: call call-1, rec-call-1: its key was destroyed at \S+, and no event says so/
  )
})

test('a log and a recording from before an erasure: reconcile tells it once, erases it again and records it', async () => {
  const { where, vault, url, recordings } = archive
  await withCall('call-1', where)
  await withCall('call-2', where)
  const wav = join(recordings, 'call-1', 'rec-call-1.wav')
  const copy = join(archive.home, 'copy.wav')
  copyFileSync(wav, copy)
  const putBack = archive.backUp('log')
  await erase('call-1', where)
  await putBack()
  mkdirSync(dirname(wav), { recursive: true })
  copyFileSync(copy, wav)
  const told = await inProcess(['reconcile', url(), ...where, ...vault])
  expect(told.status).toBe(7)
  expect(told.stdout).toMatch(
    /^resurrected +recorder: call call-1, rec-call-1: its key was destroyed at \S+, and no event says so: erased again\n\n1 resurrected: /
  )
  expect(existsSync(wav)).toBe(false)
  expect(existsSync(join(recordings, 'call-2', 'rec-call-2.wav'))).toBe(true)
  const certificate = ['certificate', url(), '--recording', 'rec-call-1', '--format', 'json', ...vault]
  expect((await inProcess(certificate)).stdout).toContain('"name":"recording/call-1/rec-call-1"')
  const again = await inProcess(['reconcile', url(), ...where, ...vault, '--json'])
  expect([again.status, again.stdout]).toEqual([0, ''])
})

test('that is named and cannot be had: one sentence, and nothing is done', async () => {
  const { where, vault, url, ids } = archive
  await withCall('call-1', where)
  const elsewhere = join(archive.home, 'none', 'destroyed')
  const named = [...vault, '--ledger', elsewhere]
  const got = await inProcess(['store', 'get', url(), ...where, ...ids('call-1'), ...named])
  expect([got.status, got.stdout]).toEqual([4, ''])
  expect(got.stderr).toContain(elsewhere)
  const wrong = await inProcess([
    'store',
    'get',
    url(),
    ...where,
    ...ids('call-1'),
    ...vault,
    '--ledger',
    'ftp://x'
  ])
  expect([wrong.status, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('--ledger: expected a file or s3://BUCKET/PREFIX, found ftp:')
  ])
})

test('in a bucket: the same, and the bucket still agrees with the events', async () => {
  const bucket = await startSmallServer()
  const authorization = `AWS4-HMAC-SHA256 Credential=${bucket.access}/20260101/us-east-1/s3/aws4_request`
  await fetch(`${bucket.endpoint}/calls`, { method: 'PUT', headers: { authorization } })
  const surroundings = {
    AWS_ENDPOINT_URL: bucket.endpoint,
    AWS_ACCESS_KEY_ID: bucket.access,
    AWS_SECRET_ACCESS_KEY: bucket.secret
  }
  const before = { ...process.env }
  Object.assign(process.env, surroundings)
  try {
    const { vault, url, ids } = archive
    const where = ['--recordings', 'recorder=s3://calls/kept/2026']
    await withCall('call-1', where)
    const object = `${bucket.endpoint}/calls/kept/2026/call-1/rec-call-1.wav`
    const copy = await (await fetch(object, { headers: { authorization } })).arrayBuffer()
    expect(Buffer.from(copy).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    const putBack = archive.backUp('keys', 'log')
    await erase('call-1', where)
    expect((await inProcess(['reconcile', url(), ...where, ...vault])).status).toBe(0)
    await putBack()
    await fetch(object, { method: 'PUT', headers: { authorization }, body: copy })
    const got = await inProcess(['store', 'get', url(), ...where, ...ids('call-1'), ...vault])
    expect([got.status, got.stdout]).toEqual([4, ''])
    expect(got.stderr).toContain('the key recording/call-1/rec-call-1 was destroyed at')
  } finally {
    for (const name of Object.keys(surroundings)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
    await bucket.stop()
  }
})
