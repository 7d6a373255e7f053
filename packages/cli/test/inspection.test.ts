// What is handed to an authority, and what a controller asks of its log: inspection, breach, worklist.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'
import { shuffled, simulatedLines } from './simulated.ts'

const file = scratch()
const lines = simulatedLines(40, 5)
const asOf = ['--as-of', '2025-12-01T00:00:00Z']
const april = ['--from', '2025-04-01', '--to', '2025-05-01']
const folder = mkdtempSync(join(tmpdir(), 'samtykke-inspection-'))
afterAll(() => rmSync(folder, { recursive: true }))
const source = () => file('events.ndjson', lines.join('\n'))

const shell = (command: string, cwd: string) =>
  spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8', timeout: 60_000 })
const withTools =
  shell('sha256sum --version && openssl version', folder).status === 0 ? describe : describe.skip

withTools('inspection (skipped where sha256sum or openssl is not installed)', () => {
  const key = join(folder, 'key.pem')
  const log = join(folder, 'log')
  const seed = "J.nr. 2025-11-0007, Datatilsynet's"
  const sample = ['--sample', '3', '--seed', seed]
  const pack = (from: string, out: string, ...more: ReadonlyArray<string>) =>
    inProcess(['inspection', from, ...april, ...sample, '--out', join(folder, out), ...asOf, ...more])

  beforeAll(async () => {
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key])
    const sealed = file('sealed.ndjson', lines.slice(0, -4).join('\n'))
    const init = ['--init', '--origin', 'company.example/samtykke']
    expect((await inProcess(['seal', sealed, '--log', log, '--key', key, ...init, ...asOf])).status).toBe(0)
  })

  test('the sums are right, and sha256sum draws the same calls by the lines of the guide', async () => {
    const ran = await pack(source(), 'package', '--log', log)
    expect(ran.status).toBe(0)
    expect(ran.stdout).toContain('3 trails drawn of')
    expect(ran.stdout).toContain('not included: events that are not sealed yet: 4: ')
    const out = join(folder, 'package')
    expect(shell('sha256sum -c SHA256SUMS', out).status).toBe(0)
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      sample: { drawn: ReadonlyArray<string>; candidates: number }
      files: ReadonlyArray<{ path: string }>
    }
    const guide = readFileSync(join(out, 'index.html'), 'utf8')
    const [, escaped = ''] = /<code>(seed=[^]*?)<\/code>/.exec(guide) ?? []
    const command = escaped
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    const drawn = shell(command, out).stdout.trim().split('\n')
    expect(drawn.map(line => line.split('  ')[1])).toEqual(manifest.sample.drawn)
    const candidates = readFileSync(join(out, 'sample/candidates.txt'), 'utf8').trim().split('\n')
    expect(candidates).toHaveLength(manifest.sample.candidates)
    const april2025 = lines
      .map(line => JSON.parse(line) as { callId: string; occurredAt: string })
      .filter(({ occurredAt }) => occurredAt >= '2025-03-31T22' && occurredAt < '2025-04-30T22')
    expect(candidates.map(line => line.split('  ')[1]).sort()).toEqual(
      [...new Set(april2025.map(({ callId }) => callId))].sort()
    )
    const paths = manifest.files.map(({ path }) => path)
    for (const callId of manifest.sample.drawn)
      for (const path of [`trails/${callId}.html`, `trails/${callId}.json`, `proofs/${callId}.html`])
        expect(paths).toContain(path)
    expect(paths).toEqual(
      expect.arrayContaining([
        'record/art30.html',
        'report/report.html',
        'seal/checkpoint',
        'certificates/disposal.csv'
      ])
    )
    expect(readFileSync(join(out, 'seal/checkpoint'))).toEqual(readFileSync(join(log, 'checkpoint')))
    const [call = ''] = manifest.sample.drawn
    const proof = await inProcess([
      ...['verify', '--proof', join(out, 'proofs', call), '--key', join(log, 'key.vkey')]
    ])
    expect(proof.status).toBe(0)
  })

  test('the same events in another order give the same zip', async () => {
    await pack(source(), 'a.zip')
    await pack(file('turned.ndjson', shuffled(lines, 3).join('\n')), 'b.zip')
    const [a, b] = ['a.zip', 'b.zip'].map(name => readFileSync(join(folder, name)))
    expect(a!.equals(b!)).toBe(true)
    expect(a!.subarray(0, 2).toString()).toBe('PK')
  })

  test('it says what is not there, in Danish as well, and writes over nothing', async () => {
    const ran = await pack(source(), 'without', '--lang', 'da')
    expect(ran.stdout).toContain(
      'ikke med: udtrukne samtaler uden bevis: 3: der blev ikke givet en forseglet log'
    )
    expect(existsSync(join(folder, 'without/seal'))).toBe(false)
    const again = await pack(source(), 'without')
    expect(again).toMatchObject({ status: 2, stdout: '' })
    expect(again.stderr).toContain('--out: expected a folder that is empty or not there')
  })

  test('a source that is not what was sealed is not packed: exit 5', async () => {
    const changed = file('changed.ndjson', lines.slice(0, 60).join('\n'))
    expect(await pack(changed, 'forged', '--log', log)).toMatchObject({ status: 5, stdout: '' })
    expect(existsSync(join(folder, 'forged'))).toBe(false)
  })
})

