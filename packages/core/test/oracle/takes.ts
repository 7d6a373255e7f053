// Policies 3: which acts take which purposes.
import type { Purpose } from './plain.ts'
import { isObjectable, isOnConsent } from './purposes.ts'
import { reached } from './reach.ts'
import type { Standing } from './what-counts.ts'

export type ActKind = 'objection' | 'withdrawal' | 'request'

/** In the order in which grounds of one instant stand. */
export const actKinds: readonly ActKind[] = ['objection', 'withdrawal', 'request']

export const kindOf = ({ type }: Standing): ActKind | undefined => {
  if (type === 'consent-withdrawn' || type === 'consent-refused') return 'withdrawal'
  if (type === 'processing-objected' || type === 'analysis-objected') return 'objection'
  return type === 'erasure-requested' ? 'request' : undefined
}

/** The purposes that an act names; undefined where it names none. */
export const namedBy = (act: Standing): readonly string[] | undefined =>
  act.members['purposes'] as readonly string[] | undefined

const mayBeTakenByRequest = (purpose: Purpose): boolean => isOnConsent(purpose) || isObjectable(purpose)

/** Whether an act takes a purpose, by the purpose's own basis. */
export const takes = (act: Standing, purpose: Purpose): boolean => {
  const named = namedBy(act)
  const isNamed = named?.includes(purpose.purpose) === true
  switch (act.type) {
    // "the purposes they name (all, where none) that rest on (a)"
    case 'consent-withdrawn':
    case 'consent-refused':
      reached(
        'takes: a withdrawal leaves what does not rest on (a)',
        (named === undefined || isNamed) && !isOnConsent(purpose)
      )
      return (named === undefined || isNamed) && isOnConsent(purpose)
    // "the purposes they name that rest on (a), (e) or (f); where they name none, all that rest on (e) or (f)"
    case 'processing-objected':
      reached('takes: an objection that names what rests on (a)', isNamed && isOnConsent(purpose))
      reached('takes: an objection that names nothing', named === undefined && isObjectable(purpose))
      return named === undefined ? isObjectable(purpose) : isNamed && mayBeTakenByRequest(purpose)
    // "`analysis-objected` (takes all but those on (b), (c), (d))"
    case 'analysis-objected':
      return purpose.of === 'analysis' && mayBeTakenByRequest(purpose)
    // "`erasure-requested` with scope `all` or `recording`", of an analysis "`all` or `analysis`": "all that rest on (a),
    // (e) or (f)"
    case 'erasure-requested': {
      const isAsked = act.members['scope'] === 'all' || act.members['scope'] === purpose.of
      reached('takes: a request leaves what rests on (b), (c), (d)', isAsked && !mayBeTakenByRequest(purpose))
      return isAsked && mayBeTakenByRequest(purpose)
    }
    default:
      return false
  }
}
