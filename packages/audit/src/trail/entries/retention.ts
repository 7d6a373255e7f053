/**
 * What followed for one recording or analysis: when it became due, was suspended, was done.
 */
import {
  actionableGround,
  type CallState,
  type Ground,
  type Hold,
  holdsInForce,
  type Instant,
  isGoneAt,
  type Outcome,
  recordedAt,
  versionName
} from '@samtykke/core'
import {
  countAtFront,
  eventOf,
  firstInForce,
  freeFrom,
  groundsLeftAt,
  suspensionChanges
} from '@samtykke/core/lookups'
import { type Presence, presences, type RetainedItem } from '../../basis/segment.ts'
import { timelinessOf } from '../../basis/timeliness.ts'
import {
  actionBeforeOutcome,
  actionFrom,
  derivedEntry,
  described,
  earlier,
  later,
  lateSeconds,
  type TrailInput,
  whyDue
} from './derive.ts'
import type { DraftEntry } from './entry.ts'

const repeatsOf = (kept: RetainedItem) => (kept.target === 'recording' ? kept.repeats : [])

const goneAt = (kept: RetainedItem, instant: Instant): boolean =>
  isGoneAt(kept.outcomes, repeatsOf(kept), instant)

/** Each time that a thing was there, the first instant at which a ground had come that no hold takes out. */
const firstDue = (
  { holds }: CallState,
  kept: RetainedItem,
  asOf: Instant,
  { from, gone }: Presence
): readonly [at: Instant, ground: Ground] | undefined => {
  let first: readonly [at: Instant, ground: Ground] | undefined
  for (const ground of kept.grounds) {
    const at = freeFrom(holds, ground.rule, later(from, ground.at))
    if (at !== undefined && (first === undefined || at < first[0])) first = [at, ground]
  }
  return first === undefined || first[0] > asOf || (gone !== undefined && first[0] >= gone.occurredAt)
    ? undefined
    : first
}

const anAnswerIsOwed = ({ rule }: Ground): boolean => rule === 'withdrawal' || rule === 'request'

const actionOfKept = ({ view, deciding }: TrailInput, kept: RetainedItem, instant: Instant) => {
  const asOf = later(instant, kept.event.occurredAt)
  return described(actionFrom(view, asOf, kept, deciding.aboutKept(kept, asOf)))
}

const becameDue = (input: TrailInput, kept: RetainedItem, presence: Presence): ReadonlyArray<DraftEntry> => {
  const { view, call } = input
  const due = firstDue(call, kept, view.asOf, presence)
  if (due === undefined) return []
  const [at, ground] = due
  const { action, ...rest } = actionOfKept(input, kept, at)
  return [
    derivedEntry(kept, {
      code: 'became-due',
      at,
      facts: {
        action: action?.action ?? 'erase',
        ...(anAnswerIsOwed(ground) && {
          answerBy: view.rules.calendar.answer(ground.at, false).lastLawfulDay
        })
      },
      articles: [ground.article, ...(anAnswerIsOwed(ground) ? ['12(3)'] : [])],
      evidence: [...ground.events, ...(presence.again === undefined ? [] : [presence.again.id])],
      rule: ground.rule,
      ...rest,
      dueAt: ground.at,
      ...(ground.rule === 'expiry' && { lastLawfulDay: kept.expiry.lastLawfulDay })
    })
  ]
}

const policyShortened = ({ view }: TrailInput, kept: RetainedItem): ReadonlyArray<DraftEntry> => {
  const { version, dueAt } = kept.expiry
  const { effectiveFrom } = version
  return version === kept.inForceAtStart || effectiveFrom > view.asOf || goneAt(kept, effectiveFrom)
    ? []
    : [
        derivedEntry(kept, {
          code: 'policy-shortened',
          at: effectiveFrom,
          facts: {},
          articles: ['5(1)(e)'],
          evidence: [kept.event.id],
          policyVersion: versionName(view.rules, version),
          dueAt,
          lastLawfulDay: kept.expiry.lastLawfulDay
        })
      ]
}

/** Whether holds take out everything for which a thing could be due at an instant. */
const isSuspended = ({ holds }: CallState, kept: RetainedItem, at: Instant): boolean => {
  if (at < kept.start || goneAt(kept, at)) return false
  const known = kept.grounds.filter(ground => ground.rule === 'expiry' || ground.at <= at)
  return firstInForce(holds, at) !== undefined && groundsLeftAt(known, holds, at).length === 0
}

/** What of instants in order lies between two, both included. */
const between = (instants: ReadonlyArray<Instant>, from: Instant, until: Instant): ReadonlyArray<Instant> =>
  instants.slice(
    countAtFront(instants, at => at < from),
    countAtFront(instants, at => at <= until)
  )

