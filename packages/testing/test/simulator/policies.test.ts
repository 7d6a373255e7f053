/** The simulator under the policies of other companies. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  callState,
  type CallHistory,
  compilePolicy,
  declaredPurposes,
  decodePolicy,
  type DueAction,
  dueActions,
  type Event,
  type EventOf,
  type Finding,
  findings,
  identifier,
  instant,
  type LocalDate,
  type Policy,
  type PolicyVersion,
  type RecordingRule
} from '@samtykke/core'
import { simulate } from '@samtykke/testing'
import * as E from 'fp-ts/lib/Either.js'

const september = { calls: 400, seed: 7, from: '2025-09-01' as LocalDate, to: '2025-09-30' as LocalDate }

const exampleOf = (name: string): Policy => {
  const file = resolve(__dirname, '../../../../examples/policies', name, 'policy.json')
  const decoded = decodePolicy(JSON.parse(readFileSync(file, 'utf8')))
  if (E.isLeft(decoded)) throw new Error(`${name}: ${JSON.stringify(decoded.left)}`)
  return decoded.right
}

interface Month {
  readonly events: ReadonlyArray<Event>
  readonly actions: ReadonlyArray<DueAction>
  readonly found: ReadonlyArray<Finding>
}

const monthUnder = (policy: Policy): Month => {
  const events = [...simulate({ ...september, policy })]
  const calls = new Map<string, CallHistory & { readonly events: Event[] }>()
  for (const event of events) {
    const call = calls.get(event.callId) ?? { callId: event.callId, events: [], faults: [] }
    call.events.push(event)
    calls.set(event.callId, call)
  }
  const rules = compilePolicy(policy, () => undefined)
  const view = { rules, asOf: instant('2025-10-01T00:00:00.000Z') }
  const states = [...calls.values()].map(callState(view))
  return { events, actions: states.flatMap(dueActions(view)), found: states.flatMap(findings(view)) }
}

const storedIn = ({ events }: Month): ReadonlyArray<EventOf<'recording-stored'>> =>
  events.filter(event => event.type === 'recording-stored')

const isOneOf = (value: string, stated: string | ReadonlyArray<string> | undefined): boolean =>
  stated === undefined || [stated].flat().includes(value)

/** Whether a recording that the rule is for is kept for a purpose that the rule is for. */
const isMet = (month: Month, rule: RecordingRule): boolean => {
  const fitting = storedIn(month).filter(
    ({ direction, line, customerType }) =>
      isOneOf(direction, rule.direction) &&
      isOneOf(line, rule.line) &&
      isOneOf(customerType, rule.customerType)
  )
  const ids = new Set<string>(fitting.map(({ recordingId }) => recordingId))
  return month.actions.some(
    ({ target, targetId, legalBasis }) =>
      target === 'recording' &&
      ids.has(targetId) &&
      legalBasis?.purposes.some(purpose => isOneOf(purpose, rule.purposes)) === true
  )
}

const share = (part: number, whole: number): number => part / Math.max(1, whole)

describe.each(['notice', 'bank', 'insurer', 'helpline', 'germany'])('under the policy of %s', name => {
  const policy = exampleOf(name)
  const month = monthUnder(policy)
  const { actions, found } = month
  const counted = (...codes: ReadonlyArray<Finding['code']>): number =>
    found.filter(({ code }) => codes.includes(code)).length

  it('nothing is named that the policy does not know', () => {
    expect(found.filter(({ code }) => code === 'unknown-purpose')).toEqual([])
    expect(found.filter(({ code }) => code === 'act-without-effect')).toEqual([])
  })

  it('each of its rules and purposes is met', () => {
    const rules = policy.versions.flatMap(({ recordings }) => recordings)
    expect(rules.filter(rule => !isMet(month, rule))).toEqual([])
    const kept = new Set(actions.flatMap(({ legalBasis }) => legalBasis?.purposes ?? []))
    const purposes = policy.versions.flatMap(declaredPurposes).map(({ purpose }) => purpose)
    expect(purposes.filter(purpose => !kept.has(purpose))).toEqual([])
  })

  it('nearly all that is recorded has a legal basis, by a method that fits', () => {
    const stored = storedIn(month).length
    expect(stored).toBeGreaterThan(september.calls / 2)
    const groundless = counted(
      'recording-without-consent',
      'recording-without-purpose',
      'consent-after-start'
    )
    expect(share(groundless, stored)).toBeLessThan(0.04)
    expect(share(counted('method-direction-mismatch'), stored)).toBeLessThan(0.03)
    expect(share(counted('overdue'), stored)).toBeLessThan(0.05)
  })
})

const helpline = exampleOf('helpline')
const [version] = helpline.versions as readonly [PolicyVersion]
const [rule] = version.recordings as readonly [RecordingRule]

it('asks for what the version in force says, by the methods that fit the direction, where they are from', () => {
  const later = {
    ...version,
    version: identifier('2'),
    effectiveFrom: instant('2025-09-15T22:00:00.000Z'),
    purposes: [{ purpose: 'research', of: 'recording', basis: '6(1)(a)' }] as const
  }
  const { events } = monthUnder({
    ...helpline,
    consentMethods: { web: ['inbound', 'outbound'] },
    allowedRegions: ['NO'],
    versions: [version, later]
  })
  const given = events.filter(event => event.type === 'consent-given')
  const asked = new Set(
    given.map(({ occurredAt, purposes }) => `${occurredAt > '2025-09-16'} ${purposes.join()}`)
  )
  expect([...asked].sort()).toEqual(['false supervision', 'true research'])
  expect(new Set(given.map(({ method }) => method))).toEqual(new Set(['web']))
  const regions = new Set(events.flatMap(event => (event.type === 'recording-stored' ? [event.region] : [])))
  expect([...regions].filter(region => region !== 'US')).toEqual(['NO'])
})

it('records customers of a type only, and on calls in a direction only, where the policy says so', () => {
  const recordings = [
    {
      ...rule,
      direction: 'outbound',
      customerType: 'business',
      line: ['mental-health', 'debt']
    }
  ] as const
  const stored = storedIn(
    monthUnder({ ...helpline, versions: [{ ...version, recordings: [...recordings] }] })
  )
  const seen = (member: 'direction' | 'customerType' | 'line'): ReadonlyArray<string> =>
    [...new Set(stored.map(each => each[member]))].sort()
  expect(seen('direction')).toContain('outbound')
  expect(seen('customerType')).toEqual(expect.arrayContaining(['business']))
  expect(seen('customerType')).not.toContain('private')
  expect(seen('line')).toEqual(['debt', 'mental-health', 'other'])
})
