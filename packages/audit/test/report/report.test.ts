import { createHash } from 'node:crypto'
import {
  callState,
  canonicalJson,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  dueActions,
  findings,
  type LocalDate,
  noticePolicy,
  type View
} from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'
import { legalBases } from '../../src/basis/basis.ts'
import { canonicalEvent } from '../../src/head/canonicalEvent.ts'
import { sourceOf } from '../../src/head/head.ts'
import { distributionOf, noDurations, observe } from '../../src/report/distribution.ts'
import { reportOf } from '../../src/report/report.ts'
import { instant } from '../events.ts'
import { danish, hostile, seeds } from '../histories.ts'

const simulated = (calls: number, seed: number) =>
  decodeHistories([
    ...simulate({ calls, seed, from: '2024-10-01' as LocalDate, to: '2025-10-31' as LocalDate })
  ]).calls

const view: View = { rules: compilePolicy(noticePolicy, danish), asOf: instant('2025-11-24T10:00:00Z') }
const calls = simulated(1_500, 7)

/** The notice's policy with a later version that keeps recordings of businesses for half the time. */
const shorter = E.getOrElseW(errors => {
  throw new Error(JSON.stringify(errors))
})(
  decodePolicy({
    ...noticePolicy,
    versions: [
      ...noticePolicy.versions,
      {
        ...noticePolicy.versions[0]!,
        version: '2',
        effectiveFrom: '2025-10-01T00:00:00Z',
        recordings: noticePolicy.versions[0]!.recordings.map(rule => ({
          ...rule,
          keep: rule.customerType === 'business' ? 'P3M' : 'P1Y'
        }))
      }
    ]
  })
)

const options = { since: instant('2025-06-01T00:00:00Z'), whatIf: compilePolicy(shorter, danish) }
const whole = reportOf(view, options)
calls.forEach(whole.add)
const report = whole.finish()

describe('a report', () => {
  test('is the same in any order, and folded in parts', () => {
    const parts = [reportOf(view, options), reportOf(view, options), reportOf(view, options)]
    ;[...calls]
      .reverse()
      .forEach((call, index) => parts[index % 3]!.add({ ...call, events: [...call.events].reverse() }))
    const merged = reportOf(view, options)
    // As it crosses from thread to thread.
    for (const part of parts) merged.merge(structuredClone(part.tally()))
    expect(canonicalJson(merged.finish())).toBe(canonicalJson(report))
  })

  test('is the same for hostile histories in any order', () => {
    for (const seed of seeds(30)) {
      const { view, calls } = hostile(seed)
      const [one, other] = [reportOf(view), reportOf(view)]
      calls.forEach(one.add)
      ;[...calls]
        .reverse()
        .forEach(call =>
          other.add({ ...call, events: [...call.events].reverse(), faults: [...call.faults].reverse() })
        )
      expect(canonicalJson(other.finish())).toBe(canonicalJson(one.finish()))
    }
  })

  test('counts what the calls hold', () => {
    const states = calls.map(callState(view))
    const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0)
    const { figures } = report
    expect(figures.calls).toBe(calls.length)
    expect(sum(figures.recordings)).toBe(states.flatMap(call => call.recordings).length)
    expect(sum(figures.analyses)).toBe(states.flatMap(call => call.analyses).length)
    expect(figures.subjects).toBe(
      new Set(states.flatMap(call => call.facts.events.flatMap(event => event.subjectRef ?? []))).size
    )
    expect(report.source.events).toBe(calls.flatMap(call => call.events).length)
    expect(figures.recordings.erased).toBeGreaterThan(100)
    expect(figures.recordings.stored).toBeGreaterThan(100)
  })

  test('counts the findings, and keeps the oldest of each severity, the gravest first', () => {
    const all = calls.map(callState(view)).flatMap(findings(view))
    for (const { code, count, oldest, before } of report.findings) {
      const own = all.filter(finding => finding.code === code)
      if (own.length === 0) continue
      expect(count).toBe(own.length)
      const oldestOf = (severity: string) =>
        own
          .filter(finding => finding.severity === severity)
          .map(({ at }) => `${severity} ${at}`)
          .sort()
          .slice(0, 10)
      expect(oldest.map(({ severity, at }) => `${severity} ${at}`)).toEqual(
        ['error', 'warning', 'info'].flatMap(oldestOf)
      )
      expect(before).not.toBeNull()
    }
    expect(report.findings.length).toBeGreaterThan(5)
    const doneLate = report.findings.find(({ code }) => code === 'done-late')!
    expect([doneLate.oldest[0]?.severity, doneLate.oldest.at(-1)?.severity]).toEqual(['error', 'info'])
    expect(doneLate.oldest).toHaveLength(Math.min(10, doneLate.bySeverity.error) + 10)
  })

  test('is the same when it is finished again', () => {
    expect(canonicalJson(whole.finish())).toBe(canonicalJson(report))
  })

  test('forecasts every action that is not due', () => {
    const actions = calls.map(callState(view)).flatMap(dueActions(view))
    const sum = (rows: ReadonlyArray<{ count: number }>) =>
      rows.reduce((total, { count }) => total + count, 0)
    const { scheduled, suspended, reviews, later, months } = report.forecast
    const waiting = actions.filter(({ status }) => status !== 'due')
    expect(sum(scheduled) + sum(suspended) + sum(reviews) + later).toBe(waiting.length)
    expect(months[0]).toBe('2025-11')
    expect(months).toHaveLength(24)
  })

  test('covers the time of all rows of the legal bases', () => {
    const rows = calls.map(callState(view)).flatMap(legalBases(view))
    const kept = rows.filter(({ activity }) => activity === 'store' || activity === 'store-analysis')
    for (const { purpose, state, days, present } of report.coverage.rows) {
      const own = kept.filter(row => (row.purpose ?? 'any') === purpose && row.state === state)
      const seconds = own.reduce(
        (sum, { from, until }) =>
          sum + Math.max(0, Math.floor((Date.parse(until ?? view.asOf) - Date.parse(from)) / 1000)),
        0
      )
      expect(days).toBe(Math.round(seconds / 8_640) / 10)
      expect(present).toBe(own.filter(({ until }) => until === null).length)
    }
  })

  test('says what another policy would move, and nothing of the present one', () => {
    const { whatIf } = report
    expect(whatIf!.newlyDue.count).toBeGreaterThan(0)
    // Only what is recorded under the later version is ever kept longer for it.
    const begun = new Map(
      calls
        .map(callState(view))
        .flatMap(call => call.recordings.map(each => [each.targetId as string, each.start]))
    )
    for (const { from, to, targetId } of whatIf!.later.first) {
      expect(to > from).toBe(true)
      expect(begun.get(targetId)! >= '2025-10-01').toBe(true)
    }
    expect(whatIf!.laterInTextOnly.count).toBeGreaterThan(0)
    for (const { count, byPurpose } of [whatIf!.earlier, whatIf!.later, whatIf!.newlyDue])
      for (const moved of Object.values(byPurpose)) expect(moved).toBeLessThanOrEqual(count)
    expect(Object.keys(whatIf!.earlier.byPurpose)).toEqual(
      expect.arrayContaining(['documentation', 'quality-assurance'])
    )
    for (const { from, to } of whatIf!.earlier.first) expect(to < from).toBe(true)
    const same = reportOf(view, { whatIf: view.rules })
    calls.forEach(same.add)
    const { newlyDue, earlier, later, findingsGained, findingsLost } = same.finish().whatIf!
    expect([newlyDue.count, earlier.count, later.count]).toEqual([0, 0, 0])
    expect([findingsGained, findingsLost]).toEqual([{}, {}])
  })
})

