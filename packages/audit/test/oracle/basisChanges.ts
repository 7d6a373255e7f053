// A second reading of when consent began, or ceased, to cover the keeping of something, from the rows of its bases.
import type { BasisRow } from '../../src/basis/basis.ts'
import type { Consequence } from './consequences.ts'

const keeping: Readonly<Record<string, string>> = { store: 'recording', 'store-analysis': 'analysis' }

/** One entry for each target and instant, of the purposes whose consent began or ceased to count there. */
export const basisChangesOf = (rows: ReadonlyArray<BasisRow>): ReadonlyArray<Consequence> => {
  const entries: Array<Consequence> = []
  const add = (
    row: BasisRow,
    code: string,
    articles: readonly string[],
    evidence: readonly string[]
  ): void => {
    const known = entries.find(
      ({ at, target, targetId, ...entry }) =>
        at === row.from &&
        entry.code === code &&
        target === keeping[row.activity] &&
        targetId === row.targetId
    )
    const purposes = row.purpose === undefined ? [] : [row.purpose]
    if (known !== undefined) {
      known.facts['purposes'] = [...(known.facts['purposes'] as string[]), ...purposes]
      known.evidence = [...new Set([...known.evidence, ...evidence])]
    } else {
      const target = { target: keeping[row.activity] ?? '', targetId: row.targetId }
      entries.push({
        code,
        at: row.from,
        ...target,
        facts: { purposes },
        articles,
        evidence: [...new Set(evidence)]
      })
    }
  }
  for (const row of rows) {
    if (keeping[row.activity] === undefined) continue
    const before = rows.find(
      ({ activity, targetId, purpose, until, ...other }) =>
        activity === row.activity &&
        targetId === row.targetId &&
        purpose === row.purpose &&
        until === row.from &&
        other.from < row.from
    )
    if (row.reliedOn !== null && (before?.reliedOn ?? null) === null)
      add(row, 'basis-began', ['6(1)(a)'], row.reliedOn.events)
    if (row.reliedOn === null && before !== undefined && before.reliedOn !== null)
      add(row, 'basis-ended', ['6(1)(a)', '7(3)'], [before.endedBy ?? '', ...before.reliedOn.events])
  }
  return entries
}
