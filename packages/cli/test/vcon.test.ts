/** `samtykke import vcon` and `export vcon`, as a user has them: files, folders, pipes and a store. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { inProcess } from './inProcess.ts'
import { inShell, samtykke } from './program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samtykke-vcon-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(
    path,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content)
  )
  return path
}

const uuidOf = (n: number): string => `01934b2a-7e2f-8c3d-9a1b-${String(n).padStart(12, '0')}`
const start0 = '2025-09-01T10:00:00+02:00'

const vconOf = (n: number, members: object = {}): object => ({
  vcon: '0.0.2',
  uuid: uuidOf(n),
  created_at: '2025-09-01T08:20:00Z',
  parties: [
    { tel: '+4520123456', name: 'Kirsten Holm', role: 'customer' },
    { mailto: 'ole@company.example', name: 'Ole Berg', role: 'agent' }
  ],
  dialog: [
    {
      type: 'recording',
      start: start0,
      duration: 600,
      parties: [0, 1],
      mediatype: 'audio/wav',
      body: 'UklGRg',
      encoding: 'base64url'
    }
  ],
  attachments: [
    {
      type: 'lawful_basis',
      party: 0,
      dialog: 0,
      encoding: 'json',
      body: {
        lawful_basis: 'consent',
        expiration: null,
        purpose_grants: [{ purpose: 'recording', granted: true, granted_at: '2025-09-01T07:59:58Z' }],
        proof_mechanisms: [{ proof_type: 'verbal_confirmation', timestamp: start0, proof_data: {} }]
      }
    }
  ],
  ...members
})

const stated = [
  '--processor',
  'recorder',
  '--region',
  'DK',
  '--line',
  'customer-service',
  '--customer-type',
  'private',
  '--language',
  'da',
  '--notice-version',
  '3'
]
const importing = (...args: ReadonlyArray<string>) => inProcess(['import', 'vcon', ...args])
const lines = (stdout: string): ReadonlyArray<Record<string, unknown>> =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>)

describe('import vcon', () => {
  test('a vCon that says all, with what its importer says: exit status 0', async () => {
    const purposes = file('purposes.json.txt', { recording: ['documentation'] })
    const key = file('subject.key', Buffer.alloc(32, 5))
    const ran = await importing(
      file('a/one.vcon', vconOf(1)),
      ...stated,
      '--purposes',
      purposes,
      '--subject-key',
      key
    )
    expect(ran.status).toBe(0)
    expect(lines(ran.stdout)).toMatchObject([
      {
        type: 'consent-given',
        callId: uuidOf(1),
        purposes: ['documentation'],
        method: 'spoken',
        language: 'da',
        noticeVersion: '3'
      },
      {
        type: 'recording-stored',
        recordingId: 'dialog-0',
        direction: 'inbound',
        endedAt: '2025-09-01T08:10:00.000Z',
        bytes: 4
      }
    ])
    expect(lines(ran.stdout)[1]!['subjectRef']).toMatch(/^subject-[0-9a-f]{40}$/)
    expect(ran.stderr).toContain('1 file: imported 1 vCon whole, 0 in part, 0 not; 2 events')
    expect(ran.stdout + ran.stderr).not.toMatch(/Kirsten|Holm|20123456|ole@|Ole/)
  })

  test('of a folder every file is imported or says why not: exit status 3', async () => {
    file('many/a.vcon.json', vconOf(1))
    file('many/deep/b.vcon', [
      vconOf(2),
      vconOf(3, { dialog: [{ type: 'recording', start: '2025-09-01T10:00:00', parties: [0], body: 'AA' }] })
    ])
    file('many/deep/c.ndjson', `${JSON.stringify(vconOf(4))}\n\n${JSON.stringify(vconOf(4))}\n`)
    file('many/d.vcon.gz'.replace('.vcon.gz', '.json.gz'), gzipSync(JSON.stringify(vconOf(5))))
    file('many/e.json', { ciphertext: 'AA', iv: 'AA' })
    file('many/f.json', '{"vcon":')
    file('many/g.vcon', vconOf(6, { critical: ['unheard-of'] }))
    file('many/notes.txt', 'no vCon')
    const ran = await importing(join(folder, 'many'), ...stated)
    expect(ran.status).toBe(3)
    const said = ran.stderr.replaceAll(`${folder}/`, '').split('\n')
    expect(said).toEqual(
      expect.arrayContaining([
        'many/deep/b.vcon: element 2: dialog.0.start: a time without an offset: not read without --time-zone',
        'many/e.json: encrypted (JWE): decrypt it first',
        'many/f.json: expected a vCon (JSON), found text that is not JSON',
        'many/g.vcon: critical: names 1 extension that must be known and is not: refused',
        '7 files: imported 5 vCons whole, 1 in part, 3 not; 11 events',
        '1 vCon is of a call that another was of before',
        '1 file named otherwise and not read'
      ])
    )
    expect(new Set(lines(ran.stdout).map(({ callId }) => callId))).toEqual(
      new Set([1, 2, 3, 4, 5].map(uuidOf))
    )
    const zoned = await importing(
      join(folder, 'many/deep/b.vcon'),
      ...stated,
      '--time-zone',
      'Europe/Copenhagen'
    )
    expect([
      zoned.status,
      lines(zoned.stdout)
        .filter(({ type }) => type === 'recording-stored')
        .map(each => each['startedAt'])
    ]).toEqual([0, ['2025-09-01T08:00:00.000Z', '2025-09-01T08:00:00.000Z']])
  })

  test('a signed vCon: told where it is not verified, refused where its key is another', async () => {
    const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')]
    const [head, payload] = [{ alg: 'EdDSA' }, vconOf(7)].map(each =>
      Buffer.from(JSON.stringify(each)).toString('base64url')
    )
    const signature = sign(null, Buffer.from(`${head}.${payload}`), own.privateKey).toString('base64url')
    const signed = file('signed.vcon', { payload, signatures: [{ header: {}, protected: head, signature }] })
    const pem = (name: string, { publicKey }: typeof own) =>
      file(name, publicKey.export({ type: 'spki', format: 'pem' }))
    const [ownKey, otherKey] = [pem('own.pem', own), pem('other.pem', other)]
    expect((await importing(signed, ...stated)).stderr).toContain(
      'signed, not verified: no --verify-key was given: 1 time'
    )
    const verified = await importing(signed, ...stated, '--verify-key', otherKey, '--verify-key', ownKey)
    expect([verified.status, verified.stderr.includes('signed by a key that was given: 1 time')]).toEqual([
      0,
      true
    ])
    const refused = await importing(signed, ...stated, '--verify-key', otherKey)
    expect(refused).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringContaining('none is by a key that was given: refused')
    })
  })

  test('in Danish', async () => {
    const ran = await importing(
      file('da.vcon', vconOf(8, { dialog: [{ type: 'text', start: 7, body: 'x' }] })),
      '--lang',
      'da'
    )
    expect(ran.stderr).toContain('dialog.0.start: ventede en tekst, fandt et tal på 1 tegn')
    expect(ran.stderr).toContain('1 fil: 0 vCon’er importeret fuldt ud, 1 delvist, 0 slet ikke; 1 hændelse')
  })

  test.each<readonly [ReadonlyArray<string>, number, string]>([
    [[], 2, 'expected a FILE or a DIRECTORY of vCons'],
    [['esdb://127.0.0.1:1'], 2, 'found the address of a store'],
    [['/no/such/file'], 4, '/no/such/file: no such file'],
    [['x', '--region', 'dk'], 2, '--region: expected a country code'],
    [
      ['x', '--time-zone', 'Mars'],
      2,
      '--time-zone: expected a time zone (IANA), such as Europe/Copenhagen, found a text of 4 characters'
    ],
    [['x', '--language', 'da_DK'], 2, '--language: expected a language tag (BCP 47)'],
    [['x', '--direction', 'in'], 2, '--direction: expected one of inbound, outbound'],
    [['x', '--verify-key', __filename], 4, 'expected a public key or a certificate (PEM)'],
    [['x', '--purposes', __filename], 4, 'found text that is not JSON'],
    [['x', '--subject-key', '/dev/null'], 4, 'expected a key of 16 bytes or more, found 0']
  ])('import vcon %j: exit status %i', async (args, status, said) => {
    expect(await importing(...args)).toMatchObject({
      status,
      stdout: '',
      stderr: expect.stringContaining(said)
    })
  })

  test('a file that cannot be read is named, the others are imported: exit status 4', async () => {
    const torn = file('torn.json.gz', gzipSync('{}').subarray(0, 8))
    const ran = await importing(torn, file('whole.vcon', vconOf(9)), ...stated)
    expect([ran.status, lines(ran.stdout).length]).toEqual([4, 2])
    expect(ran.stderr).toContain('1 file could not be read')
  })
})

describe('export vcon', () => {
  const events = async (n: number) => {
    const ran = await importing(file(`out-${n}.vcon`, vconOf(n)), ...stated)
    return { text: ran.stdout, source: file(`out-${n}.ndjson`, ran.stdout) }
  }

  test('gives a vCon that imports as what it was made of', async () => {
    const { text, source } = await events(20)
    const ran = await inProcess(['export', 'vcon', source, '--call', uuidOf(20), '--as-of', '2025-10-01'])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(ran.stdout)).toMatchObject({
      vcon: '0.4.0',
      uuid: uuidOf(20),
      extensions: ['CC', 'lawful_basis', 'samtykke']
    })
    expect((await importing(file('again.vcon', ran.stdout))).stdout).toBe(text)
  })

  test('says what it leaves out, and leaves an empty place', async () => {
    const { text } = await events(21)
    const more = [
      {
        id: uuidOf(901),
        type: 'recording-used',
        callId: uuidOf(21),
        occurredAt: '2025-09-02T08:00:00Z',
        recordingId: 'dialog-0',
        purpose: 'recording',
        usedBy: 'employee-7'
      },
      {
        id: uuidOf(902),
        type: 'recording-erased',
        callId: uuidOf(21),
        occurredAt: '2025-09-03T08:00:00Z',
        recordingId: 'dialog-0',
        confirmation: 'c-1'
      }
    ]
    const source = file('more.ndjson', text + more.map(each => JSON.stringify(each)).join('\n'))
    const ran = await inProcess(['export', 'vcon', source, '--call', uuidOf(21), '--as-of', '2025-10-01'])
    expect(ran.status).toBe(0)
    expect(ran.stderr.trim().split('\n')).toEqual([
      'not for a vCon, left out: recording-used: 1 event',
      'not for a vCon, left out: recording-erased: 1 event',
      'erased, left as empty places: 1'
    ])
    expect(JSON.parse(ran.stdout)).toMatchObject({ dialog: [{}] })
    expect(ran.stdout).not.toContain('employee-7')
    const lifecycle = await inProcess([
      'export',
      'vcon',
      source,
      '--call',
      uuidOf(21),
      '--as-of',
      '2025-10-01',
      '--lifecycle'
    ])
    expect(lines(lifecycle.stdout)).toEqual([
      {
        operation: 'vcon_consent_accepted',
        uuid: uuidOf(21),
        at: '2025-09-01T07:59:58.000Z',
        purposes: ['recording']
      },
      { operation: 'vcon_deleted', uuid: uuidOf(21), at: '2025-09-03T08:00:00.000Z' }
    ])
  })

  test('of a call that is not there: exit status 4', async () => {
    const { source } = await events(22)
    expect(await inProcess(['export', 'vcon', source, '--call', 'call-9'])).toMatchObject({
      status: 4,
      stdout: ''
    })
    expect((await inProcess(['export', 'vcon', source])).status).toBe(2)
  })
})

describe('the built program', () => {
  let server: EmbeddedEventStore
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('vCons are piped into a store, and are recorded once', async () => {
    const source = file('piped.vcon', vconOf(30))
    const imported = await inProcess(['import', 'vcon', source, ...stated])
    const record = () => samtykke(['record', '-', server.connectionString], { stdin: imported.stdout })
    expect(await record()).toMatchObject({ status: 0, stdout: expect.stringContaining('2') })
    expect(await record()).toMatchObject({ status: 0, stdout: expect.stringContaining('2') })
    const exported = await inProcess(['export', 'vcon', server.connectionString, '--call', uuidOf(30)])
    expect(exported.status).toBe(0)
    const again = await samtykke(['import', 'vcon', '-'], { stdin: exported.stdout })
    const withoutTime = (text: string) => lines(text).map(({ recordedAt: _, ...rest }) => rest)
    expect(withoutTime(again.stdout)).toEqual(withoutTime(imported.stdout))
  })

  test('a reader that stops reading ends it without an error', () => {
    const many = file(
      'many.json',
      Array.from({ length: 3_000 }, (_, n) => vconOf(n + 100))
    )
    const { status, stderr } = inShell(`samtykke import vcon ${many} | head -1; exit \${PIPESTATUS[0]}`)
    expect([status, stderr]).toEqual([0, ''])
  })
})
