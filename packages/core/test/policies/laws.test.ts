// Laws of any policy: what lives, lives by a purpose; a purpose, by its basis and its period.
import type { DueAction } from '@samtykke/core'
import type { PlainEvent } from '../oracle/plain.ts'
import { randomOf } from '../oracle/random.ts'
import { assess } from './assess.ts'
import { type Case, caseOf, type PlainPurpose, randomVersion } from './randomPolicies.ts'

const seeds = Array.from({ length: 600 }, (_, index) => 40_000 + index)
const day = 86_400_000

const kept = ({ policy, events, asOf }: Case): ReadonlyMap<string, DueAction> =>
  new Map(
    assess(policy, events, asOf)
      .actions.filter(({ target }) => target === 'recording' || target === 'analysis')
      .map(action => [`${action.target} ${action.targetId}`, action])
  )

const startOf = ({ events }: Case, { target, targetId }: DueAction): string =>
  events
    .filter(event => event['recordingId'] === targetId || event['analysisId'] === targetId)
    .filter(({ type }) => type === 'recording-stored' || type === 'analysis-produced')
    .map(event => (target === 'recording' ? String(event['startedAt']) : event.occurredAt))[0] ?? ''

const inForceAt = ({ policy: { versions } }: Case, instant: string) =>
  versions.reduce((a, b) => (b.effectiveFrom <= instant ? b : a))

const purposesAt = (each: Case, instant: string): ReadonlyMap<string, PlainPurpose> =>
  new Map(inForceAt(each, instant).purposes.map(purpose => [purpose.purpose, purpose]))

const another = (type: string, at: number, members: object): PlainEvent => ({
  id: 'ffffffff-0000-4000-8000-000000000001',
  callId: 'call-1',
  type,
  occurredAt: new Date(at).toISOString(),
  ...members
})

test('a purpose never outlives its basis: what acts took is not listed any more', () => {
  let taken = 0
  for (const seed of seeds) {
    const each = caseOf(seed)
    for (const action of kept(each).values()) {
      const start = startOf(each, action)
      for (const purpose of action.legalBasis?.purposes ?? []) {
        const basis = purposesAt(each, start).get(purpose)?.basis ?? ''
        const kinds = { '6(1)(a)': ['consent-withdrawn', 'consent-refused'] }[basis] ?? []
        const objectable = basis === '6(1)(e)' || basis === '6(1)(f)'
        const takers = each.events.filter(
          ({ type, occurredAt, ...members }) =>
            occurredAt > start &&
            occurredAt <= each.asOf &&
            ((kinds.includes(type) &&
              (members['purposes'] === undefined || (members['purposes'] as string[]).includes(purpose))) ||
              (type === 'processing-objected' &&
                (objectable || basis === '6(1)(a)') &&
                (members['purposes'] === undefined
                  ? objectable
                  : (members['purposes'] as string[]).includes(purpose))))
        )
        expect({ seed, purpose, takers }).toEqual({ seed, purpose, takers: [] })
      }
      if (action.rule !== 'expiry') taken += 1
    }
  }
  expect(taken).toBeGreaterThan(100)
})

test('nothing is kept longer than the longest period of the versions', () => {
  for (const seed of seeds) {
    const each = caseOf(seed)
    for (const action of kept(each).values()) {
      const start = Date.parse(startOf(each, action))
      expect(Date.parse(action.dueAt)).toBeLessThanOrEqual(start + 367 * day)
    }
  }
})

