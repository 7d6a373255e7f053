/** Every verb with `--lang da`: what it prints, what it says beside that, and what is wrong have no English word. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verbs } from '../src/verbs/verbs.ts'
import { englishIn } from './english.ts'
import { inProcess } from './inProcess.ts'
import type { Ran } from './program.ts'
import { simulatedLines } from './simulated.ts'
import { at, startVaultArchive, type VaultArchive, withRecording } from './vaultArchive.ts'

const policy = resolve(__dirname, 'policy.json')

/** What is no event, in each way in which a line can be none, and what is no known one. */
const strange = [
  '{"id":7}',
  'not JSON',
  '{"type":"consent-given","callId":"call-9"',
  '[]',
  JSON.stringify({ id: randomUUID(), type: 'recording-stord', callId: 'call-8', occurredAt: at(3) }),
  JSON.stringify({
    id: randomUUID(),
    type: 'analysis-objected',
    callId: 'call-8',
    occurredAt: at(3),
    channel: 'email',
    chanel: 1,
    subjectref: 'x'
  })
]

let archive: VaultArchive
/** Simulated calls, and what is wrong with a source. */
let file: string
let whole: string
let log: string
let key: string
let callId: string
beforeAll(async () => {
  archive = await startVaultArchive()
  await withRecording(archive)
  await archive.record(
    [
      { type: 'access-requested', callId: 'call-1', requestId: 'r-1', channel: 'email', occurredAt: at(1) },
      {
        type: 'recording-erased',
        callId: 'call-7',
        recordingId: 'none',
        confirmation: 'x',
        occurredAt: at(1)
      }
    ],
    ...archive.vault
  )
  const lines = simulatedLines(24, 7)
  callId = (JSON.parse(lines[0] ?? '') as { callId: string }).callId
  file = join(archive.home, 'strange.ndjson')
  whole = join(archive.home, 'whole.ndjson')
  writeFileSync(file, [...lines, ...strange].join('\n'))
  writeFileSync(whole, lines.join('\n'))
  log = join(archive.home, 'sealed')
  key = join(archive.home, 'seal.pem')
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
  mkdirSync(join(archive.home, 'made'))
})
afterAll(() => archive.stop())

type Args = ReadonlyArray<string>

const store = (...args: Args): Args => [args[0]!, archive.url(), ...args.slice(1), ...archive.vault]
const letter = (kind: string, ...args: Args): Args => [
  ...['letter', kind, archive.url(), ...args],
  ...archive.vault
]
const sealed = (): Args => ['--log', log, '--key', join(log, 'key.vkey')]
const made = (name: string): string => join(archive.home, 'made', name)
const asked = ['--channel', 'letter']
const table = ['--format', 'table', '--as-of', '2026-03-01']
const call = ['--call', 'call-1']
const year = ['--from', '2025-01-01', '--to', '2026-01-01']

const answers = (): string => {
  const name = made('answers.csv')
  writeFileSync(name, 'instructionId,executedAt,confirmation,odd\nx,yesterday,,1\n')
  return name
}