test('says for which purposes another policy would move what is kept', () => {
  const keeping = (quality: string) =>
    E.getOrElseW(errors => {
      throw new Error(JSON.stringify(errors))
    })(
      decodePolicy({
        ...noticePolicy,
        versions: noticePolicy.versions.map(({ bases: _, ...version }) => ({
          ...version,
          purposes: [
            {
              purpose: 'quality-assurance',
              of: 'recording',
              basis: '6(1)(a)',
              when: { direction: 'inbound' }
            },
            { purpose: 'documentation', of: 'recording', basis: '6(1)(a)', when: { direction: 'outbound' } },
            { purpose: 'voice-analysis', of: 'analysis', basis: '6(1)(a)' }
          ],
          recordings: [
            { rule: 'quality', purposes: ['quality-assurance'], keep: quality, source: 'inbound' },
            { rule: 'documents', purposes: ['documentation'], keep: 'P6M', source: 'outbound' }
          ]
        }))
      })
    )
  const present = { ...view, rules: compilePolicy(keeping('P6M'), danish) }
  const reporter = reportOf(present, { whatIf: compilePolicy(keeping('P5M'), danish) })
  calls.forEach(reporter.add)
  const { earlier, later } = reporter.finish().whatIf!
  expect(Object.keys(earlier.byPurpose)).toEqual(['quality-assurance'])
  expect(earlier.byPurpose['quality-assurance']).toBeGreaterThan(100)
  expect(later.byPurpose).toEqual({})
})

test('the canonical form of events is the one of all JSON', () => {
  for (const seed of seeds(40)) {
    for (const event of hostile(seed).calls.flatMap(call => call.events))
      expect(canonicalEvent(event)).toBe(canonicalJson(event))
  }
})

test('the hash of the source is over the sorted hashes of its calls', () => {
  const hashes = calls.map(({ events }) => sourceOf(events).sha256).sort()
  const sha256 = createHash('sha256').update(hashes.join('\n')).digest('hex')
  const events = calls.reduce((sum, call) => sum + call.events.length, 0)
  expect(report.source).toEqual({ events, sha256 })
  expect(reportOf(view).finish().source).toEqual({
    events: 0,
    sha256: createHash('sha256').digest('hex')
  })
})

test('percentiles by nearest rank', () => {
  const durations = noDurations()
  for (let seconds = 1; seconds <= 100; seconds++) observe(durations, seconds)
  observe(durations, 123_456)
  expect(distributionOf(durations)).toMatchObject({ count: 101, p50: 51, p90: 91, p99: 100, max: 123_456 })
  expect(distributionOf(durations).buckets).toEqual({
    upToHour: 100,
    upToDay: 0,
    upToWeek: 1,
    upToMonth: 0,
    more: 0
  })
  expect(distributionOf(noDurations())).toMatchObject({ count: 0, p50: null, max: null })
})
