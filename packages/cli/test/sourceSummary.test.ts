// What is odd about a source as a whole is said once, on standard error, by every verb that reads it.
import { eventTypes, type Instant } from '@samtykke/core'
import * as fc from 'fast-check'
import { describeUnknownTypes } from '../src/command/describeSource.ts'
import { joinSummaries, type SourceSummary } from '../src/engine/sourceSummary.ts'
import { inProcess } from './inProcess.ts'
import { scratch } from './program.ts'
import { readLines } from './reading.ts'

const file = scratch()
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const event = (n: number, type: string, members: object = {}): string =>
  `${JSON.stringify({
    id: uuid(n),
    type,
    callId: 'call-1',
    occurredAt: '2025-09-01T08:00:00Z',
    ...members
  })}\n`

const consent = event(1, 'consent-given', {
  method: 'keypress',
  purposes: ['documentation'],
  noticeVersion: '1',
  language: 'da'
})
const stored = { recordingId: 'rec-1', startedAt: '2025-09-01T08:00:00Z', direction: 'inbound' }
const misspelt = [2, 3, 4].map(n => event(n, 'recording-storred', stored)).join('')

const source = file(
  'misspelt.ndjson',
  consent + misspelt + event(5, 'call-transferred') + event(6, 'Kirsten Holm')
)
const empty = file('empty.ndjson', '\n')
const good = file('good.ndjson', consent)

const others = ['--media', '.', '--out', file('answer.zip', '')]
const verbs: ReadonlyArray<ReadonlyArray<string>> = [
  ['due'],
  ['findings'],
  ['report'],
  ['trail', '--call', 'call-1'],
  ['consent-record', '--call', 'call-1'],
  ['certificate', '--all'],
  ['instructions', '--processor', 'recorder'],
  ['access', '--request', 'request-1', '--call', 'call-1', ...others],
  ['letter erasure', '--call', 'call-1']
]

describe.each(verbs)('%s', (verb, ...options) => {
  const run = (name: string, ...more: ReadonlyArray<string>) =>
    inProcess([...verb.split(' '), name, ...options, ...more])

  test('names each unknown type once, with its count and the type that was probably meant', async () => {
    const { stderr } = await run(source)
    const lines = stderr.split('\n').filter(line => line.startsWith('unknown'))
    expect(lines).toEqual([
      'unknown type of event "recording-storred": 3 events; the nearest known type is recording-stored',
      'unknown type of event of 12 characters: 1 event',
      'unknown type of event "call-transferred": 1 event'
    ])
  })

  test('says that a source is empty, or that nothing of it counts yet', async () => {
    expect((await run(empty)).stderr).toContain('the source holds no event\n')
    expect((await run(source, '--as-of', '2025-09-01T07:59:59.999Z')).stderr).toContain(
      'of 6 events none had happened by 2025-09-01T07:59:59.999Z (--as-of)\n'
    )
    expect((await run(source, '--known-at', '2025-08-31T00:00:00Z')).stderr).toContain(
      'of 6 events none was recorded by 2025-08-31T00:00:00.000Z (--known-at)\n'
    )
    const { stderr } = await run(good, '--as-of', '2025-09-01T08:00:00Z')
    expect(stderr).not.toMatch(/unknown|holds no event|none had|none was/)
  })
})

test('names each member that no event of its type has, once, with its count', async () => {
  const misspelt = file(
    'members.ndjson',
    event(1, 'analysis-objected', { channel: 'email', subjectref: 'person-1' }) +
      event(2, 'analysis-objected', { channel: 'email', subjectref: 'person-1', note: 'ours' }) +
      // Where the known member is there too, the other is another one.
      event(3, 'analysis-objected', { channel: 'email', subjectRef: 'person-1', subjectRefs: [] }) +
      // An event of an unknown type is kept whole.
      event(4, 'call-paused', { subjectref: 'person-1', '+45 20123456': 1 }) +
      event(5, 'analysis-objected', { channel: 'email', '+45 20123456': 1 })
  )
  const expected = [
    'unknown type of event "call-paused": 1 event',
    'unknown member "subjectref", left out: 2 events; the nearest known member is subjectRef',
    'unknown member of 12 characters, left out: 1 event',
    'unknown member "note", left out: 1 event',
    'unknown member "subjectRefs", left out: 1 event',
    ''
  ].join('\n')
  for (const verb of verbs.slice(0, 4)) {
    const { status, stderr } = await inProcess([verb[0]!, misspelt, ...verb.slice(1)])
    expect([verb[0], status, stderr]).toEqual([verb[0], 0, expected])
  }
})

