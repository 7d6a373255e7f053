/**
 * Explanations in Danish.
 */
import { type ExplanationStep, forgotten } from '@samtykke/core'
import { basisName, channelName, customerTypeName, dayOffName, zoneName } from '../render/text/names.ts'
import { asksConsent, type StepCatalogue, type StepPhrases } from './stepCatalogue.ts'
import {
  capitalised,
  counted,
  countedInWords,
  dayAndMonth,
  monthAndYear,
  numberInWords,
  ordinal
} from '../render/text/words.ts'

type Step<O extends ExplanationStep['op']> = Extract<ExplanationStep, { readonly op: O }>

const things = {
  recording: 'optagelsen',
  analysis: 'analysen',
  'access-request': 'anmodningen',
  hold: 'bevaringspålægget',
  proof: 'beviset for samtykket'
} as const

const done = {
  erase: 'slettet',
  anonymise: 'anonymiseret',
  answer: 'besvaret',
  review: 'gennemgået',
  redact: 'fjernet'
} as const

const doing = {
  erase: 'sletningen',
  anonymise: 'anonymiseringen',
  answer: 'svaret',
  review: 'gennemgangen',
  redact: 'fjernelsen af beviset'
} as const

const thing = ({ about }: StepPhrases): string => things[about.target]
const zone = ({ clock, translate }: StepPhrases): string => translate(zoneName(clock.zone))

const anchor = (step: Step<'anchor'>, phrases: StepPhrases): string => {
  const at = `den ${phrases.moment(step.instant)} ${zone(phrases)}`
  const event = phrases.event(step.events?.[0] ?? '')
  switch (phrases.about.target) {
    case 'recording': {
      if (step.member === 'endedAt') return `Samtalen sluttede ${at}.`
      const endIsNamed = event?.type === 'recording-stored' && event.endedAt !== undefined
      return endIsNamed
        ? `Det oplyste sluttidspunkt kan ikke passe; tiden løber derfor fra optagelsens start ${at}.`
        : `Samtalens sluttidspunkt er ikke oplyst; tiden løber derfor fra optagelsens start ${at}.`
    }
    case 'analysis':
      return `Analysen blev lavet ${at}.`
    case 'access-request':
      return `Anmodningen om indsigt kom den ${phrases.date(phrases.clock.date(step.instant))}.`
    default:
      return event?.type.startsWith('consent-') === true
        ? `Kunden tog sidst stilling til samtykke ${at}.`
        : `Det sidste, som beviset vedrører, blev slettet eller anonymiseret ${at}.`
  }
}

const shortestOf = (step: Step<'shortest-of'>, phrases: StepPhrases): string => {
  const { candidates, chosen } = step
  const rules = phrases.list(
    candidates.map(({ customerType, keep }, index) => {
      const comma = index < candidates.length - 1 && index === candidates.length - 2 ? ',' : ''
      const whose =
        customerType === undefined ? 'alle kunder' : phrases.translate(customerTypeName(customerType))
      return `${whose}, ${phrases.period(keep)}${comma}`
    })
  )
  const shorter = candidates.length === 2 ? 'Den korteste' : 'Den korteste af dem'
  const count = numberInWords('da', candidates.length)
  switch (step.because) {
    case 'customer-type-unknown':
      return candidates.length === 1
        ? `Kundetypen er ikke oplyst. Én regel passer på resten: ${rules}.`
        : `Kundetypen er ikke oplyst. ${capitalised(count)} regler passer på resten: ${rules}. ${shorter} gælder: ${phrases.period(chosen)}.`
    case 'customer-type-conflict':
      return `Kilderne nævner forskellige kundetyper: ${rules}. Den korteste gælder: ${phrases.period(chosen)}.`
    case 'customer-type-without-rule':
      return `Kilderne nævner forskellige kundetyper, og oplysningsteksten har ingen regel for den ene. Den korteste af politikkens frister gælder: ${phrases.period(chosen)}.`
    case 'several-rules':
      return `${capitalised(count)} af politikkens regler passer: ${rules}. ${shorter} gælder: ${phrases.period(chosen)}.`
    case 'no-rule':
      return `Oplysningsteksten har ingen regel for denne slags samtale. Den korteste af politikkens frister gælder: ${phrases.period(chosen)}.`
  }
}