/** The instants at which it may begin or cease to be suspended: until another ground comes every hold takes all out. */
const suspensionTimes = ({ holds }: CallState, kept: RetainedItem, asOf: Instant): ReadonlyArray<Instant> => {
  const { start, grounds, outcomes } = kept
  const other = grounds.find(({ rule }) => rule !== 'expiry')
  const instants = [
    start,
    ...grounds.map(ground => ground.at),
    ...[...outcomes, ...repeatsOf(kept)].map(event => event.occurredAt),
    ...presences(kept).flatMap(({ from, gone }) => {
      const until = gone?.occurredAt ?? later(asOf, from)
      const changes = (rule: string, since: Instant, before: Instant): ReadonlyArray<Instant> =>
        between(suspensionChanges(holds, rule), since, before)
      return other === undefined
        ? changes('expiry', from, until)
        : [
            ...changes('expiry', from, earlier(other.at, until)),
            ...changes(other.rule, later(other.at, from), until)
          ]
    })
  ]
  return [...new Set(instants)].filter(at => at <= asOf).sort()
}

const placingOf = (holds: ReadonlyArray<Hold>): ReadonlyArray<string> => holds.map(hold => hold.placed.id)

const suspensions = (input: TrailInput, kept: RetainedItem): ReadonlyArray<DraftEntry> => {
  const { view, call } = input
  if (call.holds.length === 0) return []
  const drafts: Array<DraftEntry> = []
  let suspended = false
  let suspendedBy: ReadonlyArray<Hold> = []
  for (const at of suspensionTimes(call, kept, view.asOf)) {
    const now = isSuspended(call, kept, at)
    if (now === suspended) continue
    suspended = now
    if (now) {
      suspendedBy = holdsInForce(call.holds, at)
      const { action, ...rest } = actionOfKept(input, kept, at)
      drafts.push(
        derivedEntry(kept, {
          code: 'suspended',
          at,
          facts: { action: action?.action ?? 'erase', holdId: suspendedBy[0]?.holdId ?? '' },
          articles: ['17(3)(e)'],
          evidence: placingOf(suspendedBy),
          ...rest,
          ...(action !== undefined && { rule: action.rule, dueAt: action.dueAt })
        })
      )
    } else if (!goneAt(kept, at)) {
      const released = suspendedBy.flatMap(({ placed, releases }) => [
        placed.id,
        ...releases.slice(0, 1).map(each => each.id)
      ])
      const { action, ...rest } = actionOfKept(input, kept, at)
      drafts.push(
        derivedEntry(kept, {
          code: 'resumed',
          at,
          facts: { action: action?.action ?? 'erase', holdId: suspendedBy[0]?.holdId ?? '' },
          articles: ['17(3)(e)', '18'],
          evidence: [
            ...released,
            ...kept.grounds.filter(ground => ground.at === at).flatMap(ground => ground.events)
          ],
          ...rest,
          ...(action !== undefined && { rule: action.rule, dueAt: action.dueAt })
        })
      )
    }
  }
  return drafts
}

const latestRecordedAt = ({ facts }: CallState, ground: Ground): Instant | undefined =>
  ground.events
    .flatMap(id => eventOf(facts.events, id) ?? [])
    .map(recordedAt)
    .sort()
    .at(-1)

/** How an outcome stands to what was due: the ground it answers, why that came when it did, and which class it is of. */
const keptOutcome = (input: TrailInput, kept: RetainedItem, outcome: Outcome): DraftEntry => {
  const { view, call } = input
  const before = actionBeforeOutcome(input, kept, outcome)
  const why = before === undefined ? {} : whyDue(before)
  const at = outcome.occurredAt
  const arrived = kept.grounds.filter(ground => ground.at <= at)
  const [ground] = groundsLeftAt(arrived, call.holds, at)
  const anonymised = outcome.type === 'analysis-anonymised'
  const action = anonymised ? 'anonymise' : 'erase'
  if (ground === undefined) {
    const holds = holdsInForce(call.holds, at)
    const early = !anonymised || holds.length > 0
    const held = holds[0] === undefined ? {} : { holdId: holds[0].holdId }
    return derivedEntry(kept, {
      code: early ? 'done-early' : 'done-in-time',
      at,
      facts: { action, ...held },
      articles: ['5(1)(e)'],
      evidence: [outcome.id, ...placingOf(holds)],
      timeliness: 'in-time',
      ...why
    })
  }
  const { since, lateness } = actionableGround(kept.grounds, call.holds, at) ?? {
    since: ground.at,
    lateness: 0
  }
  const timeliness = timelinessOf(lateness, view.rules.executionGrace)
  const groundKnownAt = latestRecordedAt(call, ground)
  return derivedEntry(kept, {
    code: `done-${timeliness}`,
    at,
    facts: {
      action,
      ...(groundKnownAt !== undefined && { groundKnownAt }),
      ...(since > ground.at && { since })
    },
    articles: [ground.article],
    evidence: [...ground.events, outcome.id],
    rule: ground.rule,
    dueAt: ground.at,
    ...lateSeconds(since, at),
    timeliness,
    ...why
  })
}

/** Everything that followed for one recording or analysis. */
export const retentionDrafts = (input: TrailInput, kept: RetainedItem): ReadonlyArray<DraftEntry> => [
  ...presences(kept).flatMap(presence => becameDue(input, kept, presence)),
  ...policyShortened(input, kept),
  ...suspensions(input, kept),
  ...kept.outcomes.slice(0, 1).map(outcome => keptOutcome(input, kept, outcome))
]
