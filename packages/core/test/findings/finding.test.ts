import {
  callState,
  ordFinding,
  compilePolicy,
  decodeHistories,
  decodePolicy,
  type Fault,
  type Finding,
  findingCodes,
  findings,
  type Identifier,
  type Instant,
  noticePolicy
} from '@samtykke/core'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { historyOf } from '../oracle/histories.ts'

const instant = (text: string): Instant => new Date(text).toISOString() as Instant

const findingsOfHistory = (seed: number): ReadonlyArray<ReadonlyArray<Finding>> => {
  const { entries, policy, asOf } = historyOf(seed)
  const decoded = decodePolicy({ ...noticePolicy, ...policy })
  if (E.isLeft(decoded)) throw new Error('no policy')
  const view = { rules: compilePolicy(decoded.right, () => undefined), asOf: instant(asOf) }
  return decodeHistories(entries.filter(entry => !('kind' in entry))).calls.map(history =>
    findings(view)(callState(view)(history))
  )
}

const seeds = Array.from({ length: 600 }, (_, index) => 900_000 + index)

test('each finding says in words what is wrong, and a call gives its findings in order', () => {
  const seen = new Set<string>()
  for (const found of seeds.flatMap(findingsOfHistory)) {
    for (const { code, detail } of found) {
      seen.add(code)
      if (!/^[a-zA-Z0-9'].*[a-zA-Z0-9)]$/.test(detail) || detail.length < 10) {
        throw new Error(`${code}: ${JSON.stringify(detail)}`)
      }
    }
    const ordered = [...found].sort(ordFinding.compare)
    if (found.some((finding, at) => finding !== ordered[at])) expect(found).toEqual(ordered)
  }
  const ofARunOrUnread = ['proof-period-unset', 'record-incomplete', 'unreadable-event']
  // All purposes of these histories are the policy's, and rest on consent: `policies.test.ts` has the others.
  const ofOtherPolicies = [
    'recording-without-purpose',
    'analysis-without-purpose',
    'unknown-purpose',
    'act-without-effect'
  ]
  expect(findingCodes.filter(code => !seen.has(code))).toEqual(
    findingCodes.filter(code => [...ofARunOrUnread, ...ofOtherPolicies].includes(code))
  )
})

describe('what cannot be read', () => {
  const view = { rules: compilePolicy(noticePolicy, () => undefined), asOf: instant('2026-01-01') }
  const of = (...faults: ReadonlyArray<Fault>) =>
    findings(view)(callState(view)({ callId: 'call-1' as Identifier, events: [], faults })).map(
      ({ code, at, events, detail }) => [code, at, events, detail]
    )
  const recordedAt = instant('2025-06-01')

  test('is told from what was redacted', () => {
    expect(of({ _tag: 'undecodable', id: 'event-1', recordedAt })).toEqual([
      ['unreadable-event', recordedAt, ['event-1'], 'its content cannot be read']
    ])
    expect(of({ _tag: 'redacted', id: 'event-2', recordedAt })).toEqual([
      ['unreadable-event', recordedAt, ['event-2'], 'redacted, and no proof-redacted explains it']
    ])
    expect(of({ _tag: 'bad-line' })).toEqual([])
  })
})

describe('the order of findings', () => {
  const text = fc.constantFrom('a', 'b', 'ab')
  const optional = (member: string) =>
    fc.oneof(
      fc.constant({}),
      text.map(value => ({ [member]: value }))
    )
  const finding = fc
    .tuple(
      fc.record({ code: text, at: text, detail: text, events: fc.array(text, { maxLength: 3 }) }),
      optional('callId'),
      optional('targetId'),
      optional('target')
    )
    .map(parts => Object.assign({ severity: 'info' }, ...parts) as Finding)

  test('is total: what compares as equal is the same, and both ways agree', () => {
    fc.assert(
      fc.property(finding, finding, (a, b) => {
        expect(Math.sign(ordFinding.compare(a, b))).toBe(-Math.sign(ordFinding.compare(b, a)) + 0)
        if (ordFinding.compare(a, b) === 0) expect(a).toEqual(b)
      })
    )
  })

  test('lists compare member by member, and a beginning comes before its continuation', () => {
    const withEvents = (...events: ReadonlyArray<string>): Finding => ({
      code: 'overdue',
      severity: 'error',
      at: instant('2026-01-01'),
      events,
      detail: ''
    })
    const ordered = [[], ['a'], ['a', 'b'], ['a', 'b', 'a'], ['b'], ['b', 'a']].map(events =>
      withEvents(...events)
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), shuffled => {
        expect([...shuffled].sort(ordFinding.compare)).toEqual(ordered)
      })
    )
  })
})
