/**
 * The rights that follow from a legal basis, by their articles.
 *
 * @see DPV 2.3, `legal_basis_rights_mapping`
 */
import type { LegalBasis } from '@samtykke/core'

const rightsOfBasis: Readonly<Record<LegalBasis, ReadonlyArray<string>>> = {
  '6(1)(a)': ['7(3)', '13', '14', '15', '16', '17', '18', '20', '22', '77'],
  '6(1)(b)': ['13', '14', '15', '16', '17', '18', '20', '22', '77'],
  '6(1)(c)': ['13', '15', '16', '18', '77'],
  '6(1)(d)': ['13', '14', '15', '16', '17', '18', '22', '77'],
  '6(1)(e)': ['13', '14', '15', '16', '18', '21', '22', '77'],
  '6(1)(f)': ['13', '14', '15', '16', '17', '18', '21', '22', '77']
}

/** That recipients are told of an erasure follows from any processing. */
const always = ['19']

const number = (article: string): number => Number.parseInt(article, 10)

/** The rights under any of the bases, in the order of the articles. */
export const rightsUnder = (bases: ReadonlyArray<LegalBasis>): ReadonlyArray<string> =>
  [...new Set([...bases.flatMap(basis => rightsOfBasis[basis]), ...always])].sort(
    (a, b) => number(a) - number(b)
  )
