/**
 * What followed for one recording or analysis: when it became due, was suspended, was done.
 */
import {
  type Analysis,
  type CallState,
  type Ground,
  groundsLeft,
  type Hold,
  holdsInForce,
  type Instant,
  isGoneAt,
  millisecondsBetween,
  type Outcome,
  recordedAt,
  type Recording,
  actionableGround,
  versionName
} from '@samtykke/core'
import { actionAt, derived, later, lateSeconds, type Seen } from './derive.ts'
import type { Draft } from './entry.ts'

type Kept = Recording | Analysis

const goneAt = (kept: Kept, instant: Instant): boolean =>
  isGoneAt(kept.outcomes, kept.target === 'recording' ? kept.repeats : [], instant)

/** The first instant at which a ground has come that no hold takes out, while the thing is there. */
const firstDue = (
  call: CallState,
  kept: Kept,
  asOf: Instant
): readonly [at: Instant, ground: Ground] | undefined => {
  const instants = [
    ...kept.grounds.map(ground => ground.at),
    ...call.holds.flatMap(hold => hold.releases.slice(0, 1).map(release => release.occurredAt))
  ].sort()
  for (const at of instants) {
    if (at > asOf || at < kept.start || goneAt(kept, at)) continue
    const come = kept.grounds.filter(ground => ground.at <= at)
    const [ground] = groundsLeft(come, holdsInForce(call.holds, at))
    if (ground !== undefined) return [at, ground]
  }
  return undefined
}

const anAnswerIsOwed = ({ rule }: Ground): boolean => rule === 'withdrawal' || rule === 'request'

const actionOfKept = (seen: Seen, kept: Kept, asOf: Instant) =>
  actionAt(seen, later(asOf, kept.event.occurredAt), kept.target, kept.targetId)

const becameDue = (seen: Seen, kept: Kept): ReadonlyArray<Draft> => {
  const { view, call } = seen
  const due = firstDue(call, kept, view.asOf)
  if (due === undefined) return []
  const [at, ground] = due
  const { action, ...rest } = actionOfKept(seen, kept, at)
  return [
    derived(
      'became-due',
      at,
      kept,
      {
        action: action?.action ?? 'erase',
        ...(anAnswerIsOwed(ground) && {
          answerBy: view.rules.calendar.answer(ground.at, false).lastLawfulDay
        })
      },
      [ground.article, ...(anAnswerIsOwed(ground) ? ['12(3)'] : [])],
      ground.events,
      {
        rule: ground.rule,
        ...rest,
        dueAt: ground.at,
        ...(ground.rule === 'expiry' && { lastLawfulDay: kept.expiry.lastLawfulDay })
      }
    )
  ]
}

const policyShortened = ({ view }: Seen, kept: Kept): ReadonlyArray<Draft> => {
  const { version, dueAt } = kept.expiry
  const { effectiveFrom } = version
  return version === kept.inForceAtStart || effectiveFrom > view.asOf || goneAt(kept, effectiveFrom)
    ? []
    : [
        derived('policy-shortened', effectiveFrom, kept, {}, ['5(1)(e)'], [kept.event.id], {
          policyVersion: versionName(view.rules, version),
          dueAt,
          lastLawfulDay: kept.expiry.lastLawfulDay
        })
      ]
}

/** Whether holds take out everything for which a thing could be due at an instant. */
const isSuspended = (call: CallState, kept: Kept, at: Instant): boolean => {
  if (at < kept.start || goneAt(kept, at)) return false
  const holds = holdsInForce(call.holds, at)
  const known = kept.grounds.filter(ground => ground.rule === 'expiry' || ground.at <= at)
  return holds.length > 0 && groundsLeft(known, holds).length === 0
}

const placingOf = (holds: ReadonlyArray<Hold>): ReadonlyArray<string> => holds.map(hold => hold.placed.id)

