/** What may be a person's, wherever it stands by mistake, is told by its form and length alone. */
import { generateKeyPairSync } from 'node:crypto'
import { eventTypes } from '@samtykke/core'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'

const file = scratch()
const canaries = [
  '+45 20 12 34 56',
  '4520123456',
  'kirsten@holm.example',
  'Kirsten Holm',
  '010190-1234',
  'O\u2019Hara \u001b[31m'
]
const inOutput = /20 12 34 56|4520123456|kirsten|Kirsten|Holm|holm|010190|Hara/

const members: Readonly<Record<string, unknown>> = {
  id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
  callId: 'call-1',
  occurredAt: '2025-09-01T08:00:00Z'
}

const everyMember = [
  ...[
    'id',
    'callId',
    'occurredAt',
    'recordedAt',
    'subjectRef',
    'method',
    'purposes',
    'noticeVersion',
    'language'
  ],
  ...[
    'digit',
    'recordingId',
    'offsetMs',
    'channel',
    'startedAt',
    'endedAt',
    'direction',
    'customerType',
    'line'
  ],
  ...[
    'processor',
    'region',
    'sha256',
    'bytes',
    'mediaType',
    'purpose',
    'usedBy',
    'holdId',
    'recipient',
    'reason'
  ],
  ...['requestId', 'analysisId', 'features', 'engine', 'engineVersion', 'subjects', 'anonymisable', 'scope'],
  ...[
    'claimReference',
    'approvedBy',
    'reviewOn',
    'suspends',
    'approvals',
    'target',
    'targetId',
    'confirmation'
  ],
  ...['copies', 'backupsExpireOn', 'verifiedBy', 'technique', 'action', 'permanent', 'copyHandedOver'],
  ...['recordingIds', 'packageSha256', 'refusedBecause', 'keyDestroyed', 'residue', 'type']
]

test.each(canaries)(
  '%j in any member of any event is not repeated in a message',
  async canary => {
    const forms = [canary, [canary], { [canary]: canary }, Number(canary.replace(/\D/g, '')) || 4_520_123_456]
    const lines = eventTypes.flatMap(type =>
      everyMember.flatMap(member => forms.map(value => JSON.stringify({ ...members, type, [member]: value })))
    )
    lines.push(canary, `{"${canary}`, `{"type":"${canary}"`, `"${canary.replace('\u001b', '')}"`)
    const source = file('events.ndjson', lines.join('\n'))
    for (const args of [
      ['due', source, '--json'],
      ['record', source, 'esdb://h:99999']
    ]) {
      const { status, stderr } = await inProcess(args)
      expect([3, 4]).toContain(status)
      expect(stderr).not.toMatch(inOutput)
      expect(stderr).not.toContain('\u001b')
    }
  },
  120_000
)

const events = (): string =>
  file('one.ndjson', JSON.stringify({ ...members, type: 'analysis-objected', channel: 'email' }))
const store = 'esdb://127.0.0.1:99999'
/** Where nothing can be written: a file is in its way. */
const noFolder = (): string => `${events()}/log`
const sealingKey = (): string =>
  file(
    'key.pem',
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  )