describe('breach', () => {
  const ask = (...more: ReadonlyArray<string>) => inProcess(['breach', source(), ...april, ...asOf, ...more])

  test('a processor that nobody knows: exit 4, with the names that are known', async () => {
    const ran = await ask('--processor', 'recorder-nort')
    expect(ran).toMatchObject({ status: 4, stdout: '' })
    expect(ran.stderr).toContain('recorder-cloud, recorder-north')
    expect(ran.stderr).toContain('did you mean recorder-north?')
  })

  test('table in Danish and English, json, csv and a page say the same', async () => {
    const of = (...more: ReadonlyArray<string>) =>
      ask('--processor', 'recorder-north', '--aware', '2025-05-02T09:00:00+02:00', ...more)
    const { exposed, notifyBy } = JSON.parse((await of('--json')).stdout) as {
      exposed: ReadonlyArray<{ targetId: string }>
      notifyBy: string
    }
    expect(exposed.length).toBeGreaterThan(3)
    expect(notifyBy).toBe('2025-05-05T07:00:00.000Z')
    const danish = (await of('--format', 'table', '--lang', 'da')).stdout
    expect(danish).toContain('Bruddet anmeldes senest 5. maj 2025 kl. 09.00.')
    expect(danish).not.toMatch(/quality-assurance|recording |analysis /)
    expect((await of('--format', 'table')).stdout).toContain(`With the processor: ${exposed.length}\n`)
    const csv = (await of('--format', 'csv')).stdout
    const page = (await of('--format', 'html')).stdout
    for (const { targetId } of exposed) {
      expect(csv).toContain(`"${targetId}"`)
      expect(page).toContain(targetId)
    }
  })

  test.each([
    [['--from', '2025-05-01', '--to', '2025-05-01'], /--to: expected an end after --from/],
    [['--from', '2027-05-01', '--to', '2027-06-01'], /--from: expected a beginning that has come/],
    [['--to', '2025-05-01'], /expected --from T/],
    [[...april, '--aware', '2025-03-31'], /--aware: expected a time from --from on/],
    [[...april, '--aware', '2025-12-02'], /--aware: expected a time that has come by --as-of/],
    [[...april, '--lang', 'both', '--format', 'table'], /--lang: expected da or en of all but html/]
  ])('%j is a wrong command line', async (given, said) => {
    const ran = await inProcess(['breach', source(), '--processor', 'recorder-north', ...given, ...asOf])
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toMatch(said)
  })
})

describe('worklist', () => {
  const ask = (...more: ReadonlyArray<string>) =>
    inProcess(['worklist', source(), '--as-of', '2025-09-20T00:00:00Z', ...more])

  test('each item names a command that shows its call', async () => {
    const list = JSON.parse((await ask('--json')).stdout) as {
      counts: Readonly<Record<string, number>>
      items: ReadonlyArray<{ callId: string; urgency: string; command: string }>
    }
    expect(list.items.length).toBeGreaterThan(0)
    const [first] = list.items
    const args = first!.command.split(' ').slice(1)
    const trail = await inProcess(args.map(each => (each === 'SOURCE' ? source() : each)))
    expect(trail.status).toBe(0)
    expect(trail.stdout).toContain(first!.callId)
    const csv = (await ask('--format', 'csv')).stdout
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + list.items.length)
    expect((await ask('--format', 'html', '--lang', 'en')).stdout).toContain('Work list of recorded calls')
  })

  test('where nothing needs a person it says so', async () => {
    const one = JSON.stringify({
      id: '3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10',
      type: 'analysis-objected',
      callId: 'call-1',
      occurredAt: '2025-09-01T08:00:00Z',
      channel: 'email'
    })
    const ran = await inProcess([
      'worklist',
      file('one.ndjson', one),
      '--format',
      'table',
      '--lang',
      'da',
      ...asOf
    ])
    expect(ran).toMatchObject({ status: 0, stdout: 'Intet kræver manuel behandling.\n' })
  })
})
