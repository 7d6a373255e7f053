/**
 * Explanations in Danish.
 */
import { type ExplanationStep, forgotten } from '@samtykke/core'
import { channelName, customerTypeName, dayOffName, zoneName } from './names.ts'
import type { StepCatalogue, StepSpeech } from './stepCatalogue.ts'
import {
  capitalised,
  counted,
  countedInWords,
  dayAndMonth,
  monthAndYear,
  numberInWords,
  ordinal
} from './words.ts'

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

const thing = ({ about }: StepSpeech): string => things[about.target]
const zone = ({ clock, say }: StepSpeech): string => say(zoneName(clock.zone))

const anchor = (step: Step<'anchor'>, speech: StepSpeech): string => {
  const at = `den ${speech.moment(step.instant)} ${zone(speech)}`
  const event = speech.event(step.events?.[0] ?? '')
  switch (speech.about.target) {
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
      return `Anmodningen om indsigt kom den ${speech.date(speech.clock.date(step.instant))}.`
    default:
      return event?.type.startsWith('consent-') === true
        ? `Kunden tog sidst stilling til samtykke ${at}.`
        : `Det sidste, som beviset vedrører, blev slettet eller anonymiseret ${at}.`
  }
}

const shortestOf = (step: Step<'shortest-of'>, speech: StepSpeech): string => {
  const { candidates, chosen } = step
  const rules = speech.list(
    candidates.map(({ customerType, keep }, index) => {
      const comma = index < candidates.length - 1 && index === candidates.length - 2 ? ',' : ''
      return `${speech.say(customerTypeName(customerType))}, ${speech.period(keep)}${comma}`
    })
  )
  const shorter = candidates.length === 2 ? 'Den korteste' : 'Den korteste af dem'
  const count = numberInWords('da', candidates.length)
  switch (step.because) {
    case 'customer-type-unknown':
      return candidates.length === 1
        ? `Kundetypen er ikke oplyst. Én regel passer på resten: ${rules}.`
        : `Kundetypen er ikke oplyst. ${capitalised(count)} regler passer på resten: ${rules}. ${shorter} gælder: ${speech.period(chosen)}.`
    case 'customer-type-conflict':
      return `Kilderne nævner forskellige kundetyper: ${rules}. Den korteste gælder: ${speech.period(chosen)}.`
    case 'no-rule':
      return `Oplysningsteksten har ingen regel for denne slags samtale. Den korteste af politikkens frister gælder: ${speech.period(chosen)}.`
  }
}

const addMonths = (step: Step<'add-months'>, speech: StepSpeech): string => {
  const { clamped, wantedDay, to, months, article = '' } = step
  const later = `${capitalised(countedInWords('da', months, 'month'))} senere er`
  const missing = `${later} ${monthAndYear('da', to)}, som ikke har nogen ${ordinal('da', wantedDay)} dag`
  const { after } = speech
  if (speech.about.target === 'access-request') {
    const day = clamped
      ? `${missing}; den sidste dag er ${speech.date(to)}`
      : `${later} den ${speech.date(to)}`
    if (after?.op === 'roll') return day
    return after?.op === 'extension'
      ? `${day}.`
      : `${day}, som er den sidste dag til at svare (${speech.cite('12(3)')}).`
  }
  if (after?.op === 'add-days')
    return clamped ? `${missing}; den sidste dag er ${speech.date(to)}.` : `${later} den ${speech.date(to)}.`
  return clamped
    ? `${missing}; perioden udløber derfor med månedens sidste dag, den ${speech.date(to)} (${speech.cite(article)}).`
    : `${later} den ${speech.date(to)}, og perioden udløber med den dag (${speech.cite(article)}).`
}

const roll = (step: Step<'roll'>, speech: StepSpeech): string => {
  const { before, after, from, to, because, article = '' } = { ...speech, ...step }
  const day = speech.say(dayOffName(because))
  const last = after?.op !== 'roll'
  const said =
    before?.op !== 'roll'
      ? `, som er ${day}`
      : `${last ? ', og' : ','} den ${dayAndMonth('da', from)} er ${day}`
  return last
    ? `${said}. Fristen flyttes derfor til næste arbejdsdag, den ${speech.date(to)} (${speech.cite(article)}).`
    : said
}

const month = (speech: StepSpeech): string =>
  `Måneden i ${speech.cite('12(3)')}, er fristen for at svare kunden, ikke for at slette.`

const channelOf = (speech: StepSpeech, id: string): string => {
  const event = speech.event(id)
  return event !== undefined && 'channel' in event ? ` ${speech.say(channelName(event.channel))}` : ''
}

