/**
 * How good the data are, on a page.
 */
import type { Report } from '../report.ts'
import { type Bilingual, both } from '../../render/text/language.ts'
import type { Content } from '../../render/html/element.ts'
import type { PageContext } from '../../render/html/page.ts'
import { numeral } from '../../render/html/parts.ts'
import { tableOf } from '../../render/html/table.ts'

const words = {
  quality: both('Oplysningernes kvalitet', 'Quality of the data'),
  what: both('Hvad', 'What'),
  count: both('Antal', 'Count'),
  notCounted: both('ikke talt', 'not counted')
} satisfies Record<string, Bilingual>

const qualityNames = {
  rejectedLines: both('Linjer, der ikke er hændelser', 'Lines that are no event'),
  unsealedEvents: both('Hændelser, der ikke er forseglet endnu', 'Events not sealed yet'),
  unknownTypes: both('Hændelser af ukendt type', 'Events of unknown type'),
  conflicts: both('Modstridende hændelser', 'Conflicting events'),
  duplicates: both('Hændelser modtaget mere end én gang', 'Events sent more than once'),
  uncertainCalls: both('Samtaler, der kræver manuel gennemgang', 'Calls that need a person'),
  callsWithoutConsentEvent: both('Samtaler uden hændelse om samtykke', 'Calls without an event of consent'),
  customerTypeUnknown: both('Optagelser med ukendt kundetype', 'Recordings of unknown customer type'),
  customerTypeConflicts: both(
    'Samtaler, hvor kilderne angiver forskellige kundetyper',
    'Calls whose sources differ on the customer type'
  ),
  noCallEnd: both('Optagelser uden sluttidspunkt', 'Recordings without an end'),
  recordedBeforeOccurred: both('Hændelser registreret, før de indtraf', 'Recorded before it occurred'),
  callsWithoutSubjectRef: both('Samtaler uden kundereference', 'Calls without a reference of the customer')
} satisfies Record<string, Bilingual>

const unreadableNames = {
  forgotten: both('Hændelser gjort ulæselige (nøgle destrueret)', 'Events forgotten (key destroyed)'),
  redacted: both('Hændelser fjernet', 'Events removed'),
  undecodable: both('Hændelser, der ikke kan læses', 'Events that cannot be read'),
  badLines: both(
    'Linjer, der ikke kan læses, hvis samtale er kendt',
    'Lines that cannot be read, whose call is known'
  )
} satisfies Record<string, Bilingual>

const uncertainNames = {
  unreadable: both('heraf: noget kan ikke læses', 'of these: something cannot be read'),
  conflicting: both(
    'heraf: hændelser med samme id modsiger hinanden',
    'of these: events of one id contradict each other'
  ),
  unknownType: both('heraf: en hændelse er af en ukendt type', 'of these: an event is of an unknown type')
} satisfies Record<string, Bilingual>

/** The quality of the data. */
export const qualitySection = (context: PageContext, { quality }: Report): Content => {
  const { translate } = context
  const rows: ReadonlyArray<readonly [Bilingual, number | null]> = [
    ...Object.entries(qualityNames).map(
      ([name, words]) => [words, quality[name as keyof typeof qualityNames]] as const
    ),
    ...Object.entries(uncertainNames).map(
      ([name, words]) => [words, quality.uncertainBecause[name as keyof typeof uncertainNames]] as const
    ),
    ...Object.entries(unreadableNames).map(
      ([name, words]) => [words, quality.unreadable[name as keyof typeof unreadableNames]] as const
    ),
    [
      both('Sekunder fra hændelse til registrering: median', 'Seconds until the log knows: median'),
      quality.arrivalDelay.p50
    ],
    [
      both(
        'Sekunder fra hændelse til registrering: 99 %-fraktil',
        'Seconds until the log knows: 99th percentile'
      ),
      quality.arrivalDelay.p99
    ]
  ]
  return tableOf(context, words.quality, {
    columns: [
      { head: words.what, cell: ([name]) => translate(name), kind: 'long' },
      {
        head: words.count,
        cell: ([, value]) => (value === null ? translate(words.notCounted) : numeral(context, value)),
        kind: 'number'
      }
    ],
    rows
  })
}
