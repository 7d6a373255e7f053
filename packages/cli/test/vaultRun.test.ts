// `samtykke run` with a vault, as a process: what it erases, how it is killed, what it owes, and where the disk of the keys is full.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { filesWith } from './canaries.ts'
import { fill, mount, onVolume, unmountAll, why } from './fullVolume.ts'
import { inProcess } from './inProcess.ts'
import { startRun } from './retentionArchive.ts'
import { at, consent, startVaultArchive, type VaultArchive } from './vaultArchive.ts'

let archive: VaultArchive
beforeEach(async () => {
  archive = await startVaultArchive()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop('SIGKILL')
  unmountAll()
  await archive.stop()
})

const withCall = async (callId: string): Promise<void> => {
  const { record, vault, secret, put, where } = archive
  expect((await record([{ ...consent, callId, occurredAt: at(2) }], ...vault)).status).toBe(0)
  expect((await put(callId, where)).status).toBe(0)
  const used = { type: 'recording-used', callId, recordingId: `rec-${callId}`, purpose: 'documentation' }
  expect((await record([{ ...used, occurredAt: at(1), usedBy: secret() }], ...vault)).status).toBe(0)
}

const withdraw = (call: string) =>
  inProcess(['withdraw', archive.url(), '--call', call, '--channel', 'email', ...archive.vault])

const workers: Array<ReturnType<typeof startRun>> = []

const run = (...more: ReadonlyArray<string>) => {
  const worker = startRun(archive.url(), ...archive.where, ...archive.vault, ...more)
  workers.push(worker)
  return worker
}

const isKept = (call: string): boolean =>
  readdirSync(archive.recordings, { recursive: true }).some(
    each => String(each) === `${call}/rec-${call}.wav`
  )

const typesOf = async (call: string): Promise<ReadonlyArray<string>> => {
  const trail = await inProcess([
    'trail',
    archive.url(),
    '--call',
    call,
    '--format',
    'json',
    ...archive.vault
  ])
  return [...trail.stdout.matchAll(/"code":"(recording-erased|recording-disclosed)"/g)].map(
    ([, type]) => type!
  )
}

test('a withdrawal destroys the key and the file; killed on the way, the next one ends it; nothing is said in the clear', async () => {
  const calls = Array.from({ length: 6 }, (_, n) => `call-${n}`)
  for (const call of calls) await withCall(call)
  const first = run()
  await first.said('started')
  for (const call of calls.slice(1)) expect((await withdraw(call)).status).toBe(0)
  await first.said('carried-out')
  first.child.kill('SIGKILL')
  await first.ended
  const second = run()
  await second.said('started')
  while (calls.slice(1).some(isKept)) await new Promise(done => setTimeout(done, 50))
  expect(await second.stop()).toBe(0)
  expect(isKept('call-0')).toBe(true)
  for (const call of calls) {
    expect([call, (await typesOf(call)).length]).toEqual([call, call === 'call-0' ? 0 : 1])
    const certificate = await inProcess([
      ...['certificate', archive.url(), '--recording', `rec-${call}`, '--format', 'json', ...archive.vault]
    ])
    expect([call, certificate.stdout.includes(`"name":"recording/${call}/rec-${call}"`)]).toEqual([
      call,
      call !== 'call-0'
    ])
  }
  expect(filesWith(archive.kept, archive.secrets)).toEqual([])
  for (const said of [...first.lines, ...second.lines, first.stderr(), second.stderr()])
    for (const secret of archive.secrets) expect(said).not.toContain(secret)
})

test('a copy that is owed waits encrypted, under a key of its own, and is opened by the vault alone', async () => {
  await withCall('owed')
  const answers = join(archive.kept, 'answers')
  mkdirSync(answers)
  const worker = run('--answers', answers)
  await worker.said('started')
  const asked = ['request-access', archive.url(), '--call', 'owed', '--channel', 'letter', ...archive.vault]
  expect((await inProcess(asked)).status).toBe(0)
  expect((await withdraw('owed')).status).toBe(0)
  expect(await worker.said('carried-out')).toMatchObject({ callId: 'owed' })
  expect(await worker.stop()).toBe(0)
  expect(isKept('owed')).toBe(false)
  const [copy] = readdirSync(answers, { recursive: true })
    .map(String)
    .filter(each => each.endsWith('.wav') && !each.startsWith('.samtykke'))
  const [callId = '', recordingId = ''] = copy!.split('/')
  const get = ['store', 'get', '--recordings', `answers=${answers}`, '--call', callId, '--recording']
  const named = [...get, recordingId.replace(/[.]wav$/, '')]
  const cipher = await inProcess(named)
  expect(cipher.stdout.startsWith('age-encryption.org/v1')).toBe(true)
  const opened = await inProcess(['store', 'get', archive.url(), ...named.slice(2), ...archive.vault])
  expect([opened.status, opened.stdout]).toEqual([0, archive.sound])
  expect(filesWith(archive.kept, archive.secrets)).toEqual([])
})

onVolume(
  `the disk of the keys is full: a worker that runs erases all the same, and what needs a new key is refused until there is room${why}`,
  async () => {
    await withCall('call-1')
    const copy = join(archive.home, 'keys')
    execFileSync('cp', ['-r', archive.keys, copy])
    mount(archive.keys, 512)
    execFileSync('chmod', ['700', archive.keys])
    execFileSync('cp', ['-r', `${copy}/.`, archive.keys])
    const worker = run()
    await worker.said('started')
    const makeRoom = fill(join(archive.keys, 'unfinished'))
    const late = [{ ...consent, callId: 'call-2', occurredAt: at(1), digit: '1' }]
    const refused = await archive.record(late, ...archive.vault)
    expect([refused.status, refused.stdout]).toEqual([4, ''])
    expect(refused.stderr).toMatch(/^samtykke record: [^\n]*the table of keys has no space left: ENOSPC\n$/m)
    // What is there is opened, and what needs no new key is written.
    expect((await withdraw('call-1')).status).toBe(0)
    expect(await worker.said('carried-out')).toMatchObject({ callId: 'call-1' })
    expect(isKept('call-1')).toBe(false)
    // The store has moved on, and is read all the same.
    const trail = await inProcess(['trail', archive.url(), '--call', 'call-1', ...archive.vault])
    expect([trail.status, trail.stderr]).toEqual([0, expect.any(String)])
    expect(trail.stderr).toMatch(/^the vault: it has no room to note how far the store was read: [^\n]*\n$/)
    expect(await worker.stop()).toBe(0)
    makeRoom()
    expect((await archive.record(late, ...archive.vault)).status).toBe(0)
    expect(await typesOf('call-1')).toEqual(['recording-erased'])
    expect(filesWith(archive.kept, archive.secrets)).toEqual([])
  }
)
