/**
 * What is done with a person's data: for what, on which basis, by whom, where, and with which analyses.
 *
 * @see GDPR art. 15(1)(a), (b), (c), (g), (h), 15(2); C-154/21 (who received something); C-579/21 (when and for what it
 * was used); C-203/22 (what an analysis was made with)
 */
import type { EventOf, Instant } from '@samtykke/core'
import { type Content, element } from '../render/html/element.ts'
import type { PageContext } from '../render/html/page.ts'
import { list, time } from '../render/html/parts.ts'
import { stated } from '../render/html/stated.ts'
import { tableOf } from '../render/html/table.ts'
import { cite } from '../render/text/citation.ts'
import { type Bilingual, both } from '../render/text/language.ts'
import { basisName, purposeNameIn } from '../render/text/names.ts'
import { capitalised, fullDate, listed, moment, periodInWords } from '../render/text/words.ts'
import { toldOf } from '../subject/told.ts'
import { countryName, isWithinEea } from '../subject/countries.ts'
import { eventSentence } from '../subject/eventSentences.ts'
import type { KeptItem } from '../subject/kept.ts'
import { processorName } from '../subject/parties.ts'
import { heldOn, type FirstPage, itemsOf } from './firstPage.ts'

const words = {
  yourConsent: both('dit samtykke', 'your consent'),
  onBasis: both('på grundlag af', 'on the basis of'),
  noPurpose: both(
    'Intet gemmes længere til de formål, som samtalerne blev optaget til.',
    'Nothing is kept any more for the purposes for which the calls were recorded.'
  ),
  overdue: both(
    'Noget skulle være slettet; det må vi ikke længere bruge til noget',
    'Something was to be erased; we may no longer use it for anything'
  ),
  data: both('Oplysningerne er', 'The data are'),
  consents: both('hvad du har sagt ja og nej til', 'what you agreed to and refused'),
  requests: both('hvad du har bedt os om', 'what you asked of us'),
  times: both('hvornår og hvordan vi har talt sammen', 'when and how we spoke'),
  claim: both(
    'Noget gemmes, fordi det skal bruges til et retskrav',
    'Something is kept because it is needed for a legal claim'
  ),
  proof: both(
    'Vi gemmer, hvad du har sagt ja og nej til og hvornår, for at kunne påvise dit samtykke',
    'We keep what you agreed to and refused, and when, to be able to demonstrate your consent'
  ),
  request: both(
    'Vi gemmer din anmodning om indsigt for at kunne besvare den',
    'We keep your request for access to be able to answer it'
  ),
  received: both('Hvem der har modtaget noget', 'Who has received something'),
  disclosed: both('Videregivet til andre', 'Disclosed to others'),
  noneDisclosed: both(
    'Ingen optagelse er videregivet til andre end vores databehandlere.',
    'No recording was disclosed to anybody but our processors.'
  ),
  whom: both('Hvem', 'Whom'),
  when: both('Hvornår', 'When'),
  call: both('Samtalen', 'The call'),
  purpose: both('Til hvad', 'For what'),
  uses: both('Hvornår og til hvad optagelserne er brugt', 'When and for what the recordings were used'),
  unknownPlace: both('sted ikke registreret', 'place not registered'),
  within: both(
    'Alt er gemt i lande inden for Det Europæiske Økonomiske Samarbejdsområde.',
    'Everything is stored in countries of the European Economic Area.'
  ),
  outside: both(
    'Noget er eller har været gemt uden for Det Europæiske Økonomiske Samarbejdsområde',
    'Something is or was stored outside the European Economic Area'
  ),
  safeguards: both(
    'Du har ret til at få at vide, hvilke garantier der gælder for det',
    'You have the right to be told which safeguards apply to that'
  ),
  source: both(
    'Oplysningerne stammer fra samtalerne med dig og fra det, du selv har bedt os om.',
    'The data come from the calls with you and from what you asked of us.'
  )
}

const kinds: Readonly<Record<KeptItem['target'], Bilingual>> = {
  recording: both('optagelser', 'recordings'),
  analysis: both('stemmeanalyser', 'voice analyses')
}

