/** A processor is told what to erase, answers, and is recorded as done: on a store in this process, as an operator does it. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type EmbeddedEventStore, start } from '@samtykke/eventstoredb-embedded'
import { parse } from 'csv-parse/sync'
import { inProcess } from './inProcess.ts'
import { samtykke, scratch } from './program.ts'

type Line = Readonly<Record<string, unknown>>

const write = scratch()
const stored = (callId: string, processor: string, more: Line = {}): Line => ({
  id: randomUUID(),
  type: 'recording-stored',
  callId,
  occurredAt: '2024-01-05T10:10:00Z',
  recordingId: `rec.${callId}`,
  startedAt: '2024-01-05T10:00:00Z',
  endedAt: '2024-01-05T10:09:00Z',
  direction: 'inbound',
  customerType: 'private',
  line: 'customer-service',
  processor,
  region: 'DK',
  ...more
})
const analysed = (callId: string, more: Line = {}): Line => ({
  id: randomUUID(),
  type: 'analysis-produced',
  callId,
  occurredAt: '2024-01-05T11:00:00Z',
  analysisId: `ana.${callId}`,
  direction: 'inbound',
  features: ['tempo'],
  engine: 'engine',
  engineVersion: '1',
  subjects: ['customer'],
  ...more
})

// A device that is always full stands on Linux only.
const itWhereFull = existsSync('/dev/full') ? it : it.skip

interface Counts {
  readonly recorded: number
  readonly recordedBefore: number
  readonly notAnswered: number
  readonly unconfirmed: ReadonlyArray<{ readonly targetId: string }>
}

describe('a processor and a store', () => {
  let server: EmbeddedEventStore
  let url: string
  beforeEach(async () => {
    server = await start()
    url = server.connectionString
  })
  afterEach(() => server.stop())

  const record = async (...lines: ReadonlyArray<Line>): Promise<void> => {
    const file = write(`${randomUUID()}.ndjson`, lines.map(line => JSON.stringify(line)).join('\n'))
    expect((await inProcess(['record', file, url])).status).toBe(0)
  }
  const formFor = async (processor: string, ...more: ReadonlyArray<string>) => {
    const ran = await inProcess(['instructions', url, '--processor', processor, '--format', 'form', ...more])
    expect(ran.status).toBe(0)
    return ran
  }
  /** As a person fills it in, with a spreadsheet. */
  const filledIn = (form: string, values: (row: Readonly<Record<string, string>>) => Line): string => {
    const delimiter = form.includes(';') ? ';' : ','
    const rows: ReadonlyArray<Readonly<Record<string, string>>> = parse(form, {
      columns: true,
      bom: true,
      delimiter
    })
    const columns = Object.keys(rows[0] ?? {})
    const lines = rows.map(row => {
      const all = { ...row, ...values(row) } as Readonly<Record<string, string | number>>
      return columns.map(column => `"${String(all[column] ?? '')}"`).join(delimiter)
    })
    return write(`${randomUUID()}.csv`, [columns.join(delimiter), ...lines, ''].join('\r\n'))
  }
  const done = (reference: string): Line => ({
    executed_at: new Date().toISOString(),
    confirmation: reference,
    method: 'deleted',
    copies: 2,
    backups_expire_on: '2030-01-01'
  })
  const confirm = async (file: string, processor: string, ...more: ReadonlyArray<string>) => {
    const { status, stdout, stderr } = await inProcess([
      'confirm',
      file,
      url,
      '--processor',
      processor,
      '--json',
      ...more
    ])
    return { status, stderr, counts: stdout === '' ? undefined : (JSON.parse(stdout) as Counts) }
  }
  /** What happened to a call, and what followed. */
  const trailOf = async (callId: string): Promise<string> => {
    const { stdout } = await inProcess(['trail', url, '--call', callId, '--format', 'json'])
    return JSON.stringify((JSON.parse(stdout) as { entries: unknown }).entries)
  }
  const unconfirmed = async (processor: string): Promise<ReadonlyArray<string>> => {
    const { stdout } = await inProcess([
      ...['confirm', url, '--processor', processor, '--json', '--unconfirmed-for', '0']
    ])
    return (JSON.parse(stdout) as Counts).unconfirmed.map(({ targetId }) => targetId)
  }

  it('told, filled in, confirmed: recorded once, with what was answered, and no longer waited for', async () => {
    await record(stored('a', 'recorder'), stored('b', 'recorder'), stored('c', 'other'))
    const { stdout: form, stderr } = await formFor('recorder', '--record', '--excel')
    expect(stderr).toContain('recorded as told: 2 instructions of 2\n')
    expect((await formFor('recorder', '--record')).stderr).toContain(
      'recorded as told: 0 instructions of 2; the others were before, or are not due any more\n'
    )
    const danish = ['--record', '--lang', 'da']
    expect((await formFor('other', ...danish)).stderr).toContain(
      'registreret som instrueret: 1 instruks af 1\n'
    )
    expect((await formFor('other', ...danish)).stderr).toContain(
      'registreret som instrueret: 0 instrukser af 1; de øvrige var det før eller er ikke længere forfaldne\n'
    )
    expect((await unconfirmed('recorder')).toSorted()).toEqual(['rec.a', 'rec.b'])
    const file = filledIn(form, row => (row['call_id'] === 'a' ? done('vendor-1') : {}))
    const first = await confirm(file, 'recorder')
    expect(first).toMatchObject({
      status: 0,
      stderr: '',
      counts: { recorded: 1, recordedBefore: 0, notAnswered: 1 }
    })
    const trail = await trailOf('a')
    for (const each of ['recording-erased', 'vendor-1', 'deleted', '2030-01-01'])
      expect(trail).toContain(each)
    expect(await confirm(file, 'recorder')).toMatchObject({
      status: 0,
      stderr: '',
      counts: { recorded: 0, recordedBefore: 1 }
    })
    expect(await trailOf('a')).toBe(trail)
    expect(await unconfirmed('recorder')).toEqual(['rec.b'])
    // A form of which nothing is due, and a list of no answers, are no faults.
    for (const none of ['instruction_id,executed_at,confirmation\r\n', '[]'])
      expect(await confirm(write('none.csv', none), 'recorder')).toMatchObject({
        status: 0,
        counts: { recorded: 0, notAnswered: 0 }
      })
    const table = await inProcess(['confirm', url, '--processor', 'recorder', '--unconfirmed-for', '1'])
    expect(table.stdout).toBe('Told and not confirmed for 1 day or more: 0\n')
  })

  const fullOrUnread = [
    ['full', 'exec "$@" > /dev/full', 4, 'samtykke: standard output: no space left'],
    ['read by nobody any more', 'exec > >(:); wait $!; exec "$@"', 0, undefined]
  ] as const
  itWhereFull.each(fullOrUnread)(
    'a list that could not be written told nobody: standard output %s',
    async (_, script, status, failure) => {
      await record(stored('a', 'recorder'))
      const list = ['instructions', url, '--processor', 'recorder', '--format', 'form']
      const prefix = ['bash', '-c', script, 'bash']
      const ran = await samtykke([...list, '--record'], { prefix })
      expect([ran.status, ran.stdout]).toEqual([status, ''])
      expect(ran.stderr).toContain('nothing is recorded as told: the list could not be written whole\n')
      if (failure !== undefined) expect(ran.stderr).toContain(failure)
      expect(await trailOf('a')).not.toContain('erasure-instructed')
      const danish = await samtykke([...list, '--record', '--lang', 'da'], { prefix })
      expect(danish.stderr).toContain('intet er registreret som instrueret: listen kunne ikke skrives helt\n')
      expect((await samtykke(list, { prefix })).stderr).not.toContain('recorded')
      const whole = await samtykke([...list, '--record'])
      expect([whole.status, whole.stderr]).toEqual([
        0,
        expect.stringContaining('recorded as told: 1 instruction of 1')
      ])
      expect(await trailOf('a')).toContain('erasure-instructed')
    }
  )

  it('one wrong answer, and nothing of the file is recorded; each is named with its line', async () => {
    await record(stored('a', 'recorder'), stored('b', 'recorder'), stored('c', 'other'))
    const { stdout: theirs } = await formFor('other', '--record')
    const { stdout: form } = await formFor('recorder', '--record')
    const row = (text: string, call: string): string =>
      text
        .split('\r\n')
        .find(line => line.includes(`"${call}"`))!
        .slice(1, 37)
    const now = new Date().toISOString()
    const [a, b, c] = [row(form, 'a'), row(form, 'b'), row(theirs, 'c')]
    const file = write(
      'wrong.csv',
      [
        'instruction_id,executed_at,confirmation,methd',
        `${a},${now},one,x`,
        `${a},${now},two,x`,
        `${b},2020-01-01T00:00:00Z,three,x`,
        `${c},${now},four,x`,
        `${randomUUID()},${now},five,x`,
        `${b},yesterday,six,x`,
        ''
      ].join('\n')
    )
    const { status, stderr, counts } = await confirm(file, 'recorder')
    expect([status, counts]).toEqual([3, undefined])
    const lines = stderr.trimEnd().split('\n')
    expect(lines.map(line => line.replace(file, 'FILE'))).toEqual([
      'not of the form, not read: "methd": did you mean method?: 6 times',
      'FILE:3: instructionId: expected the same answer as at 2, found another',
      expect.stringMatching(
        /^FILE:4: executedAt: expected not before the instruction, \S+, found 2020-01-01T00:00:00.000Z$/
      ),
      'FILE:5: instructionId: expected an instruction to recorder, found one to other',
      'FILE:6: instructionId: expected an instruction of a list, found one that no recording or analysis has',
      'FILE:7: executedAt: expected an instant with the offset from UTC (2026-03-01T09:30:00+01:00), found a text of 9 characters',
      '5 answers are wrong: nothing is recorded'
    ])
    for (const call of ['a', 'b', 'c']) expect(await trailOf(call)).not.toContain('recording-erased')
    const danish = await confirm(file, 'recorder', '--lang', 'da')
    expect(danish.stderr).toContain('instructionId: ventede en instruks til recorder, fandt en til other\n')
    expect(danish.stderr).toContain('5 svar er forkerte: intet er registreret\n')
  })

  it('a sheet of which one column was sorted records nothing, and says which row is of what', async () => {
    await record(stored('a', 'recorder'), stored('b', 'recorder'))
    const { stdout: form } = await formFor('recorder', '--record')
    const rows: ReadonlyArray<Readonly<Record<string, string>>> = parse(form, { columns: true })
    const ids = new Map(rows.map(row => [row['call_id'], row['instruction_id']]))
    const sorted = filledIn(form, row =>
      row['call_id'] === 'a' ? { ...done('vendor-1'), instruction_id: ids.get('b') } : {}
    )
    const { status, stderr, counts } = await confirm(sorted, 'recorder')
    expect([status, counts]).toEqual([3, undefined])
    expect(stderr.replaceAll(sorted, 'FILE').replace(/:\d:/g, ':N:').trimEnd().split('\n')).toEqual([
      'FILE:N: callId: expected b, as the instruction of that id has, found a',
      'FILE:N: targetId: expected rec.b, as the instruction of that id has, found rec.a',
      '1 answer is wrong: nothing is recorded'
    ])
    const danish = await confirm(sorted, 'recorder', '--lang', 'da')
    expect(danish.stderr).toContain('callId: ventede b, som instruksen med det nummer har, fandt a\n')
    for (const call of ['a', 'b']) expect(await trailOf(call)).not.toContain('recording-erased')
    const file = write(
      'objects.json',
      JSON.stringify([
        {
          instructionId: ids.get('a'),
          callId: 'b',
          executedAt: new Date().toISOString(),
          confirmation: 'vendor-1'
        }
      ])
    )
    const objects = await confirm(file, 'recorder')
    expect([objects.status, objects.stderr]).toEqual([
      3,
      expect.stringContaining('element 1: callId: expected a, as the instruction of that id has, found b\n')
    ])
  })

  it('analyses go to who holds them, and are answered as JSON; who is not known is named', async () => {
    await record(
      stored('a', 'recorder'),
      analysed('a', { recordingId: 'rec.a', processor: 'analyst', anonymisable: false }),
      analysed('nobody', { anonymisable: false })
    )
    const list = await inProcess(['instructions', url, '--processor', 'analyst', '--record'])
    expect(list.stderr).toContain('due, no processor known: 1 target, on no list:\n')
    expect(list.stderr).toMatch(/ {2}erase analysis ana\.nobody of nobody, due \S+\n/)
    expect(list.stderr).toContain('the policy does not state a contact')
    const { erase } = JSON.parse(list.stdout) as { erase: ReadonlyArray<{ instructionId: string }> }
    expect(erase).toMatchObject([{ target: 'analysis', targetId: 'ana.a', action: 'erase' }])
    const file = write(
      'answers.json',
      JSON.stringify([
        {
          instructionId: erase[0]?.instructionId,
          executedAt: new Date().toISOString(),
          confirmation: 'analyst-1',
          copies: 1
        }
      ])
    )
    expect(await confirm(file, 'analyst')).toMatchObject({ status: 0, stderr: '', counts: { recorded: 1 } })
    expect(await trailOf('a')).toContain('analysis-erased')
    for (const verb of [
      ['instructions', url],
      ['confirm', file, url]
    ]) {
      const unknown = await inProcess([...verb, '--processor', 'recordr'])
      expect([unknown.status, unknown.stdout]).toEqual([4, ''])
      expect(unknown.stderr).toContain(
        '--processor: expected one of analyst, recorder, found "recordr": did you mean recorder?'
      )
    }
  })

  it('where a store can be asked, what it still has is not recorded, whatever was answered', async () => {
    await record(stored('a', 'recorder', { mediaType: 'audio/wav' }))
    const { stdout: form } = await formFor('recorder', '--record')
    const folder = dirname(write('empty', ''))
    const sound = join(folder, 'sounds', 'a', 'rec.a.wav')
    mkdirSync(dirname(sound), { recursive: true })
    writeFileSync(sound, 'sound')
    const place = `recorder=${join(folder, 'sounds')}/{callId}/{recordingId}.wav`
    const file = filledIn(form, () => done('vendor-1'))
    const ran = await confirm(file, 'recorder', '--recordings', place)
    expect(ran).toMatchObject({ status: 3, counts: { recorded: 0, refused: 1 } })
    expect(ran.stderr).toContain('expected that it is gone, found that recorder has it or cannot be asked')
  })
})

