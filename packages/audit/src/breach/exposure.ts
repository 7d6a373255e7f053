/**
 * What of a call was with a processor during a time, what had been erased before, and what of that is in doubt.
 *
 * @see GDPR art. 33(3)(a), 33(5)
 */
import {
  type Analysis,
  type CallState,
  type Instant,
  type LocalDate,
  millisecondsBetween,
  type Purpose,
  type Recording,
  remainedAt,
  subjectOf,
  type View
} from '@samtykke/core'
import { type Holding, holdingsOf } from './holding.ts'

/** Which processor, and during which time: at or after `from`, and before `until`. */
export interface BreachScope {
  readonly processor: string
  readonly from: Instant
  readonly until: Instant
}

/** Why it is not certain that something was with the processor. */
export const doubts = [
  'told-not-confirmed',
  'backups-may-remain',
  'confirmed-by-another',
  'holder-inferred',
  'holder-unknown',
  'call-unreadable'
] as const

/** Why it is in doubt whether something was with a processor. */
export type Doubt = (typeof doubts)[number]

/** A recording or an analysis, and whose call it is of. */
interface About {
  readonly callId: string
  /** The references that the events of the call name, sorted. */
  readonly subjects: ReadonlyArray<string>
  readonly target: 'recording' | 'analysis'
  readonly targetId: string
  readonly heldFrom: Instant
}

/** What was with the processor, or may have been. */
export interface Exposure extends About {
  /** `null`: it is there still, as far as the events say. */
  readonly heldUntil: Instant | null
  readonly region?: string
  readonly customerType: 'private' | 'business' | 'unknown'
  /** For which it was kept when the time began, or when the processor got it. */
  readonly purposes: ReadonlyArray<Purpose>
  /** Of a recording. */
  readonly seconds?: number
  readonly bytes?: number
  /** Of an analysis: what of the voice it is about. */
  readonly features?: ReadonlyArray<string>
  /** None: it was there. */
  readonly doubts: ReadonlyArray<Doubt>
  /** The latest instruction to erase it that this processor had by the end of the time. */
  readonly instructedAt?: Instant
  readonly backupsExpireOn?: LocalDate
}

/** What was gone before the time began. */
export interface ErasedBefore extends About {
  readonly erasedAt: Instant
  /** The day by which the last back-up is gone; not stated: nobody said. */
  readonly backupsExpireOn?: LocalDate
}

/** What a call has to do with a breach. */
export interface ExposedCall {
  readonly exposures: ReadonlyArray<Exposure>
  readonly erasedBefore: ReadonlyArray<ErasedBefore>
}

type Kept = Recording | Analysis

const instructedAt = (call: CallState, kept: Kept, { processor, until }: BreachScope): Instant | undefined =>
  call.facts.events
    .filter(
      event =>
        event.type === 'erasure-instructed' &&
        event.target === kept.target &&
        event.targetId === kept.targetId &&
        event.processor === processor &&
        event.occurredAt < until
    )
    .at(-1)?.occurredAt

const backupsOf = ({ end }: Holding): LocalDate | undefined =>
  end === undefined || end.type === 'analysis-anonymised' ? undefined : end.backupsExpireOn

const isAnothers = ({ end }: Holding, processor: string): boolean =>
  end !== undefined &&
  end.type !== 'analysis-anonymised' &&
  end.processor !== undefined &&
  end.processor !== processor

/** What a recording or an analysis is, in numbers. */
const sizeOf = (kept: Kept): Pick<Exposure, 'seconds' | 'bytes' | 'features'> =>
  kept.target === 'analysis'
    ? { features: kept.event.features }
    : {
        seconds: Math.floor(millisecondsBetween(kept.start, kept.anchor) / 1000),
        ...(kept.event.bytes !== undefined && { bytes: kept.event.bytes })
      }

/** One time during which the processor held something, or may have. */
interface Held {
  readonly call: CallState
  readonly kept: Kept
  readonly holding: Holding
  readonly told: Instant | undefined
}

const isGoneBefore = ({ end }: Holding, { from }: BreachScope): boolean =>
  end !== undefined && end.occurredAt <= from

const doubtsOf = (
  { rules }: View,
  scope: BreachScope,
  { call, holding, told }: Held
): ReadonlyArray<Doubt> => {
  const isGone = isGoneBefore(holding, scope)
  const backups = backupsOf(holding)
  const are: Readonly<Record<Doubt, boolean>> = {
    'told-not-confirmed': holding.end === undefined && told !== undefined && told >= holding.from,
    'backups-may-remain': isGone && backups !== undefined && backups >= rules.calendar.localDate(scope.from),
    'confirmed-by-another': isGone && isAnothers(holding, scope.processor),
    'holder-inferred': !isGone && holding.holder === 'inferred',
    'holder-unknown': holding.holder === 'unknown',
    'call-unreadable': call.facts.uncertain
  }
  return doubts.filter(each => are[each])
}

const subjectsOf = ({ facts }: CallState): ReadonlyArray<string> =>
  [...new Set(facts.events.flatMap(event => subjectOf(event) ?? []))].sort()

const stated = <K extends string, V>(member: K, value: V | undefined): { readonly [member in K]?: V } =>
  (value === undefined ? {} : { [member]: value }) as { readonly [member in K]?: V }

const exposureOf = (
  { from }: BreachScope,
  about: About,
  { call, kept, holding, told }: Held,
  open: ReadonlyArray<Doubt>
): Exposure => ({
  ...about,
  heldUntil: holding.end?.occurredAt ?? null,
  ...stated('region', holding.region),
  customerType: call.recordings[0]?.event.customerType ?? 'unknown',
  purposes: kept.purposes.namesIn(remainedAt(kept, holding.from > from ? holding.from : from) & kept.keptFor),
  ...sizeOf(kept),
  doubts: open,
  ...stated('instructedAt', told),
  ...stated('backupsExpireOn', backupsOf(holding))
})

/** What was with a processor during a time of a call's recordings and analyses, and what was gone before. */
export const exposedIn =
  (view: View, scope: BreachScope) =>
  (call: CallState): ExposedCall => {
    const exposures: Array<Exposure> = []
    const erasedBefore: Array<ErasedBefore> = []
    const subjects = subjectsOf(call)
    for (const kept of [...call.recordings, ...call.analyses]) {
      const { target, targetId } = kept
      const told = instructedAt(call, kept, scope)
      for (const holding of holdingsOf(call, kept, scope.processor)) {
        const { from, end, holder } = holding
        const isGone = isGoneBefore(holding, scope)
        if (from >= scope.until || (isGone && holder === 'unknown')) continue
        const held = { call, kept, holding, told }
        const about = { callId: call.callId, subjects, target, targetId, heldFrom: from }
        const open = doubtsOf(view, scope, held)
        if (end !== undefined && isGone && open.length === 0)
          erasedBefore.push({
            ...about,
            erasedAt: end.occurredAt,
            ...stated('backupsExpireOn', backupsOf(holding))
          })
        else exposures.push(exposureOf(scope, about, held, open))
      }
    }
    return { exposures, erasedBefore }
  }
