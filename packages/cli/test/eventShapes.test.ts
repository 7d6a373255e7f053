// Of each event only some members are read where due actions, findings or reports are asked for: these are the same.
import { reportOf, type ReportOptions, type Source } from '@samtykke/audit'
import {
  type AnyEvent,
  type CallHistory,
  callState,
  canonicalJson,
  compilePolicy,
  dueActions,
  encodeAction,
  findings,
  epochMilliseconds,
  type Instant,
  instantFromEpoch,
  noticePolicy,
  type View
} from '@samtykke/core'
import { holidaysOf } from '@samtykke/holidays'
import { anyCase, type Case } from '@samtykke/testing/fast-check'
import * as fc from 'fast-check'
import { eventOfReports, eventOfRules, type EventShape } from '../src/engine/eventShapes.ts'
import { idOf } from './hostileLines.ts'
import { viewAt } from './naive.ts'
import { type HowToRead, type Reading, readLines, readNaively } from './reading.ts'
import { shuffled, simulatedLines } from './simulated.ts'

/** The actions and findings of calls. */
const answers = (view: View, histories: ReadonlyArray<CallHistory>): ReadonlyArray<string> =>
  histories
    .flatMap(history => {
      const call = callState(view)(history)
      return [
        ...dueActions(view)(call).map(encodeAction),
        ...findings(view)(call).map(finding => JSON.stringify(finding))
      ]
    })
    .toSorted()

const danish = holidaysOf('DK')
const whatIf = compilePolicy(noticePolicy, danish)

const reportOptions = (given: { readonly asOf: Instant }): ReportOptions => ({
  since: daysAfter(given.asOf, -60),
  whatIf,
  ifInvalid: { bundled: true }
})

/** The report of calls, by several reporters as by threads. */
const reported = (
  view: View,
  histories: ReadonlyArray<CallHistory>,
  sources: ReadonlyMap<string, Source>
): string => {
  const options = reportOptions(view)
  const all = reportOf(view, options)
  for (const parity of [0, 1]) {
    const reporter = reportOf(view, options)
    for (const [i, history] of histories.entries()) {
      if (i % 2 !== parity) continue
      const source = sources.get(history.callId)
      if (source === undefined) reporter.add(history)
      else reporter.addWithSource(history, source)
    }
    all.merge(structuredClone(reporter.tally()))
  }
  return canonicalJson(all.finish())
}

/** As if the source of each call were known. */
const sourcesOf = (histories: ReadonlyArray<CallHistory>): ReadonlyMap<string, Source> =>
  new Map(histories.map(({ callId, events }) => [callId, { events: events.length, sha256: '0'.repeat(64) }]))

type Line = Readonly<Record<string, unknown>>
type Alteration = (lines: ReadonlyArray<Line>, a: number, b: number) => ReadonlyArray<Line>

/** Valid in whatever type of event has them; no rule reads any, reports some. */
const others: Line = {
  ...{ channel: 'app', processor: 'another', confirmation: 'another', reason: 'another' },
  ...{
    usedBy: 'another',
    recipient: 'another',
    engine: 'another',
    technique: 'another',
    subjectRef: 'person-9'
  }
}

const day = 86_400_000
const daysAfter = (instant: Instant, days: number): Instant =>
  instantFromEpoch(epochMilliseconds(instant) + days * day)
const at = (lines: ReadonlyArray<Line>, n: number): Line => lines[n % lines.length]!

