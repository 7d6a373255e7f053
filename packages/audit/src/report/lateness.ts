/**
 * How late things were done, and how late they are.
 */
import {
  type ActionableGround,
  actionableGround,
  type CallState,
  type Duration,
  type Ground,
  type Instant,
  millisecondsBetween,
  ordText,
  recordedAt
} from '@samtykke/core'
import { eventOf, retainedOf } from '@samtykke/core/lookups'
import type { RetainedItem } from '../basis/segment.ts'
import { notStated } from '../render/text/notStated.ts'
import {
  type Distribution,
  distributionOf,
  type Durations,
  mergeDurations,
  noDurations,
  observe
} from './distribution.ts'
import { type Timeliness, timelinesses, timelinessOf } from '../basis/timeliness.ts'
import { addCounts, count, type Counts, type Section } from './section.ts'

/** Up to when, and from when, lateness is measured. */
export type Measure = 'untilInstructed' | 'untilConfirmed' | 'untilConfirmedFromKnown'

/** Lateness, split by what made it due and by who was to do it. */
export interface LatenessSplit {
  readonly all: Distribution
  readonly byRule: Readonly<Record<string, Distribution>>
  readonly byProcessor: Readonly<Record<string, Distribution>>
}

/** Lateness in seconds, from when a thing could be done. */
export interface Lateness {
  /** How long the policy gives for carrying out what is due. */
  readonly executionGrace: Duration
  /** How many recordings and analyses were erased or anonymised in time, within the grace, and late. */
  readonly timeliness: Readonly<Record<Timeliness, number>>
  /**
   * Of what had fallen due when it was done, within the grace or late: until the processor was instructed, until it
   * confirmed, and that from when the log knew of the ground.
   */
  readonly done: Readonly<Record<Measure, LatenessSplit>>
  /** Due and not done, and the grace has not passed. */
  readonly withinGrace: number
  /** Due and not done, and the grace has passed: until `asOf`. */
  readonly overdue: LatenessSplit
}

type Measured = Measure | 'overdue'

interface State {
  /** By what is measured, rule and processor. */
  readonly durations: Record<string, Durations>
  readonly counts: Counts
}

const measures: ReadonlyArray<Measure> = ['untilInstructed', 'untilConfirmed', 'untilConfirmedFromKnown']

const seconds = (from: Instant, to: Instant): number =>
  Math.max(0, Math.floor(millisecondsBetween(from, to) / 1000))

const groundKnownAt = (call: CallState, ground: Ground): Instant => {
  let learnt = ground.at
  for (const id of ground.events) {
    const event = eventOf(call.facts.events, id)
    if (event !== undefined && recordedAt(event) > learnt) learnt = recordedAt(event)
  }
  return learnt
}

/** Who was to do it: for an analysis, who keeps the recording it was made of, where that is told. */
const processorOf = (call: CallState, kept: RetainedItem): string => {
  if (kept.target === 'recording') return kept.event.processor
  const of = retainedOf(call.recordings, kept.event.recordingId)
  return of?.event.processor ?? notStated.en
}

const observer =
  (state: State, { rule }: Ground, processor: string) =>
  (what: Measured, late: number): void =>
    observe((state.durations[`${what} ${rule} ${processor}`] ??= noDurations()), late)

/** Something that was confirmed as done at an instant, and what it was due for. */
interface Done extends ActionableGround {
  readonly call: CallState
  readonly kept: RetainedItem
  readonly at: Instant
}

const addDone = (state: State, { call, kept, at, ground, since }: Done): void => {
  const processor = processorOf(call, kept)
  const known = groundKnownAt(call, ground)
  const observed = observer(state, ground, processor)
  const late = seconds(since, at)
  observed('untilConfirmed', late)
  observed('untilConfirmedFromKnown', known > since ? seconds(known, at) : late)
  const instructed = kept.instructed?.occurredAt
  if (instructed !== undefined && instructed <= at) observed('untilInstructed', seconds(since, instructed))
}

/** A processor's name may hold spaces; a rule's does not. */
const keyForm = /^(\S+) (\S+) (.*)$/s

type Split = Map<string, Durations>

const mergeUnder = (split: Split, key: string, durations: Durations): void => {
  const into = split.get(key) ?? noDurations()
  mergeDurations(into, durations)
  split.set(key, into)
}

const distributions = (split: Split): Readonly<Record<string, Distribution>> =>
  Object.fromEntries(
    [...split]
      .sort(([a], [b]) => ordText.compare(a, b))
      .map(([key, durations]) => [key, distributionOf(durations)])
  )

const splitOf = (state: State, what: Measured): LatenessSplit => {
  const all = noDurations()
  const byRule: Split = new Map()
  const byProcessor: Split = new Map()
  for (const [key, durations] of Object.entries(state.durations)) {
    const [, measured, rule = '', processor = ''] = keyForm.exec(key) ?? []
    if (measured !== what) continue
    mergeDurations(all, durations)
    mergeUnder(byRule, rule, durations)
    mergeUnder(byProcessor, processor, durations)
  }
  return {
    all: distributionOf(all),
    byRule: distributions(byRule),
    byProcessor: distributions(byProcessor)
  }
}

/** Lateness of recordings and analyses of open calls. */
export const lateness: Section<State, Lateness> = {
  empty: () => ({ durations: {}, counts: {} }),
  add: (state, { view, call }) => {
    if (call.closedAt !== undefined) return
    const { executionGrace } = view.rules
    for (const kept of [...call.recordings, ...call.analyses]) {
      const outcome = kept.outcomes[0]
      if (outcome !== undefined) {
        const actionable = actionableGround(kept.grounds, call.holds, outcome.occurredAt)
        count(state.counts, timelinessOf(actionable?.lateness, executionGrace))
        if (actionable !== undefined) addDone(state, { call, kept, at: outcome.occurredAt, ...actionable })
      }
      if (kept.done) continue
      const actionable = actionableGround(kept.grounds, call.holds, view.asOf)
      if (actionable === undefined) continue
      if (actionable.lateness < executionGrace) {
        count(state.counts, 'open')
        continue
      }
      const late = seconds(actionable.since, view.asOf)
      observer(state, actionable.ground, processorOf(call, kept))('overdue', late)
    }
  },
  merge: (into, from) => {
    addCounts(into.counts, from.counts)
    for (const [key, durations] of Object.entries(from.durations))
      mergeDurations((into.durations[key] ??= noDurations()), durations)
  },
  result: (state, { rules }) => ({
    executionGrace: rules.policy.executionGrace,
    timeliness: Object.fromEntries(timelinesses.map(each => [each, state.counts[each] ?? 0])) as Record<
      Timeliness,
      number
    >,
    withinGrace: state.counts['open'] ?? 0,
    done: Object.fromEntries(measures.map(measure => [measure, splitOf(state, measure)])) as Record<
      Measure,
      LatenessSplit
    >,
    overdue: splitOf(state, 'overdue')
  })
}
