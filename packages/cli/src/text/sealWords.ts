/**
 * What verifying says, in Danish and English.
 */
import type { NotChecked, Problem, ProofVerification, Verification, VerifiedProof } from '@samtykke/seal'
import { counted } from './table.ts'

/** One of the problems, of a log or, by the path of the proof, of a proof. */
type Told = Problem & { readonly path?: string }

export interface SealWords {
  readonly problem: (problem: Told) => string
  readonly notChecked: (each: NotChecked) => string
  readonly log: (found: Verification) => ReadonlyArray<string>
  readonly proof: (proof: VerifiedProof) => string
  readonly proofs: (found: ProofVerification) => string
}

const placeOf = ({ leaf, stream, revision }: Problem, leafWord: string): ReadonlyArray<string> => [
  ...(leaf === undefined ? [] : [`${leafWord} ${leaf}`]),
  ...(stream === undefined ? [] : [revision === undefined ? stream : `${revision}@${stream}`])
]
const eventsIn = ({ verified }: ProofVerification): number => new Set(verified.map(({ leaf }) => leaf)).size
/** Of the events those whose content was given, and is what was sealed. */
const withContent = ({ verified }: ProofVerification): number =>
  new Set(verified.filter(({ content }) => content === 'intact').map(({ leaf }) => leaf)).size
const of = (path: string | undefined): string => (path === undefined ? '' : `${path}: `)

const englishContent = { intact: 'intact', 'not-given': 'not given' }

const english: SealWords = {
  problem: problem => {
    const place = placeOf(problem, 'leaf')
    return `${of(problem.path)}${problem.code}${place.length === 0 ? '' : ` at ${place.join(', ')}`}: ${problem.detail}`
  },
  notChecked: ({ what, because }) => `not checked: ${what}: ${because}`,
  log: found => {
    const { claimsEarlier, firstClaim, heldCheckpoints, outsideCheckpoints } = found
    return [
      `${found.ok ? 'Verified' : 'NOT VERIFIED'}: ${found.origin}, ${found.size} leaves, root ${found.root}`,
      `intact ${found.intact}, redacted ${found.redacted}, not sealed yet ${found.unsealed}; altered ${found.altered}, salt missing ${found.saltMissing}, missing ${found.missing}, inserted ${found.inserted}, moved ${found.moved}`,
      ...(firstClaim === undefined
        ? []
        : [
            `claimed, no problem: ${counted(claimsEarlier, 'line', 'lines')} of files ${claimsEarlier === 1 ? 'says it was' : 'say they were'} recorded before the seal that came first; ${english.problem(firstClaim)}`
          ]),
      `compared with ${counted(heldCheckpoints, 'checkpoint', 'checkpoints')}, ${outsideCheckpoints} of them from outside the log`
    ]
  },
  proof: ({ stream, revision, type, created, leaf, content }) =>
    `${revision}@${stream} ${type}, recorded ${created}: leaf ${leaf}, content ${englishContent[content]}`,
  proofs: found =>
    `${found.ok ? 'Verified' : 'NOT VERIFIED'}: ${counted(eventsIn(found), 'event', 'events')} by ${counted(found.verified.length, 'proof', 'proofs')}; content given of ${withContent(found)}`
}

