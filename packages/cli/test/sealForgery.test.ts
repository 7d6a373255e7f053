/**
 * What an insider does who can write the source and the sealed log, but cannot sign: nothing may be signed, reported,
 * certified or proven over it.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcess } from './inProcess.ts'

jest.setTimeout(240_000)

const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0
const withTools =
  spawnSync('openssl', ['version']).status === 0 && has('python3') && process.platform !== 'win32'
    ? describe
    : describe.skip

const asOf = ['--as-of', '2026-05-01T00:00:00Z']
const saltLength = 16
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const event = (n: number, type: string, callId: string, members: object = {}): string =>
  JSON.stringify({ id: uuid(n), type, callId, occurredAt: `2025-03-0${n + 1}T08:00:00Z`, ...members })

const events = [
  event(0, 'recording-stored', 'c1', {
    recordingId: 'r1',
    startedAt: '2025-03-01T08:00:00Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'processor.example',
    region: 'IE'
  }),
  event(1, 'recording-erasure-requested', 'c1', {
    recordingId: 'r1',
    reason: 'retention',
    dueAt: '2025-03-02T08:00:00Z'
  }),
  event(2, 'recording-erased', 'c1', { recordingId: 'r1', confirmation: 'done' }),
  event(3, 'analysis-objected', 'c2', { channel: 'email' }),
  event(4, 'proof-redacted', 'c2', { keyDestroyed: true })
]
const forged = events.map((line, n) => (n === 2 ? line.replace('2025-03-03', '2025-03-02') : line))

withTools('a forged history over zeroed salts (skipped where openssl or python3 is not installed)', () => {
  let folder: string
  let log: string
  const at = (name: string): string => join(folder, name)
  const write = (name: string, lines: ReadonlyArray<string>): string => {
    writeFileSync(at(name), lines.map(line => `${line}\n`).join(''))
    return at(name)
  }
  const zeroSalts = (from: number, to: number): void => {
    const salts = readFileSync(join(log, 'salt/000'))
    writeFileSync(join(log, 'salt/000'), salts.fill(0, from * saltLength, to * saltLength))
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samtykke-forgery-'))
    log = at('log')
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', at('key.pem')])
    const init = ['--init', '--origin', 'company.example/log']
    const source = write('events.ndjson', events)
    const ran = await inProcess(['seal', source, '--log', log, '--key', at('key.pem'), ...init, ...asOf])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
    writeFileSync(at('vkey'), readFileSync(join(log, 'key.vkey')))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const verbs = (source: string): Readonly<Record<string, ReadonlyArray<string>>> => ({
    verify: ['verify', source, '--log', log, '--key', at('vkey')],
    'verify, one call': ['verify', source, '--log', log, '--key', at('vkey'), '--call', 'c1'],
    report: ['report', source, '--log', log, ...asOf],
    trail: ['trail', source, '--call', 'c1', '--log', log, ...asOf],
    certificate: ['certificate', source, '--all', '--log', log, ...asOf],
    seal: ['seal', source, '--log', log, '--key', at('key.pem'), ...asOf],
    prove: ['prove', source, '--log', log, '--call', 'c1', '--out', at('proof')]
  })

  it.each([
    ['one leaf', 2, 3, forged],
    ['all leaves', 0, 5, forged],
    ['one leaf, with the content as it was', 2, 3, events]
  ] as const)('is refused by every verb: %s', async (_, from, to, lines) => {
    zeroSalts(from, to)
    const source = write('forged.ndjson', lines)
    for (const [name, args] of Object.entries(verbs(source))) {
      const { status, stdout, stderr } = await inProcess(args)
      expect({ name, status }).toEqual({ name, status: 5 })
      expect(`${stdout}${stderr}`).toMatch(/(salt-missing|altered) at leaf [0-2], \d@call-c1/)
      if (name !== 'verify' && name !== 'verify, one call') expect(stdout).toBe('')
    }
    expect(await inProcess(['verify', '--log', log, '--key', at('vkey')])).toMatchObject({ status: 5 })
  })

  it('is refused where a proof-redacted is sealed above, but the content is there', async () => {
    zeroSalts(3, 4)
    const source = write('events.ndjson', events)
    const ran = await inProcess(['verify', source, '--log', log, '--key', at('vkey')])
    expect(ran.status).toBe(5)
    expect(ran.stdout).toContain('salt-missing at leaf 3, 0@call-c2')
  })

  it('is no such thing where the content is gone and a proof-redacted of its call is sealed above', async () => {
    zeroSalts(3, 4)
    const source = write(
      'events.ndjson',
      events.filter((__, n) => n !== 3)
    )
    for (const [name, args] of Object.entries(verbs(source))) {
      const { status } = await inProcess(args)
      expect({ name, status }).toEqual({ name, status: 0 })
    }
  })

  it('is refused from a folder of proofs alone, by the program and by VERIFY.txt', async () => {
    const out = at('proof')
    const proved = await inProcess([...(verbs(at('events.ndjson'))['prove'] ?? [])])
    expect(proved.status).toBe(0)
    const byText = (proofs: string) =>
      spawnSync(
        'sh',
        ['-c', `sed -n '/^#!/,/^# end$/p' VERIFY.txt > verify.py; python3 verify.py *.tlog-proof`],
        {
          cwd: proofs,
          encoding: 'utf8'
        }
      )
    const verify = (proofs: string) => inProcess(['verify', '--proof', proofs, '--key', at('vkey')])
    expect({ ...(await verify(out)), text: byText(out).status }).toMatchObject({ status: 0, text: 0 })

    const withoutSalt = (proofs: string): void => {
      const path = join(proofs, '2.tlog-proof')
      const lines = readFileSync(path, 'utf8').split('\n')
      const extra = JSON.parse(Buffer.from(lines[1]?.slice(6) ?? '', 'base64').toString()) as object
      lines[1] = `extra ${Buffer.from(JSON.stringify({ ...extra, salt: null })).toString('base64')}`
      writeFileSync(path, lines.join('\n'))
      rmSync(join(proofs, '2.salt'))
    }
    for (const [name, change] of [
      ['edited', (proofs: string) => writeFileSync(join(proofs, '2.data'), forged[2] ?? '')],
      ['gone', (proofs: string) => rmSync(join(proofs, '2.data'))]
    ] as const) {
      const copy = at(name)
      cpSync(out, copy, { recursive: true })
      withoutSalt(copy)
      change(copy)
      const ran = await verify(copy)
      expect({ name, status: ran.status }).toEqual({ name, status: 5 })
      expect(ran.stdout).toContain('salt-missing at leaf 2, 2@call-c1')
      const text = byText(copy)
      expect({ name, status: text.status }).toEqual({ name, status: 1 })
      expect(text.stdout).toContain('2.tlog-proof: the salt is missing')
    }
  })
})
