// `samtykke report` in each of its forms, as those who answer for a log run it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { inProcess } from './inProcess.ts'
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const lines = simulatedLines(60, 3)
const asOf = ['--as-of', '2026-06-01T00:00:00Z']

const reportOf = async (source: string, ...more: ReadonlyArray<string>): Promise<string> => {
  const ran = await inProcess(['report', source, ...asOf, ...more])
  expect(ran).toMatchObject({ status: 0, stderr: '' })
  return ran.stdout
}

test('it is the same bytes in any order of lines, in every form', async () => {
  const turned = file('turned.ndjson', [...lines].reverse().join('\n'))
  const forward = file('forward.ndjson', lines.join('\n'))
  for (const form of [[], ['--format', 'csv'], ['--format', 'html', '--lang', 'both']])
    expect(await reportOf(turned, ...form)).toBe(await reportOf(forward, ...form))
})

test('findings are compared with those of an instant that has come', async () => {
  const source = file('since.ndjson', lines.join('\n'))
  expect(await inProcess(['report', source, ...asOf, '--since', '2026-06-02'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'samtykke report: --since: expected a time that has come by --as-of\n'
  })
  expect(JSON.parse(await reportOf(source, '--since', '2026-06-01T00:00:00Z'))).toMatchObject({
    since: '2026-06-01T00:00:00.000Z'
  })
})

test('it is one object as JSON, one page as HTML, one table as CSV', async () => {
  const source = file('source.ndjson', lines.join('\n'))
  const json: unknown = JSON.parse(await reportOf(source))
  expect(json).toMatchObject({
    kind: 'report',
    source: { events: lines.length },
    quality: { rejectedLines: 0 }
  })
  expect(await reportOf(source, '--format', 'html', '--lang', 'en')).toMatch(
    /^<!doctype html>\n<html lang="en">/
  )
  const { figures } = json as { figures: { calls: number } }
  const table = await reportOf(source, '--format', 'csv')
  expect(table.split('\r\n')[0]).toMatch(/^"section","measure","value","unit",/)
  expect(table).toContain(`\r\n"figures","calls","${figures.calls}","count",`)
  expect(await reportOf(source, '--format', 'csv', '--excel')).toMatch(/^\ufeff"section";"measure";/)
  expect((await inProcess(['report', source, '--format', 'pdf'])).status).toBe(2)
})

const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? describe : describe.skip

withOpenssl('over a sealed log (skipped where openssl is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samtykke-report-'))
  const key = join(folder, 'key.pem')
  const all = () => file('all.ndjson', lines.join('\n'))
  const sealed = lines.slice(0, -5)

  const seal = async (source: string, log: string, ...more: ReadonlyArray<string>): Promise<void> => {
    const init = ['--init', '--origin', 'company.example/samtykke']
    const ran = await inProcess(['seal', source, '--log', log, '--key', key, ...init, ...asOf, ...more])
    expect(ran).toMatchObject({ status: 0, stderr: '' })
  }
  const log = join(folder, 'log')

  beforeAll(async () => {
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key])
    await seal(file('sealed.ndjson', sealed.join('\n')), log)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('it states the seal, and how many events are not sealed yet', async () => {
    const report = JSON.parse(await reportOf(all(), '--log', log)) as {
      limits: ReadonlyArray<{ en: string }>
    }
    expect(report).toMatchObject({
      seal: { origin: 'company.example/samtykke', size: sealed.length + 1 },
      quality: { unsealedEvents: 5 }
    })
    expect(report.limits.at(-1)?.en).toContain('Who signed')
    const page = await reportOf(all(), '--log', log, '--format', 'html', '--lang', 'en')
    expect(page).toContain(`company.example/samtykke, ${sealed.length + 1}, `)
    expect(page).toMatch(/Events not sealed yet<\/th><td class="number"[^>]*>5</)
    expect(page).toContain('Who signed')
    const table = await reportOf(all(), '--log', log, '--format', 'csv')
    expect(table).toContain('"quality","unsealed_events","5","count",')
    expect(table).toContain('"head","seal_origin","company.example/samtykke",')
  })

  test('without a log, neither is claimed', async () => {
    expect(JSON.parse(await reportOf(all()))).toMatchObject({ seal: null, quality: { unsealedEvents: null } })
  })

  test('it refuses a source that is not what was sealed: exit 5, and no report', async () => {
    const changed = lines.map((line, index) =>
      index === 7 ? line.replace('"recordedAt":"2', '"recordedAt":"1') : line
    )
    const missing = file('missing.ndjson', lines.slice(30).join('\n'))
    const cases = [
      [file('changed.ndjson', changed.join('\n')), /altered at leaf 7, /],
      [missing, /missing at leaf 0, .*\nand \d+ more\n$/s]
    ] as const
    for (const [source, said] of cases) {
      const ran = await inProcess(['report', source, ...asOf, '--log', log])
      expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 5, stdout: '' })
      expect(ran.stderr).toContain('is not what was sealed')
      expect(ran.stderr).toMatch(said)
    }
  })

  test('a bad line is named once; what can be read once only is refused', async () => {
    const bad = file('bad.ndjson', [...lines, 'no event'].join('\n'))
    const ran = await inProcess(['report', bad, ...asOf, '--log', log])
    expect(ran.status).toBe(3)
    expect(ran.stderr.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(ran.stdout)).toMatchObject({ quality: { rejectedLines: 1, unsealedEvents: 5 } })
    const once = await samtykke(['report', '-', ...asOf, '--log', log], { stdin: lines.join('\n') })
    expect(once).toMatchObject({ status: 2, stdout: '' })
    expect(once.stderr).toContain('can be read once only')
    expect((await inProcess(['report', bad, '--log', join(folder, 'nowhere')])).status).toBe(4)
    const within = await inProcess(['report', join(bad, 'x'), '--log', log])
    expect([within.status, within.stderr.trim().split('\n')]).toEqual([4, [expect.stringContaining('bad')]])
  })

  describe('of a store', () => {
    let server: EmbeddedEventStore
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server.stop())

    test('events recorded since the seal are counted', async () => {
      const store = server.connectionString
      const storeLog = join(folder, 'store-log')
      // What is sent twice is recorded once.
      const unique = [...new Map(lines.map(line => [(JSON.parse(line) as { id: string }).id, line])).values()]
      const part = (name: string, from: number, to: number) => file(name, unique.slice(from, to).join('\n'))
      await inProcess(['record', part('first.ndjson', 0, 20), store])
      await seal(store, storeLog)
      await inProcess(['record', part('second.ndjson', 20, 27), store])
      const report: unknown = JSON.parse(await reportOf(store, '--log', storeLog))
      expect(report).toMatchObject({
        source: { events: 27 },
        seal: { size: 21 },
        quality: { unsealedEvents: 7 }
      })
    })
  })
})