/** Of each verb, in an order in which each has something to do and something to say. */
const cases: Readonly<Record<string, () => ReadonlyArray<Args>>> = {
  due: () => [
    ['due', file, '--as-of', '2026-03-01'],
    ['due', whole, '--known-at', '2020-01-01'],
    ['due', whole, '--as-of', '2020-01-01', '--status', 'due'],
    ['due', 'no-such-file'],
    ['due', policy],
    store('due')
  ],
  findings: () => [
    ['findings', file, '--as-of', '2026-03-01', '--severity', 'error,warning,info'],
    ['findings', whole],
    store('findings')
  ],
  trail: () => [
    ['trail', whole, '--call', callId, ...table],
    ['trail', whole, '--call', 'none'],
    store('trail', ...call)
  ],
  report: () => [
    ['report', file, ...table, '--what-if', policy, '--since', '2025-12-01'],
    ['report', whole, ...table, '--if-invalid', 'consent:bundled'],
    ['report', whole, ...table, '--if-invalid', 'consent:noticeVersion=1999-01'],
    ['report', whole, '--if-invalid', 'consent:method=keypres'],
    ['report', whole, '--if-invalid', 'consent:2025-02-01/2025-01-01'],
    ['report', whole, '--if-invalid', 'bundled'],
    ['report', whole, '--if-invalid', 'consent:'],
    store('report', '--format', 'table')
  ],
  record: () => [
    ['record', file, archive.url()],
    ['record', file, archive.url(), ...archive.vault],
    ['record', whole, archive.url(), ...archive.vault],
    ['record', whole, 'localhost:2113']
  ],
  withdraw: () => [
    store('withdraw', ...call, ...asked, '--purposes', 'voice-analysis', '--policy', policy),
    store('withdraw', '--subject', 'nobody', ...asked),
    store('withdraw', '--call', 'none', ...asked),
    store('withdraw', ...call, ...asked, '--purposes', 'documentaton')
  ],
  object: () => [
    store('object', ...call, ...asked, '--received-at', 'yesterday'),
    store('object', ...call, ...asked)
  ],
  'request-erasure': () => [
    store('request-erasure', '--call', 'call-2', ...asked),
    store('request-erasure', '--call', 'call-2', ...asked, '--scope', 'al')
  ],
  'request-access': () => [store('request-access', '--call', 'call-2', ...asked)],
  // What it says of actions is in the test of its lines.
  follow: () => [['follow', 'esdb://127.0.0.1:1?tls=false', '--give-up-after', 'PT1S']],
  // What it says while it runs is JSON.
  run: () => [
    ['run', archive.url()],
    ['run', archive.url(), ...archive.where, '--resume'],
    ['run', archive.url(), '--recordings', 'recorder=/no/such/folder', ...archive.vault]
  ],
  sweep: () => [
    store('sweep', '--dry-run', ...archive.where),
    store('sweep', ...archive.where, '--policy', policy)
  ],
  reconcile: () => {
    writeFileSync(join(archive.recordings, 'strange.txt'), 'x')
    return [store('reconcile', ...archive.where)]
  },
  'agenda rebuild': () => [['agenda', 'rebuild', archive.url(), ...archive.where, ...archive.vault]],
  forgotten: () => [store('forgotten', '--call', 'call-1'), ['forgotten', archive.url()]],
  scavenge: () => [['scavenge', archive.url()]],
  'store put': () => {
    const put = (...more: Args): Args => [
      ...['store', 'put', archive.wav, archive.url(), '--record', ...archive.where, '--call', 'call-3'],
      ...['--recording', 'rec-call-3', '--started-at', at(2), '--direction', 'inbound'],
      ...['--customer-type', 'private', '--region', 'DK', ...archive.vault, ...more]
    ]
    return [
      put('--line', 'customer-servce'),
      put('--line', 'zoo'),
      put('--line', 'zoo', '--region', 'Danmark')
    ]
  },
  'store get': () => [
    ['store', 'get', archive.url(), ...archive.where, ...call, '--recording', 'none', ...archive.vault],
    ['store', 'get', ...archive.where, ...call]
  ],
  'store list': () => [
    ['store', 'list', ...archive.where],
    ['store', 'list']
  ],
  'key create': () => [
    ['key', 'create', archive.url(), '--call', 'call-4', ...archive.vault],
    ['key', 'create', '--call', 'call-4', ...archive.vault],
    ['key', 'create', '--vault', join(archive.home, 'other'), '--master-key', made('other.key')],
    ['key', 'create', ...archive.vault]
  ],
  'key recipient': () => [['key', 'recipient', archive.url(), ...call, ...archive.vault]],
  'key status': () => [
    ['key', 'status', ...archive.vault.slice(0, 2)],
    ['key', 'status']
  ],
  'key destroy': () => [
    ['key', 'destroy', '--call', 'call-4', ...archive.vault],
    ['key', 'destroy', '--call', 'call-4', ...archive.vault, '--confirm'],
    ['key', 'destroy', '--call', 'call-4', ...archive.vault, '--confirm'],
    ['key', 'destroy', '--call', 'none', ...archive.vault, '--confirm']
  ],
  'key rotate': () => [
    ['key', 'rotate', '--to', made('other.key'), ...archive.vault],
    ['key', 'rotate', '--to', archive.master, '--vault', archive.keys, '--master-key', made('other.key')]
  ],
  'import vcon': () => {
    const vcon = made('call.vcon')
    const dialog = { type: 'recording', start: '2025-09-01T10:00:00', duration: 'long', body: 'AA' }
    writeFileSync(
      vcon,
      JSON.stringify([{ dialog: [dialog, {}, 7], parties: [{ name: 'X' }] }, { ciphertext: 'x' }, 7])
    )
    return [
      ['import', 'vcon', vcon],
      ['import', 'vcon', vcon, '--time-zone', 'UTC', '--direction', 'inbound'],
      ['import', 'vcon', whole],
      ['import', 'vcon', vcon, '--subject-key', '/dev/null'],
      ['import', 'vcon', vcon, '--purposes', vcon],
      ['import', 'vcon', vcon, '--verify-key', vcon],
      ['import', 'vcon', vcon, '--region', 'dk'],
      ['import', 'vcon', vcon, '--time-zone', 'Mars'],
      ['import', 'vcon', '/no/such/file'],
      ['import', 'vcon', archive.url()],
      ['import', 'vcon']
    ]
  },
  'export vcon': () => [
    ['export', 'vcon', whole, '--call', callId],
    ['export', 'vcon', whole, '--call', 'none']
  ],
  'consent-record': () => [
    ['consent-record', whole, '--call', callId, '--format', 'table'],
    ['consent-record', whole, '--call', callId, '--format', 'table', '--receipt']
  ],
  art30: () => [
    ['art30', '--format', 'table'],
    ['art30', '--format', 'table', '--policy', policy],
    ['art30', '--policy', whole],
    ['art30', '--json', '--format', 'csv']
  ],
  access: () => [
    store('access', '--request', 'none', ...call, '--media', archive.recordings, '--out', made('a.zip')),
    store('access', '--request', 'r-1', ...call, '--media', archive.recordings, '--out', '/no/such/a.zip'),
    store('access', '--request', 'r-1', '--media', archive.recordings, '--out', made('a.zip'))
  ],
  'letter access': () => [
    letter('access', '--request', 'none', ...call),
    letter('access', '--request', 'r-1', ...call)
  ],
  'letter erasure': () => [
    ['letter', 'erasure', whole, '--call', 'none'],
    ['letter', 'erasure', whole, '--subject', 'none'],
    letter('erasure', ...call, '--event', 'none'),
    ['letter', 'erasure', whole]
  ],
  'letter extension': () => [letter('extension', '--request', 'r-1', ...call)],
  'letter refusal': () => [letter('refusal', '--request', 'r-1', ...call)],
  certificate: () => [
    ['certificate', whole, '--all', ...table],
    ['certificate', whole, '--recording', 'none']
  ],
  instructions: () => [
    ['instructions', whole, '--processor', 'recorder-cloud', ...table],
    ['instructions', whole, '--processor', 'recorder-cloud', '--policy', policy, ...table],
    ['instructions', whole, '--processor', 'recorder-clod'],
    ['instructions', whole, '--processor', 'recorder-cloud', '--record']
  ],
  confirm: () => [
    store('confirm', '--processor', 'recorder'),
    ['confirm', answers(), ...store('confirm', '--processor', 'recorder').slice(1)]
  ],
  breach: () => [
    ['breach', whole, '--processor', 'recorder-cloud', ...year, ...table],
    [
      'breach',
      file,
      '--processor',
      'recorder-cloud',
      ...year,
      ...table,
      '--policy',
      policy,
      '--aware',
      '2026-02-01'
    ],
    ['breach', whole, '--processor', 'recorder-clod', ...year],
    ['breach', whole, '--processor', 'recorder-cloud', '--from', '2025-02-01', '--to', '2025-01-01'],
    ['breach', whole, '--processor', 'recorder-cloud', '--from', '2999-01-01', '--to', '2999-02-01']
  ],
  worklist: () => [
    ['worklist', whole, ...table],
    ['worklist', file, '--format', 'table', '--as-of', '2026-03-01', '--policy', policy],
    store('worklist', '--format', 'table')
  ],
  inspection: () => [
    ['inspection', whole, ...year, '--sample', '3', '--seed', 's', '--out', made('inspection')],
    ['inspection', file, ...year, '--sample', '3', '--seed', 's', '--out', made('inspection.zip')],
    ['inspection', whole, ...year, '--sample', '3', '--seed', 's', '--out', made('inspection')],
    ['inspection', whole, ...year, '--sample', '3', '--seed', '\n', '--out', made('none')],
    ['inspection', '-', ...year, '--sample', '3', '--seed', 's', '--out', made('none'), '--log', log],
    ['inspection', whole, ...year, '--sample', '3', '--seed', 's', '--out', '/dev/null/none']
  ],
  seal: () => [
    ['seal', whole, '--log', log, '--key', key, '--origin', 'company.example'],
    ['seal', whole, '--log', log, '--key', whole, '--init', '--origin', 'company.example/log'],
    ['seal', whole, '--log', log, '--key', key, '--init', '--origin', 'company.example/log'],
    ['seal', whole, '--log', log, '--key', key, '--destroy-salts'],
    ['seal', whole, '--log', log, '--key', key, '--init', '--origin', 'company.example/log'],
    ['seal', file, '--log', log, '--key', key]
  ],
  verify: () => [
    ['verify', whole, ...sealed()],
    ['verify', file, ...sealed()],
    ['verify', ...sealed()],
    ['verify', '--log', log, '--key', whole],
    ['verify', '--key', key]
  ],
  prove: () => [
    ['prove', whole, '--log', log, '--call', callId, '--out', made('proof')],
    ['prove', whole, '--log', log, '--call', 'none', '--out', made('none')],
    ['prove', whole, '--log', log, '--call', callId, '--out', made('proof'), '--format', 'cose']
  ],
  events: () => [['events'], ['events', 'recording-stored'], ['events', 'recording-stord']],
  'policy print': () => [['policy', 'print', '--policy', policy]],
  'policy check': () => [
    ['policy', 'check', policy, '--promises', policy],
    [
      'policy',
      'check',
      resolve(__dirname, '../../../examples/policies/bank/policy.json'),
      '--promises',
      policy
    ],
    ['policy', 'check', whole]
  ],
  simulate: () => [
    ['simulate', '--calls', '1', '--seed', '1', '--from', '2025-12-01', '--to', '2025-01-01'],
    ['simulate', '--calls', 'many', '--seed', '1'],
    ['simulate']
  ]
}

