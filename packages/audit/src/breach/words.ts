/**
 * What the page of a breach says, in Danish and English.
 */
import { type Bilingual, both } from '../render/text/language.ts'

const one = (count: number, single: string, several: string): string => (count === 1 ? single : several)

export const words = {
  time: both('Tidsrum', 'Time'),
  notify: both('Anmeldelsen', 'The notification'),
  notAware: both(
    'Det er ikke oplyst, hvornår den dataansvarlige blev bekendt med bruddet. De 72 timer regnes derfra (artikel 33, stk. 1).',
    'It is not stated when the controller became aware of the breach. The 72 hours run from then (art. 33(1)).'
  ),
  aware: both('Den dataansvarlige blev bekendt med bruddet', 'The controller became aware of it'),
  notifyBy: both('Anmeldes til tilsynsmyndigheden senest', 'The authority is notified at the latest'),
  hours: both(
    'Bruddet anmeldes uden unødig forsinkelse og om muligt senest 72 timer efter, at den dataansvarlige er blevet bekendt med det (artikel 33, stk. 1). Timerne løber også på lørdage, søndage og helligdage. En senere anmeldelse ledsages af en begrundelse. Det er ikke nødvendigt at anmelde et brud, som sandsynligvis ikke indebærer en risiko for nogen; det vurderer den dataansvarlige.',
    'A breach is notified without undue delay and, where feasible, not later than 72 hours after the controller became aware of it (art. 33(1)). The hours also run on Saturdays, Sundays and holidays. A later notification is accompanied by reasons. A breach that is unlikely to result in a risk to anybody need not be notified; the controller judges that.'
  ),
  controller: both('Dataansvarlig', 'Controller'),
  contact: both('Kontaktpunkt (artikel 33, stk. 3, litra b)', 'Contact point (art. 33(3)(b))'),
  authority: both('Tilsynsmyndighed', 'Supervisory authority'),
  processor: both('Databehandler', 'Processor'),
  agreement: both('Databehandleraftale', 'Data processing agreement'),
  alsoAsked: both(
    'Anmeldelsen skal desuden beskrive det, som loggen ikke kan vide:',
    'The notification must also describe what the log cannot know:'
  ),
  others: [
    both(
      'karakteren af bruddet: hvad der skete med oplysningerne (artikel 33, stk. 3, litra a)',
      'the nature of the breach: what happened to the data (art. 33(3)(a))'
    ),
    both(
      'de sandsynlige konsekvenser (artikel 33, stk. 3, litra c)',
      'the likely consequences (art. 33(3)(c))'
    ),
    both(
      'hvad der er gjort eller foreslås gjort ved bruddet og for at begrænse skaden (artikel 33, stk. 3, litra d)',
      'the measures taken or proposed against the breach and to mitigate its effects (art. 33(3)(d))'
    )
  ],
  numbers: both('Kategorier og antal', 'Categories and numbers'),
  numbersWhy: both(
    'Det omtrentlige antal registrerede og registreringer af personoplysninger (artikel 33, stk. 3, litra a). Det mindste tal er det, der efter hændelserne var der; det største er med det tvivlsomme.',
    'The approximate number of data subjects and of personal data records (art. 33(3)(a)). The least is what was there by the events; the most is with what is in doubt.'
  ),
  staff: both(
    'Også de medarbejdere, der talte med kunderne, høres på optagelserne. Hændelserne siger ikke, hvem de er, og de er ikke talt med.',
    'The staff who spoke with the customers are heard on the recordings as well. The events do not say who they are, and they are not counted.'
  ),
  what: both('Hvad', 'What'),
  atLeast: both('Mindst', 'At least'),
  atMost: both('Højst', 'At most'),
  inAll: both('I alt', 'In all'),
  byPurpose: both('Efter formål', 'By purpose'),
  purpose: both('Formål', 'Purpose'),
  noPurpose: both('intet formål tilbage', 'no purpose left'),
  byCustomerType: both('Efter kundetype', 'By type of customer'),
  customerType: both('Kundetype', 'Type of customer'),
  recordings: both('Optagelser', 'Recordings'),
  analyses: both('Analyser', 'Analyses'),
  customers: both('Kunder', 'Customers'),
  calls: both('Samtaler', 'Calls'),
  features: both('Stemmeanalyserne angår', 'The voice analyses are about'),
  subjects: both('De personer, det angår', 'The persons concerned'),
  subjectsWhy: both(
    'Er risikoen høj, underrettes de registrerede uden unødig forsinkelse (artikel 34, stk. 1). Loggen kender kun deres referencer.',
    'Where the risk is high, the data subjects are told without undue delay (art. 34(1)). The log knows their references only.'
  ),
  subject: both('Kundens reference', 'Reference of the customer'),
  certain: both('Var der', 'Was there'),
  yes: both('ja', 'yes'),
  doubtful: both('tvivlsomt', 'in doubt'),
  exposed: both('Hvad der var hos databehandleren', 'What was with the processor'),
  call: both('Samtale', 'Call'),
  heldFrom: both('Fra', 'From'),
  heldUntil: both('Til', 'Until'),
  still: both('stadig', 'still'),
  inDoubt: both('Hvad der er tvivlsomt', 'What is in doubt'),
  inDoubtWhy: both(
    'Dette kan have været hos databehandleren. Bed den om at oplyse det.',
    'This may have been with the processor. Ask it.'
  ),
  doubt: both('Hvorfor', 'Why'),
  instructed: both('Instrueret', 'Told'),
  unreadable: (count: number): Bilingual =>
    both(
      `${count} ${one(count, 'anden samtale', 'andre samtaler')}, hvor noget ikke kan læses, kan også være omfattet:`,
      `${count} other ${one(count, 'call', 'calls')} of which something cannot be read may be concerned as well:`
    ),
  erasedBefore: both('Hvad der var slettet forinden', 'What had been erased before'),
  erasedAt: both('Slettet', 'Erased'),
  backups: both('Sidste sikkerhedskopi væk', 'Last back-up gone'),
  backupsNotStated: (count: number): Bilingual =>
    count === 0
      ? both(
          'For alt dette er det oplyst, hvornår den sidste sikkerhedskopi var væk, eller der var intet.',
          'Of all this it is stated when the last back-up was gone, or there was nothing.'
        )
      : both(
          `For ${count} af disse er det ikke oplyst, hvornår den sidste sikkerhedskopi var væk. Spørg databehandleren.`,
          `Of ${count} of these nobody stated when the last back-up was gone. Ask the processor.`
        ),
  limit: both(
    'Om der skete et brud, og hvad det angik, viser loggen ikke. Den viser, hvad der efter hændelserne var hos databehandleren i tidsrummet.',
    'Whether there was a breach, and of what, the log does not show. It shows what by the events was with the processor in that time.'
  )
}
