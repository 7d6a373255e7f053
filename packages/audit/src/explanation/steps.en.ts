/**
 * Explanations in English.
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
  recording: 'the recording',
  analysis: 'the analysis',
  'access-request': 'the request',
  hold: 'the hold',
  proof: 'the proof of consent'
} as const

const done = {
  erase: 'erased',
  anonymise: 'anonymised',
  answer: 'answered',
  review: 'reviewed',
  redact: 'redacted'
} as const

const doing = {
  erase: 'erasure',
  anonymise: 'anonymisation',
  answer: 'the answer',
  review: 'the review',
  redact: 'redaction of the proof'
} as const

const thing = ({ about }: StepPhrases): string => things[about.target]
const zone = ({ clock, translate }: StepPhrases): string => translate(zoneName(clock.zone))

const anchor = (step: Step<'anchor'>, phrases: StepPhrases): string => {
  const at = `on ${phrases.moment(step.instant)} ${zone(phrases)}`
  const event = phrases.event(step.events?.[0] ?? '')
  switch (phrases.about.target) {
    case 'recording': {
      if (step.member === 'endedAt') return `The call ended ${at}.`
      const endIsNamed = event?.type === 'recording-stored' && event.endedAt !== undefined
      return endIsNamed
        ? `The end of the call that was given cannot be right, so the time runs from the start of the recording, ${at}.`
        : `The end of the call is not known, so the time runs from the start of the recording, ${at}.`
    }
    case 'analysis':
      return `The analysis was made ${at}.`
    case 'access-request':
      return `The access request came on ${phrases.date(phrases.clock.date(step.instant))}.`
    default:
      return event?.type.startsWith('consent-') === true
        ? `The customer last acted on consent ${at}.`
        : `The last that the proof is about was erased or anonymised ${at}.`
  }
}

const shortestOf = (step: Step<'shortest-of'>, phrases: StepPhrases): string => {
  const { candidates, chosen } = step
  const rules = phrases.list(
    candidates.map(({ customerType, keep }, index) => {
      const comma = index < candidates.length - 1 && index === candidates.length - 2 ? ',' : ''
      const whose =
        customerType === undefined ? 'any customer' : phrases.translate(customerTypeName(customerType))
      return `${whose}, ${phrases.period(keep)}${comma}`
    })
  )
  const shorter = candidates.length === 2 ? 'The shorter' : 'The shortest'
  const count = numberInWords('en', candidates.length)
  switch (step.because) {
    case 'customer-type-unknown':
      return candidates.length === 1
        ? `The customer type is not known. One rule matches the rest: ${rules}.`
        : `The customer type is not known. ${capitalised(count)} rules match the rest: ${rules}. ${shorter} applies: ${phrases.period(chosen)}.`
    case 'customer-type-conflict':
      return `The sources name different customer types: ${rules}. The shortest applies: ${phrases.period(chosen)}.`
    case 'customer-type-without-rule':
      return `The sources name different customer types, and the notice has no rule for one of them. The shortest of the policy's periods applies: ${phrases.period(chosen)}.`
    case 'several-rules':
      return `${capitalised(count)} rules of the policy fit: ${rules}. ${shorter} applies: ${phrases.period(chosen)}.`
    case 'no-rule':
      return `The notice has no rule for this kind of call. The shortest of the policy's periods applies: ${phrases.period(chosen)}.`
  }
}

const addMonths = (step: Step<'add-months'>, phrases: StepPhrases): string => {
  const { clamped, wantedDay, to, months, article = '' } = step
  const later = `${capitalised(countedInWords('en', months, 'month'))} on is`
  const missing = `${later} ${monthAndYear('en', to)}, which has no ${ordinal('en', wantedDay)}`
  const { after } = phrases
  if (phrases.about.target === 'access-request') {
    const day = clamped ? `${missing}; the last day is ${phrases.date(to)}` : `${later} ${phrases.date(to)}`
    if (after?.op === 'roll') return day
    return after?.op === 'extension'
      ? `${day}.`
      : `${day}, the last day for the answer (${phrases.cite('12(3)')}).`
  }
  if (after?.op === 'add-days')
    return clamped ? `${missing}; the last day is ${phrases.date(to)}.` : `${later} ${phrases.date(to)}.`
  return clamped
    ? `${missing}; the period therefore ends with the month's last day, ${phrases.date(to)} (${phrases.cite(article)}).`
    : `${later} ${phrases.date(to)}, and the period ends with that day (${phrases.cite(article)}).`
}

const roll = (step: Step<'roll'>, phrases: StepPhrases): string => {
  const { before, after, from, to, because, article = '' } = { ...phrases, ...step }
  const day = phrases.translate(dayOffName(because))
  const last = after?.op !== 'roll'
  const said =
    before?.op !== 'roll'
      ? `, which is ${day}`
      : `${last ? ', and' : ','} ${dayAndMonth('en', from)} is ${day}`
  return last
    ? `${said}. The time limit therefore moves to the next working day, ${phrases.date(to)} (${phrases.cite(article)}).`
    : said
}

const month = (phrases: StepPhrases): string =>
  `The month in ${phrases.cite('12(3)')} is the time for answering the customer, not for erasing.`

const channelOf = (phrases: StepPhrases, id: string): string => {
  const event = phrases.event(id)
  return event !== undefined && 'channel' in event ? ` ${phrases.translate(channelName(event.channel))}` : ''
}

const ground = (step: Step<'ground'>, phrases: StepPhrases): string => {
  const at = `on ${phrases.moment(step.instant)}`
  const last = step.events?.[step.events.length - 1] ?? ''
  const cited = (): string => `(${phrases.cite(step.article ?? '')})`
  switch (step.rule) {
    case 'withdrawal': {
      const act =
        phrases.event(last)?.type === 'consent-refused'
          ? `The customer refused consent ${at}.`
          : `The customer withdrew consent${channelOf(phrases, last)} ${at}.`
      return `${act} No purpose is left for which ${thing(phrases)} may be kept, so it was to be erased at once ${cited()}. ${month(phrases)}`
    }
    case 'request':
      return `The customer asked for erasure${channelOf(phrases, last)} ${at}, so ${thing(phrases)} was to be erased at once ${cited()}. ${month(phrases)}`
    case 'objection':
      return phrases.event(last)?.type === 'processing-objected'
        ? `The customer objected to the processing${channelOf(phrases, last)} ${at}. No purpose is left for which ${thing(phrases)} may be kept, so it was to be erased at once ${cited()}.`
        : `The customer objected to the voice analysis${channelOf(phrases, last)} ${at}, so the analysis was to be erased at once ${cited()}.`
    case 'no-basis':
      return phrases.about.target === 'analysis'
        ? `No ${asksConsent(phrases, last) ? 'consent to voice analysis' : 'purpose of voice analysis'} stood when the analysis was made, ${at}, so it was to be erased at once ${cited()}.`
        : `No ${asksConsent(phrases, last) ? 'consent to recording' : 'purpose of recording'} stood when the recording began, ${at}, so it was to be erased at once ${cited()}.`
    case 'outside-notice':
      return `The call was outbound, and the notice speaks of voice analysis of inbound calls only, so the analysis of ${phrases.moment(step.instant)} was to be erased at once ${cited()}.`
    case 'review':
      return `The hold is to be reviewed on ${phrases.date(phrases.clock.date(step.instant))} ${cited()}.`
    case 'expiry':
    case 'answer':
      return `It is due ${at} ${cited()}.`
  }
}

const groundNames = {
  'outside-notice': 'outside the notice',
  'no-basis': 'no basis',
  objection: 'objection',
  withdrawal: 'withdrawal',
  request: 'request for erasure',
  expiry: 'end of the period',
  answer: 'time for the answer',
  review: 'review'
} as const

const hold = (step: Step<'hold'>, phrases: StepPhrases): string => {
  const held = phrases.hold(step.holdId)
  const claim = held?.placed.claimReference ?? forgotten
  const name = `hold ${step.holdId}${claim === forgotten ? '' : ` (claim ${claim})`}`
  if (phrases.about.status !== 'suspended')
    return `${capitalised(name)} suspends the end of the period only, and not this ground.`
  const review = held === undefined ? '' : `, to be reviewed on ${phrases.date(held.latest.reviewOn)}`
  const said = `${capitalised(doing[phrases.about.action])} is suspended by ${name}${review}.`
  return phrases.after?.op === 'hold'
    ? said
    : `${said} When the hold is released the original date returns: ${phrases.moment(phrases.about.dueAt)}.`
}

/** The English sentence for each step of an explanation. */
export const englishSteps: StepCatalogue = {
  anchor,
  'shortest-of': shortestOf,
  'purposes-end': ({ candidates, chosen }, phrases) =>
    `It is kept for several purposes, and for each as long as its own period runs: ${phrases.list(
      candidates.map(
        ({ purpose, basis, instant }) =>
          `${phrases.purposes([purpose])} on ${phrases.translate(basisName(basis))} (${phrases.cite(basis)}) until ${phrases.moment(instant)}`
      )
    )}. The last to end decides: ${phrases.moment(chosen)}.`,
  'local-date': () => '',
  'day-not-counted': (step, phrases) =>
    phrases.about.target === 'access-request'
      ? ''
      : `That day is not counted (${phrases.cite(step.article ?? '')}).`,
  'add-months': addMonths,
  'add-days': ({ days, to }, phrases) =>
    `${capitalised(counted('en', days, 'day'))} on is ${phrases.date(to)}, and the period ends with that day.`,
  extension: ({ a, b, chosen, article = '' }, phrases) => {
    const said =
      a === b
        ? `The time was extended by two months (${phrases.cite(article)}) to ${phrases.date(chosen)}`
        : `The time was extended by two months (${phrases.cite(article)}); the earlier of ${phrases.date(a)} and ${phrases.date(b)} counts: ${phrases.date(chosen)}`
    return phrases.after?.op === 'roll' ? said : `${said}.`
  },
  roll,
  'last-lawful-day': () => '',
  'exclusive-end': ({ instant }, phrases) =>
    phrases.about.target === 'access-request'
      ? ''
      : `${capitalised(thing(phrases))} may be kept through that whole day and must be ${done[phrases.about.action]} by ${phrases.moment(instant)}.`,
  'later-policy': ({ version, effectiveFrom, candidate }, phrases) =>
    `Version ${version} of the policy, in force from ${phrases.moment(effectiveFrom)}, shortens this to ${phrases.moment(candidate)}.`,
  ground,
  'earliest-of': ({ candidates, chosen }, phrases) => {
    const others = candidates.filter(({ instant }, index) => index > 0 || instant !== chosen)
    const said = phrases.list(
      others.map(({ rule, instant }) => `${groundNames[rule]} on ${phrases.moment(instant)}`)
    )
    return `There is also ${said}; the earliest ground decides.`
  },
  hold
}
