/**
 * What core expects of a value, and what it finds.
 */
import type { Phrase } from './phrase.ts'

const scalars: ReadonlyArray<Phrase> = [
  ['a text that is not empty', 'en tekst, der ikke er tom'],
  ['text that is not empty', 'en tekst, der ikke er tom'],
  ['a whole number, 0 or more', 'et helt tal, 0 eller større'],
  ['a whole number, 1 or more', 'et helt tal, 1 eller større'],
  ['a whole number, 0 to {}', 'et helt tal fra 0 til {}'],
  ['true or false', 'true eller false'],
  ['a country code (ISO 3166-1 alpha-2, in capitals)', 'en landekode (ISO 3166-1 alpha-2, store bogstaver)'],
  [
    'a country code (ISO 3166-1 alpha-2, in capitals) or that of a part of it (ISO 3166-2, such as DE-BY)',
    'en landekode (ISO 3166-1 alpha-2, store bogstaver) eller koden for en del af landet (ISO 3166-2, f.eks. DE-BY)'
  ],
  ['a language tag (BCP 47)', 'en sprogkode (BCP 47)'],
  ['a SHA-256 in hexadecimal (64 digits)', 'en SHA-256 i hexadecimal form (64 cifre)'],
  [
    'texts by language tags (BCP 47), such as { da, en }',
    'tekster efter sprogkode (BCP 47), f.eks. { da, en }'
  ]
]

const times: ReadonlyArray<Phrase> = [
  ['an instant (RFC 3339)', 'et tidspunkt (RFC 3339)'],
  ['an instant in UTC with milliseconds', 'et tidspunkt i UTC med millisekunder'],
  [
    'an instant such as 2026-03-01T00:00:00Z (RFC 3339), or a date such as 2026-03-01',
    'et tidspunkt som 2026-03-01T00:00:00Z (RFC 3339) eller en dato som 2026-03-01'
  ],
  ['a date (YYYY-MM-DD)', 'en dato (ÅÅÅÅ-MM-DD)'],
  ['a day that does not exist', 'en dag, der ikke findes'],
  ['a date without a time', 'en dato uden klokkeslæt'],
  ['a time of day that does not exist', 'et klokkeslæt, der ikke findes'],
  [
    'a time without an offset (Z, or such as +01:00)',
    'et klokkeslæt uden forskydning (Z eller f.eks. +01:00)'
  ],
  ['a time zone (IANA name, such as Europe/Copenhagen)', 'en tidszone (IANA-navn, f.eks. Europe/Copenhagen)'],
  [
    'a period in whole years, months, weeks or days (ISO 8601, such as P6M)',
    'en periode i hele år, måneder, uger eller dage (ISO 8601, f.eks. P6M)'
  ],
  [
    'a duration in days, hours, minutes and seconds (ISO 8601, such as PT24H)',
    'en varighed i døgn, timer, minutter og sekunder (ISO 8601, f.eks. PT24H)'
  ]
]

const names: ReadonlyArray<Phrase> = [
  ['an identifier', 'en identifikator'],
  ['a UUID', 'et UUID'],
  [
    'an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person)',
    'en identifikator (1 til 128 af A-Z a-z 0-9 . _ ~ -, og ikke et personnummer eller telefonnummer)'
  ],
  [
    'an identifier (1 to 128 of A-Z a-z 0-9 . _ ~ -, and no number of a person), and more after commas',
    'en identifikator (1 til 128 af A-Z a-z 0-9 . _ ~ -, og ikke et personnummer eller telefonnummer) og flere efter komma'
  ],
  ['an IRI with its scheme, such as {}', 'en IRI med skema, f.eks. {}'],
  ['inbound or outbound', 'inbound eller outbound'],
  ['recording or analysis', 'recording eller analysis'],
  ['recording or nothing', 'recording eller nothing'],
  ['customer or agent', 'customer eller agent'],
  ['private or business', 'private eller business'],
  ['expiry or all', 'expiry eller all'],
  ['erase or anonymise', 'erase eller anonymise'],
  ['anonymise or erase', 'anonymise eller erase'],
  ['one of {}', 'en af {}'],
  ['some of {}', 'nogle af {}'],
  ['a known member, the nearest being {}', 'et kendt felt; det nærmeste er {}'],
  ['a known member ({}) or one that begins with x-', 'et kendt felt ({}) eller et, der begynder med x-'],
  ['a known type of event, the nearest being {}', 'en kendt hændelsestype; den nærmeste er {}'],
  ['a known type of event ({})', 'en kendt hændelsestype ({})'],
  ['a type of event ({}, or a later one)', 'en hændelsestype ({} eller en senere)']
]

