/**
 * What each type of event and each of its members means, in Danish.
 */
import { citer } from '@samtykke/audit/render'
import { memberPhrases } from './memberPhrases.ts'
import { type Bilingual, both } from './language.ts'
import { type Phrase, translator } from './phrase.ts'

const types: ReadonlyArray<Phrase> = [
  [
    'The customer agreed to purposes, having heard the notice',
    'Kunden gav samtykke til formål efter at have fået oplysningsteksten'
  ],
  ['The customer was asked and did not agree', 'Kunden blev spurgt og gav ikke samtykke'],
  ['The customer took consent back', 'Kunden trak sit samtykke tilbage'],
  ['A recording of the call was stored', 'En optagelse af samtalen blev gemt'],
  [
    'Somebody listened to a recording, or used it in another way',
    'Nogen lyttede til en optagelse eller brugte den på anden måde'
  ],
  ['A recording was given to somebody', 'En optagelse blev videregivet til nogen'],
  [
    'A voice analysis was made; when it was made is occurredAt',
    'En stemmeanalyse blev foretaget; occurredAt er, hvornår den blev foretaget'
  ],
  ['The customer objected to voice analysis', 'Kunden gjorde indsigelse mod stemmeanalyse'],
  [
    'The customer objected to processing that rests on a task in the public interest or on an interest',
    'Kunden gjorde indsigelse mod behandling på grundlag af en opgave i samfundets interesse eller en legitim interesse'
  ],
  ['The customer asked for erasure', 'Kunden bad om sletning'],
  ['Erasure was suspended for a legal claim', 'Sletning blev standset af hensyn til et retskrav'],
  ['A hold was looked at again, and stays', 'Et sletningsstop blev gennemgået og består'],
  [
    'A hold was ended; the old dates are back',
    'Et sletningsstop blev ophævet; de oprindelige frister gælder igen'
  ],
  ['The processor was told to erase', 'Databehandleren blev instrueret i at slette'],
  [
    'A recording is gone: since occurredAt, of which the log learnt at recordedAt',
    'En optagelse er slettet: siden occurredAt, hvilket loggen fik at vide ved recordedAt'
  ],
  [
    'A voice analysis is gone: since occurredAt, of which the log learnt at recordedAt',
    'En stemmeanalyse er slettet: siden occurredAt, hvilket loggen fik at vide ved recordedAt'
  ],
  ['A voice analysis is about nobody any more', 'En stemmeanalyse handler ikke længere om nogen'],
  [
    'What was to be done did not succeed, and stays due',
    'Det, der skulle gøres, mislykkedes og er fortsat forfaldent'
  ],
  ['The customer asked for a copy', 'Kunden bad om en kopi'],
  ['The customer was told that the answer takes longer', 'Kunden fik at vide, at svaret tager længere tid'],
  ['The request for access was answered', 'Indsigtsanmodningen blev besvaret'],
  [
    'The proof of the call was redacted, when nothing else of it was open',
    'Beviset for samtalen blev fjernet, da intet andet i den var åbent'
  ]
]