const alterations: ReadonlyArray<Alteration> = [
  (lines, a) => [...lines, at(lines, a)],
  (lines, a, b) => [
    ...lines,
    { ...at(lines, a), recordedAt: daysAfter(at(lines, a).occurredAt as Instant, b % 3) }
  ],
  // A copy that says something else, in what is not read.
  (lines, a, b) => {
    const line = at(lines, a)
    const names = ['subjectRef', ...Object.keys(line).filter(name => name in others)]
    const name = names[b % names.length]!
    return [...lines, { ...line, [name]: others[name] }]
  },
  (lines, a, b) => [...lines, { ...at(lines, a), id: at(lines, b).id }],
  (lines, a) => [...lines, { ...at(lines, a), id: String(at(lines, a).id).replace('-4000-', '-4ABC-') }],
  (lines, a, b) => [...lines, { ...at(lines, a), id: idOf(900 + (b % 100)) }],
  (lines, a) => [...lines, { ...at(lines, a), occurredAt: 'yesterday' }],
  (lines, a, b) => [...lines, { ...at(lines, a), id: idOf(800 + (b % 100)), type: 'call-transferred' }],
  (lines, a, b) => {
    const line = at(lines, a)
    const occurredAt = line.occurredAt as Instant
    return [
      ...lines,
      {
        ...line,
        id: idOf(700 + (b % 100)),
        occurredAt: daysAfter(occurredAt, (b % 5) + 1),
        recordedAt: occurredAt
      }
    ]
  },
  (lines, a) => lines.map(line => (line === at(lines, a) ? { ...line, digit: null, note: 'our own' } : line)),
  (lines, a) => [
    ...lines,
    ...Array.from({ length: 40 }, (_, i) => ({ ...at(lines, a + i), id: idOf(10_000 + i) }))
  ]
]

const altered = fc.array(fc.tuple(fc.nat(alterations.length - 1), fc.nat(), fc.nat()), { maxLength: 4 }).map(
  list =>
    (events: ReadonlyArray<Line>): ReadonlyArray<Line> =>
      events.length === 0
        ? events
        : list.reduce((lines, [kind, a, b]) => alterations[kind]!(lines, a, b), events)
)

const viewOf = ({ policy, asOf }: Case): View => ({ rules: compilePolicy(policy, danish), asOf })

interface Given {
  readonly view: View
  readonly bytes: Buffer
  readonly how: HowToRead
}

const hostile = fc
  .record({
    given: anyCase({ maxEvents: 16 }),
    alter: altered,
    seed: fc.nat(),
    days: fc.option(fc.nat(800), { nil: undefined }),
    threads: fc.constantFrom(1, 2)
  })
  .map(({ given, alter, seed, days, threads }): Given => {
    const lines = shuffled(alter(given.events), seed).map(line => `${JSON.stringify(line)}\n`)
    const knownAt = days === undefined ? undefined : daysAfter('2025-01-01T00:00:00.000Z' as Instant, days)
    return {
      view: { ...viewOf(given), ...(knownAt !== undefined && { knownAt }) },
      bytes: Buffer.from(lines.join('')),
      how: {
        ...{ asOf: given.asOf, knownAt, beforeAnythingHappened: true, threads },
        cuts: threads === 1 ? [] : [1_000]
      }
    }
  })

/** How many events have fewer members than they were written with. */
const countShorter = (read: Reading, whole: Reading): number => {
  const all = new Set(whole.histories.flatMap(({ events }) => events.map(canonicalJson)))
  return read.histories.flatMap(({ events }) => events).filter(event => !all.has(canonicalJson(event))).length
}

test('the actions and findings of hostile histories are those of their whole events', () => {
  let [shorter, count] = [0, 0]
  fc.assert(
    fc.property(hostile, ({ view, bytes, how }) => {
      const read = readLines([bytes], { ...how, beforeAnythingHappened: false, shape: eventOfRules })
      const whole = readNaively([bytes], how)
      const expected = answers(view, whole.histories)
      expect(answers(view, read.histories)).toEqual(expected)
      count += expected.length
      shorter += countShorter(read, whole)
    }),
    { numRuns: 300 }
  )
  expect(shorter).toBeGreaterThan(100)
  expect(count).toBeGreaterThan(100)
})

test('the report of hostile histories is that of their whole events', () => {
  let [shorter, told, withoutEvents] = [0, 0, 0]
  fc.assert(
    fc.property(hostile, ({ view, bytes, how }) => {
      const read = readLines([bytes], { ...how, shape: eventOfReports, withSources: true })
      const whole = readNaively([bytes], how)
      expect(reported(view, read.histories, read.sources)).toBe(reported(view, whole.histories, new Map()))
      shorter += countShorter(read, whole)
      told += read.sources.size
      withoutEvents += read.histories.filter(({ events }) => events.length === 0).length
    }),
    { numRuns: 300 }
  )
  expect(shorter).toBeGreaterThan(100)
  expect(told).toBeGreaterThan(100)
  expect(withoutEvents).toBeGreaterThan(10)
})

