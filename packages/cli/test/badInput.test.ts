import { readFileSync } from 'node:fs'
import { histories, naiveDue } from './naive.ts'
import { samtykke, scratch } from './program.ts'
import { simulatedLines } from './simulated.ts'

const file = scratch()
const asOf = '2025-10-15T00:00:00Z'
const telephone = '4520123456'

type Event = Record<string, unknown>

const changed =
  (change: Event) =>
  (line: string): string =>
    JSON.stringify({ ...(JSON.parse(line) as Event), ...change })

/** Every way in which a line is no event. */
const manglings: ReadonlyArray<(line: string) => string | Buffer> = [
  line => line.slice(0, Math.floor(line.length / 2)),
  line => line.slice(0, -1),
  line => line + line,
  line => `${line} ${line}`,
  line => line.replace('"type"', 'type'),
  line => `${line.slice(0, 20)}\u0000${line.slice(20)}`,
  () => '\u0000',
  () => 'not JSON at all',
  () => '[]',
  () => 'null',
  () => '"text"',
  () => '42',
  () => '{}',
  () => '{"__proto__":{"callId":"call-1"}}',
  line => `[${line}]`,
  line => `\ufeff${line}`,
  line => line.replace('{', '{,'),
  changed({ id: 7 }),
  changed({ id: 'not-a-uuid' }),
  changed({ type: 3 }),
  changed({ type: '' }),
  changed({ callId: telephone }),
  changed({ callId: `+${telephone}` }),
  changed({ callId: '010190-1234' }),
  changed({ callId: ['a'] }),
  changed({ callId: '__proto__' }),
  changed({ callId: 'a'.repeat(129) }),
  changed({ occurredAt: '2025-02-30T12:00:00Z' }),
  changed({ occurredAt: '2025-13-01T12:00:00Z' }),
  changed({ occurredAt: '2025-03-01T25:00:00Z' }),
  changed({ occurredAt: '2025-03-01' }),
  changed({ occurredAt: 1_740_000_000 }),
  changed({ recordedAt: 'yesterday' }),
  changed({ subjectRef: telephone }),
  changed({ type: 'consent-given', purposes: [] }),
  changed({ type: 'consent-withdrawn', channel: 5 }),
  changed({ type: 'erasure-requested', channel: 'email', scope: 'everything' }),
  changed({ type: 'hold-placed', reviewOn: '2025-02-30' }),
  changed({ type: 'recording-stored', region: 'Denmark' }),
  changed({ filler: 'x'.repeat(10_000_000), occurredAt: null }),
  () => 'y'.repeat(10_000_000),
  line => `{"__proto__":${line},"constructor":${line}}`,
  line =>
    Buffer.concat([Buffer.from(line.slice(0, -2)), Buffer.from([0xff, 0xfe]), Buffer.from(line.slice(-2))]),
  line => Buffer.from(line.replace('"type"', '"caf\u00e9":"\u00e9","type"'), 'latin1'),
  line => `${'['.repeat(100_000)}${line}`,
  line =>
    line.replace(/"type":"[^"]*"/, '"type":"\u001b[31m"').replace(/"callId":"[^"]*"/, '"callId":"\u001b[2J"')
]

const lineFeed = Buffer.from('\n')

describe('one line in ten is no event', () => {
  const good = simulatedLines(110, 21)
  const source = good.flatMap((line, i): ReadonlyArray<{ bytes: Buffer; isBad: boolean }> => {
    const mangling = manglings[Math.floor(i / 9) % manglings.length]!
    const intact = { bytes: Buffer.from(line), isBad: false }
    if (i % 9 !== 0) return [intact]
    const mangled = mangling(line)
    return [{ bytes: typeof mangled === 'string' ? Buffer.from(mangled) : mangled, isBad: true }, intact]
  })
  const badNumbers = source.flatMap(({ isBad }, i) => (isBad ? [i + 1] : []))
  const mangled = file('mangled.ndjson', Buffer.concat(source.flatMap(({ bytes }) => [bytes, lineFeed])))

  it('covers every mangling', () => {
    expect(badNumbers.length).toBeGreaterThanOrEqual(manglings.length)
    expect(source.length / badNumbers.length).toBeLessThan(11)
  })

  it('names each of them, processes every other, and ends with status 3', async () => {
    const rejects = file('rejects', 'something older')
    const ran = await samtykke(['due', mangled, '--json', '--as-of', asOf, '--rejects', rejects])
    expect(ran.status).toBe(3)

    const messages = ran.stderr.trimEnd().split('\n')
    const form = /^(.*):(\d+): (\S+): expected .+, found .+$/
    for (const message of messages) expect(message).toMatch(form)
    const named = messages.map(message => form.exec(message)!)
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set([mangled]))
    expect([...new Set(named.map(([, , number]) => Number(number)))]).toEqual(badNumbers)
    for (const message of messages) expect(message.length).toBeLessThan(mangled.length + 700)

    const texts = source.map(({ bytes }) => bytes.toString())
    expect(ran.stdout).toBe(
      naiveDue(
        texts.filter((_, i) => !isInvalidUtf8(source[i]!.bytes)),
        asOf
      )
    )
    const callsWithActions = new Set(
      ran.stdout
        .trimEnd()
        .split('\n')
        .map(line => (JSON.parse(line) as Event)['callId'])
    )
    expect(callsWithActions.size).toBeGreaterThan(30)

    const kept = Buffer.concat(source.filter(({ isBad }) => isBad).flatMap(({ bytes }) => [bytes, lineFeed]))
    expect(readFileSync(rejects).equals(kept)).toBe(true)
  }, 60_000)

  it('shows neither a stack, nor a control character, nor what may be personal', async () => {
    const ran = await samtykke(['findings', mangled, '--json', '--as-of', asOf])
    expect(ran.status).toBe(3)
    expect(ran.stderr).not.toMatch(/\n\s+at |Error:/)
    expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(ran.stderr).not.toContain(telephone)
    expect(ran.stderr).not.toContain('010190-1234')
  }, 60_000)

  it('leaves a call uncertain whose bad line names it', async () => {
    const ran = await samtykke(['due', mangled, '--json', '--as-of', asOf])
    const faulty = histories(source.map(({ bytes }) => bytes.toString())).filter(
      ({ faults }) => faults.length > 0
    )
    const uncertain = ran.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Event)
      .filter(action => action['uncertain'] === true)
    expect(uncertain.length).toBeGreaterThan(5)
    for (const action of uncertain) expect(faulty.map(({ callId }) => callId)).toContain(action['callId'])
  }, 60_000)
})

