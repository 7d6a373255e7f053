/**
 * The legal bases of processing, and what a person can do about each.
 *
 * @see GDPR art. 6(1)
 */
import type * as t from 'io-ts'
import { oneOf } from './member.ts'

/** The legal bases, in the order of the articles. */
export const legalBases = ['6(1)(a)', '6(1)(b)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(f)'] as const

/** A legal basis: consent (a), contract (b), legal obligation (c), vital interests (d), public task (e), interests (f). */
export type LegalBasis = (typeof legalBases)[number]

/** Codec of a legal basis. */
export const LegalBasis: t.Type<LegalBasis, string> = /* @__PURE__ */ oneOf(...legalBases)

/** Whether consent is the basis, which withdrawing and refusing take (art. 7(3)). */
export const restsOnConsent = (basis: LegalBasis): boolean => basis === '6(1)(a)'

/** Whether one may object to processing on the basis without more (art. 21(1)). */
export const isObjectable = (basis: LegalBasis): boolean => basis === '6(1)(e)' || basis === '6(1)(f)'

/** The bases listed, each once, in the order of the articles. */
export const inOrderOfArticles = (bases: ReadonlyArray<LegalBasis>): ReadonlyArray<LegalBasis> =>
  legalBases.filter(basis => bases.includes(basis))
