/**
 * The Danish words for what an import of vCons refused, assumed and left out.
 */
import type { NoteCode, noteKinds } from '@samtykke/vcon'

/** The codes of what was refused that need words of their own: of the others, what was expected and found is told. */
export type Refusal = Exclude<
  { [C in NoteCode]: (typeof noteKinds)[C] extends 'refused' ? C : never }[NoteCode],
  'wrong-member' | 'no-event'
>

/** The codes of what was assumed or left out. */
export type Remark = { [C in NoteCode]: (typeof noteKinds)[C] extends 'refused' ? never : C }[NoteCode]

export const danishRefusals: Readonly<Record<Refusal, string>> = {
  'no-direction':
    'hverken en rolle eller meta.direction siger, hvem der ringede op: ikke importeret uden --direction',
  'no-offset': 'et tidspunkt uden angivelse af tidszone: ikke læst uden --time-zone',
  'no-start': 'intet siger, hvornår det var: ikke importeret',
  'no-time-of-grant': 'intet siger, hvornår der blev svaret ja eller nej: ikke importeret',
  'no-method': 'intet bevis siger, hvordan samtykket blev givet: ikke importeret uden --method',
  'unknown-reference': 'henviser til en part eller en dialog, der ikke findes',
  'hash-differs': 'hashværdien passer ikke til erklæringen: det, den tillader, regnes ikke med',
  'hash-not-checked': 'en hashværdi af en ukendt slags: det, erklæringen tillader, regnes ikke med',
  'conditional-grant': 'tilladt på betingelser, som ingen hændelse kan udtrykke: regnes ikke med',
  'no-purpose': 'intet navn på et formål, som en hændelse kan rumme: ikke importeret uden --purposes'
}

export const danishRemarks: Readonly<Record<Remark, string>> = {
  'signed-not-verified': 'underskrevet, men ikke kontrolleret: der er ikke givet nogen --verify-key',
  'signature-verified': 'underskrevet med en nøgle, der blev givet',
  'unknown-version': 'af en ukendt version, læst som den nyeste',
  'no-uuid': 'uden UUID: samtalen har fået et id, der er dannet af indholdet',
  'text-kept': 'skriftlig og opbevaret: regnes som en optagelse',
  'content-elsewhere': 'siger, at der blev optaget, men ikke hvor: regnes som opbevaret',
  'unknown-dialog-type': 'af en type, som intet udkast nævner: regnes som en optagelse',
  'directions-differ': 'meta.direction og rollerne er uenige: meta.direction gælder',
  'no-processor': 'intet siger, hvem der opbevarer den: “not-stated” (--processor)',
  'no-region': 'intet siger, hvor den opbevares: “ZZ” (--region)',
  'no-line': 'intet siger, hvilken linje det var: “other” (--line)',
  'no-customer-type': 'intet siger, om det var privat eller erhverv: “unknown” (--customer-type)',
  'time-of-analysis':
    'intet siger, hvornår den blev lavet: dialogens afslutning gælder, som er det tidligst mulige',
  'no-engine': 'intet siger, hvad den er lavet med: “not-stated”',
  'no-engine-version': 'ingen version af det, den er lavet med: “not-stated”',
  'no-type-of-analysis': 'intet siger, hvad den handler om: “not-stated”',
  'no-sides': 'intet siger, hvem der taler: kunde og medarbejder',
  'no-notice': 'intet siger, hvilken oplysningstekst der blev givet: “not-stated” (--notice-version)',
  'no-language': 'intet siger, på hvilket sprog: “und” (--language)',
  'no-channel': 'intet siger, ad hvilken vej det kom: “other”',
  'overruled-grant': 'tilladt, men afslået forinden: afslaget gælder',
  expired: 'udløbet: regnes som trukket tilbage på det tidspunkt',
  'expires-later': 'udløber senere, hvilket endnu ingen hændelse siger: importér igen til den tid',
  'never-valid': 'udløbet, før der blev svaret ja: regnes ikke med',
  'basis-of-the-policy': 'et andet grundlag end samtykke: regelsættet angiver det',
  'basis-differs': 'et andet grundlag end samtykke, som regelsættet ikke angiver for det formål',
  'no-subject': 'ingen henvisning til kunden (--subject-key og én part, der er kunden)',
  'no-grant': 'et retsgrundlag uden svar: intet samtykke',
  'not-of-a-customer': 'samtykke fra virksomhedens side: ikke kundens',
  'denied-without-effect': 'afslået på et grundlag, der ikke spørger nogen: ingen hændelse',
  'empty-place': 'en tom plads',
  'no-content': 'intet er opbevaret af det her',
  'no-recording': 'en viderestilling, et sæt eller et opkald, der ikke blev til noget: ingen optagelse',
  'redacted-content': 'fjernet her: det står i en anden vCon',
  'not-carried': 'ingen hændelse siger det: udeladt',
  'unknown-member': 'med felter, der ikke er kendt: udeladt',
  'personal-data': 'personoplysninger: udeladt',
  'other-attachment': 'et bilag, der ikke angiver noget retsgrundlag: udeladt',
  'another-vcon': 'henviser til en anden vCon, som er en samtale for sig'
}

