/**
 * What core says of a finding, for the person who reads a list of them.
 */
import { purposeName, ruleNames } from '@samtykke/audit/render'
import { type Finding, noticePurposes } from '@samtykke/core'
import type { Bilingual } from './language.ts'
import { type Phrase, translator } from './phrase.ts'
import { policyMemberText } from './policyMemberText.ts'

const ofRecordings: ReadonlyArray<Phrase> = [
  [
    'recorded where no purpose of the policy stood for which it may be',
    'optaget, uden at noget formål i regelsættet tillod det'
  ],
  [
    'recorded without consent to any recording purpose',
    'optaget uden samtykke til noget formål med optagelse'
  ],
  [
    'the consent came at {}, after the recording had started',
    'samtykket kom {}, efter at optagelsen var begyndt'
  ],
  ['the consent is older than the consent window', 'samtykket er ældre, end et samtykke må være'],
  [
    'used for {…} after it was due to be erased ({…}, {})',
    'anvendt til {…}, efter at den skulle være slettet ({…}, {})'
  ],
  [
    'disclosed after it was due to be erased ({…}, {})',
    'videregivet, efter at den skulle være slettet ({…}, {})'
  ],
  ['used for {…}, for which no basis remained', 'anvendt til {…}, som der ikke længere var grundlag for'],
  ['used for {…}, for which no consent remained', 'anvendt til {…}, som der ikke længere var samtykke til'],
  ['stored in {}', 'opbevaret i {}'],
  [
    'no rule for {…} calls of {…} customers on the line {}: the shortest period applies',
    'ingen regel for {…} samtaler med {…} på linjen {}: den korteste periode gælder'
  ],
  ['the shortest period that matches applies', 'den korteste periode, der passer, gælder'],
  ['the period runs from the start of the call', 'perioden løber fra samtalens start'],
  [
    'the end {} cannot be; the period runs from the start of the call',
    'sluttidspunktet {} kan ikke passe; perioden løber fra samtalens start'
  ],
  [
    'the sources name different customer types: the shortest period applies',
    'kilderne nævner forskellige kundetyper: den korteste periode gælder'
  ],
  ['stored again after it was erased at {}', 'gemt igen, efter at den blev slettet {}']
]

const ofAnalyses: ReadonlyArray<Phrase> = [
  ['anonymised at {}, so outside the reach of this', 'anonymiseret {} og derfor uden for rækkevidde'],
  [
    'produced without consent, or without a purpose of recordings that it needs',
    'foretaget uden samtykke eller uden det formål med optagelsen, som den kræver'
  ],
  [
    'produced where no purpose of the policy stood for which it may be',
    'foretaget, uden at noget formål i regelsættet tillod det'
  ],
  ['the policy has no voice analysis for {…} calls', 'regelsættet har ingen stemmeanalyse for {…} samtaler'],
  [
    '{} of the features are not among those the notice names',
    '{} af trækkene er ikke blandt dem, som oplysningsteksten nævner'
  ],
  [
    "the agent's voice is analysed: AI Act art. 5(1)(f) forbids inferring emotions at work",
    'medarbejderens stemme er analyseret: AI-forordningens artikel 5, stk. 1, litra f, forbyder at udlede følelser på arbejdspladsen'
  ],
  ['it cannot be anonymised', 'den kan ikke anonymiseres'],
  ['it was to be erased ({…}, {})', 'den skulle slettes ({…}, {})']
]

const ofEvents: ReadonlyArray<Phrase> = [
  ['the same event came more than once', 'den samme hændelse kom mere end én gang'],
  ['one id, and different content', 'samme id og forskelligt indhold'],
  [
    'redacted, and no proof-redacted explains it',
    'indholdet er fjernet, og ingen proof-redacted forklarer det'
  ],
  ['its content cannot be read', 'indholdet kan ikke læses'],
  [
    'it claims to have happened after it was recorded',
    'den siger, at den er sket, efter at den blev registreret'
  ],
  ['a type that this version does not know', 'en type, som denne version ikke kender'],
  ['one act gave consent for several purposes', 'der blev givet samtykke til flere formål på én gang'],
  [
    'the policy does not have consent by this method for calls of this direction',
    'regelsættet har ikke samtykke på denne måde for samtaler i denne retning'
  ],
  [
    'it was given at another instant than that at which its words stand in the recording',
    'det blev givet på et andet tidspunkt end det, hvor ordene står i optagelsen'
  ],
  ['it names a purpose that the policy does not have', 'den nævner et formål, som regelsættet ikke har'],
  [
    'nothing that it names rests on a basis that it could take',
    'intet af det, den nævner, hviler på et grundlag, som den kan fjerne'
  ],
  ['it refers to nothing that the call has', 'den peger på noget, som samtalen ikke har']
]