const danish = (args: Args): Promise<Ran> => inProcess([...args, '--lang', 'da'])

/** The names that the help gives: of a verb with words of its own each. */
const namesOf = (name: string, help: string): ReadonlyArray<string> => {
  const words = [...help.matchAll(new RegExp(`^samtykke ${name} ([a-z]+) `, 'gm'))].map(([, word]) => word)
  const isGroup = ['agenda', 'export', 'import', 'key', 'letter', 'policy', 'store'].includes(name)
  return isGroup ? [...new Set(words)].map(word => `${name} ${String(word)}`) : [name]
}

test('every verb is here', async () => {
  const all = await Promise.all(Object.values(verbs).map(({ load }) => load()))
  expect(all.flatMap(({ name, help }) => namesOf(name, help)).sort()).toEqual(Object.keys(cases).sort())
})

/** What was said of each that is English. */
const englishSaidBy = async (all: ReadonlyArray<Args>): Promise<ReadonlyArray<string>> => {
  const found: string[] = []
  for (const args of all) {
    const { stdout, stderr } = await danish(args)
    if (stdout + stderr === '') found.push(`${args.join(' ')}: says nothing`)
    found.push(...englishIn(stderr + stdout).map(each => `${args.join(' ')}: ${each}`))
  }
  return found
}