const isInvalidUtf8 = (bytes: Buffer): boolean => !Buffer.from(bytes.toString()).equals(bytes)

describe('a bad line', () => {
  const one = async (line: string): Promise<string> => {
    const ran = await samtykke(['due', '-'], { stdin: `${line}\n` })
    expect(ran.status).toBe(3)
    return ran.stderr
  }

  it('says at which character it stops being JSON', async () => {
    expect(await one('{"id":"a",}')).toBe(
      '-:1: event: expected an event (a JSON object), found text that is not JSON: it breaks at character 11\n'
    )
    expect(await one('{}{}')).toContain('more follows at character 3')
    expect(await one('{"id":"a')).toContain('it ends at character 8')
  })

  it('may be nested too deep to be walked', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const event = (second: number): string =>
      `{"id":"00000000-0000-4000-8000-000000000001","type":"later-type","callId":"c1","occurredAt":"2025-01-01T00:00:0${second}Z","deep":${deep}}`
    expect(await one(`${event(1)}\n${event(2)}`)).toBe(
      [1, 2]
        .map(
          n =>
            `-:${n}: event: expected an event (a JSON object), found members nested deeper than 200 levels\n`
        )
        .join('')
    )
  })

  it('says member by member what was expected and found', async () => {
    expect(
      await one(
        '{"id":"x","type":"analysis-objected","callId":"+45 20123456","occurredAt":"2025-02-30T00:00:00Z"}'
      )
    ).toBe(
      [
        '-:1: id: expected a UUID, found a text of 1 character',
        '-:1: callId: expected an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person), found a text of 12 characters',
        '-:1: occurredAt: expected an instant (RFC 3339), found a day that does not exist',
        '-:1: channel: expected a text that is not empty, found nothing',
        ''
      ].join('\n')
    )
  })
})