test('a member that must be there and is misspelt is named beside what is missing', async () => {
  const { status, stderr } = await inProcess([
    'due',
    file('chanel.ndjson', event(1, 'analysis-objected', { chanel: 'email' }))
  ])
  expect(status).toBe(3)
  expect(stderr).toMatch(
    /chanel\.ndjson:1: channel: expected a text that is not empty, found nothing, but a member "chanel"\n/
  )
})

test('a source of nothing but bad lines is not empty: each is named', async () => {
  const { status, stderr } = await inProcess(['due', file('bad.ndjson', 'no JSON\n')])
  expect(stderr).toMatch(/bad\.ndjson:1: event: expected an event [^\n]*\n$/)
  expect(status).toBe(3)
})

describe('types', () => {
  const said = (types: ReadonlyMap<string, number>): string => {
    const written: Array<string> = []
    const spy = jest.spyOn(process.stderr, 'write').mockImplementation(text => written.push(String(text)) > 0)
    describeUnknownTypes(types)
    spy.mockRestore()
    return written.join('')
  }

  test('of another form, or that may be personal, are not repeated', () => {
    for (const type of [
      '+4520123456',
      '20123456',
      'Kirsten',
      'kirsten@example.com',
      '\u001b[31m',
      'x'.repeat(999)
    ]) {
      expect(said(new Map([[type, 1]]))).toBe(
        `unknown type of event of ${type.length} ${type.length === 1 ? 'character' : 'characters'}: 1 event\n`
      )
    }
  })

  test('beyond the twentieth are counted together', () => {
    const many = new Map(
      Array.from({ length: 25 }, (_, n) => [`type-${'abcdefghijklmnopqrstuvwxyz'[n]!}`, n + 1])
    )
    const lines = said(many).trimEnd().split('\n')
    expect(lines).toHaveLength(21)
    expect(lines[0]).toBe('unknown type of event "type-y": 25 events')
    expect(lines[20]).toBe('unknown types of event, 5 others: 15 events')
  })
})

test('what several threads saw is what one would have seen', () => {
  const instant = fc.constantFrom('2025-09-01T08:00:00Z', '2025-09-02T08:00:00Z', '2025-09-03T08:00:00Z')
  const line = fc.record({
    type: fc.constantFrom('call-transferred', 'call-paused', 'analysis-objected'),
    callId: fc.constantFrom('call-1', 'call-2', 'call-3'),
    occurredAt: instant,
    recordedAt: instant
  })
  const view = {
    asOf: '2025-09-02T00:00:00.000Z' as Instant,
    knownAt: '2025-09-02T12:00:00.000Z' as Instant
  }
  const read = (lines: ReadonlyArray<object>, threads = 1): SourceSummary => {
    const bytes = Buffer.from(lines.map(each => `${JSON.stringify(each)}\n`).join(''))
    return readLines([bytes], {
      ...view,
      threads,
      cuts: threads === 1 ? [] : [200, 400, 900],
      beforeAnythingHappened: true
    }).summary
  }
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.nat(8), (given, cut) => {
      const lines = given.map((each, n) => ({ id: uuid(n), channel: 'email', ...each }))
      const seen = read(lines)
      expect(joinSummaries(read(lines.slice(0, cut)), read(lines.slice(cut)))).toEqual(seen)
      expect(read(lines, 3)).toEqual(seen)
      const known = lines.filter(({ recordedAt }) => recordedAt < view.knownAt)
      const unknown = lines.filter(({ type }) => !(eventTypes as ReadonlyArray<string>).includes(type))
      expect(seen.events).toBe(lines.length)
      expect([...seen.unknownTypes.values()].reduce((a, b) => a + b, 0)).toBe(unknown.length)
      expect(seen.unknownMembers.size).toBe(0)
      expect(seen.anyKnown).toBe(known.length > 0)
      expect(seen.anyHappened).toBe(
        known.some(({ occurredAt, recordedAt }) => occurredAt < view.asOf || recordedAt < view.asOf)
      )
    }),
    { numRuns: 30 }
  )
})