/** Each purpose and basis once, in the order in which they come. */
const purposeLines = (
  { language, translate }: PageContext,
  { view, calls }: FirstPage
): ReadonlyArray<string> => {
  const nameOf = purposeNameIn(view.rules.policy)
  // What is past its time is kept for nothing any more.
  const inTime = itemsOf(calls).filter(({ dueAt }) => dueAt !== undefined && dueAt > view.asOf)
  const lines = inTime.flatMap(({ purposes }) =>
    purposes.map(({ purpose, basis }) => {
      const name = basis === '6(1)(a)' ? words.yourConsent : basisName(basis)
      return `${capitalised(nameOf(purpose)[language])}, ${translate(words.onBasis)} ${translate(name)} (${cite(language, basis)}).`
    })
  )
  return [...new Set(lines)]
}

const hasConsent = ({ calls }: FirstPage): boolean =>
  calls.some(({ call }) => call.facts.events.some(({ type }) => type.startsWith('consent-')))

/** What data there are or were, of all that are spoken of. */
const categories = ({ translate, language }: PageContext, page: FirstPage): string => {
  const targets = new Set(itemsOf(page.calls).map(({ target }) => target))
  const named = [
    ...[...targets].map(each => kinds[each]),
    words.times,
    ...(hasConsent(page) ? [words.consents] : []),
    words.requests
  ]
  return `${translate(words.data)}: ${listed(language, named.map(translate))} (${cite(language, '15(1)(b)')}).`
}

/** For what data are processed, and on which basis. */
export const purposesContent = (context: PageContext, page: FirstPage): Content => {
  const { translate, language } = context
  const lines = purposeLines(context, page)
  const { proofOfConsent } = page.view.rules.policy
  const period =
    proofOfConsent === undefined
      ? ''
      : translate(
          both(
            `, i ${periodInWords('da', proofOfConsent.period)} efter at det sidste er slettet`,
            `, for ${periodInWords('en', proofOfConsent.period)} after the last of it was erased`
          )
        )
  return list([
    ...(lines.length === 0 ? [translate(words.noPurpose)] : lines),
    ...(itemsOf(page.calls).some(({ state }) => state === 'due')
      ? [`${translate(words.overdue)} (${cite(language, '5(1)(e)')}).`]
      : []),
    ...(itemsOf(page.calls).some(({ state }) => state === 'held')
      ? [`${translate(words.claim)} (${cite(language, '17(3)(e)')}).`]
      : []),
    ...(hasConsent(page) ? [`${translate(words.proof)}${period} (${cite(language, '7(1)')}).`] : []),
    `${translate(words.request)} (${cite(language, '15')}).`,
    categories(context, page),
    translate(words.source)
  ])
}

const dated = ({ language, clock }: PageContext, at: Instant | undefined): string =>
  at === undefined ? '' : fullDate(language, clock.date(at))

interface Place {
  readonly processor: string
  readonly region?: string
  /** Whether something is there still. */
  readonly now: boolean
  readonly targets: ReadonlySet<KeptItem['target']>
}

/** Each processor and place once. */
const placesOf = (items: ReadonlyArray<KeptItem>): ReadonlyArray<Place> => {
  const places = new Map<string, Place>()
  for (const { heldAt, goneAt, target } of items)
    for (const each of heldAt) {
      const key = `${each.processor} ${each.region ?? ''}`
      const known = places.get(key)
      places.set(key, {
        ...each,
        now: goneAt === undefined || (known?.now ?? false),
        targets: new Set([...(known?.targets ?? []), target])
      })
    }
  return [...places.values()].sort((a, b) => (a.processor < b.processor ? -1 : 1))
}

