/**
 * What a report cannot show, never collapsed or left out.
 */
import type { SealHead } from './head.ts'
import type { Bilingual } from '../render/text/language.ts'

const limits: ReadonlyArray<Bilingual> = [
  {
    da: 'Dette er ikke juridisk rådgivning.',
    en: 'This is not legal advice.'
  },
  {
    da: 'Alt er udledt af de hændelser, som programmet fik. Hvad der aldrig blev registreret, eller blev registreret forkert, kan det ikke se.',
    en: 'Everything is derived from the events that the program was given. What was never recorded, or recorded falsely, it cannot see.'
  },
  {
    da: 'En bekræftet sletning beror på databehandlerens oplysning. Programmet har hverken set disken eller sikkerhedskopierne.',
    en: "A confirmed erasure is the processor's word. The program has seen neither the disk nor the backups."
  },
  {
    da: 'Regelsættet er lagt til grund, som det blev givet. Hvor oplysningsteksten er tavs, er der valgt en fortolkning, som fremgår af regelsættet.',
    en: 'The policy is taken as given. Where the notice is silent a reading was chosen, and the policy states it.'
  },
  {
    da: 'Om det anonymiserede virkelig er anonymt, er ikke efterprøvet.',
    en: 'Whether what was anonymised truly is anonymous was not tested.'
  },
  {
    da: 'Et segl viser, hvad der blev skrevet, og hvornår, men ikke, at det er sandt. Uden et segl er heller ikke det påvist.',
    en: 'A seal proves what was written and when, not that it is true. Without a seal not even that is proved.'
  }
]

const limitsUnderSeal: ReadonlyArray<Bilingual> = [
  ...limits,
  {
    da: 'Hændelserne blev sammenlignet med det, der er forseglet. Hvem der har underskrevet, og om loggen er rullet tilbage eller skiftet ud, blev ikke efterprøvet; det gør “samtykke verify” med en nøgle og et checkpoint, der er gemt et andet sted.',
    en: 'The events were compared with what is sealed. Who signed, and whether the log was rolled back or replaced, was not checked; “samtykke verify” does so with a key and a checkpoint kept elsewhere.'
  }
]

/** The limits of every report and trail; with a seal, those of the comparison with it. */
export const limitsOf = (seal: SealHead | null): ReadonlyArray<Bilingual> =>
  seal === null ? limits : limitsUnderSeal
