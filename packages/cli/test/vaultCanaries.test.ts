// Every verb that takes --vault, over an archive with planted texts: neither a file that it writes nor what it says has one, but where it is asked for.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verbs } from '../src/verbs/verbs.ts'
import { filesWith, formsOf } from './canaries.ts'
import { inProcess } from './inProcess.ts'
import { startProcess } from './retentionArchive.ts'
import { at, startVaultArchive, type VaultArchive, withRecording } from './vaultArchive.ts'

let archive: VaultArchive
let made: string
beforeEach(async () => {
  archive = await startVaultArchive()
  made = join(archive.home, 'made')
  mkdirSync(made)
  await withRecording(archive)
  const requested = { type: 'access-requested', callId: 'call-1', requestId: 'r-1', channel: 'email' }
  await archive.record([{ ...requested, occurredAt: at(1) }], ...archive.vault)
})
afterEach(() => archive.stop())

interface Case {
  readonly args: () => ReadonlyArray<string>
  /** What it is asked for is what was said: on standard output, or in this file. */
  readonly gives?: 'stdout' | 'file'
  /** Its exit status, where that is not 0. */
  readonly status?: number
}

const call = ['--call', 'call-1']
const recording = [...call, '--recording', 'rec-call-1']
const store = (verb: string, ...more: ReadonlyArray<string>) => [verb, archive.url(), ...more]
const letter = (kind: string, ...more: ReadonlyArray<string>) => ['letter', kind, archive.url(), ...more]
const places = () => archive.where
const year = ['--from', '2020-01-01', '--to', '2999-01-01']
const asked = ['--channel', 'letter']

const newMaster = (): string => {
  const file = join(archive.home, 'new.key')
  writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  return file
}

const used = (): string => {
  const file = join(archive.home, 'events.ndjson')
  const recordingId = 'rec-call-1'
  const event = { type: 'recording-used', callId: 'call-1', recordingId, purpose: 'documentation' }
  const usedBy = archive.secret()
  writeFileSync(file, JSON.stringify({ id: randomUUID(), ...event, occurredAt: at(1), usedBy }))
  return file
}

/** In an order in which each has something to do. */
const cases: Readonly<Record<string, Case>> = {
  due: { args: () => store('due', '--json') },
  findings: { args: () => store('findings', '--json') },
  trail: { args: () => store('trail', ...call, '--format', 'json'), gives: 'stdout' },
  report: { args: () => store('report', '--format', 'json') },
  certificate: { args: () => store('certificate', '--all', '--format', 'json'), gives: 'stdout' },
  instructions: { args: () => store('instructions', '--processor', 'recorder', '--format', 'json') },
  confirm: { args: () => store('confirm', '--processor', 'recorder', '--json') },
  'export vcon': { args: () => ['export', 'vcon', archive.url(), ...call], gives: 'stdout' },
  'consent-record': { args: () => store('consent-record', ...call, '--format', 'json') },
  worklist: { args: () => store('worklist', '--format', 'json') },
  breach: { args: () => store('breach', '--processor', 'recorder', ...year, '--format', 'json') },
  inspection: {
    args: () =>
      store('inspection', ...year, '--sample', '2', '--seed', 's', '--out', join(made, 'inspection')),
    gives: 'file'
  },
  access: {
    args: () =>
      store(
        'access',
        '--request',
        'r-1',
        ...call,
        '--media',
        join(archive.recordings, 'call-1'),
        '--out',
        join(made, 'package.zip'),
        '--incomplete'
      ),
    gives: 'file'
  },
  'letter access': { args: () => letter('access', '--request', 'r-1', ...call, '--incomplete') },
  'letter extension': { args: () => letter('extension', '--request', 'r-1', ...call), status: 4 },
  'letter refusal': { args: () => letter('refusal', '--request', 'r-1', ...call), status: 4 },
  'agenda rebuild': { args: () => ['agenda', 'rebuild', archive.url(), ...places()] },
  'store get': { args: () => ['store', 'get', archive.url(), ...places(), ...recording], gives: 'stdout' },
  'store put': {
    args: () => [
      ...['store', 'put', archive.wav, archive.url(), '--record', ...places(), '--call', 'call-3'],
      ...['--recording', 'rec-call-3', '--started-at', at(2), '--direction', 'inbound'],
      ...['--customer-type', 'private', '--line', 'customer-service', '--region', 'DK']
    ]
  },
  record: { args: () => ['record', used(), archive.url()] },
  object: { args: () => store('object', ...call, ...asked) },
  'request-erasure': { args: () => store('request-erasure', '--call', 'call-2', ...asked) },
  'request-access': { args: () => store('request-access', '--call', 'call-2', ...asked) },
  withdraw: { args: () => store('withdraw', ...call, ...asked) },
  'letter erasure': { args: () => letter('erasure', ...call, '--incomplete') },
  // The answer to who asked for access is left to a person.
  sweep: { args: () => store('sweep', '--json', ...places()), status: 3 },
  reconcile: { args: () => store('reconcile', '--json', ...places()) },
  forgotten: { args: () => store('forgotten', '--json') },
  'key create': { args: () => ['key', 'create', archive.url(), '--call', 'call-4'] },
  'key recipient': { args: () => ['key', 'recipient', archive.url(), '--call', 'c', '--recording', 'r'] },
  'key status': { args: () => ['key', 'status', '--json'] },
  'key destroy': { args: () => ['key', 'destroy', archive.url(), '--call', 'call-4', '--confirm'] },
  // The last: afterwards it is another master key.
  'key rotate': { args: () => ['key', 'rotate', '--to', newMaster()] }
}