const ofOneType: ReadonlyArray<Phrase> = [
  ['What the customer agreed to', 'Hvad kunden gav samtykke til'],
  ['The recording in which the words of consent are', 'Den optagelse, som ordene om samtykke står i'],
  ['What was refused; absent for all purposes', 'Hvad der blev afslået; udelades ved alle formål'],
  [
    'For what it was taken back; absent for all purposes',
    'Hvad det blev trukket tilbage for; udelades ved alle formål'
  ],
  [
    'Who stores it: a processor, by its id in the policy',
    'Hvem der gemmer den: en databehandler efter sit id i regelsættet'
  ],
  ['The hold for whose claim it was used', 'Det sletningsstop, hvis krav den blev brugt til'],
  ['The hold for whose claim it was disclosed', 'Det sletningsstop, hvis krav den blev videregivet til'],
  [
    'The request for access with whose answer it was disclosed',
    'Den indsigtsanmodning, som den blev videregivet ved svaret på'
  ],
  ['The recording that was analysed', 'Den optagelse, der blev analyseret'],
  [
    'Who holds the result: a processor, by its id in the policy',
    'Hvem der har resultatet: en databehandler efter sit id i regelsættet'
  ],
  ['The country in which the result is stored', 'Det land, som resultatet er gemt i'],
  [
    'To what the customer objected; absent for all purposes that rest on art. 6(1)(e) or (f)',
    'Hvad kunden gjorde indsigelse mod; udelades ved alle formål på grundlag af artikel 6, stk. 1, litra e eller f'
  ],
  [
    'Who approved the hold, by an opaque reference',
    'Hvem der godkendte sletningsstoppet, som en neutral reference'
  ],
  ['The day on which the hold is to be reviewed next', 'Den dag, sletningsstoppet skal gennemgås næste gang'],
  ['Who approved, each by an opaque reference', 'Hvem der godkendte, hver som en neutral reference'],
  [
    'Who was told: a processor, by its id in the policy',
    'Hvem der blev instrueret: en databehandler efter sit id i regelsættet'
  ],
  [
    'Who erased it: a processor, by its id in the policy',
    'Hvem der slettede den: en databehandler efter sit id i regelsættet'
  ],
  ['How it was erased', 'Hvordan den blev slettet'],
  ['Why it did not succeed', 'Hvorfor det mislykkedes'],
  ['Why it takes longer', 'Hvorfor det tager længere tid'],
  [
    'Why no copy was handed over, which GDPR art. 12(4) asks for',
    'Hvorfor ingen kopi blev udleveret, hvilket GDPR artikel 12, stk. 4, kræver'
  ]
]

const ofEveryEvent: ReadonlyArray<Phrase> = [
  ['The id of the event, under which a log keeps it once', 'Hændelsens id, som en log har den under én gang'],
  ['What happened', 'Hvad der skete'],
  ['The call that it happened to', 'Den samtale, det skete i'],
  ['When it happened', 'Hvornår det skete'],
  [
    "When the log learnt of it; absent for when it happened. An event that is read from EventStoreDB has the time of the log's own record",
    'Hvornår loggen fik det at vide; udelades, hvis det er, hvornår det skete. En hændelse, der læses fra EventStoreDB, har den tid, som loggen selv har noteret'
  ],
  ['An opaque reference to the data subject', 'En neutral reference til den registrerede']
]