const ground = (step: Step<'ground'>, speech: StepSpeech): string => {
  const at = `den ${speech.moment(step.instant)}`
  const last = step.events?.[step.events.length - 1] ?? ''
  const cited = (): string => `(${speech.cite(step.article ?? '')})`
  switch (step.rule) {
    case 'withdrawal': {
      const act =
        speech.event(last)?.type === 'consent-refused'
          ? `Kunden afslog samtykke ${at}.`
          : `Kunden trak sit samtykke tilbage${channelOf(speech, last)} ${at}.`
      return `${act} Der er herefter intet formål tilbage, som ${thing(speech)} må gemmes til, og den skulle slettes straks ${cited()}. ${month(speech)}`
    }
    case 'request':
      return `Kunden bad om sletning${channelOf(speech, last)} ${at}; ${thing(speech)} skulle slettes straks ${cited()}. ${month(speech)}`
    case 'objection':
      return `Kunden gjorde indsigelse mod stemmeanalysen${channelOf(speech, last)} ${at}; analysen skulle slettes straks ${cited()}.`
    case 'no-basis':
      return speech.about.target === 'analysis'
        ? `Der var intet samtykke til stemmeanalyse, da analysen blev lavet ${at}; den skulle slettes straks ${cited()}.`
        : `Der var intet samtykke til optagelse, da optagelsen begyndte ${at}; den skulle slettes straks ${cited()}.`
    case 'outside-notice':
      return `Samtalen var udgående, og oplysningsteksten nævner kun stemmeanalyse af indgående samtaler; analysen af ${speech.moment(step.instant)} skulle slettes straks ${cited()}.`
    case 'review':
      return `Bevaringspålægget skal gennemgås den ${speech.date(speech.clock.date(step.instant))} ${cited()}.`
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

const hold = (step: Step<'hold'>, speech: StepSpeech): string => {
  const held = speech.hold(step.holdId)
  const claim = held?.placed.claimReference ?? forgotten
  const name = `bevaringspålæg ${step.holdId}${claim === forgotten ? '' : ` (krav ${claim})`}`
  if (speech.about.status !== 'suspended')
    return `${capitalised(name)} udsætter kun periodens udløb, og ikke denne grund.`
  const review = held === undefined ? '' : `, som skal gennemgås den ${speech.date(held.latest.reviewOn)}`
  const said = `${capitalised(doing[speech.about.action])} er udsat af ${name}${review}.`
  return speech.after?.op === 'hold'
    ? said
    : `${said} Når pålægget ophæves, gælder den oprindelige frist igen: den ${speech.moment(speech.about.dueAt)}.`
}

/** What each step of an explanation says in Danish. */
export const danishSteps: StepCatalogue = {
  anchor,
  'shortest-of': shortestOf,
  'local-date': () => '',
  'day-not-counted': (step, speech) =>
    speech.about.target === 'access-request'
      ? ''
      : `Den dag tælles ikke med (${speech.cite(step.article ?? '')}).`,
  'add-months': addMonths,
  'add-days': ({ days, to }, speech) =>
    `${capitalised(counted('da', days, 'day'))} senere er den ${speech.date(to)}, og perioden udløber med den dag.`,
  extension: ({ a, b, chosen, article = '' }, speech) => {
    const said =
      a === b
        ? `Fristen blev forlænget med to måneder (${speech.cite(article)}) til den ${speech.date(chosen)}`
        : `Fristen blev forlænget med to måneder (${speech.cite(article)}); den tidligste af den ${speech.date(a)} og den ${speech.date(b)} gælder: den ${speech.date(chosen)}`
    return speech.after?.op === 'roll' ? said : `${said}.`
  },
  roll,
  'last-lawful-day': () => '',
  'exclusive-end': ({ instant }, speech) =>
    speech.about.target === 'access-request'
      ? ''
      : `${capitalised(thing(speech))} må gemmes hele den dag og skal være ${done[speech.about.action]} senest den ${speech.moment(instant)}.`,
  'later-policy': ({ version, effectiveFrom, candidate }, speech) =>
    `Version ${version} af politikken, som gælder fra den ${speech.moment(effectiveFrom)}, forkorter fristen til den ${speech.moment(candidate)}.`,
  ground,
  'earliest-of': ({ candidates, chosen }, speech) => {
    const others = candidates.filter(({ instant }, index) => index > 0 || instant !== chosen)
    const said = speech.list(
      others.map(({ rule, instant }) => `${groundNames[rule]} den ${speech.moment(instant)}`)
    )
    return `Der er også ${said}; den tidligste grund afgør fristen.`
  },
  hold
}