test('adding a purpose never shortens, and so taking one away never prolongs', () => {
  let longer = 0
  for (const seed of seeds) {
    const each = caseOf(seed)
    const random = randomOf(seed)
    const added: PlainPurpose = {
      purpose: 'added',
      of: random.pick(['recording', 'recording', 'analysis'] as const),
      basis: random.pick(['6(1)(a)', '6(1)(b)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(f)']),
      ...(random.chance(0.3) && { when: { direction: 'inbound' } })
    }
    // A consent in time keeps late ones from counting, so that tolerance is left aside.
    const without = { ...each, policy: { ...each.policy, clockTolerance: 'PT0S' } }
    const withIt = {
      ...without,
      policy: {
        ...without.policy,
        versions: without.policy.versions.map(version => ({
          ...version,
          purposes: random.chance(0.5) ? [...version.purposes, added] : [added, ...version.purposes]
        }))
      }
    }
    const after = kept(withIt)
    for (const [name, action] of kept(without)) {
      const longerOrSame = after.get(name)
      expect({ seed, name, dueAt: (longerOrSame?.dueAt ?? '') >= action.dueAt }).toEqual({
        seed,
        name,
        dueAt: true
      })
      if ((longerOrSame?.dueAt ?? '') > action.dueAt) longer += 1
    }
  }
  expect(longer).toBeGreaterThan(50)
})

test('withdrawing everything ends what rests on consent alone, and touches nothing that rests on anything else', () => {
  let ended = 0
  let untouched = 0
  for (const seed of seeds) {
    const each = caseOf(seed)
    const at = Date.parse(each.asOf)
    const withdrawn = {
      ...each,
      events: [...each.events, another('consent-withdrawn', at, { channel: 'letter' })]
    }
    const after = kept(withdrawn)
    for (const [name, action] of kept(each)) {
      const start = startOf(each, action)
      if (start >= each.asOf) continue
      const declared = purposesAt(each, start)
      const isOnConsent = (purpose: string): boolean => declared.get(purpose)?.basis === '6(1)(a)'
      const before = action.legalBasis?.purposes ?? []
      const now = after.get(name)
      expect(now?.legalBasis?.purposes).toEqual(before.filter(purpose => !isOnConsent(purpose)))
      const ofItsKind = before.filter(purpose => declared.get(purpose)?.of === action.target)
      if (action.dueAt <= each.asOf) {
        // What was due is due, at the same instant.
        expect(now?.dueAt).toBe(action.dueAt)
      } else if (ofItsKind.every(isOnConsent)) {
        expect({ seed, name, dueAt: now?.dueAt, rule: now?.rule }).toEqual({
          seed,
          name,
          dueAt: each.asOf,
          rule: 'withdrawal'
        })
        ended += 1
      } else if (action.target === 'recording') {
        expect((now?.dueAt ?? '') > each.asOf).toBe(true)
        untouched += 1
      }
    }
  }
  expect(ended).toBeGreaterThan(10)
  expect(untouched).toBeGreaterThan(100)
})

test('a later version never prolongs', () => {
  let shorter = 0
  for (const seed of seeds) {
    const each = caseOf(seed)
    const random = randomOf(seed)
    const [first] = each.policy.versions
    if (first === undefined) throw new Error('no version')
    const from = Date.UTC(2025, 0, 10, 9) + random.pick([1, 20, 90]) * day
    const later = randomVersion(random, 'later', from)
    const before = { ...each, policy: { ...each.policy, versions: [first] } }
    const after = kept({ ...before, policy: { ...before.policy, versions: [first, later] } })
    for (const [name, action] of kept(before)) {
      if (startOf(each, action) >= later.effectiveFrom) continue
      // What scopes of a request mean for a version of other names is that version's.
      const expiryOf = ({ grounds }: DueAction) => grounds.find(({ rule }) => rule === 'expiry')?.at ?? ''
      const now = after.get(name)
      if (now === undefined) throw new Error('gone')
      expect(now.dueAt <= action.dueAt).toBe(true)
      if (expiryOf(now) < expiryOf(action)) shorter += 1
    }
  }
  expect(shorter).toBeGreaterThan(50)
})

test('any order of arrival gives the same bytes, and a line is the JSON of its action', () => {
  for (const seed of seeds.slice(0, 200)) {
    const { policy, events, asOf } = caseOf(seed)
    const { actions, lines, findings } = assess(policy, events, asOf)
    const other = assess(policy, randomOf(seed).shuffled(events), asOf)
    expect(other.lines).toEqual(lines)
    expect(other.findings).toEqual(findings)
    expect(lines).toEqual(actions.map(action => JSON.stringify(action)))
  }
})