const addMonths = (step: Step<'add-months'>, phrases: StepPhrases): string => {
  const { clamped, wantedDay, to, months, article = '' } = step
  const later = `${capitalised(countedInWords('da', months, 'month'))} senere er`
  const missing = `${later} ${monthAndYear('da', to)}, som ikke har nogen ${ordinal('da', wantedDay)} dag`
  const { after } = phrases
  if (phrases.about.target === 'access-request') {
    const day = clamped
      ? `${missing}; den sidste dag er ${phrases.date(to)}`
      : `${later} den ${phrases.date(to)}`
    if (after?.op === 'roll') return day
    return after?.op === 'extension'
      ? `${day}.`
      : `${day}, som er den sidste dag til at svare (${phrases.cite('12(3)')}).`
  }
  if (after?.op === 'add-days')
    return clamped
      ? `${missing}; den sidste dag er ${phrases.date(to)}.`
      : `${later} den ${phrases.date(to)}.`
  return clamped
    ? `${missing}; perioden udløber derfor med månedens sidste dag, den ${phrases.date(to)} (${phrases.cite(article)}).`
    : `${later} den ${phrases.date(to)}, og perioden udløber med den dag (${phrases.cite(article)}).`
}

const roll = (step: Step<'roll'>, phrases: StepPhrases): string => {
  const { before, after, from, to, because, article = '' } = { ...phrases, ...step }
  const day = phrases.translate(dayOffName(because))
  const last = after?.op !== 'roll'
  const said =
    before?.op !== 'roll'
      ? `, som er ${day}`
      : `${last ? ', og' : ','} den ${dayAndMonth('da', from)} er ${day}`
  return last
    ? `${said}. Fristen flyttes derfor til næste arbejdsdag, den ${phrases.date(to)} (${phrases.cite(article)}).`
    : said
}

const month = (phrases: StepPhrases): string =>
  `Måneden i ${phrases.cite('12(3)')}, er fristen for at svare kunden, ikke for at slette.`

const channelOf = (phrases: StepPhrases, id: string): string => {
  const event = phrases.event(id)
  return event !== undefined && 'channel' in event ? ` ${phrases.translate(channelName(event.channel))}` : ''
}

const ground = (step: Step<'ground'>, phrases: StepPhrases): string => {
  const at = `den ${phrases.moment(step.instant)}`
  const last = step.events?.[step.events.length - 1] ?? ''
  const cited = (): string => `(${phrases.cite(step.article ?? '')})`
  switch (step.rule) {
    case 'withdrawal': {
      const act =
        phrases.event(last)?.type === 'consent-refused'
          ? `Kunden afslog samtykke ${at}.`
          : `Kunden trak sit samtykke tilbage${channelOf(phrases, last)} ${at}.`
      return `${act} Der er herefter intet formål tilbage, som ${thing(phrases)} må gemmes til, og den skulle slettes straks ${cited()}. ${month(phrases)}`
    }
    case 'request':
      return `Kunden bad om sletning${channelOf(phrases, last)} ${at}; ${thing(phrases)} skulle slettes straks ${cited()}. ${month(phrases)}`
    case 'objection':
      return phrases.event(last)?.type === 'processing-objected'
        ? `Kunden gjorde indsigelse mod behandlingen${channelOf(phrases, last)} ${at}. Der er herefter intet formål tilbage, som ${thing(phrases)} må gemmes til, og den skulle slettes straks ${cited()}.`
        : `Kunden gjorde indsigelse mod stemmeanalysen${channelOf(phrases, last)} ${at}; analysen skulle slettes straks ${cited()}.`
    case 'no-basis':
      return phrases.about.target === 'analysis'
        ? `Der var intet ${asksConsent(phrases, last) ? 'samtykke til' : 'formål med'} stemmeanalyse, da analysen blev lavet ${at}; den skulle slettes straks ${cited()}.`
        : `Der var intet ${asksConsent(phrases, last) ? 'samtykke til' : 'formål med'} optagelse, da optagelsen begyndte ${at}; den skulle slettes straks ${cited()}.`
    case 'outside-notice':
      return `Samtalen var udgående, og oplysningsteksten nævner kun stemmeanalyse af indgående samtaler; analysen af ${phrases.moment(step.instant)} skulle slettes straks ${cited()}.`
    case 'review':
      return `Bevaringspålægget skal gennemgås den ${phrases.date(phrases.clock.date(step.instant))} ${cited()}.`
    case 'expiry':
    case 'answer':
      return `Fristen er ${at} ${cited()}.`
  }
}

