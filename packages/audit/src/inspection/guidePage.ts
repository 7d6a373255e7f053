/**
 * The guide for the reader of a package: what lies where, how the sample was drawn and can be drawn again, how to check.
 */
import type { View } from '@samtykke/core'
import { headFacts } from '../head/derivation.ts'
import { limitsOf } from '../head/limits.ts'
import { type Content, element, fragment, type Markup } from '../render/html/element.ts'
import { type PageContext, pageOf } from '../render/html/page.ts'
import { factList, id, numeral, time } from '../render/html/parts.ts'
import { limitsSection, type Section, sectionsOf } from '../render/html/sections.ts'
import { tableOf } from '../render/html/table.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import type { InspectionManifest, LeftOut } from './manifest.ts'

const words = {
  title: both('Tilsyn med optagede samtaler: vejledning', 'Inspection of recorded calls: a guide'),
  short: both('Tilsyn med optagede samtaler', 'Inspection of recorded calls'),
  from: both('Tidsrum fra', 'Time from'),
  until: both('og før', 'and before'),
  contents: both('Hvad pakken indeholder', 'What the package holds'),
  sample: both('Stikprøven', 'The sample'),
  seed: both('Frø', 'Seed'),
  candidates: both('Samtaler, der kunne udtrækkes', 'Calls that could be drawn'),
  drawn: both('Udtrukne samtaler', 'Calls drawn'),
  asked: both('Ønsket antal', 'Number asked for'),
  how: both(
    'En samtale kan udtrækkes, når en af dens hændelser skete i tidsrummet. For hver beregnes SHA-256 af frøet, et linjeskift (byten 0x0A) og samtalens id, alt i UTF-8. Samtalerne ordnes efter denne værdi skrevet med 64 hexadecimale tegn, og de første udtrækkes. Alle står i sample/candidates.txt i den orden.',
    'A call can be drawn where one of its events happened in the time. Of each the SHA-256 of the seed, a line feed (the byte 0x0A) and the id of the call is taken, all in UTF-8. Calls are ordered by that value in 64 hexadecimal digits, and the first are drawn. All of them stand in sample/candidates.txt in that order.'
  ),
  again: both(
    'Sådan gentages udtrækningen uden dette program; den skal give de samme id’er som listen over spor:',
    'To draw again without this program; it must give the same ids as the list of trails:'
  ),
  honest: both(
    'Frøet bør komme fra tilsynsmyndigheden, efter at loggen er forseglet. Om listen over samtaler er fuldstændig, viser den forseglede log, ikke udtrækningen.',
    'The seed should come from the authority, after the log was sealed. Whether the list of calls is complete is shown by the sealed log, not by the drawing.'
  ),
  trail: both('Spor', 'Trail'),
  place: both('Plads', 'Place'),
  proof: both('Bevis', 'Proof'),
  none: both('intet', 'none'),
  check: both('Sådan kontrolleres filerne', 'How to check the files'),
  sums: both(
    'Kør dette i mappen; hver fil skal være som skrevet:',
    'Run this in the folder; each file must be as written:'
  ),
  policy: both(
    'Hvert dokument angiver SHA-256 af regelsættet; det er summen af record/policy.json.',
    'Each document states the SHA-256 of the policy; it is that of record/policy.json.'
  ),
  proofs: both(
    'Siderne i mappen proofs kontrollerer sig selv i en browser uden netværk; mapperne ved siden af har VERIFY.txt, som siger, hvordan det gøres med openssl og sha256sum. Sammenlign seal/checkpoint med et, som er gemt et andet sted.',
    'The pages in proofs check themselves in a browser without network; the folders beside them have VERIFY.txt, which says how it is done with openssl and sha256sum. Compare seal/checkpoint with one that is kept elsewhere.'
  ),
  leftOut: both('Hvad der ikke er med, og hvorfor', 'What is not included, and why'),
  what: both('Hvad', 'What'),
  count: both('Antal', 'Count'),
  why: both('Hvorfor', 'Why'),
  file: both('Fil', 'File'),
  holds: both('Indhold', 'Holds')
} satisfies Record<string, Bilingual>

/** The files to begin with, and what they hold. */
const first: ReadonlyArray<readonly [path: string, holds: Bilingual]> = [
  [
    'record/art30.html',
    both('Fortegnelse over behandlingsaktiviteter (artikel 30)', 'Record of processing activities (art. 30)')
  ],
  ['report/report.html', both('Rapport over hele loggen', 'Report on the whole log')],
  [
    'certificates/certificates.html',
    both(
      'Attester for sletning og anonymisering i tidsrummet',
      'Certificates of erasure and anonymisation in the time'
    )
  ],
  [
    'certificates/disposal.csv',
    both('Alle sletninger i tidsrummet som en tabel', 'All erasures in the time as a table')
  ],
  ['sample/candidates.txt', both('Samtaler, der kunne udtrækkes', 'Calls that could be drawn')],
  ['seal/checkpoint', both('Loggens seneste tjekpunkt', 'The latest checkpoint of the log')],
  ['manifest.json', both('Alle filer med deres SHA-256', 'All files with their SHA-256')]
]

