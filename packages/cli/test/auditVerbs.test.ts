// The verbs that put out what auditors, processors and customers ask for, run as they run them.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noticePolicy } from '@samtykke/core'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { inProcess } from './inProcess.ts'
import { shuffled, simulatedLines } from './simulated.ts'

const folder = mkdtempSync(join(tmpdir(), 'samtykke-audit-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const lines = simulatedLines(150, 11)
const events = file('events.ndjson', lines.map(line => `${line}\n`).join(''))
const asOf = ['--as-of', '2026-06-01T00:00:00Z']

const audio = Buffer.from('RIFF, as it were')
const sha256 = createHash('sha256').update(audio).digest('hex')
const event = (n: number, type: string, occurredAt: string, members: object) =>
  `${JSON.stringify({ id: `00000000-0000-4000-8000-00000000000${n}`, type, callId: 'call-1', subjectRef: 'subject-1', occurredAt, ...members })}\n`
const story = file(
  'story.ndjson',
  [
    event(1, 'consent-given', '2026-01-05T09:59:00Z', {
      method: 'keypress',
      purposes: ['documentation'],
      noticeVersion: '1',
      language: 'da'
    }),
    event(2, 'recording-stored', '2026-01-05T10:10:00Z', {
      recordingId: 'recording-1',
      startedAt: '2026-01-05T10:00:00Z',
      endedAt: '2026-01-05T10:09:00Z',
      direction: 'inbound',
      customerType: 'private',
      line: 'customer-service',
      processor: 'recorder',
      region: 'DK',
      sha256,
      mediaType: 'audio/wav'
    }),
    event(3, 'consent-withdrawn', '2026-02-01T10:00:00Z', { channel: 'email' }),
    event(4, 'access-requested', '2026-02-02T10:00:00Z', { requestId: 'request-1', channel: 'email' })
  ].join('')
)

const complete = file(
  'complete.json',
  JSON.stringify({
    ...noticePolicy,
    controller: { name: 'Company', address: 'Street 1', email: 'post@company.example' },
    authority: { name: 'Authority' },
    processors: [{ id: 'recorder', name: 'Recorder', region: 'DK' }]
  })
)

test('certificates and instructions are the same bytes for any order of lines', async () => {
  const other = file(
    'shuffled.ndjson',
    shuffled(lines, 5)
      .map(line => `${line}\n`)
      .join('')
  )
  for (const verb of [
    ['certificate', '--all'],
    ['certificate', '--all', '--format', 'csv'],
    ['instructions', '--processor', 'recorder-north']
  ]) {
    const [name = '', ...rest] = verb
    const one = await inProcess([name, events, ...rest, ...asOf])
    const two = await inProcess([name, other, ...rest, ...asOf])
    expect(one.status).toBe(0)
    expect(one.stdout.length).toBeGreaterThan(100)
    expect(two.stdout).toBe(one.stdout)
  }
})

test('a processor is told what to erase, and no certificate comes of it', async () => {
  const told = await inProcess(['instructions', story, '--processor', 'recorder', ...asOf])
  expect(JSON.parse(told.stdout)).toMatchObject({
    kind: 'instructions',
    erase: [
      { target: 'recording', targetId: 'recording-1', action: 'erase', dueAt: '2026-02-01T10:00:00.000Z' }
    ],
    keep: []
  })
  const none = await inProcess(['certificate', story, '--recording', 'recording-1', ...asOf])
  expect({ status: none.status, stdout: none.stdout }).toEqual({ status: 4, stdout: '' })
  expect(none.stderr).toContain('no confirmed erasure')
})

test('the record of consent and the record of processing', async () => {
  const record = await inProcess(['consent-record', story, '--call', 'call-1', '--json', ...asOf])
  expect(JSON.parse(record.stdout)).toMatchObject({ kind: 'consent-record', callId: 'call-1' })
  const receipt = await inProcess(['consent-record', story, '--call', 'call-1', '--receipt', ...asOf])
  expect(receipt.stdout).toContain('dpv:ConsentReceipt')
  expect((await inProcess(['consent-record', story, '--call', 'call-2', ...asOf])).status).toBe(4)
  const table = await inProcess(['art30', '--format', 'csv', '--lang', 'en', ...asOf])
  expect(table.stdout.split('\r\n')).toHaveLength(10)
  const page = await inProcess(['art30', '--format', 'html', '--lang', 'both', ...asOf])
  expect(page).toMatchObject({ status: 0, stderr: '' })
  expect(page.stdout).toContain('IKKE ANGIVET')
  expect(page.stdout).toContain('NOT STATED')
  const both = await inProcess(['art30', '--format', 'csv', '--lang', 'both'])
  expect({ status: both.status, stdout: both.stdout }).toEqual({ status: 2, stdout: '' })
})

test('certificates as a page: a sheet for each, of one recording or of all', async () => {
  const page = (...more: ReadonlyArray<string>) =>
    inProcess(['certificate', events, '--format', 'html', '--lang', 'en', ...asOf, ...more])
  const lines = (await inProcess(['certificate', events, '--all', ...asOf])).stdout.trim().split('\n')
  const certificates = lines.map(
    line => JSON.parse(line) as { certificateId: string; target: string; targetId: string }
  )
  const all = await page('--all')
  expect(all).toMatchObject({ status: 0, stderr: '' })
  for (const { certificateId } of certificates)
    expect(all.stdout).toContain(`en-certificate-${certificateId}"`)
  const recording = certificates.find(({ target }) => target === 'recording')!
  const one = await page('--recording', recording.targetId)
  expect(one.stdout).toContain(`<h2>Recording ${recording.targetId}: erased</h2>`)
  expect(one.stdout.match(/class="sheet"/g)).toHaveLength(
    certificates.filter(({ targetId }) => targetId === recording.targetId).length
  )
})

describe('access', () => {
  const media = join(folder, 'media')
  const zip = join(folder, 'access.zip')
  mkdirSync(media)
  const ask = (...more: ReadonlyArray<string>) =>
    inProcess([
      'access',
      story,
      '--request',
      'request-1',
      '--subject',
      'subject-1',
      '--media',
      media,
      '--out',
      zip,
      ...asOf,
      ...more
    ])

  test('the package holds the copy, and the event to record is printed', async () => {
    writeFileSync(join(media, 'recording-1.wav'), audio)
    const ran = await ask('--incomplete')
    expect(ran.status).toBe(0)
    expect(JSON.parse(ran.stdout)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      type: 'access-answered',
      callId: 'call-1',
      occurredAt: '2026-06-01T00:00:00.000Z',
      requestId: 'request-1',
      copyHandedOver: true,
      recordingIds: ['recording-1'],
      packageSha256: createHash('sha256').update(readFileSync(zip)).digest('hex')
    })
    for (const name of ['recordings/recording-1.wav', 'calls/call-1.html', 'calls/call-1.json', 'index.html'])
      expect(readFileSync(zip).includes(name)).toBe(true)
  })

  test.each([
    ['--media', join(folder, 'mdeia'), 'there is no such folder'],
    ['--analyses', join(folder, 'mdeia'), 'there is no such folder'],
    ['--media', story, 'not a folder']
  ])('%s that leads nowhere is no folder without audio: exit 4', async (option, path, reason) => {
    const out = join(folder, 'nowhere.zip')
    const folders = { '--media': media, '--analyses': folder, [option]: path }
    const ran = await inProcess([
      ...['access', story, '--request', 'request-1', '--subject', 'subject-1', '--incomplete', '--out', out],
      ...Object.entries(folders).flat(),
      ...asOf
    ])
    expect([ran.status, ran.stdout, existsSync(out)]).toEqual([4, '', false])
    expect(ran.stderr).toBe(`samtykke access: ${option}: ${reason}\n`)
  })

  test('a call of another person is not packed: exit 5, and no file', async () => {
    const others = file(
      'others.ndjson',
      `${readFileSync(story, 'utf8')}${event(5, 'analysis-objected', '2026-01-05T09:59:00Z', {
        callId: 'call-2',
        subjectRef: 'subject-2',
        channel: 'email'
      })}`
    )
    const out = join(folder, 'others.zip')
    const ids = ['--call', 'call-1', '--call', 'call-2']
    const ran = await inProcess([
      ...['access', others, '--request', 'request-1', ...ids, '--media', media, '--out', out],
      ...asOf
    ])
    expect([ran.status, ran.stdout, existsSync(out)]).toEqual([5, '', false])
    expect(ran.stderr).toContain('call call-2 is of another person than who made the request')
  })

  test('what the policy does not say is named, and nothing is written without --incomplete: exit 5', async () => {
    writeFileSync(join(media, 'recording-1.wav'), audio)
    rmSync(zip)
    const ran = await ask()
    expect([ran.status, ran.stdout, existsSync(zip)]).toEqual([5, '', false])
    expect(ran.stderr).toContain('the policy does not state where to complain (authority;')
    expect(ran.stderr).toContain('the policy does not name recorder, which has or had something')
    expect(ran.stderr).toContain('nothing was written: with --incomplete it is, without what is named above')
    expect((await ask('--incomplete')).stderr).toContain('where to complain')
    const whole = await ask('--policy', complete)
    expect([whole.status, whole.stderr]).toEqual([0, ''])
  })

  test('a recording that is not what was stored leaves no zip and no event: exit 5', async () => {
    writeFileSync(join(media, 'recording-1.wav'), 'something else')
    rmSync(zip)
    const ran = await ask('--incomplete')
    expect([ran.status, ran.stdout, existsSync(zip)]).toEqual([5, '', false])
    expect(ran.stderr).toContain('recording recording-1: its audio is not what was stored')
    expect(ran.stderr).toContain('nothing was packed, and there is no event to record')
  })

  test('audio that is not found is owed: exit 5, or a package that says so and an event without a reason', async () => {
    rmSync(join(media, 'recording-1.wav'))
    const ran = await ask('--policy', complete)
    expect([ran.status, ran.stdout, existsSync(zip)]).toEqual([5, '', false])
    expect(ran.stderr).toContain('recording recording-1: it is not erased, and its audio was not found')
    const all = await ask('--policy', complete, '--incomplete')
    expect(JSON.parse(all.stdout)).toMatchObject({ copyHandedOver: false })
    expect(JSON.parse(all.stdout)).not.toHaveProperty('refusedBecause')
  })

  test('the results of an analysis are packed where --analyses has them, and named where not', async () => {
    writeFileSync(join(media, 'recording-1.wav'), audio)
    const analyses = join(folder, 'analyses')
    mkdirSync(analyses)
    writeFileSync(join(analyses, 'analysis-1.json'), '{"tempo":"SECRET-result"}')
    const produced = event(5, 'analysis-produced', '2026-01-05T10:11:00Z', {
      analysisId: 'analysis-1',
      direction: 'inbound',
      features: ['tempo'],
      engine: 'engine',
      engineVersion: '1',
      subjects: ['customer']
    })
    const analysed = file('analysed.ndjson', readFileSync(story, 'utf8') + produced)
    const pack = (...more: ReadonlyArray<string>) =>
      inProcess([
        ...['access', analysed, '--request', 'request-1', '--call', 'call-1', '--media', media, '--out', zip],
        ...['--policy', complete, ...asOf, ...more]
      ])
    const without = await pack()
    expect([without.status, without.stderr]).toEqual([
      0,
      'analysis analysis-1: its results were not found; it is listed as missing\n'
    ])
    expect((await pack('--analyses', analyses)).stderr).toBe('')
    expect(readFileSync(zip).includes('analysis/analysis-1.json')).toBe(true)
  })
})

describe('letter', () => {
  const asked = ['--subject', 'subject-1', ...asOf]
  const letter = (kind: string, ...more: ReadonlyArray<string>) =>
    inProcess(['letter', kind, story, ...asked, ...more])

  test('a page in the language asked for, the same each time, or the letter as data', async () => {
    const policy = ['--policy', complete]
    const page = await letter('access', '--request', 'request-1', ...policy)
    expect([page.status, page.stderr]).toEqual([0, ''])
    expect(page.stdout).toContain('<h1>Svar på din anmodning om indsigt i dine samtaler</h1>')
    expect((await letter('access', '--request', 'request-1', ...policy)).stdout).toBe(page.stdout)
    const both = await letter('erasure', '--lang', 'both', ...policy)
    expect(both.stdout).toContain('Sletning af dine samtaler er ikke bekræftet endnu')
    expect(both.stdout).toContain('Erasure of your calls is not confirmed yet')
    const data = await letter('erasure', '--json', ...policy)
    expect(JSON.parse(data.stdout)).toMatchObject({ kind: 'letter', letter: 'erasure', calls: ['call-1'] })
  })

  test('what is not recorded is not told: exit 4; what the policy lacks is named: exit 5', async () => {
    const said = async (kind: string, ...more: ReadonlyArray<string>) => {
      const { status, stdout, stderr } = await letter(kind, ...more)
      return [status, stdout, stderr.trim().split('\n').at(-1)]
    }
    expect(await said('refusal', '--request', 'request-1')).toEqual([
      4,
      '',
      'samtykke letter: no letter: no access-answered of that request says why it is refused (refusedBecause)'
    ])
    expect((await said('extension', '--request', 'request-2'))[0]).toBe(4)
    expect(await said('erasure', '--event', 'x')).toEqual([
      4,
      '',
      'samtykke letter: --event: no withdrawal, request for erasure or objection of that person has that id (1 character)'
    ])
    expect((await said('access', '--request', 'request-1'))[0]).toBe(5)
    const incomplete = await letter('access', '--request', 'request-1', '--incomplete')
    expect([incomplete.status, incomplete.stdout.includes('IKKE ANGIVET')]).toEqual([0, true])
    expect(incomplete.stderr).toContain('where to complain')
    expect((await inProcess(['letter', 'thanks', story])).status).toBe(2)
    expect((await inProcess(['letter', 'erasure', story])).status).toBe(2)
  })
})

test.each([
  ['--subject', ['--subject', 'nobody'], 'no call of that person (6 characters) in the source'],
  ['--call', ['--call', 'none'], 'no call of that id (4 characters) in the source'],
  ['--call', ['--call', 'call-1', '--call', 'other'], 'no call of that id (5 characters) in the source'],
  ['--request', ['--call', 'call-1'], 'no request for access of that id (7 characters) in the calls']
])('access and letters blame the option that matches nothing: %s', async (option, whose, reason) => {
  const request = ['--request', option === '--request' ? 'request' : 'request-1']
  const zip = join(folder, 'nothing.zip')
  for (const [verb, ...more] of [
    ['access', ...request, '--media', folder, '--out', zip],
    ['letter access', ...request],
    ['letter extension', ...request],
    ['letter refusal', ...request],
    ...(option === '--request' ? [] : [['letter erasure']])
  ] as const) {
    const ran = await inProcess([...verb.split(' '), story, ...whose, ...asOf, ...more])
    expect([ran.status, ran.stdout, ran.stderr.trim().split('\n').at(-1)]).toEqual([
      4,
      '',
      expect.stringMatching(/^samtykke [a-z ]+: --/)
    ])
    expect(ran.stderr).toContain(`: ${option}: ${reason}\n`)
  }
  expect(existsSync(zip)).toBe(false)
})

test('the receipt of consent is a page for the customer, and only the receipt', async () => {
  const receipt = ['consent-record', story, '--call', 'call-1', '--format', 'html', ...asOf]
  const page = await inProcess([...receipt, '--receipt', '--policy', complete])
  expect([page.status, page.stderr]).toEqual([0, ''])
  expect(page.stdout).toContain('<h1>Kvittering for dit samtykke til optagelse af en samtale</h1>')
  expect(page.stdout).toContain('Du gav samtykke ved tryk på en tast til dokumentation')
  expect((await inProcess([...receipt, '--receipt'])).status).toBe(5)
  expect((await inProcess([...receipt, '--receipt', '--incomplete', '--lang', 'en'])).stdout).toContain(
    'NOT STATED'
  )
  expect((await inProcess(receipt)).status).toBe(2)
})

const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? describe : describe.skip

withOpenssl('seal, verify and prove (skipped where openssl is not installed)', () => {
  const key = join(folder, 'key.pem')
  const log = join(folder, 'log')
  const vkey = join(log, 'key.vkey')
  const sealed = ['--log', log, '--key', vkey]

  beforeAll(async () => {
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key])
    const ran = await inProcess([
      'seal',
      events,
      '--log',
      log,
      '--key',
      key,
      '--init',
      '--origin',
      'company.example/samtykke',
      ...asOf
    ])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(ran.stdout.split('\n')[0]).toBe('company.example/samtykke')
    writeFileSync(join(folder, 'checkpoint'), ran.stdout)
  })

  test('an untouched log verifies, also against the checkpoint kept elsewhere', async () => {
    const ran = await inProcess([
      'verify',
      events,
      ...sealed,
      '--since',
      join(folder, 'checkpoint'),
      '--json'
    ])
    expect(ran.status).toBe(0)
    expect(JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      kind: 'verify',
      ok: true,
      intact: lines.length
    })
    const words = await inProcess(['verify', events, ...sealed, '--since', join(folder, 'checkpoint')])
    expect(words.stdout).toContain('compared with 4 checkpoints, 1 of them from outside the log\n')
    const danish = await inProcess(['verify', events, ...sealed, '--lang', 'da'])
    expect(danish.stdout).toMatch(
      /^Verificeret: .*\nuændret .*\nsammenlignet med .*\nikke kontrolleret: om loggen er rullet /
    )
  })

  test('lines that claim to be older than the seal before them are told in one line, with their count', async () => {
    const [own, ownKey] = [join(folder, 'claims'), ['--key', join(folder, 'claims', 'key.vkey')]]
    const claims = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        event(n, 'analysis-objected', '2025-03-01T08:00:00Z', { channel: 'email' })
      )
    const path = file('claims.ndjson', claims(1).join(''))
    const run = (...more: ReadonlyArray<string>) =>
      inProcess(['seal', path, '--log', own, '--key', key, ...asOf, ...more])
    expect((await run('--init', '--origin', 'company.example/claims')).status).toBe(0)
    file('claims.ndjson', claims(40).join(''))
    expect((await run()).status).toBe(0)
    const ran = await inProcess(['verify', path, '--log', own, ...ownKey])
    expect(ran.status).toBe(0)
    expect(ran.stdout.match(/claimed/g)).toHaveLength(1)
    expect(ran.stdout).toMatch(
      /^claimed, no problem: 39 lines of files say they were recorded before the seal that came first; time-backwards at leaf 2, /m
    )
  })

  test('a changed, a missing and a moved line are named: exit 5', async () => {
    const broken = [
      lines.map((line, index) => (index === 7 ? line.replace('"recordedAt":"2', '"recordedAt":"1') : line)),
      lines.filter((_, index) => index !== 7)
    ]
    for (const [index, each] of broken.entries()) {
      const path = file(`broken-${index}.ndjson`, each.map(line => `${line}\n`).join(''))
      const ran = await inProcess(['verify', path, ...sealed])
      expect(ran.status).toBe(5)
      expect(ran.stdout).toMatch(/^(altered|missing|moved) at leaf \d+/)
      expect((await inProcess(['seal', path, '--log', log, '--key', key, ...asOf])).status).toBe(5)
    }
  })

  test('a trail states the seal, and the leaf of each event', async () => {
    const { callId } = JSON.parse(lines[7] ?? '{}') as { callId: string }
    const trail = (source: string, ...more: ReadonlyArray<string>) =>
      inProcess(['trail', source, '--call', callId, '--log', log, ...asOf, ...more])
    const ran = await trail(events, '--json')
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    const { seal, entries } = JSON.parse(ran.stdout) as {
      seal: object
      entries: ReadonlyArray<{ eventId?: string; stream?: string; revision?: string; leaf?: number }>
    }
    expect(seal).toMatchObject({ origin: 'company.example/samtykke', size: lines.length + 1 })
    const ids = lines.map(line => (JSON.parse(line) as { id: string }).id)
    const of = entries.filter(({ eventId }) => eventId !== undefined)
    expect(of.length).toBeGreaterThan(0)
    for (const { eventId = '', stream, leaf } of of)
      expect({ stream, leaf }).toEqual({ stream: `call-${callId}`, leaf: ids.indexOf(eventId) })
    expect((await trail(events)).stdout).toContain('Seal: company.example/samtykke, ')
    expect((await trail(events, '--format', 'html', '--lang', 'en')).stdout).toContain(`leaf ${of[0]?.leaf}<`)

    const later = event(9, 'consent-withdrawn', '2026-05-01T10:00:00Z', { channel: 'email', callId })
    const grown = await trail(file('grown.ndjson', `${lines.join('\n')}\n${later}`), '--json')
    expect(grown).toMatchObject({ status: 0, stderr: 'not sealed yet: 1 event\n' })
    const changed = lines.map((line, index) =>
      index === 7 ? line.replace('"recordedAt":"2', '"recordedAt":"1') : line
    )
    const refused = await trail(file('changed.ndjson', changed.join('\n')), '--json')
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status: 5, stdout: '' })
  })

  test('certificates state the seal, and the leaf of their outcome', async () => {
    const certify = (...more: ReadonlyArray<string>) =>
      inProcess(['certificate', events, '--log', log, ...asOf, ...more])
    const ids = lines.map(line => (JSON.parse(line) as { id: string }).id)
    const ran = await certify('--all')
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    const certificates = ran.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { eventId: string; leaf: number; seal: object })
    expect(certificates.length).toBeGreaterThan(10)
    for (const { eventId, leaf, seal } of certificates) {
      expect(leaf).toBe(ids.indexOf(eventId))
      expect(seal).toMatchObject({ origin: 'company.example/samtykke', size: lines.length + 1 })
    }
    const page = await certify('--all', '--format', 'html', '--lang', 'en')
    expect(page.stdout).toContain(`<dt>Leaf of the event in the seal</dt><dd>${certificates[0]?.leaf}</dd>`)
  })

  test('a folder of proofs verifies by itself', async () => {
    const callId = (JSON.parse(lines[0] ?? '{}') as { callId: string }).callId
    const out = join(folder, 'proof')
    expect((await inProcess(['prove', events, '--log', log, '--call', callId, '--out', out])).status).toBe(0)
    const ran = await inProcess(['verify', '--proof', out, '--key', readFileSync(vkey, 'utf8').trim()])
    expect(ran.status).toBe(0)
    expect(ran.stdout).toContain('Verified')
  })

  test('receipts of COSE are written with the key of the log, and verify', async () => {
    const callId = (JSON.parse(lines[0] ?? '{}') as { callId: string }).callId
    const out = join(folder, 'receipts')
    const prove = (...more: ReadonlyArray<string>) =>
      inProcess(['prove', events, '--log', log, '--call', callId, '--out', out, ...more])
    expect(await prove('--format', 'cose', '--key', key)).toMatchObject({ status: 0, stderr: '' })
    const verify = () => inProcess(['verify', '--proof', join(out, '0.cose'), '--key', vkey])
    const ran = await verify()
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(ran.stdout).toMatch(/content intact\nVerified: 1 event by 1 proof; content given of 1\n$/)
    writeFileSync(join(out, '0.data'), '{}')
    expect(await verify()).toMatchObject({ status: 5, stdout: expect.stringContaining('altered') })
    for (const wrong of [
      ['--format', 'cose'],
      ['--key', key]
    ])
      expect(await prove(...wrong)).toMatchObject({
        status: 2,
        stderr: 'samtykke prove: --format cose and --key FILE go together\n'
      })
  })

  test('a proof is a page where one is asked for, in the language asked for', async () => {
    const callId = (JSON.parse(lines[0] ?? '{}') as { callId: string }).callId
    const out = join(folder, 'proof.html')
    const prove = (...more: ReadonlyArray<string>) =>
      inProcess(['prove', events, '--log', log, '--call', callId, '--out', out, ...more])
    const ran = await prove('--format', 'html')
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(ran.stdout).toMatch(/^\d+ events? proven in .*proof\.html; it checks itself in a browser\n$/)
    expect(readFileSync(out, 'utf8')).toMatch(/<html lang="da">.*>Bevis<.*>Proof</s)
    expect((await prove('--format', 'html', '--lang', 'en')).status).toBe(0)
    expect(readFileSync(out, 'utf8')).not.toContain('Bevis')
    const verified = await inProcess(['verify', '--proof', out, '--key', vkey])
    expect(verified).toMatchObject({ status: 0, stderr: '' })
    expect(verified.stdout).not.toContain('not checked')
    expect(await prove('--lang', 'both')).toMatchObject({
      status: 2,
      stderr: 'samtykke prove: --lang both is of --format html\n'
    })
  })

  test.each([
    ['seal', ['nowhere', ...['--log', log], '--key', key], 'nowhere: no such file'],
    [
      'seal',
      [events, '--log', log, '--key', events],
      /ndjson: expected an Ed25519 private key \(PEM\), found something else$/
    ],
    ['verify', ['nowhere', ...sealed], 'nowhere: no such file'],
    ['verify', ['--proof', 'nowhere', '--key', vkey], 'nowhere: no such file'],
    ['verify', [events, ...sealed, '--since', 'nowhere'], 'nowhere: no such file'],
    [
      'verify',
      ['--log', 'nowhere', '--key', vkey],
      'nowhere: no sealed log there; samtykke seal --init --origin NAME makes one'
    ]
  ] as const)('%s says in words what cannot be read: %#', async (verb, args, words) => {
    const { status, stderr } = await inProcess([verb, ...args])
    expect(status).toBe(4)
    if (typeof words === 'string') expect(stderr).toBe(`samtykke ${verb}: ${words}\n`)
    else expect(stderr.trimEnd()).toMatch(words)
  })

  test('what is missing on the command line is said: exit 2', async () => {
    expect(await inProcess(['seal', events, '--log', log])).toMatchObject({
      status: 2,
      stderr: 'samtykke seal: expected --key FILE\n'
    })
    expect((await inProcess(['verify', events, '--log', log])).status).toBe(2)
    expect(await inProcess(['verify', ...sealed, '--call', 'nobodys'])).toMatchObject({
      status: 2,
      stderr: 'samtykke verify: --call needs a source\n'
    })
    expect(await inProcess(['verify', events, ...sealed, '--call', 'nobodys'])).toMatchObject({
      status: 4,
      stdout: '',
      stderr: 'samtykke verify: --call: no call of that id (7 characters) in the log or the source\n'
    })
    expect(await inProcess(['verify', events, ...sealed, '--quorum', '1'])).toMatchObject({
      status: 2,
      stderr: 'samtykke verify: --quorum: expected at most as many as there are witnesses (0), found 1\n'
    })
    expect(await inProcess(['verify', events, ...sealed, '--witness', vkey])).toMatchObject({
      status: 2,
      stderr: "samtykke verify: --witness: expected a witness's key, of type 04, found a key of type 01\n"
    })
    for (const [astray, ...more] of [
      ['--log', '--log', log],
      ['a source', events],
      ['--since', '--since', join(log, 'checkpoint')],
      ['--call', '--call', 'c']
    ])
      expect(await inProcess(['verify', ...more, '--proof', log, '--key', vkey])).toMatchObject({
        status: 2,
        stderr: `samtykke verify: --proof is checked by itself, found ${astray} as well\n`
      })
    expect((await inProcess(['verify', '--log', join(folder, 'nowhere'), '--key', vkey])).status).toBe(4)
  })
})

