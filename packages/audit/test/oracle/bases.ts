// A second reading of the legal bases over time: naive and slow, from the design and the contract, with nothing of the source.
import type { Kept } from '../../../core/test/oracle/kept.ts'
import type { Ground, PlainPolicy } from '../../../core/test/oracle/plain.ts'
import { holdsInForce, isDoneAt, isInForceAt, takesOut } from '../../../core/test/oracle/standing.ts'
import type { Call } from '../../../core/test/oracle/targets.ts'
import { type Instant, readHours, readInstant, writeInstant } from '../../../core/test/oracle/time.ts'
import { member, type Standing } from '../../../core/test/oracle/what-counts.ts'
import { purposesOf, recordingPurposesIn, remainedAt, removedBy, voiceAnalysis } from './takes.ts'

/** A row of the bases without the rights, which a table of their own decides. */
export interface Row {
  activity: string
  targetId: string
  purpose?: string
  from: string
  until: string | null
  state: string
  declared: readonly string[]
  reliedOn: { article: string; events: readonly string[] } | null
  legitimateInterest: {
    declared: boolean
    interestId: string | null
    text: unknown
    assessmentRef: string | null
    status: string
    events: readonly string[]
  }
  exemption?: string
  hold?: string
  endedBy?: string
  endReason?: string
}

/** How things are at one instant. */
interface Basis {
  state: string
  reliesOnConsent: boolean
  hold: string | undefined
}

type Piece = Basis & { from: Instant; until: Instant | null; endedBy?: string; endReason?: string }

const comeBy = (kept: Kept, t: Instant): Ground[] => kept.grounds.filter(({ at }) => at <= t)

// "`reliedOn` depends on consent alone: the purpose is still in H and no ground but `expiry` is in force."
const reliesOnConsent = (kept: Kept, purposes: readonly string[], t: Instant): boolean => {
  const remained = remainedAt(kept.consent, kept.acts, kept.start, t)
  return purposes.some(each => remained.has(each)) && comeBy(kept, t).every(({ rule }) => rule === 'expiry')
}

/** What there is where no hold has a say: consent and the period, or nothing. */
const withoutHolds = (call: Call, kept: Kept, purposes: readonly string[], t: Instant): Basis => {
  const relies = reliesOnConsent(kept, purposes, t)
  // "`overdue` (consent stands, the period has passed …)", "`unknown` (the consent's payload is unreadable)",
  // by a fault, or since the proof was redacted.
  const state = relies
    ? comeBy(kept, t).length > 0
      ? 'overdue'
      : 'relied-on'
    : kept.consent.size === 0 && call.history.unread.length > 0
      ? 'unknown'
      : 'no-basis'
  return { state, reliesOnConsent: relies, hold: undefined }
}

// "`held` (kept for a legal claim, 17(3)(e) …)": something has come, and holds take all of it out.
const basisAt = (call: Call, kept: Kept, purposes: readonly string[], t: Instant): Basis => {
  const come = comeBy(kept, t)
  const holds = holdsInForce(call, t)
  const isTakenOut = (ground: Ground): boolean => holds.some(hold => takesOut(hold, ground))
  const basis = withoutHolds(call, kept, purposes, t)
  if (come.length === 0 || !come.every(isTakenOut)) return basis
  const hold = holds.find(each => come.some(ground => takesOut(each, ground)))
  return { ...basis, state: 'held', hold: hold?.id }
}

// A use needs consent, or a hold that it names (contract 4, `used-without-basis`): a hold on storage permits none.
const basisOfUse = (call: Call, kept: Kept, use: Standing): Basis => {
  const purposes = [member(use, 'purpose') ?? '']
  const basis = withoutHolds(call, kept, purposes, use.at)
  const named = call.holds.find(hold => hold.id === member(use, 'holdId') && isInForceAt(hold, use.at))
  return named === undefined ? basis : { ...basis, state: 'held', hold: named.id }
}

/** Everything that happens to a call, one instant after another: more cannot change how things are. */
export const instantsOf = (call: Call, kept: Kept, asOf: Instant): Instant[] =>
  [...new Set([kept.start, ...call.history.events.map(({ at }) => at), ...kept.grounds.map(({ at }) => at)])]
    .filter(at => at >= kept.start && at <= asOf)
    .sort((left, right) => left - right)

