/**
 * What a policy does not state of those who stand behind a processor's work.
 */
import { type Bilingual, both, joined } from './language.ts'

type Unstated = 'controller' | 'contact' | 'agreement' | 'authority'

/** That these members are not stated, and where in a policy they would stand. */
export const unstatedText = (missing: ReadonlyArray<Unstated>, processor: string): Bilingual => {
  const words: Readonly<Record<Unstated, Bilingual>> = {
    controller: both('den dataansvarlige', 'the controller'),
    contact: both(
      'en kontakt (dataProtectionOfficer, eller hvordan den dataansvarlige kan kontaktes)',
      'a contact (dataProtectionOfficer, or how to reach the controller)'
    ),
    agreement: both(`aftalen med ${processor} (processors)`, `the agreement with ${processor} (processors)`),
    authority: both('tilsynsmyndigheden (authority)', 'the supervisory authority (authority)')
  }
  const named = joined(
    missing.map(each => words[each]),
    ', '
  )
  return both(`regelsættet oplyser ikke ${named.da}`, `the policy does not state ${named.en}`)
}