const danishProblems: Readonly<Record<Problem['code'], readonly [name: string, meaning: string]>> = {
  altered: ['ændret', 'det lagrede er ikke det, der blev forseglet'],
  'salt-missing': ['salt mangler', 'saltet er væk, selv om indholdet ikke er det, eller intet er slettet'],
  missing: ['mangler', 'forseglet, men ikke længere lagret og ikke slettet'],
  inserted: ['indsat', 'lagret før en forseglet hændelse i samtalen, men ikke forseglet'],
  moved: ['flyttet', 'står i en anden samtale eller i en anden rækkefølge'],
  'gap-before-seal': [
    'hul før forsegling',
    'numre var væk, før de blev forseglet, uden at en sletning er forseglet efter dem'
  ],
  'time-backwards': ['tiden går baglæns', 'registreret før en tidligere forsegling'],
  'leaf-mismatch': ['blad passer ikke', 'posten eller beviset er ikke det, som træet har'],
  'root-mismatch': ['rod passer ikke', 'træet er ikke det, der blev underskrevet'],
  'bad-signature': [
    'ugyldig underskrift',
    'en underskrift passer ikke, mangler, eller er ikke en underskrift'
  ],
  'unknown-key': ['ukendt nøgle', 'ikke underskrevet med en nøgle, der blev givet'],
  'not-consistent': ['hænger ikke sammen', 'træet er ikke fortsættelsen af et checkpoint'],
  'rolled-back': ['rullet tilbage', 'et checkpoint er større end loggen']
}

const danishNotChecked = ({ code, count = 0, file = '' }: NotChecked): string => {
  switch (code) {
    case 'calls-of-pruned':
      return `hvilke samtaler de fjernede poster var af (${count}): en fjernet post siger det ikke`
    case 'earlier-signatures':
      return `underskrifterne på tidligere checkpoints (${count}): loggen har dem ikke`
    case 'roll-back':
      return 'om loggen er rullet tilbage eller erstattet: intet af de givne checkpoints er af denne log og gemt uden for den (--since)'
    case 'two-histories':
      return 'om to læsere er vist to historier: intet vidne er givet'
    case 'stored-events':
      return 'de lagrede hændelser: ingen kilde er givet, kun loggens poster'
    case 'times':
      return 'hændelsernes tider: ingen kilde er givet, og tider i filer er påstande'
    case 'other-calls':
      return 'hændelser i andre samtaler: der blev kun bedt om én'
    case 'page-script':
      return `programmet i ${file}: siden er ikke til sidste bit skrevet af denne version; beviserne er kontrolleret her, ikke af den`
  }
}

const danishContent = { intact: 'uændret', 'not-given': 'ikke givet' }

const danish: SealWords = {
  problem: problem => {
    const [name, meaning] = danishProblems[problem.code]
    const place = [...placeOf(problem, 'blad'), ...(problem.file === undefined ? [] : [problem.file])]
    return `${of(problem.path)}${name}${place.length === 0 ? '' : ` (${place.join(', ')})`}: ${meaning}`
  },
  notChecked: each => `ikke kontrolleret: ${danishNotChecked(each)}`,
  log: found => {
    const { claimsEarlier, firstClaim, heldCheckpoints, outsideCheckpoints } = found
    return [
      `${found.ok ? 'Verificeret' : 'IKKE VERIFICERET'}: ${found.origin}, blade: ${found.size}, rod ${found.root}`,
      `uændret ${found.intact}, slettet ${found.redacted}, endnu ikke forseglet ${found.unsealed}; ændret ${found.altered}, salt mangler ${found.saltMissing}, mangler ${found.missing}, indsat ${found.inserted}, flyttet ${found.moved}`,
      ...(firstClaim === undefined
        ? []
        : [
            `påstand, ikke en fejl: linjer i filer, der siger, at de er registreret før den forsegling, de kom efter: ${claimsEarlier}; den første: ${placeOf(firstClaim, 'blad').join(', ')}`
          ]),
      `sammenlignet med checkpoints: ${heldCheckpoints}, heraf uden for loggen: ${outsideCheckpoints}`
    ]
  },
  proof: ({ stream, revision, type, created, leaf, content }) =>
    `${revision}@${stream} ${type}, registreret ${created}: blad ${leaf}, indhold ${danishContent[content]}`,
  proofs: found =>
    `${found.ok ? 'Verificeret' : 'IKKE VERIFICERET'}: hændelser: ${eventsIn(found)}, heraf med deres indhold: ${withContent(found)}; beviser: ${found.verified.length}`
}

export const sealWords: Readonly<Record<'da' | 'en', SealWords>> = { da: danish, en: english }