/** What changed how things are at an instant: a ground first, then what took a purpose, then a hold. */
const changeAt = (
  call: Call,
  kept: Kept,
  purposes: readonly string[],
  t: Instant
): Pick<Piece, 'endedBy' | 'endReason'> => {
  const named = (endReason: string, endedBy: string | undefined) => ({
    endReason,
    ...(endedBy !== undefined && { endedBy })
  })
  const ground = kept.grounds.find(({ at }) => at === t)
  if (ground !== undefined) return named(ground.rule, ground.events.at(-1))
  const taking = call.consentActs.find(
    act => act.at === t && removedBy(act).some(each => purposes.includes(each))
  )
  if (taking !== undefined) return named('purpose-withdrawn', taking.id)
  for (const { own, releases } of call.holds) {
    if (own.at === t) return named('hold-placed', own.id)
    if (releases[0]?.at === t) return named('hold-released', releases[0].id)
  }
  throw new Error(`nothing changed at ${writeInstant(t)}`)
}

/** Pieces that are alike are one. */
const merged = (call: Call, kept: Kept, purposes: readonly string[], pieces: readonly Piece[]): Piece[] => {
  const rows: Piece[] = []
  for (const piece of pieces) {
    const last = rows.at(-1)
    const follows = last !== undefined && last.until === piece.from && last.endReason === undefined
    if (!follows) rows.push(piece)
    else if (
      last.state === piece.state &&
      last.reliesOnConsent === piece.reliesOnConsent &&
      last.hold === piece.hold
    )
      rows[rows.length - 1] = { ...piece, from: last.from }
    else {
      rows[rows.length - 1] = { ...last, ...changeAt(call, kept, purposes, piece.from) }
      rows.push(piece)
    }
  }
  return rows
}

const outcomeAt = (kept: Kept, t: Instant): Pick<Piece, 'endedBy' | 'endReason'> => {
  const outcome = kept.outcomes.find(({ at }) => at === t)
  if (outcome === undefined) return {}
  const anonymised = outcome.type === 'analysis-anonymised'
  return { endedBy: outcome.id, endReason: anonymised ? 'anonymised' : 'erased' }
}

/** While it is there, instant by instant. What is done at the instant from which it is there was there for no time. */
const keepingPieces = (call: Call, kept: Kept, purposes: readonly string[], asOf: Instant): Piece[] => {
  const instants = instantsOf(call, kept, asOf)
  const isBack = (t: Instant): boolean =>
    t === kept.start ||
    kept.storedAgain.some(({ at }) => at === t && kept.outcomes.some(outcome => outcome.at < t) && wasGone(t))
  const wasGone = (t: Instant): boolean => {
    const before = instants.filter(each => each < t).at(-1)
    return before !== undefined && isDoneAt(kept, before)
  }
  return instants.flatMap((from, index): Piece[] => {
    const basis = basisAt(call, kept, purposes, from)
    if (isDoneAt(kept, from))
      return isBack(from) ? [{ ...basis, from, until: from, ...outcomeAt(kept, from) }] : []
    const until = instants[index + 1] ?? null
    const end = until === null ? {} : outcomeAt(kept, until)
    return [{ ...basis, from, until, ...(until !== null && isDoneAt(kept, until) ? end : {}) }]
  })
}

/** From s to the end of the call, or to when it was stored where no end is known. */
const recordingPieces = (call: Call, kept: Kept, purposes: readonly string[], asOf: Instant): Piece[] => {
  const ended = readInstant(member(kept.own, 'endedAt') ?? writeInstant(kept.start))
  const isPlausible = ended > kept.start && ended <= kept.own.at
  const end = isPlausible ? ended : Math.max(kept.own.at, kept.start)
  const instants = instantsOf(call, kept, asOf).filter(at => at < end || at === kept.start)
  return instants.map((from, index): Piece => {
    const next = instants[index + 1]
    const basis = basisAt(call, kept, purposes, from)
    return next === undefined
      ? { ...basis, from, until: end, endedBy: kept.own.id, endReason: 'call-ended' }
      : { ...basis, from, until: next }
  })
}

/** The consents to any of the purposes that were not taken back by s; none in time: those within the tolerance. */
const consentsTo = (call: Call, kept: Kept, purposes: readonly string[], policy: PlainPolicy): string[] => {
  const notTakenBack = (until: Instant): string[] =>
    call.consentActs.flatMap((act, index, acts) => {
      const given = act.type === 'consent-given' && act.at <= until ? purposesOf(act) : []
      const taken = acts.slice(index + 1).filter(({ at }) => at <= kept.start)
      const stands = given.some(
        each => purposes.includes(each) && !taken.some(act => removedBy(act).includes(each))
      )
      return stands ? [act.id] : []
    })
  const inTime = notTakenBack(kept.start)
  return inTime.length > 0 ? inTime : notTakenBack(kept.start + readHours(policy.clockTolerance))
}