withOpenssl('a seal of a store (skipped where openssl is not installed)', () => {
  const key = join(folder, 'store-key.pem')
  const log = join(folder, 'store-log')
  let server: EmbeddedEventStore

  beforeAll(async () => {
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key])
    server = await start()
  })
  afterAll(() => server.stop())

  test('what was recorded is sealed and verifies; a later event is sealed by the next run', async () => {
    const store = server.connectionString
    const seal = (...more: ReadonlyArray<string>) =>
      inProcess(['seal', store, '--log', log, '--key', key, '--json', ...more])
    const verify = () => inProcess(['verify', store, '--log', log, '--key', join(log, 'key.vkey'), '--json'])
    expect((await inProcess(['record', story, store])).status).toBe(0)
    const first = await seal('--init', '--origin', 'company.example/store')
    expect(first.stderr).toBe('')
    expect(JSON.parse(first.stdout)).toMatchObject({ kind: 'seal', sealed: 4 })
    expect((await inProcess(['object', '--call', 'call-1', '--channel', 'email', store])).status).toBe(0)
    expect(JSON.parse((await verify()).stdout)).toMatchObject({ ok: true, intact: 4, unsealed: 1 })
    expect(JSON.parse((await seal()).stdout)).toMatchObject({ sealed: 1 })
    expect(JSON.parse((await verify()).stdout)).toMatchObject({ ok: true, intact: 5, unsealed: 0 })
  })
})
