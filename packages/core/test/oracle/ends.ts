// Policies 3: when each purpose of a recording or an analysis ends, and which grounds follow.
import type { RetentionEnd } from './periods.ts'
import type { Ground, Purpose } from './plain.ts'
import { isOnConsent, requiresRecording } from './purposes.ts'
import { reached } from './reach.ts'
import { actKinds, kindOf, takes } from './takes.ts'
import type { ActKind } from './takes.ts'
import type { Instant } from './time.ts'
import type { Standing } from './what-counts.ts'

const never = Number.POSITIVE_INFINITY

/** What the grounds of one recording or analysis are derived from. */
export interface Lives {
  kind: 'recording' | 'analysis'
  own: Standing
  start: Instant
  /** P, in the policy's order. */
  purposes: readonly Purpose[]
  /** Of an analysis the recording purposes that stand at p. */
  recordingPurposes: readonly Purpose[]
  /** The acts after s or p, by order. */
  acts: readonly Standing[]
  /** E(q) of the purposes of P; where P is empty, of the matching ones; where none matches, of none. */
  periods: readonly { purpose: Purpose | undefined; end: RetentionEnd }[]
}

const firstOf = (kind: ActKind, acts: readonly Standing[], purpose: Purpose): Instant =>
  acts.find(act => kindOf(act) === kind && takes(act, purpose))?.at ?? never

/**
 * "the instant at which withdrawals and refusals alone have taken all recording purposes that stand at p, if these all
 * rest on (a)"
 */
const throughRecording = ({ recordingPurposes, acts }: Lives): Instant => {
  const isAllOnConsent = recordingPurposes.every(isOnConsent)
  reached('not through the recording: some of these do not rest on (a)', !isAllOnConsent)
  return recordingPurposes.length > 0 && isAllOnConsent
    ? Math.max(...recordingPurposes.map(purpose => firstOf('withdrawal', acts, purpose)))
    : never
}

/** a_K(q). */
const takenAt = (lives: Lives, kind: ActKind, purpose: Purpose): Instant => {
  const itself = firstOf(kind, lives.acts, purpose)
  if (kind !== 'withdrawal' || lives.kind === 'recording' || !requiresRecording(purpose)) return itself
  const through = throughRecording(lives)
  reached('withdrawal of what requires a recording', through < itself)
  return Math.min(itself, through)
}

const periodEnd = ({ periods }: Lives, purpose: Purpose): Instant =>
  periods.find(each => each.purpose?.purpose === purpose.purpose)?.end.dueAt ?? never

/** e(q): "the earliest of E(q) and all a_K(q)". */
const endOfPurpose = (lives: Lives, purpose: Purpose): Instant =>
  Math.min(periodEnd(lives, purpose), ...actKinds.map(kind => takenAt(lives, kind, purpose)))

/** T: "the latest e(q) of P"; undefined where P is empty. */
export const endOfAll = (lives: Lives): Instant | undefined =>
  lives.purposes.length === 0
    ? undefined
    : Math.max(...lives.purposes.map(purpose => endOfPurpose(lives, purpose)))

/** "every act of that kind that took something of P up to the instant; of `request` the one request" */
const takersOf = (lives: Lives, kind: ActKind, until: Instant): readonly string[] => {
  const { purposes, recordingPurposes, acts } = lives
  // "its `events` are then every act that took something of P or of these"
  const alsoRecordings =
    kind === 'withdrawal' && purposes.some(requiresRecording) && recordingPurposes.every(isOnConsent)
  let left = [...purposes, ...(alsoRecordings ? recordingPurposes : [])]
  const takers: string[] = []
  for (const act of acts) {
    if (act.at > until || kindOf(act) !== kind) continue
    const taken = left.filter(purpose => takes(act, purpose))
    if (taken.length === 0) continue
    reached(
      'events: acts that took something of the recording purposes',
      taken.every(purpose => lives.kind === 'analysis' && purpose.of === 'recording')
    )
    left = left.filter(purpose => !taken.includes(purpose))
    takers.push(act.id)
  }
  return takers
}

const articleOf = (kind: ActKind, purposes: readonly Purpose[]): string => {
  if (kind === 'objection') return '17(1)(c)'
  // "or (c) where P is not empty and no q of it rests on (a)"
  const isObjected = kind === 'request' && purposes.length > 0 && !purposes.some(isOnConsent)
  reached('request by 17(1)(c)', isObjected)
  return isObjected ? '17(1)(c)' : '17(1)(b)'
}

