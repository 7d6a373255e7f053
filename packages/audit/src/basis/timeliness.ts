/**
 * Whether what was done came in time.
 *
 * @see contract, section 4: no finding, a note within `executionGrace`, an error beyond it
 */
import type { Rules } from '@samtykke/core'
import { type Bilingual, both, type Language } from '../render/text/language.ts'
import { durationInWords } from '../render/text/words.ts'

/**
 * How something that was done stands to when it was due:
 *
 * - `in-time`: nothing had fallen due
 * - `within-grace`: it was due, and the time that the policy gives for carrying out had not passed
 * - `late`: that time had passed
 */
export const timelinesses = ['in-time', 'within-grace', 'late'] as const

export type Timeliness = (typeof timelinesses)[number]

/**
 * The class of what was done.
 *
 * @param lateness milliseconds from when it could be done until it was; `undefined` where nothing had fallen due
 */
export const timelinessOf = (lateness: number | undefined, executionGrace: number): Timeliness => {
  if (lateness === undefined) return 'in-time'
  return lateness < executionGrace ? 'within-grace' : 'late'
}

export const timelinessNames: Readonly<Record<Timeliness, Bilingual>> = {
  'in-time': both('rettidigt', 'in time'),
  'within-grace': both('inden for udførelsesfristen', 'within the grace'),
  late: both('for sent', 'late')
}

/** How long the policy gives for carrying out what is due: `1 dag`. */
export const graceInWords = (language: Language, { executionGrace }: Pick<Rules, 'executionGrace'>): string =>
  durationInWords(language, Math.floor(executionGrace / 1000))
