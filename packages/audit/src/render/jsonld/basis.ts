/**
 * Legal bases and rights in DPV's terms.
 */
import type { LegalBasis } from '@samtykke/core'
import type { CompactIri } from './vocabulary.ts'

/** The basis of GDPR art. 6(1) that a name stands for. */
export const basisIri: Readonly<Record<LegalBasis, CompactIri>> = {
  '6(1)(a)': 'eu-gdpr:A6-1-a-non-explicit-consent',
  '6(1)(b)': 'eu-gdpr:A6-1-b',
  '6(1)(c)': 'eu-gdpr:A6-1-c',
  '6(1)(d)': 'eu-gdpr:A6-1-d',
  '6(1)(e)': 'eu-gdpr:A6-1-e',
  '6(1)(f)': 'eu-gdpr:A6-1-f-controller'
}

/** The right that an article of the GDPR gives. */
export const rightIri = (article: string): CompactIri =>
  `eu-gdpr:A${article.replace('(', '-').replace(')', '')}`