/** The instant of `expiry`, and the period that gives it. */
export const expiryOf = (lives: Lives): RetentionEnd => {
  const { purposes, periods } = lives
  const all = endOfAll(lives)
  // "if some q has e(q) = T = E(q) and no act of that instant took it"
  const lasting = purposes.filter(
    purpose => endOfPurpose(lives, purpose) === all && periodEnd(lives, purpose) === all
  )
  const untaken = lasting.filter(purpose => actKinds.every(kind => takenAt(lives, kind, purpose) !== all))
  reached('expiry at T: an act of that instant took it', untaken.length < lasting.length)
  const [first] = untaken
  reached('several purposes meet the condition of expiry', untaken.length > 1)
  const ofFirst = periods.find(({ purpose }) => first !== undefined && purpose?.purpose === first.purpose)
  if (ofFirst !== undefined) {
    reached('expiry at T')
    return ofFirst.end
  }
  // "else the latest E(q) of P"; "else the first whose E(q) is the latest"
  const latest = Math.max(...periods.map(({ end }) => end.dueAt))
  reached('expiry at the latest end, after T', all !== undefined && latest > all)
  const latestOnes = periods.filter(({ end }) => end.dueAt === latest)
  reached('several purposes end latest', latestOnes.length > 1)
  const [one] = latestOnes
  if (one === undefined) throw new Error('no period')
  return one.end
}

const isLater = (kind: ActKind, ofEachKind: ReadonlyMap<ActKind, Instant>, all: Instant): boolean =>
  (ofEachKind.get(kind) ?? never) > all && ofEachKind.get(kind) !== never

/** When acts of each kind alone have taken all; by "Where by this and by `expiry` no ground is at T" those at T. */
const actInstants = (lives: Lives): ReadonlyMap<ActKind, Instant> => {
  const { purposes } = lives
  const all = endOfAll(lives)
  // "where acts of K alone take every q of P: at the latest a_K(q)"
  const ofEachKind = new Map(
    actKinds.map(kind => [kind, Math.max(...purposes.map(purpose => takenAt(lives, kind, purpose)))] as const)
  )
  reached(
    'acts of one kind take every purpose',
    purposes.length > 1 && [...ofEachKind.values()].some(Number.isFinite)
  )
  if (all === undefined || expiryOf(lives).dueAt === all || [...ofEachKind.values()].includes(all)) {
    return ofEachKind
  }
  // "those K for which some q has e(q) = T = a_K(q), at T (and not later)"
  const atEnd = actKinds.filter(kind =>
    purposes.some(purpose => endOfPurpose(lives, purpose) === all && takenAt(lives, kind, purpose) === all)
  )
  reached('kinds at T, since no ground is there')
  for (const kind of actKinds) {
    const comesLater = isLater(kind, ofEachKind, all)
    reached('a kind at T that would come later by itself', comesLater && atEnd.includes(kind))
    reached('a kind that comes after T by itself', comesLater && !atEnd.includes(kind))
  }
  return new Map(actKinds.map(kind => [kind, atEnd.includes(kind) ? all : (ofEachKind.get(kind) ?? never)]))
}

// "Where P is empty: `request` at the first such act after s, of an analysis `objection` at the first
// `analysis-objected`; no `withdrawal`"
const withoutPurposes = ({ kind, acts }: Lives): Ground[] => {
  const request = acts.find(
    ({ type, members }) => type === 'erasure-requested' && ['all', kind].includes(String(members['scope']))
  )
  const objection = kind === 'analysis' && acts.find(({ type }) => type === 'analysis-objected')
  reached('P is empty: a request', request !== undefined)
  reached('P is empty: an objection to an analysis', objection !== undefined && objection !== false)
  return [
    ...(objection
      ? [{ rule: 'objection', at: objection.at, article: '17(1)(c)', events: [objection.id] }]
      : []),
    ...(request ? [{ rule: 'request', at: request.at, article: '17(1)(b)', events: [request.id] }] : [])
  ]
}

const byActs = (lives: Lives): Ground[] => {
  if (lives.purposes.length === 0) return withoutPurposes(lives)
  const instants = actInstants(lives)
  return actKinds.flatMap(kind => {
    const at = instants.get(kind) ?? never
    if (at === never) return []
    return [{ rule: kind, at, article: articleOf(kind, lives.purposes), events: takersOf(lives, kind, at) }]
  })
}

/** All that apply, "The order at one instant is the contract's". */
export const groundsOf = (lives: Lives, isOutsideNotice: boolean): readonly Ground[] => {
  const { kind, own, start, purposes, periods } = lives
  const itself = (rule: string, at: Instant, article: string): Ground => ({
    rule,
    at,
    article,
    events: [own.id]
  })
  const matching = periods.flatMap(({ purpose }) => (purpose === undefined ? [] : [purpose]))
  reached('no basis: the latest end of the matching purposes', purposes.length === 0 && matching.length > 1)
  reached('no basis: no purpose matches', matching.length === 0)
  const grounds = [
    ...(isOutsideNotice ? [itself('outside-notice', start, '17(1)(d)')] : []),
    ...(purposes.length === 0 ? [itself('no-basis', start, '17(1)(d)')] : []),
    ...byActs(lives),
    itself('expiry', expiryOf(lives).dueAt, kind === 'recording' ? '17(1)(a)' : '5(1)(e)')
  ]
  return grounds.sort((left, right) => left.at - right.at)
}
