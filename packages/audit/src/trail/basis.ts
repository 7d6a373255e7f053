/**
 * When consent began, or ceased, to cover the keeping of something.
 */
import type { Purpose } from '@samtykke/core'
import type { BasisRow } from '../basis/basis.ts'
import type { Draft } from './entry.ts'

interface Turn {
  readonly row: BasisRow
  readonly began: boolean
  readonly evidence: ReadonlyArray<string>
}

const isKeeping = ({ activity }: BasisRow): boolean => activity === 'store' || activity === 'store-analysis'

const follows = (row: BasisRow, before: BasisRow | undefined): before is BasisRow =>
  before !== undefined &&
  before.activity === row.activity &&
  before.targetId === row.targetId &&
  before.purpose === row.purpose &&
  before.until === row.from

const turnsOf = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<Turn> =>
  rows.flatMap((row, index): ReadonlyArray<Turn> => {
    const before = rows[index - 1]
    const previous = follows(row, before) ? before : undefined
    const covered = previous?.reliedOn ?? null
    if (row.reliedOn !== null && covered === null)
      return [{ row, began: true, evidence: row.reliedOn.events }]
    if (row.reliedOn === null && previous !== undefined && covered !== null) {
      const by = previous.endedBy === undefined ? [] : [previous.endedBy]
      return [{ row, began: false, evidence: [...by, ...covered.events] }]
    }
    return []
  })

const keyOf = ({ row, began }: Turn): string => [row.activity, row.targetId, row.from, began].join(' ')

const draftOf = (turns: readonly [Turn, ...ReadonlyArray<Turn>]): Draft => {
  const [{ row, began }] = turns
  const purposes = turns.flatMap(turn => (turn.row.purpose === undefined ? [] : [turn.row.purpose]))
  return {
    at: row.from,
    kind: 'derived',
    code: began ? 'basis-began' : 'basis-ended',
    target: row.activity === 'store' ? 'recording' : 'analysis',
    targetId: row.targetId,
    facts: { purposes: purposes satisfies ReadonlyArray<Purpose> },
    articles: began ? ['6(1)(a)'] : ['6(1)(a)', '7(3)'],
    evidence: [...new Set(turns.flatMap(turn => turn.evidence))]
  }
}

/** One entry per target and instant, for the purposes that turned together. */
export const basisDrafts = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<Draft> => {
  const groups = new Map<string, [Turn, ...Array<Turn>]>()
  for (const turn of turnsOf(rows.filter(isKeeping))) {
    const group = groups.get(keyOf(turn))
    if (group === undefined) groups.set(keyOf(turn), [turn])
    else group.push(turn)
  }
  return [...groups.values()].map(draftOf)
}
