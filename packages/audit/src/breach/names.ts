/**
 * What doubts and numbers of a breach are called in a text for people.
 */
import { type Bilingual, both } from '../render/text/language.ts'
import type { Doubt } from './exposure.ts'
import type { BreachNumbers } from './numbers.ts'

/**
 * Why it is in doubt whether something was with a processor.
 *
 * @example
 * import { doubtNames } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(doubtNames['holder-unknown'].en, 'nothing says who held it')
 */
export const doubtNames: Readonly<Record<Doubt, Bilingual>> = {
  'told-not-confirmed': both(
    'instrueret i at slette, ikke bekræftet',
    'told to erase it, and has not confirmed'
  ),
  'backups-may-remain': both(
    'slettet, men sikkerhedskopier kan være tilbage',
    'erased, but back-ups may remain'
  ),
  'confirmed-by-another': both(
    'sletningen er bekræftet af en anden databehandler',
    'another processor confirmed the erasure'
  ),
  'holder-inferred': both(
    'databehandleren er udledt af optagelsen',
    'the processor is inferred from the recording'
  ),
  'holder-unknown': both('intet siger, hvem der havde det', 'nothing says who held it'),
  'call-unreadable': both('noget af samtalen kan ikke læses', 'something of the call cannot be read')
}

export const numberNames: Readonly<Record<keyof BreachNumbers, Bilingual>> = {
  subjects: both('Kunder med reference', 'Customers with a reference'),
  calls: both('Samtaler', 'Calls'),
  callsWithoutReference: both('Heraf samtaler uden reference', 'Of them calls without a reference'),
  recordings: both('Optagelser', 'Recordings'),
  analyses: both('Analyser', 'Analyses'),
  seconds: both('Optagelsernes varighed', 'Length of the recordings'),
  bytes: both('Optagelsernes størrelse i byte', 'Size of the recordings in bytes')
}
