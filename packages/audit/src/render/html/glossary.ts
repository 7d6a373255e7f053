/**
 * Terms that a reader of a page may not know.
 */
import { type Bilingual, both } from '../text/language.ts'

export const glossary: ReadonlyArray<readonly [term: Bilingual, meaning: Bilingual]> = [
  [
    both('Bevaringspålæg', 'Hold'),
    both(
      'En beslutning om at bevare en optagelse på grund af et retskrav (GDPR artikel 17, stk. 3, litra e). Det udsætter sletning og er ikke et behandlingsgrundlag.',
      'A decision to preserve a recording for a legal claim (GDPR art. 17(3)(e)). It suspends erasure and is no legal basis.'
    )
  ],
  [
    both('Nævnt og anvendt grundlag', 'Declared and relied on'),
    both(
      'Oplysningsteksten nævner både samtykke og legitim interesse. Kun samtykke anvendes; legitim interesse genopliver ikke det, der er trukket tilbage.',
      'The notice names consent and legitimate interest. Consent alone is relied on; legitimate interest revives nothing that was withdrawn.'
    )
  ],
  [
    both('Forfalden', 'Due'),
    both(
      'Det øjeblik er kommet, hvor noget skal være slettet, anonymiseret, besvaret eller gennemgået.',
      'The instant has come by which something was to be erased, anonymised, answered or reviewed.'
    )
  ],
  [
    both('Segl', 'Seal'),
    both(
      'Et underskrevet tjekpunkt over et hashtræ af det, der er gemt. Det viser, at intet er ændret siden.',
      'A signed checkpoint over a hash tree of what is stored. It proves that nothing was changed since.'
    )
  ],
  [
    both('Kendt', 'Known'),
    both(
      'Hvornår loggen fik kendskab til en hændelse; det kan være senere, end den skete.',
      'When the log learnt of an event; that can be later than it occurred.'
    )
  ]
]