test('no verb says an English word when it speaks Danish', async () => {
  const found: string[] = []
  for (const runs of Object.values(cases)) found.push(...(await englishSaidBy(runs())))
  expect(found).toEqual([])
})

test('nor where something is wrong with its command line', async () => {
  const wrong = [['--no-such-option'], ['--json=x', '--lang=da'], ['a', 'b', 'c', '--policy', whole]]
  const ofVerbs = Object.keys(cases).flatMap(name => wrong.map(each => [...name.split(' '), ...each]))
  expect(await englishSaidBy([...ofVerbs, ['no-such-verb'], ['du'], ['key'], ['store', 'putt'], []])).toEqual(
    []
  )
})

test('that a store is not there is told in Danish', async () => {
  const { stderr, status } = await danish(['due', 'esdb://127.0.0.1:1?tls=false'])
  expect(status).toBe(4)
  expect(stderr).toMatch(
    /^samtykke due: esdb:\/\/127\.0\.0\.1:1: loggen kan ikke nås: forbindelsen blev afvist: intet lytter der\n$/
  )
})

test('in English it says the same with --lang en and without', async () => {
  for (const args of [
    ['due', file, '--as-of', '2026-03-01'],
    ['findings', file, '--as-of', '2026-03-01'],
    ['art30', ...table],
    ['events'],
    ['policy', 'check', policy, '--promises', policy]
  ]) {
    const english = await inProcess([...args, '--lang', 'en'])
    expect(await inProcess(args)).toEqual(english)
    expect(english).not.toEqual(await danish(args))
  }
})
