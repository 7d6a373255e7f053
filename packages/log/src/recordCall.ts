/**
 * Recording what happened in a call, each event once, whatever was recorded before.
 */
import {
  type AnyEvent,
  callHistory,
  type Cause,
  compareStored,
  type EventLog,
  type ExpectedRevision,
  Identifier,
  type LoadedCall,
  type LogError,
  recordedAt,
  type RecordedEntry,
  type SetAside,
  subjectOf,
  invalidAppendReason
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { changeCall } from './changeCall.ts'
import { type DoubtfulEvent, doubtfulAmong } from './doubts.ts'
import { linkCall } from './requests.ts'
import { oneOfEachId } from './oneOfEachId.ts'

/**
 * What became of the events sent. Each is in one of the first four lists, or, where recording is strict, in `doubtful`;
 * of equal ones one.
 */
export interface RecordedCall {
  readonly recorded: ReadonlyArray<AnyEvent>
  /** Of the same content as what is recorded under its id; what is forgotten there has no say. */
  readonly alreadyThere: ReadonlyArray<AnyEvent>
  /** Of other content than what stands under its id, or where that cannot be decoded. Not recorded. */
  readonly conflicting: ReadonlyArray<AnyEvent>
  /** Emptied, or of before the call was redacted: it does not come back. */
  readonly redacted: ReadonlyArray<AnyEvent>
  /** What `decide` refuses: recorded all the same, unless recording is strict. */
  readonly doubtful: ReadonlyArray<DoubtfulEvent>
  /** What is kept of the subjects that the events name, and was passed over. */
  readonly setAside: ReadonlyArray<SetAside>
  readonly revision: ExpectedRevision
}

/** How history is recorded. */
export interface RecordOptions {
  /** Does not record what `decide` refuses (false). The other events of the call are recorded. */
  readonly strict?: boolean
}

type Sorted = Omit<RecordedCall, 'setAside' | 'revision'> & {
  /** Those whose subject is to be linked to the call. */
  readonly toLink: ReadonlyArray<AnyEvent>
}

/** When a redacted call was redacted: what happened before is not to come back. */
const redactedAt = ({ entries }: LoadedCall): string | undefined => {
  const [first] = entries
  const emptied = entries.findLast(entry => entry.payload._tag === 'redacted')
  if (emptied !== undefined) return emptied.recordedAt
  return first !== undefined && first.revision > 0n ? first.recordedAt : undefined
}

const namesItsSubject = ({ payload }: RecordedEntry): boolean =>
  payload._tag !== 'forgotten' || !payload.members.includes('subjectRef')

const sort = (events: ReadonlyArray<AnyEvent>, call: LoadedCall, strict: boolean): Sorted => {
  const since = redactedAt(call)
  const alreadyThere: AnyEvent[] = []
  const conflicting: AnyEvent[] = []
  const redacted: AnyEvent[] = []
  const fresh: AnyEvent[] = []
  const toLink: AnyEvent[] = []
  for (const event of events) {
    const entries = call.entries.filter(({ id }) => id === event.id)
    const same = entries.find(({ payload }) => compareStored(payload, event) === 'same')
    if (same !== undefined) {
      alreadyThere.push(event)
      if (namesItsSubject(same)) toLink.push(event)
    } else if (entries.some(({ payload }) => payload._tag !== 'redacted')) conflicting.push(event)
    else if (entries.length > 0 || (since !== undefined && recordedAt(event) <= since)) redacted.push(event)
    else fresh.push(event)
  }
  const doubtful = doubtfulAmong(fresh, callHistory(call))
  const refused = new Set(strict ? doubtful.map(({ event }) => event) : [])
  const recorded = fresh.filter(event => !refused.has(event))
  return { recorded, alreadyThere, conflicting, redacted, doubtful, toLink: [...recorded, ...toLink] }
}

const nothing: Sorted = {
  recorded: [],
  alreadyThere: [],
  conflicting: [],
  redacted: [],
  doubtful: [],
  toLink: []
}

interface Recording {
  readonly callId: Identifier
  readonly events: ReadonlyArray<AnyEvent>
  readonly cause: Cause | undefined
}

const append = async (
  log: EventLog,
  { callId, events, cause }: Recording,
  strict: boolean
): Promise<E.Either<LogError, Sorted & { readonly revision: ExpectedRevision }>> => {
  const problem = strict ? invalidAppendReason(callId, events) : undefined
  if (problem !== undefined) return E.left({ _tag: 'InvalidAppend', retry: 'never', reason: problem })
  const empty = { callId, events: [], faults: [] }
  const refused = strict ? doubtfulAmong(events, empty) : []
  if (events.length > 0 && refused.length === 0) {
    const created = await log.create(callId, events, cause)()
    if (E.isRight(created)) {
      const doubtful = strict ? [] : doubtfulAmong(events, empty)
      return E.right({ ...nothing, recorded: events, doubtful, toLink: events, revision: created.right })
    }
    if (created.left._tag !== 'RevisionConflict') return created
  }
  let sorted: Sorted = nothing
  const changed = await changeCall(log)<never>(
    callId,
    call => {
      sorted = sort(events, call, strict)
      return E.right(sorted.recorded)
    },
    cause
  )()
  return E.isLeft(changed) ? changed : E.right({ ...sorted, revision: changed.right.revision })
}

/**
 * Records events of one call, each once: what is there already is left as it is, and what was redacted does not come
 * back. What happened is not refused, only reported where `decide` would; `strict` refuses it. Links the call to the
 * subjects that its events name, and carries out on it what they asked before.
 *
 * A new call costs one append; only where the call is there already is it read.
 *
 * @returns what became of each event; or the log's error, which says whether to try again
 *
 * @example
 * import { type EventOf, identifier, instant, uuid } from '@samtykke/core'
 * import { recordCall } from '@samtykke/log'
 * import { createMemoryLog } from '@samtykke/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const objected: EventOf<'analysis-objected'> = {
 *   id: uuid('3f0c2f0e-6a3c-4c6e-9d57-1f8e2b7f4a10'),
 *   type: 'analysis-objected',
 *   callId: identifier('call-1'),
 *   occurredAt: instant('2025-09-01T08:00:00.000Z'),
 *   channel: 'email'
 * }
 * const record = recordCall(createMemoryLog())
 * const channels = ['email', 'email', 'phone'].map(channel => ({ ...objected, channel }))
 *
 * const counts: unknown[] = []
 * for (const event of channels) {
 *   const result = await record(identifier('call-1'), [event])()
 *   if (E.isLeft(result)) throw new Error(result.left._tag)
 *   const { recorded, alreadyThere, conflicting } = result.right
 *   counts.push([recorded.length, alreadyThere.length, conflicting.length])
 * }
 * assert.deepStrictEqual(counts, [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
 *
 * @see contract, section 2, "Identity"
 */
export const recordCall =
  (log: EventLog, { strict = false }: RecordOptions = {}) =>
  (
    callId: Identifier,
    events: ReadonlyArray<AnyEvent>,
    cause?: Cause
  ): TE.TaskEither<LogError, RecordedCall> =>
  async () => {
    const { unique, conflicting: others } = oneOfEachId(events)
    const appended = await append(log, { callId, events: unique, cause }, strict)
    if (E.isLeft(appended)) return appended
    const { toLink, ...result } = appended.right
    const setAside: SetAside[] = []
    for (const subjectRef of new Set(toLink.map(subjectOf))) {
      if (!Identifier.is(subjectRef)) continue
      const linked = await linkCall(log)(subjectRef, callId)()
      if (E.isLeft(linked)) return linked
      setAside.push(...linked.right.setAside)
    }
    return E.right({ ...result, conflicting: [...result.conflicting, ...others], setAside })
  }