it.each([
  ['{"a": 1}', 'expected a JSON array of objects, found something else'],
  ['', 'expected the form or a JSON array of objects, found an empty file'],
  ['\ufeff \r\n\r\n', 'expected the form or a JSON array of objects, found an empty file'],
  ['foo,bar\n1,2\n', 'expected the form, with the column instruction_id, found a file without it'],
  ['foo\tbar\n1\t2\n', 'expected the form, with the column instruction_id, found a file without it'],
  [
    'instruction_id;action;call_id\n1;erase;a\n',
    'expected the form, with the column executed_at, found a file without it'
  ],
  [
    'instructionId,executedAt,method\n1,2,3\n',
    'expected the form, with the column confirmation, found a file without it'
  ],
  ['[{"a": 1}]', 'element 1: expected an object with instructionId, found one without it'],
  [
    '[{"instruction_id": "x"}, {"instructionId": null}]',
    'element 2: expected an object with instructionId, found one without it'
  ],
  ['[{"a": 1}, 2]', 'element 2: expected an object, found something else'],
  ['[', 'expected a JSON array of objects, found text that is not JSON'],
  ['a,a\n1,2\n', 'line 1: expected each column once, found one twice'],
  ['a,b\n1\n', 'line 2: expected as many fields as the header has, found another number'],
  ['a,b\n"1,2\n', 'expected CSV (RFC 4180), found a quote that is not closed or out of place'],
  [Buffer.from([0x61, 0xe6]), 'expected UTF-8, found bytes that are not; save it as "CSV UTF-8"']
])('a file that is no answer is bad input: %j', async (content, reason) => {
  const file = write(`${randomUUID()}.csv`, content)
  const ran = await inProcess(['confirm', file, 'esdb://localhost:1', '--processor', 'recorder'])
  expect([ran.status, ran.stdout]).toEqual([3, ''])
  expect(ran.stderr).toContain(reason)
})
