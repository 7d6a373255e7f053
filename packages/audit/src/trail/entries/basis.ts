/**
 * When a legal basis began, or ceased, to cover the keeping of something.
 */
import type { LegalBasis, Purpose } from '@samtykke/core'
import { type BasisRow, isKeeping } from '../../basis/basis.ts'
import type { DraftEntry } from './entry.ts'

interface BasisChange {
  readonly row: BasisRow
  readonly began: boolean
  readonly basis: LegalBasis
  readonly evidence: ReadonlyArray<string>
}

const follows = (row: BasisRow, before: BasisRow | undefined): before is BasisRow =>
  before !== undefined &&
  before.activity === row.activity &&
  before.targetId === row.targetId &&
  before.purpose === row.purpose &&
  before.until === row.from

const changesOf = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<BasisChange> =>
  rows.flatMap((row, index): ReadonlyArray<BasisChange> => {
    const before = rows[index - 1]
    const previous = follows(row, before) ? before : undefined
    const covered = previous?.reliedOn ?? null
    if (row.reliedOn !== null && covered === null)
      return [{ row, began: true, basis: row.reliedOn.article, evidence: row.reliedOn.events }]
    if (row.reliedOn === null && previous !== undefined && covered !== null) {
      const by = previous.endedBy === undefined ? [] : [previous.endedBy]
      return [{ row, began: false, basis: covered.article, evidence: [...by, ...covered.events] }]
    }
    return []
  })

const keyOf = ({ row, began, basis }: BasisChange): string =>
  [row.activity, row.targetId, row.from, began, basis].join(' ')

/** The article by which a person ends processing on a basis. */
const endedBy = (basis: LegalBasis): ReadonlyArray<string> => {
  switch (basis) {
    case '6(1)(a)':
      return ['7(3)']
    case '6(1)(e)':
    case '6(1)(f)':
      return ['21(1)']
    default:
      return []
  }
}

const draftOf = (changes: readonly [BasisChange, ...ReadonlyArray<BasisChange>]): DraftEntry => {
  const [{ row, began, basis }] = changes
  const purposes = changes.flatMap(change => (change.row.purpose === undefined ? [] : [change.row.purpose]))
  return {
    at: row.from,
    kind: 'derived',
    code: began ? 'basis-began' : 'basis-ended',
    target: row.activity === 'store' ? 'recording' : 'analysis',
    targetId: row.targetId,
    facts: { purposes: purposes satisfies ReadonlyArray<Purpose> },
    articles: [basis, ...(began ? [] : endedBy(basis))],
    evidence: [...new Set(changes.flatMap(change => change.evidence))]
  }
}

/** One entry per target and instant, for the purposes that changed together. */
export const basisDrafts = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<DraftEntry> => {
  const groups = new Map<string, [BasisChange, ...Array<BasisChange>]>()
  for (const change of changesOf(rows.filter(isKeeping))) {
    const group = groups.get(keyOf(change))
    if (group === undefined) groups.set(keyOf(change), [change])
    else group.push(change)
  }
  return [...groups.values()].map(draftOf)
}