const link = (path: string): Markup => element('a', { href: path }, path)

const code = (text: string): Markup => element('pre', {}, element('code', {}, text))

/** Single quotes keep a shell from reading what stands in them. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const drawAgain = ({ sample: { seed, asked } }: InspectionManifest): string =>
  [
    `seed=${quoted(seed)}`,
    `sed 's/^[0-9a-f]*  //' sample/candidates.txt | while read -r id; do`,
    `  printf '%s  %s\\n' "$(printf '%s\\n%s' "$seed" "$id" | sha256sum | cut -c1-64)" "$id"`,
    `done | LC_ALL=C sort | head -n ${asked}`
  ].join('\n')

const contents = (context: PageContext, { files }: InspectionManifest): Content => {
  const paths = new Set(files.map(({ path }) => path))
  return tableOf(context, words.contents, {
    columns: [
      { head: words.file, cell: ([path]) => link(path), kind: 'long' },
      { head: words.holds, cell: ([, holds]) => context.translate(holds), kind: 'long' }
    ],
    rows: first.filter(([path]) => path === 'manifest.json' || paths.has(path))
  })
}

/** The trail and the proof of a drawn call: the files of its name. */
const pathsOf = ({ files }: InspectionManifest, nameOf: (callId: string) => string) => {
  const paths = new Set(files.map(({ path }) => path))
  return (callId: string) => ({
    trail: `trails/${nameOf(callId)}.html`,
    proof: paths.has(`proofs/${nameOf(callId)}.html`) ? `proofs/${nameOf(callId)}.html` : undefined
  })
}

const sample = (
  context: PageContext,
  manifest: InspectionManifest,
  nameOf: (callId: string) => string
): Content => {
  const { translate } = context
  const { seed, asked, candidates, drawn } = manifest.sample
  const paths = pathsOf(manifest, nameOf)
  return [
    factList(context, [
      [words.seed, id(seed)],
      [words.candidates, numeral(context, candidates)],
      [words.asked, numeral(context, asked)],
      [words.drawn, numeral(context, drawn.length)]
    ]),
    element('p', {}, translate(words.how)),
    element('p', {}, translate(words.again)),
    code(drawAgain(manifest)),
    element('p', {}, translate(words.honest)),
    tableOf<string>(context, words.drawn, {
      columns: [
        { head: words.place, cell: (_, index) => String(index + 1), kind: 'number' },
        {
          head: words.trail,
          cell: callId => element('a', { href: paths(callId).trail }, callId),
          kind: 'long'
        },
        {
          head: words.proof,
          cell: callId => {
            const { proof } = paths(callId)
            return proof === undefined ? translate(words.none) : link(proof)
          },
          kind: 'long'
        }
      ],
      rows: drawn,
      whole: both('manifest.json', 'manifest.json')
    })
  ]
}

const checks = ({ translate }: PageContext, { seal }: InspectionManifest): Content => [
  element('p', {}, translate(words.sums)),
  code('sha256sum -c SHA256SUMS'),
  element('p', {}, translate(words.policy)),
  seal === null ? '' : element('p', {}, translate(words.proofs))
]

const leftOut = (context: PageContext, manifest: InspectionManifest): Content =>
  tableOf<LeftOut>(context, words.leftOut, {
    columns: [
      { head: words.what, cell: ({ what }) => context.translate(what), kind: 'long' },
      { head: words.count, cell: ({ count }) => numeral(context, count), kind: 'number' },
      { head: words.why, cell: ({ why }) => context.translate(why), kind: 'long' }
    ],
    rows: manifest.leftOut
  })

const body =
  (manifest: InspectionManifest, nameOf: (callId: string) => string) =>
  (context: PageContext): Content => {
    const sections: ReadonlyArray<Section> = [
      { name: 'contents', title: words.contents, content: contents(context, manifest) },
      { name: 'sample', title: words.sample, content: sample(context, manifest, nameOf) },
      { name: 'check', title: words.check, content: checks(context, manifest) },
      { name: 'left-out', title: words.leftOut, content: leftOut(context, manifest) },
      limitsSection(context, limitsOf(manifest.seal))
    ]
    return fragment(
      headFacts(context, manifest, [
        [words.from, time(context, manifest.from)],
        [words.until, time(context, manifest.until)]
      ]),
      sectionsOf(context, sections)
    )
  }

/** The guide, in Danish and then in English; it runs nothing and fetches nothing. */
export const guidePage = (
  view: View,
  manifest: InspectionManifest,
  nameOf: (callId: string) => string
): string =>
  pageOf(
    {
      view,
      title: words.title,
      short: words.short,
      foot: `samtykke · ${manifest.policy.version} · ${manifest.asOf}`,
      body: body(manifest, nameOf)
    },
    'both'
  )