const suspensions = (seen: Seen, kept: Kept): ReadonlyArray<Draft> => {
  const { view, call } = seen
  if (call.holds.length === 0) return []
  const instants = [
    kept.start,
    ...kept.grounds.map(ground => ground.at),
    ...kept.outcomes.map(outcome => outcome.occurredAt),
    ...call.holds.flatMap(({ placed, releases }) =>
      [placed, ...releases.slice(0, 1)].map(event => event.occurredAt)
    )
  ]
    .filter(at => at <= view.asOf)
    .sort()
  const drafts: Array<Draft> = []
  let suspended = false
  let suspendedBy: ReadonlyArray<Hold> = []
  for (const at of new Set(instants)) {
    const now = isSuspended(call, kept, at)
    if (now === suspended) continue
    suspended = now
    if (now) {
      suspendedBy = holdsInForce(call.holds, at)
      const { action, ...rest } = actionOfKept(seen, kept, at)
      drafts.push(
        derived(
          'suspended',
          at,
          kept,
          { action: action?.action ?? 'erase', holdId: suspendedBy[0]?.holdId ?? '' },
          ['17(3)(e)'],
          placingOf(suspendedBy),
          { ...rest, ...(action !== undefined && { rule: action.rule, dueAt: action.dueAt }) }
        )
      )
    } else if (!goneAt(kept, at)) {
      const released = suspendedBy.flatMap(({ placed, releases }) => [
        placed.id,
        ...releases.slice(0, 1).map(each => each.id)
      ])
      const { action, ...rest } = actionOfKept(seen, kept, at)
      drafts.push(
        derived(
          'resumed',
          at,
          kept,
          { action: action?.action ?? 'erase', holdId: suspendedBy[0]?.holdId ?? '' },
          ['17(3)(e)', '18'],
          [...released, ...kept.grounds.filter(ground => ground.at === at).flatMap(ground => ground.events)],
          { ...rest, ...(action !== undefined && { rule: action.rule, dueAt: action.dueAt }) }
        )
      )
    }
  }
  return drafts
}

const learntOf = (call: CallState, ground: Ground): Instant | undefined =>
  call.facts.events
    .filter(event => ground.events.includes(event.id))
    .map(recordedAt)
    .sort()
    .at(-1)

/** How an outcome stands to what was due: the ground it answers, and whether it came within the grace. */
const keptOutcome = (seen: Seen, kept: Kept, outcome: Outcome): Draft => {
  const { view, call } = seen
  const at = outcome.occurredAt
  const come = kept.grounds.filter(ground => ground.at <= at)
  const [ground] = groundsLeft(come, holdsInForce(call.holds, at))
  const anonymised = outcome.type === 'analysis-anonymised'
  const action = anonymised ? 'anonymise' : 'erase'
  if (ground === undefined) {
    const holds = holdsInForce(call.holds, at)
    const early = !anonymised || holds.length > 0
    const held = holds[0] === undefined ? {} : { holdId: holds[0].holdId }
    return derived(
      early ? 'done-early' : 'done-in-time',
      at,
      kept,
      { action, ...held },
      ['5(1)(e)'],
      [outcome.id, ...placingOf(holds)]
    )
  }
  const since = actionableGround(kept.grounds, call.holds, at)?.since ?? ground.at
  const groundKnownAt = learntOf(call, ground)
  return derived(
    millisecondsBetween(since, at) < view.rules.executionGrace ? 'done-in-time' : 'done-late',
    at,
    kept,
    {
      action,
      ...(groundKnownAt !== undefined && { groundKnownAt }),
      ...(since > ground.at && { since })
    },
    [ground.article],
    [...ground.events, outcome.id],
    { rule: ground.rule, dueAt: ground.at, ...lateSeconds(since, at) }
  )
}

/** Everything that followed for one recording or analysis. */
export const keptDrafts = (seen: Seen, kept: Kept): ReadonlyArray<Draft> => [
  ...becameDue(seen, kept),
  ...policyShortened(seen, kept),
  ...suspensions(seen, kept),
  ...kept.outcomes.slice(0, 1).map(outcome => keptOutcome(seen, kept, outcome))
]