const expected: Readonly<Record<string, string>> = {
  'a text': 'en tekst',
  'an index (a whole number, 0 or more)': 'et indeks (et helt tal, 0 eller mere)',
  'an index or a list of them': 'et indeks eller en liste af dem',
  'seconds (a number, 0 or more)': 'sekunder (et tal, 0 eller mere)',
  'an index, or a list of indices and lists of them': 'et indeks eller en liste af indekser og lister af dem',
  'a hash or a list of them': 'en hashværdi eller en liste af dem',
  'a list of names': 'en liste af navne',
  'an object': 'et objekt',
  'a list': 'en liste',
  'a party (an object)': 'en part (et objekt)',
  'a dialog (an object)': 'en dialog (et objekt)',
  'an analysis (an object)': 'en analyse (et objekt)',
  'an attachment (an object)': 'et bilag (et objekt)',
  'a time (RFC 3339)': 'et tidspunkt (RFC 3339)',
  'a media type': 'en medietype',
  'a lawful basis (a JSON object)': 'et retsgrundlag (et JSON-objekt)',
  'an object { algorithm, canonicalization, value }': 'et objekt { algorithm, canonicalization, value }',
  'a grant (an object)': 'et svar om et formål (et objekt)',
  'a purpose (a text)': 'et formål (en tekst)',
  'true or false': 'true eller false',
  'a list of grants': 'en liste af svar om formål',
  'a UUID': 'et UUID',
  'a vCon (a JSON object)': 'en vCon (et JSON-objekt)',
  'a vCon (an object with parties, dialog, analysis or attachments)':
    'en vCon (et objekt med parties, dialog, analysis eller attachments)',
  'at most 200 levels of objects and lists': 'højst 200 niveauer af objekter og lister',
  'at most 16 signed forms': 'højst 16 underskrevne former'
}

/** What was expected; what an event expects and has no words here is told by its rule. */
export const danishExpected = (text: string): string => {
  const known = expected[text]
  if (known !== undefined) return known
  const words = /^one of (.*)$/.exec(text)?.[1]
  if (words !== undefined) return `et af ordene ${words}`
  const gzip = /^gzip of at most (\d+) bytes$/.exec(text)?.[1]
  return gzip === undefined ? 'en værdi, som en hændelse kan rumme' : `gzip af højst ${gzip} byte`
}

const foundForms: ReadonlyArray<readonly [RegExp, (length: string) => string]> = [
  [/^a text of (\d+) characters?$/, length => `en tekst på ${length} tegn`],
  [/^a number of (\d+) characters?$/, length => `et tal på ${length} tegn`],
  [/^a list of (\d+)$/, length => `en liste med ${length}`],
  [/^(\d+) bytes$/, length => `${length} byte`],
  [/^an object$/, () => 'et objekt'],
  [/^nothing$/, () => 'intet'],
  [/^(a boolean|true|false)$/, () => 'true eller false']
]

export const danishFound = (text: string): string => {
  for (const [form, words] of foundForms) {
    const length = form.exec(text)
    if (length !== null) return words(length[1] ?? '')
  }
  return 'noget andet'
}