/** Every option that takes a word, a time or an id; what names a file must be repeated to be of use. */
const options: ReadonlyArray<(canary: string) => ReadonlyArray<string>> = [
  canary => [canary],
  ...['due', 'findings', 'report'].flatMap(verb =>
    ['--as-of', '--known-at'].map(option => (canary: string) => [verb, events(), `${option}=${canary}`])
  ),
  canary => ['due', events(), `--status=${canary}`],
  canary => ['due', events(), `--${canary}`],
  canary => ['findings', events(), `--severity=${canary}`],
  canary => ['findings', events(), `--fail-on=${canary}`],
  ...['trail', 'consent-record'].map(verb => (canary: string) => [verb, events(), `--call=${canary}`]),
  canary => ['trail', events(), '--call=call-1', `--format=${canary}`],
  canary => ['trail', events(), '--call=call-1', `--lang=${canary}`],
  canary => ['report', events(), `--since=${canary}`],
  canary => ['report', events(), `--format=${canary}`],
  canary => ['certificate', events(), `--recording=${canary}`],
  canary => ['certificate', events(), `--analysis=${canary}`],
  canary => ['access', events(), `--request=${canary}`, '--call=call-1', '--media=.', '--out=/none/x.zip'],
  canary => ['access', events(), '--request=r', `--subject=${canary}`, '--media=.', '--out=/none/x.zip'],
  canary => ['letter', canary, events(), '--call=call-1'],
  canary => ['letter', 'refusal', events(), `--request=${canary}`, '--call=call-1'],
  canary => ['letter', 'erasure', events(), '--call=call-1', `--event=${canary}`],
  canary => ['letter', 'erasure', events(), `--subject=${canary}`],
  canary => ['letter', 'erasure', events(), '--call=call-1', `--person=${canary}`],
  canary => ['art30', `--format=${canary}`],
  canary => ['simulate', `--calls=${canary}`, '--seed=1'],
  canary => ['simulate', '--calls=1', '--seed=1', `--from=${canary}`],
  canary => ['simulate', canary, '--calls=1', '--seed=1'],
  ...['trail', 'consent-record'].map(verb => (canary: string) => [
    verb,
    events(),
    '--call=call-1',
    ...(verb === 'trail' ? ['--format=jsonld'] : []),
    `--base=${canary}`
  ]),
  canary => ['instructions', '/none/x.ndjson', `--processor=${canary}`],
  canary => [
    'seal',
    events(),
    `--log=${noFolder()}`,
    `--key=${sealingKey()}`,
    '--init',
    `--origin=${canary}`
  ],
  ...['quorum', 'call'].map(option => (canary: string) => [
    'verify',
    events(),
    `--log=${noFolder()}`,
    '--key=a+00000000+AAAA',
    `--${option}=${canary}`
  ]),
  canary => ['prove', events(), `--log=${noFolder()}`, `--call=${canary}`, `--out=${noFolder()}`],
  ...['subject', 'call', 'request', 'received-at', 'purposes', 'channel'].map(option => (canary: string) => [
    'withdraw',
    store,
    ...(option === 'subject' ? [] : ['--call=call-1']),
    ...(option === 'channel' ? [] : ['--channel=email']),
    `--${option}=${canary}`
  ]),
  canary => ['request-erasure', store, '--call=call-1', '--channel=email', `--scope=${canary}`],
  canary => ['follow', store, `--status=${canary}`],
  canary => ['follow', store, `--give-up-after=${canary}`]
]

test('nor in any option of any verb', async () => {
  for (const canary of canaries) {
    for (const option of options) {
      const args = option(canary)
      const { status, stdout, stderr } = await inProcess(args)
      expect([args[0], [1, 2, 4]]).toEqual([args[0], expect.arrayContaining([status])])
      expect(stdout + stderr).not.toMatch(inOutput)
    }
  }
}, 120_000)

/** What names a file is repeated, but where it is a number or an address. */
const files: ReadonlyArray<(canary: string) => ReadonlyArray<string>> = [
  canary => ['seal', events(), `--log=${canary}`, `--key=${sealingKey()}`],
  canary => ['seal', events(), `--log=${noFolder()}`, `--key=${canary}`],
  canary => ['seal', events(), `--log=${noFolder()}`, `--key=${sealingKey()}`, `--also-key=${canary}`],
  canary => ['verify', `--log=${canary}`, '--key=a+00000000+AAAA'],
  canary => ['verify', `--log=${noFolder()}`, `--key=${canary}`],
  canary => ['verify', `--log=${noFolder()}`, '--key=a+00000000+AAAA', `--since=${canary}`],
  canary => ['verify', `--log=${noFolder()}`, '--key=a+00000000+AAAA', `--witness=${canary}`],
  canary => ['verify', `--proof=${canary}`, '--key=a+00000000+AAAA']
]

test('nor in an option that names a file, where it is a number or an address', async () => {
  for (const canary of canaries.filter(each => /@|\d{4}|\d \d/.test(each))) {
    for (const option of files) {
      const args = option(canary)
      const { status, stdout, stderr } = await inProcess(args)
      expect([args[0], [2, 4, 5]]).toEqual([args[0], expect.arrayContaining([status])])
      expect(stdout + stderr).not.toMatch(inOutput)
    }
  }
}, 120_000)

test('what is nearly a word of a closed list is named', async () => {
  const { stderr } = await inProcess(['due', events(), '--status', 'schedulled'])
  expect(stderr).toContain('found "schedulled": did you mean scheduled?')
  const line = { ...members, type: 'erasure-requested', channel: 'email', scope: 'recordin' }
  const bad = await inProcess(['due', file('near.ndjson', JSON.stringify(line))])
  expect(bad.stderr).toContain('found "recordin", the nearest being recording')
  expect((await inProcess(['finding'])).stderr).toContain('"finding": did you mean findings?')
  expect((await inProcess(['due', events(), '--polcy', 'x'])).stderr).toContain(
    '"--polcy": did you mean --policy?'
  )
})