const processorLine = (
  { translate, language }: PageContext,
  { view }: FirstPage,
  { processor, region, now, targets }: Place
): string => {
  const name = processorName(view.rules.policy, processor) ?? processor
  const where = translate(region === undefined ? words.unknownPlace : countryName(region))
  const what = listed(
    language,
    [...targets].map(each => translate(kinds[each]))
  )
  return translate(
    now
      ? both(
          `${name} (${where}) er vores databehandler og har ${what}.`,
          `${name} (${where}) is our processor and has ${what}.`
        )
      : both(
          `${name} (${where}) er vores databehandler og har haft ${what}, som nu er slettet eller anonymiseret.`,
          `${name} (${where}) is our processor and had ${what}, which are erased or anonymised now.`
        )
  )
}

interface Happened<E> {
  readonly event: E
  readonly held: Instant | undefined
}

const happened = <T extends 'recording-used' | 'recording-disclosed'>(
  { calls }: FirstPage,
  type: T
): ReadonlyArray<Happened<EventOf<T>>> =>
  calls.flatMap(own =>
    own.call.facts.events.flatMap(event =>
      event.type === type && !own.forSubject.isOfAnother(event.id) ? [{ event, held: heldOn(own) }] : []
    )
  )

const disclosures = (context: PageContext, page: FirstPage): Content => {
  const rows = happened(page, 'recording-disclosed')
  if (rows.length === 0) return element('p', {}, context.translate(words.noneDisclosed))
  return tableOf<(typeof rows)[number]>(context, words.disclosed, {
    columns: [
      { head: words.when, cell: ({ event }) => time(context, event.occurredAt) },
      {
        head: words.whom,
        cell: ({ event }) => stated(context, event.recipient),
        kind: 'long'
      },
      { head: words.call, cell: ({ held }) => dated(context, held) }
    ],
    rows,
    whole: both('filen “uses.csv”', 'the file “uses.csv”')
  })
}

/** Where something is or was, and what follows of it. */
const placeSentence = (
  { translate, language }: PageContext,
  places: ReadonlyArray<Place>
): ReadonlyArray<Content> => {
  const outside = [
    ...new Set(places.flatMap(({ region }) => (region === undefined || isWithinEea(region) ? [] : [region])))
  ].sort()
  if (places.length === 0) return []
  if (outside.length > 0) {
    const named = listed(
      language,
      outside.map(code => translate(countryName(code)))
    )
    return [
      element(
        'p',
        {},
        `${translate(words.outside)}: ${named}. ${translate(words.safeguards)} (${cite(language, '15(2)')}).`
      )
    ]
  }
  return places.every(({ region }) => region !== undefined) ? [element('p', {}, translate(words.within))] : []
}

/** Who received something: processors that hold or held it, and others by name or category. */
export const recipientsContent = (context: PageContext, page: FirstPage): Content => {
  const places = placesOf(itemsOf(page.calls))
  return [
    places.length === 0 ? '' : list(places.map(place => processorLine(context, page, place))),
    placeSentence(context, places),
    disclosures(context, page)
  ]
}

/** When and for what recordings were used; who of the staff used them is not told. */
export const usesContent = (context: PageContext, page: FirstPage): Content => {
  const nameOf = purposeNameIn(page.view.rules.policy)
  const rows = happened(page, 'recording-used')
  return tableOf<(typeof rows)[number]>(context, words.uses, {
    columns: [
      { head: words.when, cell: ({ event }) => time(context, event.occurredAt) },
      { head: words.purpose, cell: ({ event }) => capitalised(context.translate(nameOf(event.purpose))) },
      { head: words.call, cell: ({ held }) => dated(context, held) }
    ],
    rows,
    whole: both('filen “uses.csv”', 'the file “uses.csv”')
  })
}

/** The analyses that were made, with what, and what that means. Empty where there is none. */
export const analysesContent = (context: PageContext, { view, calls }: FirstPage): ReadonlyArray<Content> =>
  calls.flatMap(own => {
    const told = toldOf(view, own.call, own.forSubject.isOfAnother)(context.language)
    return own.call.analyses.map(({ event, start }) => {
      const on: Bilingual = both(
        `${moment('da', context.clock, start)}: `,
        `${moment('en', context.clock, start)}: `
      )
      return [element('strong', {}, context.translate(on)), eventSentence(event, told)]
    })
  })