const instants = ['2025-03-15T00:00:00.000Z', '2025-10-15T00:00:00.000Z', '2027-06-01T00:00:00.000Z']

test('the actions and findings of simulated histories are those of their whole events', () => {
  const bytes = Buffer.from(simulatedLines(400, 3).join('\n'))
  for (const asOf of instants) {
    const how = { asOf: asOf as Instant, beforeAnythingHappened: false, parts: 4 }
    const read = readLines([bytes], { ...how, shape: eventOfRules }).histories
    const expected = answers(
      viewAt(asOf),
      readNaively([bytes], { ...how, beforeAnythingHappened: true }).histories
    )
    expect(expected).not.toEqual([])
    expect(answers(viewAt(asOf), read)).toEqual(expected)
  }
})

test('the report of simulated histories is that of their whole events', () => {
  const bytes = Buffer.from(simulatedLines(400, 3).join('\n'))
  for (const asOf of instants) {
    const how = { asOf: asOf as Instant, beforeAnythingHappened: true, parts: 4 }
    const { histories, sources } = readLines([bytes], { ...how, shape: eventOfReports, withSources: true })
    const whole = readNaively([bytes], how).histories
    expect(sources.size).toBeGreaterThan(300)
    expect(reported(viewAt(asOf), histories, sources)).toBe(reported(viewAt(asOf), whole, new Map()))
  }
})

/** An event that notes which of its members are read; that it is copied as a whole does not count. */
const watched = (event: AnyEvent, read: Set<string>): AnyEvent => {
  let [isListed, copied]: [boolean, string | symbol | undefined] = [false, undefined]
  const note = (name: string | symbol): void => {
    if (typeof name === 'string') read.add(name)
  }
  return new Proxy(event, {
    ownKeys: target => {
      isListed = true
      return Reflect.ownKeys(target)
    },
    getOwnPropertyDescriptor: (target, name) => {
      if (isListed) copied = name
      else note(name)
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
    has: (target, name) => {
      note(name)
      return Reflect.has(target, name)
    },
    get: (target, name) => {
      if (copied !== name) {
        isListed = false
        note(name)
      }
      copied = undefined
      return Reflect.get(target, name) as unknown
    }
  })
}

test.each<[string, EventShape, (view: View, histories: ReadonlyArray<CallHistory>) => unknown]>([
  ['due actions and findings', eventOfRules, answers],
  ['reports', eventOfReports, (view, histories) => reported(view, histories, sourcesOf(histories))]
])('for %s no other member is read of events that each have an id of their own', (_, { members }, ask) => {
  const read = new Set<string>()
  const fold = (view: View, histories: ReadonlyArray<CallHistory>): void => {
    for (const history of histories) {
      const events = history.events.map(event => watched(event, read))
      const areCopies = new Set(history.events.map(({ id }) => id)).size < events.length
      if (!areCopies) ask(view, [{ ...history, events }])
    }
  }
  const how = { asOf: '9999-12-31T23:59:59.999Z' as Instant, beforeAnythingHappened: true }
  const simulated = readNaively([Buffer.from(simulatedLines(200, 3).join('\n'))], how).histories
  for (const asOf of ['2025-10-15T00:00:00Z', '2027-06-01T00:00:00Z']) fold(viewAt(asOf), simulated)
  for (const given of fc.sample(anyCase({ maxEvents: 16 }), { numRuns: 1_000, seed: 1 })) {
    const bytes = Buffer.from(given.events.map(event => JSON.stringify(event)).join('\n'))
    fold(viewOf(given), readNaively([bytes], how).histories)
  }
  expect([...read].filter(name => !members.has(name))).toEqual([])
  expect(read.size).toBeGreaterThan(20)
})
