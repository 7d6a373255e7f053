// Laws that hold for every history, checked on the oracle's adversarial ones.
import { assess } from './oracle/core-assess.ts'
import { historyOf } from './oracle/histories.ts'
import { analysisRulesOf } from './oracle/periods.ts'
import type { Entry, PlainEvent, PlainPolicy } from './oracle/plain.ts'
import { randomOf } from './oracle/random.ts'

interface Action {
  callId: string
  target: string
  targetId: string
  status: string
  dueAt: string
  grounds: ReadonlyArray<{ rule: string; at: string }>
}

const seeds = Array.from({ length: 250 }, (_, index) => 700_000 + index)

const isEvent = (entry: Entry): entry is PlainEvent => !('kind' in entry)

const shuffled = <A>(seed: number, items: ReadonlyArray<A>): A[] => {
  const random = randomOf(seed)
  const left = [...items]
  return items.map(() => left.splice(random.below(left.length), 1)[0] as A)
}

const actionsOf = (entries: ReadonlyArray<Entry>, policy: PlainPolicy, asOf: string): ReadonlyArray<Action> =>
  assess(entries, policy, { asOf }).actions

const nameOf = ({ callId, target, targetId }: Action): string => `${callId} ${target} ${targetId}`

/** The actions of two readings that are about the same thing. */
const pairs = (
  a: ReadonlyArray<Action>,
  b: ReadonlyArray<Action>
): ReadonlyArray<readonly [Action, Action]> => {
  const byName = new Map(b.map(action => [nameOf(action), action]))
  return a.flatMap(action => {
    const other = byName.get(nameOf(action))
    return other === undefined ? [] : [[action, other] as const]
  })
}

/** What had happened by an instant, all copies of it, so that nothing new happens afterwards. */
const happenedBy = (entries: ReadonlyArray<Entry>, asOf: string): ReadonlyArray<PlainEvent> => {
  const instant = Date.parse(asOf)
  return entries.filter(isEvent).filter(event => Date.parse(event.occurredAt) <= instant)
}

/** Whether a recording or an analysis of the id may have begun at or after an instant. */
const mayHaveBegunAfter = (events: ReadonlyArray<PlainEvent>, targetId: string, instant: string): boolean =>
  events.some(event => {
    if (event['recordingId'] !== targetId && event['analysisId'] !== targetId) return false
    const start = event.type === 'recording-stored' ? event['startedAt'] : event.occurredAt
    return Date.parse(String(start)) >= Date.parse(instant)
  })

test('any order of arrival gives the same bytes', () => {
  for (const seed of seeds) {
    const { entries, policy, ...moment } = historyOf(seed)
    expect(JSON.stringify(assess(shuffled(seed, entries), policy, moment))).toBe(
      JSON.stringify(assess(entries, policy, moment))
    )
  }
})

test('repeating events changes nothing but that they are reported as repeated', () => {
  for (const seed of seeds) {
    const { entries, policy, ...moment } = historyOf(seed)
    const events = entries.filter(isEvent)
    const once = assess(events, policy, moment)
    const twice = assess([...events, ...shuffled(seed, events)], policy, moment)
    const withoutDuplicates = (findings: ReadonlyArray<object>) =>
      findings.filter(finding => (finding as { code: string }).code !== 'duplicate-event')
    expect(twice.actions).toEqual(once.actions)
    expect(withoutDuplicates(twice.findings)).toEqual(withoutDuplicates(once.findings))
  }
})

test('time moving on never un-dues an action without an event', () => {
  let due = 0
  for (const seed of seeds) {
    const { entries, policy, asOf } = historyOf(seed)
    const events = happenedBy(entries, asOf)
    const days = randomOf(seed).below(900)
    const later = new Date(Date.parse(asOf) + days * 86_400_000 + 1).toISOString()
    const afterwards = new Map(actionsOf(events, policy, later).map(action => [nameOf(action), action]))
    for (const action of actionsOf(events, policy, asOf)) {
      if (action.status !== 'due') continue
      due += 1
      expect(afterwards.get(nameOf(action))).toMatchObject({ status: 'due', dueAt: action.dueAt })
    }
  }
  expect(due).toBeGreaterThan(200)
})

test('a later version of the policy never prolongs', () => {
  let shortened = 0
  for (const seed of seeds) {
    const { entries, policy, asOf } = historyOf(seed)
    const random = randomOf(seed)
    const [first] = policy.versions
    if (first === undefined) throw new Error('a policy without versions')
    const keep = random.pick(['P1D', 'P1M', 'P5M', 'P8M', 'P30M', 'P9Y'])
    const chosen = Date.parse(asOf) + (random.below(800) - 400) * 86_400_000
    const effectiveFrom = new Date(Math.max(chosen, Date.parse(first.effectiveFrom) + 1)).toISOString()
    const later = {
      ...first,
      version: 'later',
      effectiveFrom,
      recordings: first.recordings.map(rule => ({ ...rule, keep })),
      analyses: analysisRulesOf(first).map(rule => ({ ...rule, keep }))
    }
    const extended = { ...policy, versions: [first, later] }
    const before = { ...policy, versions: [first] }
    const expiry = ({ grounds }: Action) => grounds.find(ground => ground.rule === 'expiry')?.at ?? ''
    for (const [was, is] of pairs(actionsOf(entries, before, asOf), actionsOf(entries, extended, asOf))) {
      if (was.target !== 'recording' && was.target !== 'analysis') continue
      // What began under the later version never had the earlier one's date.
      if (mayHaveBegunAfter(entries.filter(isEvent), was.targetId, effectiveFrom)) continue
      expect(expiry(is) <= expiry(was)).toBe(true)
      if (expiry(is) < expiry(was)) shortened += 1
    }
  }
  expect(shortened).toBeGreaterThan(10)
})

test('a hold and its release restore the date', () => {
  let compared = 0
  for (const seed of seeds) {
    const { entries, policy, asOf } = historyOf(seed)
    const events = happenedBy(entries, asOf).filter(event => event.type !== 'proof-redacted')
    const random = randomOf(seed)
    const callId = events[0]?.callId
    if (callId === undefined) continue
    const end = Date.parse(asOf)
    const released = end - random.below(90) * 86_400_000
    const placed = released - (1 + random.below(90)) * 86_400_000
    const uuid = (n: number) => `ffffffff-0000-4000-8000-00000000000${n}`
    const hold = (type: string, at: number, members: object): PlainEvent => ({
      id: uuid(type.length % 10),
      type,
      callId,
      occurredAt: new Date(at).toISOString(),
      holdId: 'hold-of-the-law',
      ...members
    })
    const held = [
      ...events,
      hold('hold-placed', placed, {
        claimReference: 'claim',
        approvedBy: 'someone',
        reviewOn: '2030-01-01',
        suspends: random.pick(['expiry', 'all'])
      }),
      hold('hold-released', released, { approvals: 2 })
    ]
    const without = actionsOf(events, policy, asOf)
    expect(actionsOf(held, policy, asOf)).toEqual(without)
    compared += without.length
  }
  expect(compared).toBeGreaterThan(200)
})