/** They go on until they are stopped: `run` is looked at in `vaultRun.test.ts`, `follow` below. */
const lasting = ['run', 'follow']

test('each verb that takes a vault is here', async () => {
  const all = await Promise.all(Object.values(verbs).map(({ load }) => load()))
  const named = all.flatMap(({ name, help }) =>
    help
      .split('\n\n\n')
      .filter(each => each.includes('--vault WHERE'))
      .map(each => new RegExp(`^samtykke (${name}(?: [a-z]+(?= ))?)`).exec(each)![1]!)
      .map(each => (['key', 'store', 'agenda', 'export', 'letter'].includes(name) ? each : name))
  )
  expect([...named].sort()).toEqual([...Object.keys(cases), ...lasting].sort())
})

const saidIn = (text: string): ReadonlyArray<string> =>
  archive.secrets.filter(secret => formsOf(secret).some(form => Buffer.from(text).includes(form)))

test('nothing that a verb writes or says has a planted text, but where it is asked for', async () => {
  const problems: string[] = []
  for (const [name, { args, gives, status = 0 }] of Object.entries(cases)) {
    const options = name === 'key status' ? archive.vault.slice(0, 2) : archive.vault
    const ran = await inProcess([...args(), ...options])
    if (ran.status !== status) problems.push(`${name} ended with ${ran.status}: ${ran.stderr}`)
    expect([name, saidIn(ran.stderr)]).toEqual([name, []])
    expect([name, filesWith(archive.kept, archive.secrets)]).toEqual([name, []])
    if (gives !== 'stdout') expect([name, saidIn(ran.stdout)]).toEqual([name, []])
    if (gives !== 'file') expect([name, filesWith(made, archive.secrets)]).toEqual([name, []])
    if (name === 'trail' || name === 'store get')
      expect([name, saidIn(ran.stdout).length]).not.toEqual([name, 0])
    rmSync(made, { recursive: true })
    mkdirSync(made)
  }
  expect(problems).toEqual([])
})

test('nor does follow', async () => {
  const following = startProcess([
    ...[resolve(__dirname, '../bin/samtykke.mjs'), 'follow', archive.url(), '--json', ...archive.vault]
  ])
  expect(await following.until(line => line.includes('"change"'))).toBeDefined()
  following.child.kill('SIGINT')
  await following.ended
  expect(saidIn(following.lines.join('\n') + following.stderr())).toEqual([])
  expect(filesWith(archive.kept, archive.secrets)).toEqual([])
})