const ofDuties: ReadonlyArray<Phrase> = [
  ['not done {…} after {} ({…})', 'ikke udført {…} efter {} ({…})'],
  ['not answered {…} after {} ({…})', 'ikke besvaret {…} efter {} ({…})'],
  ['not redacted {…} after {}', 'beviset ikke fjernet {…} efter {}'],
  ['a hold was in force, and nothing else was due', 'et sletningsstop gjaldt, og intet andet var forfaldent'],
  ['erased before anything was due', 'slettet, før noget var forfaldent'],
  [
    'erased while a request for access was not answered, and its copy not handed over',
    'slettet, mens en indsigtsanmodning ikke var besvaret, og kopien ikke var udleveret'
  ],
  [
    'erased while {} requests for access were not answered, and its copy not handed over',
    'slettet, mens {} indsigtsanmodninger ikke var besvaret, og kopien ikke var udleveret'
  ],
  ['earlier than the recording itself, of {}', 'tidligere end selve optagelsen, fra {}'],
  ['earlier than the analysis itself, of {}', 'tidligere end selve analysen, fra {}'],
  ['earlier than the request itself, of {}', 'tidligere end selve anmodningen, fra {}'],
  ['something of the call was still open', 'noget i samtalen var stadig åbent'],
  [
    'no copy was handed over, and no reason is given',
    'ingen kopi blev udleveret, og ingen begrundelse er givet'
  ],
  [
    'the time for the answer was over: the extension changes nothing',
    'svarfristen var udløbet: forlængelsen ændrer intet'
  ],
  ['placed when what it holds was already due', 'iværksat, da det, der standses, allerede var forfaldent'],
  ['to be reviewed on {}', 'skal gennemgås den {}'],
  ['approved by {}, where the policy asks for {}', 'antal godkendelser: {}; regelsættet kræver: {}'],
  ['{…} after {} ({…})', '{…} efter {} ({…})'],
  ['{…} after {}', '{…} efter {}'],
  [
    'the policy does not say how long the proof of consent is kept',
    'regelsættet siger ikke, hvor længe beviset for samtykke bevares'
  ]
]

const rules: ReadonlyArray<Phrase> = Object.entries(ruleNames).map(([rule, name]): Phrase => [rule, name.da])

/** The purposes of the notice. */
export const purposePhrases: ReadonlyArray<Phrase> = noticePurposes.map(({ purpose }): Phrase => [
  purpose,
  purposeName(purpose).da
])

const ofACall: ReadonlyArray<Phrase> = [
  ['inbound', 'indgående'],
  ['outbound', 'udgående'],
  ['private', 'privatkunder'],
  ['business', 'erhvervskunder'],
  ['unknown', 'kunder af ukendt type']
]

/** As core counts a time: days, hours, minutes, seconds, those that are not 0. */
const durations: ReadonlyArray<Phrase> = [
  ['{} d {} h {} min {} s', '{} døgn {} t. {} min. {} sek.'],
  ['{} d {} h {} min', '{} døgn {} t. {} min.'],
  ['{} d {} h {} s', '{} døgn {} t. {} sek.'],
  ['{} d {} min {} s', '{} døgn {} min. {} sek.'],
  ['{} h {} min {} s', '{} t. {} min. {} sek.'],
  ['{} d {} h', '{} døgn {} t.'],
  ['{} d {} min', '{} døgn {} min.'],
  ['{} d {} s', '{} døgn {} sek.'],
  ['{} h {} min', '{} t. {} min.'],
  ['{} h {} s', '{} t. {} sek.'],
  ['{} min {} s', '{} min. {} sek.'],
  ['{} d', '{} døgn'],
  ['{} h', '{} t.'],
  ['{} min', '{} min.'],
  ['{} s', '{} sek.']
]

export const findingPhrases: ReadonlyArray<Phrase> = [
  ...ofRecordings,
  ...ofAnalyses,
  ...ofEvents,
  ...ofDuties,
  ...rules,
  ...purposePhrases,
  ...ofACall,
  ...durations
]

const translate = translator(findingPhrases)

const unstated = /^the policy does not state (\S+)$/

/** The detail of a finding. */
export const detailText = ({ detail }: Pick<Finding, 'detail'>): Bilingual => ({
  en: detail,
  get da() {
    const [, member] = unstated.exec(detail) ?? []
    return member === undefined ? translate(detail) : `regelsættet oplyser ikke ${policyMemberText(member)}`
  }
})