const structures: ReadonlyArray<Phrase> = [
  ['an event', 'en hændelse'],
  ['an event (a JSON object)', 'en hændelse (et JSON-objekt)'],
  ['one JSON object', 'et JSON-objekt'],
  ['a residue { action, target, article, rule, at }', 'en rest { action, target, article, rule, at }'],
  ['a list of purposes, not empty', 'en liste over formål, ikke tom'],
  ['a list of texts', 'en liste over tekster'],
  ['a list of residues', 'en liste over rester'],
  ['a list of identifiers', 'en liste over identifikatorer'],
  ['a list of customer or agent, not empty', 'en liste over customer eller agent, ikke tom'],
  ['a list of directions, not empty', 'en liste over retninger, ikke tom'],
  ['a list of country codes, not empty', 'en liste over landekoder, ikke tom'],
  ['a list of versions, not empty', 'en liste over versioner, ikke tom'],
  ['a list of processors', 'en liste over databehandlere'],
  ['a list of notices', 'en liste over oplysningstekster'],
  ['a list of interests', 'en liste over interesser'],
  ['a list of legal bases ({}), not empty', 'en liste over retsgrundlag ({}), ikke tom'],
  ['a list of rules for recordings, not empty', 'en liste over regler for optagelser, ikke tom'],
  ['a list of rules for analyses, not empty', 'en liste over regler for analyser, ikke tom'],
  ['a party { name, … }', 'en part { name, … }'],
  ['a text { da, en }', 'en tekst { da, en }'],
  ['a processor { id, name, region, agreement }', 'en databehandler { id, name, region, agreement }'],
  ['a notice { version, language }', 'en oplysningstekst { version, language }'],
  ['an interest { id, text }', 'en interesse { id, text }'],
  ['the keeping of the proof { period, basis }', 'bevarelsen af beviset { period, basis }'],
  [
    'the directions that each method of consent fits',
    'de retninger, som hver måde at give samtykke på passer til'
  ],
  ['severities by the code of a finding', 'alvor efter bemærkningens kode'],
  ['a policy (a JSON object)', 'et regelsæt (et JSON-objekt)'],
  ['a policy (JSON)', 'et regelsæt (JSON)'],
  ['inbound, outbound or a list of them, not empty', 'inbound, outbound eller en liste over dem, ikke tom'],
  ['a line or a list of lines, not empty', 'en linje eller en liste over linjer, ikke tom'],
  ['private, business or a list of them, not empty', 'private, business eller en liste over dem, ikke tom'],
  ['a purpose { purpose, of, basis }', 'et formål { purpose, of, basis }'],
  ['a condition { direction, line, customerType }', 'en betingelse { direction, line, customerType }'],
  ['a rule of retention for recordings', 'en slettefrist for optagelser'],
  ['a rule of retention for analyses', 'en slettefrist for analyser'],
  [
    'a rule of retention for analyses, or a list of them',
    'en slettefrist for analyser eller en liste over dem'
  ],
  ['a version of the policy', 'en version af regelsættet'],
  ['declared bases { recording, analysis }', 'angivne retsgrundlag { recording, analysis }'],
  [
    'purposes, or the declared bases of those of the notice',
    'formål eller de angivne retsgrundlag for oplysningstekstens'
  ],
  ['at most {} purposes', 'højst {} formål'],
  ['each purpose once', 'hvert formål én gang'],
  ['each version once', 'hver version én gang'],
  ['each effectiveFrom once', 'hvert effectiveFrom én gang'],
  ['a purpose of the policy', 'et formål i regelsættet'],
  ['a purpose of the policy ({})', 'et formål i regelsættet ({})']
]

const found: ReadonlyArray<Phrase> = [
  ['nothing', 'intet'],
  ['none', 'ingen'],
  ['another', 'noget andet'],
  ['null', 'null'],
  ['true', 'true'],
  ['false', 'false'],
  ['nothing, but a member {}', 'intet, men et felt {}'],
  ['an object', 'et objekt'],
  ['a list of {}', 'en liste med {}'],
  ['a number of 1 character', 'et tal på 1 tegn'],
  ['a text of 1 character twice', 'en tekst på 1 tegn to gange'],
  ['a text of 1 character', 'en tekst på 1 tegn'],
  ['1 character', '1 tegn'],
  ['a number of {} characters', 'et tal på {} tegn'],
  ['a text of {} characters twice', 'en tekst på {} tegn to gange'],
  ['a text of {} characters', 'en tekst på {} tegn'],
  ['one instant twice', 'ét tidspunkt to gange'],
  ['"{}", the nearest being {}', '"{}"; det nærmeste er {}'],
  ['{} characters', '{} tegn'],
  ['{} characters that are not JSON', '{} tegn, der ikke er JSON'],
  ['bytes that are not UTF-8', 'bytes, der ikke er UTF-8'],
  ['a line of {} bytes, too long to read', 'en linje på {} bytes, for lang til at læse'],
  ['members nested deeper than {} levels', 'felter indlejret dybere end {} niveauer'],
  ['text that is not JSON', 'tekst, der ikke er JSON'],
  [
    'text that is not JSON: more follows at character {} after a value',
    'tekst, der ikke er JSON: der følger mere ved tegn {} efter en værdi'
  ],
  ['text that is not JSON: it breaks at character {}', 'tekst, der ikke er JSON: den brydes ved tegn {}'],
  [
    'text that is not JSON: it ends at character {} in the middle of a value',
    'tekst, der ikke er JSON: den slutter ved tegn {} midt i en værdi'
  ]
]

export const memberPhrases: ReadonlyArray<Phrase> = [...scalars, ...times, ...names, ...structures, ...found]
