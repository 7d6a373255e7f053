/**
 * The purposes a customer can agree to, and sets of them.
 */
import * as t from 'io-ts'

/**
 * What a recording or an analysis may be used for.
 *
 * @see notice: "kvalitetssikring, intern undervisning og dokumentationshensyn"; "Stemmeanalyse"
 */
export type Purpose = 'quality-assurance' | 'internal-training' | 'documentation' | 'voice-analysis'

/** All purposes, in the order in which every output lists them. */
export const purposes: readonly [Purpose, Purpose, Purpose, Purpose] = [
  'quality-assurance',
  'internal-training',
  'documentation',
  'voice-analysis'
]

/** Codec of a purpose. */
export const Purpose: t.Type<Purpose, string> = t.keyof(
  { 'quality-assurance': null, 'internal-training': null, documentation: null, 'voice-analysis': null },
  'a purpose (quality-assurance, internal-training, documentation or voice-analysis)'
)

/** A set of purposes: one bit for each, in the order of `purposes`. */
export type PurposeSet = number

export const noPurposes: PurposeSet = 0
/** The three purposes for which a recording itself may be kept. */
export const recordingPurposes: PurposeSet = 0b0111
export const voiceAnalysis: PurposeSet = 0b1000
export const allPurposes: PurposeSet = 0b1111

/**
 * The set that holds one purpose. `|` of several is the set of them all; `&` with a set is 0 where the set does not
 * hold the purpose.
 *
 * @example
 * import { purposeBit } from '@samtykke/core'
 *
 * const agreed = purposeBit('documentation') | purposeBit('voice-analysis')
 * assert.deepStrictEqual((agreed & purposeBit('documentation')) !== 0, true)
 * assert.deepStrictEqual((agreed & purposeBit('internal-training')) !== 0, false)
 */
export const purposeBit = (purpose: Purpose): PurposeSet => {
  switch (purpose) {
    case 'quality-assurance':
      return 0b0001
    case 'internal-training':
      return 0b0010
    case 'documentation':
      return 0b0100
    case 'voice-analysis':
      return 0b1000
  }
}

/** The set of the purposes listed. */
export const purposeSet = (listed: ReadonlyArray<Purpose>): PurposeSet => {
  let set = noPurposes
  for (const purpose of listed) set |= purposeBit(purpose)
  return set
}

const lists: ReadonlyArray<ReadonlyArray<Purpose>> = Array.from({ length: allPurposes + 1 }, (_, set) =>
  purposes.filter(purpose => (set & purposeBit(purpose)) !== 0)
)

/**
 * The purposes of a set, in the order of `purposes`.
 *
 * @example
 * import { purposeBit, purposesIn } from '@samtykke/core'
 *
 * const agreed = purposeBit('voice-analysis') | purposeBit('documentation')
 * assert.deepStrictEqual(purposesIn(agreed), ['documentation', 'voice-analysis'])
 *
 * @see contract, section 1
 */
export const purposesIn = (set: PurposeSet): ReadonlyArray<Purpose> => lists[set & allPurposes] ?? []
