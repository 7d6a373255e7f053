// Policies 3: what remained of the purposes, and the legal basis that is shown.
import type { Kept } from './kept.ts'
import type { LegalBasis, Purpose } from './plain.ts'
import { articles, declaredOf, idsOf, isAmong, purposesFor } from './purposes.ts'
import { reached } from './reach.ts'
import { takes } from './takes.ts'
import type { Instant } from './time.ts'
import type { Standing } from './what-counts.ts'

/** "of P, less the q with E(q) <= x and E(q) < T" */
export const isPeriodOver = (kept: Kept, purpose: Purpose, x: Instant): boolean => {
  const end = kept.periods.find(each => each.purpose?.purpose === purpose.purpose)?.end.dueAt
  const isOver =
    end !== undefined &&
    isAmong(kept.purposes, purpose) &&
    end <= x &&
    kept.over !== undefined &&
    end < kept.over
  reached('remained: a purpose whose period ended before T', isOver)
  return isOver
}

/** The first act after s, and not after x, that took a purpose. */
export const takerOf = (kept: Kept, purpose: Purpose, x: Instant): Standing | undefined =>
  kept.acts.find(act => act.at > kept.start && act.at <= x && takes(act, purpose))

/**
 * "*Remained at x* = P, and the matching purposes on (a), of either kind, that are in C(s), less what acts took by x and,
 * of P, less the q with E(q) <= x and E(q) < T"
 */
export const remainedAt = (kept: Kept, x: Instant): readonly Purpose[] =>
  kept.listed.filter(purpose => takerOf(kept, purpose, x) === undefined && !isPeriodOver(kept, purpose, x))

const inOrderOfArticles = (purposes: readonly Purpose[]): readonly string[] =>
  articles.filter(article => purposes.some(purpose => declaredOf(purpose).includes(article)))

/**
 * "`declared` the declared bases of these …; where none remained, of P; where P is empty, of the matching purposes; where
 * none matches, of all the version's of that kind"
 */
const declaring = (kept: Kept, remained: readonly Purpose[]): readonly Purpose[] => {
  const { kind, version, matching, purposes } = kept
  reached('declared: of those that remained', remained.length > 0 && remained.length < purposes.length)
  if (remained.length > 0) return remained
  reached('declared: none remained, of P', purposes.length > 0)
  if (purposes.length > 0) return purposes
  reached('declared: P is empty, of the matching purposes', matching.length > 0)
  if (matching.length > 0) return matching
  reached('declared: none matches, of the version')
  return purposesFor(version, kind)
}

export const legalBasisOf = (kept: Kept, asOf: Instant): LegalBasis => {
  const listed = remainedAt(kept, asOf)
  // "`declared`, `reliedOn` and `bases` look only at those of P"
  const remained = listed.filter(purpose => isAmong(kept.purposes, purpose))
  // "null where a ground other than `expiry` has come or nothing of P remained"
  const isGone = kept.grounds.some(({ rule, at }) => rule !== 'expiry' && at <= asOf)
  const reliedOn = isGone ? null : (remained[0]?.basis ?? null)
  const bases = new Set(remained.map(({ basis }) => basis))
  reached(
    'remained: a purpose of the other kind',
    listed.some(({ of }) => of !== kept.kind)
  )
  const through = kept.grounds.find(({ rule }) => rule === 'withdrawal')
  reached(
    'remained: taken through a recording, and still listed',
    through !== undefined && through.at <= asOf && kept.kind === 'analysis' && remained.length > 0
  )
  reached(
    'relied on: nothing of P remained, and no ground has come',
    !isGone && kept.purposes.length > 0 && remained.length === 0
  )
  reached('relied on: another than consent', reliedOn !== null && reliedOn !== articles[0])
  reached('bases', bases.size > 1)
  return {
    declared: inOrderOfArticles(declaring(kept, remained)),
    reliedOn,
    purposes: idsOf(listed),
    // "where what remained of P rests on more than one basis there is also `bases`"
    ...(bases.size > 1 && {
      bases: Object.fromEntries(remained.map(({ purpose, basis }) => [purpose, basis]))
    })
  }
}