const interestOf = (
  call: Call,
  policy: PlainPolicy,
  declared: readonly string[],
  purpose: string | undefined,
  from: Instant
): Row['legitimateInterest'] => {
  const isDeclared = declared.includes('6(1)(f)')
  const interests = (policy['interests'] ?? []) as readonly Record<string, unknown>[]
  const interest = interests.find(
    ({ purposes }) => isDeclared && purpose !== undefined && ((purposes ?? []) as string[]).includes(purpose)
  )
  const objections = call.consentActs.filter(
    ({ type, at }) => type === 'analysis-objected' && at <= from && purpose === voiceAnalysis
  )
  return {
    declared: isDeclared,
    interestId: (interest?.['id'] as string | undefined) ?? null,
    text: interest?.['text'] ?? null,
    assessmentRef: (interest?.['assessment'] as string | undefined) ?? null,
    status: objections.length > 0 ? 'objected' : 'not-relied-on',
    events: objections.map(({ id }) => id)
  }
}

const rowsFor =
  (call: Call, kept: Kept, policy: PlainPolicy) =>
  (activity: string, purpose: string | undefined, pieces: readonly Piece[]): Row[] => {
    const declared = kept.version.bases?.[kept.kind] ?? []
    const purposes = purpose === undefined ? recordingPurposesIn(kept.consent) : [purpose]
    return pieces.map(({ from, until, state, reliesOnConsent, hold, endedBy, endReason }) => ({
      activity,
      targetId: kept.id,
      ...(purpose !== undefined && { purpose }),
      from: writeInstant(from),
      until: until === null ? null : writeInstant(until),
      state,
      declared,
      reliedOn: reliesOnConsent
        ? { article: '6(1)(a)', events: consentsTo(call, kept, purposes, policy) }
        : null,
      legitimateInterest: interestOf(call, policy, declared, purpose, from),
      ...(hold !== undefined && { exemption: '17(3)(e)', hold }),
      ...(endedBy !== undefined && { endedBy }),
      ...(endReason !== undefined && { endReason })
    }))
  }

const usesOf = (call: Call, kept: Kept): readonly Standing[] =>
  call.history.events.filter(
    event =>
      event.type === 'recording-used' && member(event, 'recordingId') === kept.id && event.at >= kept.start
  )

const recordingRows = (call: Call, kept: Kept, policy: PlainPolicy, asOf: Instant): Row[] => {
  const rows = rowsFor(call, kept, policy)
  const agreed = recordingPurposesIn(kept.consent)
  const keeping = (purposes: readonly string[]): Piece[] =>
    merged(call, kept, purposes, keepingPieces(call, kept, purposes, asOf))
  return [
    ...rows('record', undefined, merged(call, kept, agreed, recordingPieces(call, kept, agreed, asOf))),
    ...(agreed.length === 0
      ? rows('store', undefined, keeping([]))
      : agreed.flatMap(purpose => rows('store', purpose, keeping([purpose])))),
    ...usesOf(call, kept).flatMap(use =>
      rows('use', member(use, 'purpose'), [{ ...basisOfUse(call, kept, use), from: use.at, until: use.at }])
    )
  ]
}

const analysisRows = (call: Call, kept: Kept, policy: PlainPolicy, asOf: Instant): Row[] => {
  const rows = rowsFor(call, kept, policy)
  const purposes = [voiceAnalysis]
  const pieces = merged(call, kept, purposes, keepingPieces(call, kept, purposes, asOf))
  const made = pieces.slice(0, 1).map(({ from, state, reliesOnConsent, hold }) => ({
    ...{ from, until: from, state, reliesOnConsent, hold }
  }))
  return [...rows('analyse', voiceAnalysis, made), ...rows('store-analysis', voiceAnalysis, pieces)]
}

/** The rows of a call, in the order in which they are listed. */
export const basesOf = (call: Call, policy: PlainPolicy, asOf: Instant): Row[] => [
  ...call.recordings
    .filter(({ start }) => start <= asOf)
    .flatMap(kept => recordingRows(call, kept, policy, asOf)),
  ...call.analyses.flatMap(kept => analysisRows(call, kept, policy, asOf))
]