const groundNames = {
  'outside-notice': 'uden for oplysningsteksten',
  'no-basis': 'manglende grundlag',
  objection: 'indsigelse',
  withdrawal: 'tilbagetrækning',
  request: 'anmodning om sletning',
  expiry: 'periodens udløb',
  answer: 'svarfrist',
  review: 'gennemgang'
} as const

const hold = (step: Step<'hold'>, phrases: StepPhrases): string => {
  const held = phrases.hold(step.holdId)
  const claim = held?.placed.claimReference ?? forgotten
  const name = `bevaringspålæg ${step.holdId}${claim === forgotten ? '' : ` (krav ${claim})`}`
  if (phrases.about.status !== 'suspended')
    return `${capitalised(name)} udsætter kun periodens udløb, og ikke denne grund.`
  const review = held === undefined ? '' : `, som skal gennemgås den ${phrases.date(held.latest.reviewOn)}`
  const said = `${capitalised(doing[phrases.about.action])} er udsat af ${name}${review}.`
  return phrases.after?.op === 'hold'
    ? said
    : `${said} Når pålægget ophæves, gælder den oprindelige frist igen: den ${phrases.moment(phrases.about.dueAt)}.`
}

/** The Danish sentence for each step of an explanation. */
export const danishSteps: StepCatalogue = {
  anchor,
  'shortest-of': shortestOf,
  'purposes-end': ({ candidates, chosen }, phrases) =>
    `Der gemmes til flere formål, og til hvert så længe dets egen frist løber: ${phrases.list(
      candidates.map(
        ({ purpose, basis, instant }) =>
          `${phrases.purposes([purpose])} på grundlag af ${phrases.translate(basisName(basis))} (${phrases.cite(basis)}) indtil den ${phrases.moment(instant)}`
      )
    )}. Den sidste afgør: den ${phrases.moment(chosen)}.`,
  'local-date': () => '',
  'day-not-counted': (step, phrases) =>
    phrases.about.target === 'access-request'
      ? ''
      : `Den dag tælles ikke med (${phrases.cite(step.article ?? '')}).`,
  'add-months': addMonths,
  'add-days': ({ days, to }, phrases) =>
    `${capitalised(counted('da', days, 'day'))} senere er den ${phrases.date(to)}, og perioden udløber med den dag.`,
  extension: ({ a, b, chosen, article = '' }, phrases) => {
    const said =
      a === b
        ? `Fristen blev forlænget med to måneder (${phrases.cite(article)}) til den ${phrases.date(chosen)}`
        : `Fristen blev forlænget med to måneder (${phrases.cite(article)}); den tidligste af den ${phrases.date(a)} og den ${phrases.date(b)} gælder: den ${phrases.date(chosen)}`
    return phrases.after?.op === 'roll' ? said : `${said}.`
  },
  roll,
  'last-lawful-day': () => '',
  'exclusive-end': ({ instant }, phrases) =>
    phrases.about.target === 'access-request'
      ? ''
      : `${capitalised(thing(phrases))} må gemmes hele den dag og skal være ${done[phrases.about.action]} senest den ${phrases.moment(instant)}.`,
  'later-policy': ({ version, effectiveFrom, candidate }, phrases) =>
    `Version ${version} af politikken, som gælder fra den ${phrases.moment(effectiveFrom)}, forkorter fristen til den ${phrases.moment(candidate)}.`,
  ground,
  'earliest-of': ({ candidates, chosen }, phrases) => {
    const others = candidates.filter(({ instant }, index) => index > 0 || instant !== chosen)
    const said = phrases.list(
      others.map(({ rule, instant }) => `${groundNames[rule]} den ${phrases.moment(instant)}`)
    )
    return `Der er også ${said}; den tidligste grund afgør fristen.`
  },
  hold
}
