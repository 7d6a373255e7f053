/**
 * The names of purposes, and those of the notice.
 */
import type * as t from 'io-ts'
import { Name } from './identifier.ts'

/**
 * The name of a purpose for which a recording or an analysis may be used: any identifier.
 *
 * @see policies, section 1
 */
export type Purpose = string

/** Codec of the name of a purpose. */
export const Purpose: t.Type<Purpose, string> = Name

/**
 * The purposes of the notice, which a version of a policy has that names none, in the order in which every output lists
 * them.
 *
 * @see notice: "kvalitetssikring, intern undervisning og dokumentationshensyn"; "Stemmeanalyse"
 */
export const noticePurposes = [
  { purpose: 'quality-assurance', of: 'recording' },
  { purpose: 'internal-training', of: 'recording' },
  { purpose: 'documentation', of: 'recording' },
  { purpose: 'voice-analysis', of: 'analysis' }
] as const
