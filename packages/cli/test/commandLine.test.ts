import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { inProcess } from './inProcess.ts'
import { naiveFindings } from './naive.ts'
import { inShell, samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'
import { verbs } from '../src/verbs/verbs.ts'

const file = scratch()
const asOf = '2025-10-15T00:00:00Z'
const lines = simulatedLines(40, 31)
const events = (): string => file('events.ndjson', lines.map(line => `${line}\n`).join(''))

/** One call with nothing wrong but a bundled consent (information) and no end (information). */
const mildEvents = [
  {
    id: '00000000-0000-4000-8000-000000000001',
    type: 'consent-given',
    callId: 'call-1',
    occurredAt: '2025-09-01T10:00:00Z',
    method: 'keypress',
    purposes: ['quality-assurance', 'documentation'],
    noticeVersion: '2025-01',
    language: 'da'
  },
  {
    id: '00000000-0000-4000-8000-000000000002',
    type: 'recording-stored',
    callId: 'call-1',
    occurredAt: '2025-09-01T10:10:00Z',
    recordingId: 'recording-1',
    startedAt: '2025-09-01T10:00:05Z',
    endedAt: '2025-09-01T10:09:00Z',
    direction: 'inbound',
    customerType: 'private',
    line: 'customer-service',
    processor: 'recorder',
    region: 'DK'
  }
]
const mild = (): string => file('mild.ndjson', mildEvents.map(event => `${JSON.stringify(event)}\n`).join(''))

const expectWrong = async (args: ReadonlyArray<string>, status: number, message: RegExp): Promise<void> => {
  const ran = await inProcess(args)
  expect(ran.status).toBe(status)
  expect(ran.stdout).toBe('')
  expect(ran.stderr).toMatch(message)
  expect(ran.stderr).not.toMatch(/\n\s+at /)
}

describe('the command line', () => {
  it.each([
    [[], /expected a verb/],
    [['erase'], /unknown verb \(a text of 5 characters\)/],
    [['__proto__'], /unknown verb/],
    [['due'], /expected a SOURCE/],
    [['due', '-', '-'], /once only/],
    [['due', 'x', '--unknown'], /expected some of --status, --as-of, .*, found a text of 9 characters/],
    [['due', 'x', '--statsu=due'], /found "--statsu": did you mean --status\?/],
    [['due', 'x', '-s'], /expected some of --status, .*, found a text of 2 characters/],
    [['due', 'x', '--json=yes'], /--json: expected no value, found a text of 3 characters/],
    [['due', 'x', '--as-of', '--json'], /--as-of: expected T, found an option; --as-of=T takes/],
    [['due', 'x', '--as-of', '2026-01-01', '--as-of', '2026-01-02'], /--as-of: expected once, found twice/],
    [['due', 'x', '--as-of'], /--as-of/],
    [
      ['due', 'x', '--as-of', '2025-02-30T00:00:00Z'],
      /--as-of: expected an instant .* found a day that does not exist/
    ],
    [['due', 'x', '--as-of', '2025-02-30'], /--as-of: .*, found a day that does not exist/],
    [['due', 'x', '--as-of', '2025-02-20T08:00:00'], /--as-of: .*, found a time without an offset \(Z, or/],
    [['due', 'x', '--as-of', '2025-02-20T25:00:00Z'], /--as-of: .*, found a time of day that does not exist/],
    [['due', 'x', '--known-at', 'now'], /--known-at: expected an instant/],
    [
      ['due', 'x', '--status', 'late'],
      /--status: expected some of due, scheduled, suspended, found a text of 4 characters/
    ],
    [['due', 'x', '--fail-on', 'error'], /expected some of --status, .*, found a text of 9 characters/],
    [['findings', 'x', '--severity', 'fatal'], /--severity/],
    [
      ['findings', 'x', '--fail-on', 'info,error'],
      /--fail-on: expected one of info, warning, error, found a text of 10 characters/
    ],
    [['trail', 'x'], /expected --call ID/],
    [
      ['trail', 'x', '--call', 'c', '--json', '--format', 'csv'],
      /--json is --format json, found --format csv/
    ],
    [['art30', '--excel'], /--excel: expected --format csv, found json/],
    [['trail', 'x', '--call', 'c', '--excel'], /--excel: expected --format csv, found table/],
    [['certificate', 'x', '--all', '--json', '--excel'], /--excel: expected --format csv, found json/],
    [
      ['trail', 'x', '--call', 'c', '--base', 'https://x.example/'],
      /--base: expected --format jsonld, found table/
    ],
    [
      ['consent-record', 'x', '--call', 'c', '--format', 'table', '--base', 'https://x.example/'],
      /--base: expected --format jsonld, found table/
    ],
    [['art30', '--format', 'html', '--excel'], /--excel: expected --format csv, found html/],
    [['events', 'consent-gven'], /found "consent-gven": did you mean consent-given\?/],
    [['follow', 'localhost:2113'], /expected a store: .*; a store is named esdb:\/\/localhost:2113/],
    [['follow', 'esdb://localhost', 'x'], /expected a store only, found x as well/],
    [['help', 'eraze'], /unknown verb \(a text of 5 characters\)/],
    [['simulate', '--seed', '1'], /expected --calls N/],
    [['simulate', '--calls', '1'], /expected --seed N/],
    [['simulate', '--calls', '-1', '--seed', '1'], /--calls/],
    [['simulate', '--calls', '1.5', '--seed', '1'], /--calls/],
    [['simulate', '--calls', '1', '--seed', '1', '--from', '2025-02-30'], /--from: expected a date/],
    [['simulate', '--calls', '1', '--seed', '1', '--from', '2025-02-03', '--to', '2025-02-02'], /--to/],
    [['simulate', 'x', '--calls', '1', '--seed', '1'], /unexpected argument \(a text of 1 character\)/]
  ])('is wrong: %j', async (args, message) => expectWrong(args, 2, message))

  it('shows its help and version', async () => {
    const help = await inProcess(['--help'])
    expect(help.status).toBe(0)
    for (const verb of ['due', 'findings', 'trail', 'simulate']) expect(help.stdout).toContain(`\n  ${verb} `)
    for (const args of [
      ['due', '--help'],
      ['help', 'due'],
      ['due', 'x', '-h']
    ]) {
      const ran = await inProcess(args)
      expect(ran).toMatchObject({ status: 0, stderr: '' })
      expect(ran.stdout).toContain('samtykke due SOURCE')
      expect(ran.stdout).toContain('--as-of')
    }
    expect((await samtykke(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('the help of a verb', () => {
  it.each(Object.entries(verbs))(
    '%s says every option and what it means, in lines that fit',
    async (name, { load }) => {
      const { help } = await load()
      expect(help).toMatch(new RegExp(`^samtykke ${name} `))
      expect(help.split('\n').filter(line => line.length > 110 && !line.startsWith('samtykke'))).toEqual([])
      const { run } = await load()
      const found = async (expectation: RegExp, ...args: ReadonlyArray<string>) => {
        const result = await run([...args, '--no-such-option'])()
        return 'left' in result ? (expectation.exec(result.left.message.en)?.[1]?.split(', ') ?? []) : []
      }
      // Verbs of verbs, as store put and store get, have the options of each.
      const words = await found(/expected one of (.*), found/)
      for (const word of words.length === 0 ? [[]] : words.map(each => [each])) {
        const known = await found(/expected some of (.*), found/, ...word)
        expect(known).not.toEqual([])
        for (const option of known) expect(help).toMatch(new RegExp(`^  ${option}( [A-Z=]+)?(  +\\S|$)`, 'm'))
      }
    }
  )
})

describe('what cannot be read', () => {
  it('ends with status 4 and says which and why', async () => {
    await expectWrong(
      ['due', 'no-such-file.ndjson'],
      4,
      /^samtykke due: no-such-file.ndjson: no such file\n$/
    )
    await expectWrong(['due', events(), 'no-such-file.ndjson'], 4, /no such file/)
    await expectWrong(['due', __dirname], 4, /a directory, not a file/)
    const cut = gzipSync(lines.join('\n')).subarray(0, -20)
    await expectWrong(['due', file('cut.ndjson.gz', cut)], 4, /cut.ndjson.gz: unexpected end of file/)
    const corrupt = gzipSync(lines.join('\n'))
    corrupt.fill(0x55, 100, 200)
    await expectWrong(['findings', file('corrupt.ndjson.gz', corrupt)], 4, /corrupt.ndjson.gz: /)
  })

  it('is a policy that is none', async () => {
    await expectWrong(
      ['due', events(), '--policy', 'no-such-policy.json'],
      4,
      /no-such-policy.json: no such file/
    )
    await expectWrong(
      ['due', events(), '--policy', file('policy.json', '{')],
      4,
      /policy.json: expected a policy \(JSON\)/
    )
    await expectWrong(
      ['due', events(), '--policy', file('policy.json', '{}')],
      4,
      /policy.json: \w+: expected .*, found nothing/
    )
  })

  it('is a call that the source does not have', async () => {
    await expectWrong(
      ['trail', events(), '--call', 'no-such-call'],
      4,
      /no call of that id \(12 characters\) in the source/
    )
  })

  it('weighs more than bad input, and that more than findings', async () => {
    const bad = file('bad.ndjson', `${lines.join('\n')}\nnot JSON\n`)
    expect((await inProcess(['trail', bad, '--call', 'no-such-call'])).status).toBe(4)
    const ran = await inProcess(['findings', bad, '--fail-on', 'info', '--json', '--as-of', asOf])
    expect(ran.status).toBe(3)
    expect(ran.stdout).toBe(naiveFindings(lines, asOf))
  })
})

describe('options', () => {
  const json = async (
    args: ReadonlyArray<string>,
    stderr = ''
  ): Promise<ReadonlyArray<Record<string, unknown>>> => {
    const ran = await inProcess([...args, '--json'])
    expect(ran).toMatchObject({ status: 0, stderr })
    return ran.stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Record<string, unknown>)
  }

  it('--status and --severity pick, and only pick', async () => {
    const due = ['due', events(), '--as-of', asOf]
    const all = await json(due)
    for (const words of ['due', 'scheduled', 'suspended,due', 'due,due, scheduled']) {
      const picked = await json([...due, '--status', words])
      expect(picked).toEqual(all.filter(({ status }) => words.split(/, ?/).includes(status as string)))
    }
    const findings = ['findings', events(), '--as-of', asOf]
    const found = await json(findings)
    for (const word of ['info', 'warning', 'error']) {
      const picked = await json([...findings, '--severity', word])
      expect(picked).toEqual(found.filter(({ severity }) => severity === word))
      expect(picked.length).toBeGreaterThan(0)
    }
  })

  it('--fail-on is met by a finding that grave or graver, whatever --severity picks', async () => {
    const status = async (...options: ReadonlyArray<string>): Promise<number | null> =>
      (await inProcess(['findings', mild(), '--as-of', '2025-09-02T00:00:00Z', ...options])).status
    expect(await status('--fail-on', 'error')).toBe(0)
    // The notice's policy does not say how long the proof is kept: a warning of every run.
    expect(await status('--fail-on', 'warning')).toBe(1)
    expect(await status('--fail-on', 'info')).toBe(1)
    expect(await status('--fail-on', 'info', '--severity', 'error')).toBe(1)
    expect(await status()).toBe(0)
  })

  it('--as-of and --known-at say from where one looks', async () => {
    const [before] = await json(['due', mild(), '--as-of', '2025-12-01T00:00:00+01:00'])
    expect(before).toMatchObject({
      status: 'scheduled',
      dueAt: '2026-03-01T23:00:00.000Z',
      lastLawfulDay: '2026-03-01'
    })
    const [after] = await json(['due', mild(), '--as-of', '2026-03-01T23:00:00Z'])
    expect(after).toMatchObject({ status: 'due' })
    expect(
      await json(
        ['due', mild(), '--as-of', '2025-12-01T00:00:00Z', '--known-at', '2025-09-01T09:00:00Z'],
        'of 2 events none was recorded by 2025-09-01T09:00:00.000Z (--known-at)\n'
      )
    ).toEqual([])
    expect(await json(['due', mild(), '--as-of', '2025-09-01T10:00:00Z'])).toEqual([])
  })

  it('--as-of and --known-at take a date for its start in the time zone of the policy', async () => {
    const at = async (option: string, value: string): Promise<string> =>
      (await inProcess(['due', mild(), '--json', '--as-of', '2026-03-02', option, value])).stdout
    // Summer time and winter time: two hours before UTC and one.
    for (const [date, instant] of [
      ['2025-09-02', '2025-09-01T22:00:00Z'],
      ['2026-03-02', '2026-03-01T23:00:00Z']
    ] as const) {
      const asOfDate = await inProcess(['trail', mild(), '--call', 'call-1', '--json', '--as-of', date])
      const asOfInstant = await inProcess(['trail', mild(), '--call', 'call-1', '--json', '--as-of', instant])
      expect(asOfDate).toEqual(asOfInstant)
      expect(asOfDate.stdout).toContain(`"asOf":"${instant.replace('Z', '.000Z')}"`)
      expect(await at('--known-at', date)).toBe(await at('--known-at', instant))
    }
  })

  it('--policy takes another policy', async () => {
    const policy = JSON.parse(readFileSync(require.resolve('./policy.json'), 'utf8')) as Record<
      string,
      unknown
    >
    const [action] = await json([
      'due',
      mild(),
      '--as-of',
      asOf,
      '--policy',
      file('policy.json', JSON.stringify(policy))
    ])
    expect(action).toMatchObject({ policyVersion: 'short/1', lastLawfulDay: '2025-10-01' })
  })

  it('--rejects never writes over what is read, and is empty where nothing is wrong', async () => {
    const source = events()
    const ran = await inProcess(['due', source, '--rejects', source])
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(readFileSync(source, 'utf8')).toContain(lines[0])
    const rejects = file('rejects', 'older')
    expect((await inProcess(['due', source, '--rejects', rejects])).status).toBe(0)
    expect(readFileSync(rejects, 'utf8')).toBe('')
    expect((await inProcess(['due', source, '--rejects', '/no/such/folder/file'])).status).toBe(4)
  })
})

describe('output', () => {
  it('ends quietly where the reader goes away', () => {
    for (const command of [
      'simulate --calls 20000 --seed 1',
      `due ${events()} --json`,
      `findings ${events()}`
    ]) {
      const ran = inShell(`samtykke ${command} | head -n 1; echo "\${PIPESTATUS[0]}"`)
      expect(ran.stderr).toBe('')
      expect(ran.stdout.split('\n').at(-2)).toBe('0')
    }
  })

  it('is a table for people, without progress where there is no terminal', async () => {
    const ran = await inProcess(['due', mild(), '--as-of', '2026-04-01T00:00:00Z'])
    expect(ran.stderr).toBe('')
    expect(ran.stdout).toBe(
      [
        'Due (Europe/Copenhagen)  Status  Action           Because                Call    Target       Remarks',
        '───────────────────────  ──────  ───────────────  ─────────────────────  ──────  ───────────  ───────',
        '2026-03-02 00:00         due     erase recording  expiry, art. 17(1)(a)  call-1  recording-1',
        '',
        '1 action shown; in all 1 due, 0 scheduled, 0 suspended',
        ''
      ].join('\n')
    )
  })

  it('of findings begins with the gravest, and counts what is only worth knowing', async () => {
    const source = events()
    const ran = await inProcess(['findings', source, '--as-of', asOf])
    const severities = ran.stdout
      .split('\n')
      .slice(2)
      .map(line => line.split(' ')[0]!)
      .filter(word => ['error', 'warning', 'info'].includes(word))
    expect(severities).toEqual(severities.toSorted())
    expect(severities).not.toContain('info')
    const found = naiveFindings(lines, asOf)
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { severity: string }).severity)
    const [error, warning, info] = ['error', 'warning', 'info'].map(
      word => found.filter(each => each === word).length
    )
    expect(severities).toHaveLength(error! + warning!)
    expect(ran.stdout).toContain(
      `${error! + warning!} findings shown; in all ${error!} error, ${warning!} warning, ${info!} info; --severity info shows the others\n`
    )
    const all = await inProcess(['findings', source, '--as-of', asOf, '--severity', 'info,warning,error'])
    expect(all.stdout).toMatch(new RegExp(`${found.length} findings shown; in all [^;]* info\n$`))
  })

  it('lets no control character of the data reach the terminal', async () => {
    const hostile = '\u001b]0;title\u0007\u001b[2Jred\u202egnol\u009b31m'
    const events = [
      ...mildEvents,
      {
        ...mildEvents[0]!,
        id: '00000000-0000-4000-8000-000000000003',
        type: 'consent-withdrawn',
        channel: hostile
      },
      {
        ...mildEvents[1]!,
        id: '00000000-0000-4000-8000-000000000004',
        processor: hostile,
        recordingId: 'recording-2'
      },
      {
        ...mildEvents[0]!,
        id: '00000000-0000-4000-8000-000000000005',
        type: 'analysis-produced',
        analysisId: 'analysis-1',
        direction: 'inbound',
        features: [hostile],
        engine: 'e',
        engineVersion: '1',
        subjects: ['customer']
      }
    ]
    const source = file('hostile.ndjson', events.map(event => JSON.stringify(event)).join('\n'))
    for (const args of [['due'], ['findings'], ['trail', '--call', 'call-1']]) {
      const ran = await inProcess([args[0]!, source, ...args.slice(1)])
      expect(ran.status).toBe(0)
      expect(ran.stdout + ran.stderr).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
      )
    }
    expect((await inProcess(['trail', source, '--call', 'call-1'])).stdout).toContain(
      '\\u001b[2Jred\\u202egnol'
    )
  })

  it('of simulate is the same for the same seed', async () => {
    const args = ['simulate', '--calls', '40', '--seed', '31', '--from', '2025-03-01', '--to', '2025-04-30']
    const [first, second] = [await inProcess(args), await inProcess(args)]
    expect(first).toEqual(second)
    expect(first.stdout).toBe(lines.map(line => `${line}\n`).join(''))
    expect((await inProcess(['simulate', '--calls', '0', '--seed', '1'])).stdout).toBe('')
  })
})

describe('trail', () => {
  it('tells one call: what happened, what follows and why', async () => {
    const ran = await inProcess(['trail', mild(), '--call', 'call-1', '--as-of', '2025-12-01T00:00:00Z'])
    expect(ran.status).toBe(0)
    for (const text of [
      'consent-given',
      'recording-stored',
      'Six months on is 1 March 2026, and the period ends with that day',
      'may be kept through that whole day and must be erased by 2 March 2026 at 00:00.',
      'bundled-consent'
    ])
      expect(ran.stdout).toContain(text)
  })

  it('is one object as JSON', async () => {
    const ran = await inProcess([
      'trail',
      mild(),
      '--call',
      'call-1',
      '--as-of',
      '2025-12-01T00:00:00Z',
      '--json'
    ])
    expect(ran.stdout.trimEnd()).not.toContain('\n')
    expect(JSON.parse(ran.stdout)).toMatchObject({ v: 1, kind: 'trail', callId: 'call-1' })
  })

  it('comes in Danish, and as JSON-LD, CSV and HTML', async () => {
    const inForm = async (...args: ReadonlyArray<string>): Promise<string> => {
      const ran = await inProcess([
        'trail',
        mild(),
        '--call',
        'call-1',
        '--as-of',
        '2025-12-01T00:00:00Z',
        ...args
      ])
      expect(ran.status).toBe(0)
      return ran.stdout
    }
    expect(await inForm('--lang', 'da')).toContain('Seks måneder senere er den 1. marts 2026')
    expect(Object.keys(JSON.parse(await inForm('--format', 'jsonld')))).toEqual(['@context', 'graph'])
    expect(await inForm('--format', 'csv')).toMatch(/^"call_id","seq","at_utc"/)
    expect(await inForm('--format', 'html')).toMatch(/^<!doctype html>\n<html lang="da">/)
    expect(await inForm('--format', 'html', '--lang', 'both')).toContain('<article lang="en"')
    expect((await inProcess(['trail', mild(), '--call', 'call-1', '--format', 'pdf'])).status).toBe(2)
  })
})
