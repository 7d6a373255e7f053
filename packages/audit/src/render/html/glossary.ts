/**
 * Terms that a reader of a page may not know.
 */
import { type Bilingual, both } from '../text/language.ts'

export const glossary: ReadonlyArray<readonly [term: Bilingual, meaning: Bilingual]> = [
  [
    both('Sletningsstop', 'Hold'),
    both(
      'Den dataansvarliges beslutning om ikke at slette en optagelse af hensyn til et retskrav (GDPR artikel 17, stk. 3, litra e). Det udsætter sletningen og er ikke et behandlingsgrundlag.',
      'A decision to preserve a recording for a legal claim (GDPR art. 17(3)(e)). It suspends erasure and is no legal basis.'
    )
  ],
  [
    both('Nævnt og anvendt grundlag', 'Declared and relied on'),
    both(
      'Hvad oplysningsteksten nævner, og hvad behandlingen faktisk sker på grundlag af. Et nævnt grundlag træder ikke i stedet for et samtykke, der er trukket tilbage.',
      'What the notice names, and what processing in fact rests on. A basis that is only declared does not take the place of consent that was withdrawn.'
    )
  ],
  [
    both('Forfalden', 'Due'),
    both(
      'Det tidspunkt er kommet, hvor noget skal være slettet, anonymiseret, besvaret eller gennemgået.',
      'The instant has come by which something was to be erased, anonymised, answered or reviewed.'
    )
  ],
  [
    both('Segl', 'Seal'),
    both(
      'Et underskrevet kontroltal (checkpoint) over alt, hvad loggen indeholder. Det viser, at intet er ændret siden.',
      'A signed checkpoint over a hash tree of what is stored. It proves that nothing was changed since.'
    )
  ],
  [
    both('Registreret', 'Known'),
    both(
      'Det tidspunkt, hvor loggen fik kendskab til en hændelse; det kan være senere, end den indtraf.',
      'When the log learnt of an event; that can be later than it occurred.'
    )
  ]
]
