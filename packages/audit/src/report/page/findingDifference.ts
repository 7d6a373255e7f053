/**
 * Findings that are gained and lost, on a page.
 */
import type { FindingCode } from '@samtykke/core'
import type { Markup } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { numeral } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'
import { findingNames } from '../../render/text/coreNames.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import type { FindingDifference } from '../findingDifference.ts'

const words = {
  findings: both('Bemærkninger, der kommer til eller falder bort', 'Findings gained or lost'),
  what: both('Hvad', 'What'),
  gained: both('Kommer til', 'Gained'),
  lost: both('Falder bort', 'Lost')
} satisfies Record<string, Bilingual>

/** A row for each kind of finding that comes or goes. */
export const differenceTable = (
  context: PageContext,
  { findingsGained, findingsLost }: FindingDifference
): Markup =>
  tableOf(context, words.findings, {
    columns: [
      { head: words.what, cell: code => context.translate(findingNames[code]), kind: 'long' },
      { head: words.gained, cell: code => numeral(context, findingsGained[code] ?? 0), kind: 'number' },
      { head: words.lost, cell: code => numeral(context, findingsLost[code] ?? 0), kind: 'number' }
    ],
    rows: [
      ...new Set([...Object.keys(findingsGained), ...Object.keys(findingsLost)])
    ].sort() as ReadonlyArray<FindingCode>
  })
