/**
 * What is kept of a call, until when, and what became of what is not kept any more.
 *
 * @see GDPR art. 13(2)(a), 15(1)(d), 17
 */
import {
  type Analysis,
  type CallState,
  type DueAction,
  dueActions,
  explain,
  type ExplanationStep,
  type Ground,
  type Hold,
  type Identifier,
  type Instant,
  type LegalBasis,
  type LocalDate,
  type Outcome,
  processorsOf,
  type Purpose,
  type Recording,
  remainedAt,
  standingInstruction,
  storingsOf,
  takesOut,
  type View
} from '@samtykke/core'
import { firstAbout } from '../basis/aboutTarget.ts'

/**
 * What became of something:
 *
 * - `kept`: its time has not come
 * - `due`: its time has come, and no erasure is confirmed
 * - `held`: it is kept for a legal claim (GDPR art. 17(3)(e))
 * - `erased`: the processor confirmed it
 * - `anonymised`: an analysis that is about nobody any more
 */
export type KeptState = 'kept' | 'due' | 'held' | 'erased' | 'anonymised'

/** Where something is, or was. */
export interface HeldAt {
  /** The processor's id. */
  readonly processor: string
  /** Where its events say so. */
  readonly region?: string
}

/** A purpose, and the basis on which something is kept for it. */
export interface KeptPurpose {
  readonly purpose: Purpose
  readonly basis: LegalBasis
}

/** A recording or an analysis of a call, and what became of it. */
export interface KeptItem {
  readonly callId: Identifier
  readonly target: 'recording' | 'analysis'
  readonly targetId: Identifier
  /** When the recording began, or the analysis was made. */
  readonly at: Instant
  readonly state: KeptState
  /** The purposes for which it is kept still, each with the basis that is relied on. */
  readonly purposes: ReadonlyArray<KeptPurpose>
  readonly heldAt: ReadonlyArray<HeldAt>
  /** The first ground: of what is gone, the first that had come by then. */
  readonly ground?: Ground
  readonly goneAt?: Instant
  /** The first day on which no backup has it, where the processor said. */
  readonly backupsExpireOn?: LocalDate
  readonly action?: 'erase' | 'anonymise'
  readonly dueAt?: Instant
  readonly lastLawfulDay?: LocalDate
  /** When the processor was told to erase it. */
  readonly instructedAt?: Instant
  /** The first review of the holds that keep it. */
  readonly reviewOn?: LocalDate
  /** By which arithmetic it is due when it is; empty where it is gone. */
  readonly explanation: ReadonlyArray<ExplanationStep>
}

const heldAt = (call: CallState, kept: Recording | Analysis): ReadonlyArray<HeldAt> => {
  if (kept.target === 'recording') {
    const places = new Map(
      storingsOf(kept).map(({ processor, region }) => [`${region} ${processor}`, { processor, region }])
    )
    return [...places.values()]
  }
  const { processor: own, region } = kept.event
  return processorsOf(call, kept).map(processor => ({
    processor,
    ...(processor === own && region !== undefined && { region })
  }))
}

const shared = (call: CallState, kept: Recording | Analysis) => ({
  callId: call.callId,
  target: kept.target,
  targetId: kept.targetId,
  at: kept.start,
  heldAt: heldAt(call, kept)
})

/** The outcome by which it is gone: an erasure of what was stored again is a later one. */
const lastOutcome = ({ outcomes }: Recording | Analysis): Outcome | undefined => outcomes.at(-1)

const gone = (call: CallState, kept: Recording | Analysis): KeptItem | undefined => {
  const outcome = kept.target === 'analysis' ? kept.outcomes[0] : lastOutcome(kept)
  if (!kept.done || outcome === undefined) return undefined
  const ground = kept.grounds.find(({ at }) => at <= outcome.occurredAt)
  return {
    ...shared(call, kept),
    state: outcome.type === 'analysis-anonymised' ? 'anonymised' : 'erased',
    purposes: [],
    ...(ground !== undefined && { ground }),
    goneAt: outcome.occurredAt,
    ...(outcome.type !== 'analysis-anonymised' &&
      outcome.backupsExpireOn !== undefined && { backupsExpireOn: outcome.backupsExpireOn }),
    explanation: []
  }
}

/** For what it is kept still; of what remains, only that which such a thing is kept for. */
const purposesOf = (
  { asOf }: View,
  kept: Recording | Analysis,
  { legalBasis }: DueAction
): ReadonlyArray<KeptPurpose> => {
  const { namesIn, basesIn } = kept.purposes
  const remained = remainedAt(kept, asOf) & kept.keptFor
  const bases = basesIn(remained)
  return (legalBasis?.reliedOn ?? null) === null
    ? []
    : namesIn(remained).flatMap(purpose => {
        const basis = bases[purpose]
        return basis === undefined ? [] : [{ purpose, basis }]
      })
}

const stateOf = {
  scheduled: 'kept',
  due: 'due',
  suspended: 'held'
} as const satisfies Record<DueAction['status'], KeptState>

/** The first day of review among the holds that take out one of the grounds. */
const reviewOf = (
  holds: ReadonlyArray<Hold>,
  grounds: ReadonlyArray<Pick<Ground, 'rule'>>
): LocalDate | undefined =>
  holds
    .filter(hold => grounds.some(({ rule }) => takesOut(hold, rule)))
    .map(({ latest }) => latest.reviewOn)
    .sort()[0]

const open = (view: View, call: CallState, kept: Recording | Analysis, action: DueAction): KeptItem => {
  const { dueAt, lastLawfulDay, grounds, status } = action
  const instructed = standingInstruction(kept)
  const reviewOn = status === 'suspended' ? reviewOf(call.holdsInForce, grounds) : undefined
  return {
    ...shared(call, kept),
    state: stateOf[status],
    purposes: purposesOf(view, kept, action),
    ...(grounds[0] !== undefined && { ground: grounds[0] }),
    action: action.action === 'anonymise' ? 'anonymise' : 'erase',
    dueAt,
    ...(lastLawfulDay !== undefined && { lastLawfulDay }),
    ...(instructed !== undefined && { instructedAt: instructed.occurredAt }),
    ...(reviewOn !== undefined && { reviewOn }),
    explanation: explain(view)(call, action)
  }
}

/** What a call has and had, recordings first, each in the order in which it came. */
export const keptOf =
  (view: View) =>
  (call: CallState): ReadonlyArray<KeptItem> => {
    const actionOf = firstAbout(dueActions(view)(call))
    return [...call.recordings, ...call.analyses].flatMap(kept => {
      const action = actionOf(kept)
      const item = gone(call, kept) ?? (action && open(view, call, kept, action))
      return item ?? []
    })
  }