const members: ReadonlyArray<Phrase> = [
  ['What was to be done', 'Hvad der skulle gøres'],
  ['The voice analysis', 'Stemmeanalysen'],
  ['Whether it can be anonymised; absent for true', 'Om den kan anonymiseres; udelades ved true'],
  ['How many persons approved', 'Hvor mange personer der godkendte'],
  ['Who approved it, by an opaque reference', 'Hvem der godkendte det, som en neutral reference'],
  [
    'The day on which the last backup that still holds it is overwritten',
    'Den dag, hvor den sidste sikkerhedskopi, der endnu har den, overskrives'
  ],
  ['How many bytes the recording has', 'Hvor mange bytes optagelsen fylder'],
  [
    'How it came: email, phone, letter, self-service, in-call, other, or any other text',
    'Hvordan det kom: email, phone, letter, self-service, in-call, other eller en anden tekst'
  ],
  ['The legal claim for which it is held', 'Det retskrav, den bevares for'],
  ["The processor's own reference of the erasure", 'Databehandlerens egen reference for sletningen'],
  ['How many copies were erased', 'Hvor mange kopier der blev slettet'],
  ['Whether a copy was handed over', 'Om en kopi blev udleveret'],
  ['As whom the customer was called or called', 'Som hvem kunden ringede eller blev ringet op'],
  ['The key that was pressed', 'Den tast, der blev trykket på'],
  [
    'Who called: the customer (inbound) or the company (outbound)',
    'Hvem der ringede: kunden (inbound) eller virksomheden (outbound)'
  ],
  [
    'When the call ended, from when its retention period runs; absent for not known',
    'Hvornår samtalen sluttede, hvorfra fristen løber; udelades, hvis det ikke vides'
  ],
  ['What made the analysis', 'Hvad der foretog analysen'],
  ['The version of what made the analysis', 'Versionen af det, der foretog analysen'],
  [
    'What of the voice was analysed; the notice names tone-range, tempo and loudness',
    'Hvad ved stemmen der blev analyseret; oplysningsteksten nævner tone-range, tempo og loudness'
  ],
  ['The hold', 'Sletningsstoppet'],
  [
    'Whether the key of the encrypted members was destroyed',
    'Om nøglen til de krypterede felter blev destrueret'
  ],
  ['In which language the notice was given', 'På hvilket sprog oplysningsteksten blev givet'],
  [
    'The line of business of the call, by its name in the policy',
    'Samtalens linje efter sit navn i regelsættet'
  ],
  ['The media type of the recording', 'Optagelsens medietype'],
  [
    'How the customer answered: by a key or by words in the call, in writing, on the web or in an app',
    'Hvordan kunden svarede: med en tast eller med ord i samtalen, skriftligt, på nettet eller i en app'
  ],
  ['The version of the notice that was given', 'Versionen af den oplysningstekst, der blev givet'],
  [
    'Where in that recording the words are, in milliseconds from its start',
    'Hvor i optagelsen ordene er, i millisekunder fra starten'
  ],
  ['The SHA-256 of the package that was handed over', 'SHA-256 af den pakke, der blev udleveret'],
  ['Whether trying again is of no use', 'Om det er nytteløst at prøve igen'],
  ['The processor, by its id in the policy', 'Databehandleren efter sit id i regelsættet'],
  [
    'What it was used for: a purpose, by its name in the policy',
    'Hvad den blev brugt til: et formål efter sit navn i regelsættet'
  ],
  [
    'What it is about, by the names of purposes in the policy; absent for all purposes',
    'Hvad det angår, efter formålenes navne i regelsættet; udelades ved alle formål'
  ],
  ['Why', 'Hvorfor'],
  [
    'Who received it: an opaque reference, or a category',
    'Hvem der modtog den: en neutral reference eller en kategori'
  ],
  ['The recording', 'Optagelsen'],
  ['The recordings that were handed over', 'De optagelser, der blev udleveret'],
  ['The country in which it is stored', 'Det land, den er gemt i'],
  [
    'The request for access; one id on every call that the request concerns',
    'Indsigtsanmodningen; ét id på hver samtale, som anmodningen angår'
  ],
  [
    'What stays known of the call: what was done to what, when, and under which rule',
    'Hvad der fortsat vides om samtalen: hvad der blev gjort ved hvad, hvornår og efter hvilken regel'
  ],
  [
    'What is to be erased; recording where the request names the recording only',
    'Hvad der skal slettes; "recording", hvor anmodningen kun nævner optagelsen'
  ],
  ['The SHA-256 of the recording', 'Optagelsens SHA-256'],
  ['When the recording started', 'Hvornår optagelsen begyndte'],
  ['Whose voice was analysed', 'Hvis stemme der blev analyseret'],
  [
    'Which grounds it takes out: the end of the retention period only, or all',
    'Hvilke grunde det standser: kun fristens udløb eller alle'
  ],
  ['What kind of thing targetId names', 'Hvilken slags targetId nævner'],
  ['The recording or the analysis', 'Optagelsen eller analysen'],
  ['How it was anonymised', 'Hvordan den blev anonymiseret'],
  ['Who used it, by an opaque reference', 'Hvem der brugte den, som en neutral reference'],
  [
    'Who made sure that it is gone, by an opaque reference',
    'Hvem der sikrede sig, at den er væk, som en neutral reference'
  ]
]

const forms: ReadonlyArray<Phrase> = [
  ['{…}: customer, agent', '{…}: customer, agent'],
  ['a type of event: {}', 'en hændelsestype: {}']
]

export const eventPhrases: ReadonlyArray<Phrase> = [
  ...types,
  ...ofOneType,
  ...ofEveryEvent,
  ...members,
  ...forms,
  ...memberPhrases
]

const translate = translator(eventPhrases)

/** What a type of event or a member means, or in which form a member is. */
export const meaningText = (english: string): Bilingual => ({
  en: english,
  get da() {
    return translate(english)
  }
})

/** `GDPR art. 4(11), 7` */
export const articlesText = (articles: string): Bilingual => {
  const recital = /^GDPR recital (\d+)$/.exec(articles)?.[1]
  const numbers = articles.replace(/^GDPR art\. /, '').split(', ')
  return both(
    recital === undefined ? numbers.map(citer('da')).join('; ') : `GDPR præambelbetragtning ${recital}`,
    articles
  )
}
