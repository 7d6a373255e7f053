/**
 * Explanations in English.
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

const thing = ({ about }: StepSpeech): string => things[about.target]
const zone = ({ clock, say }: StepSpeech): string => say(zoneName(clock.zone))

const anchor = (step: Step<'anchor'>, speech: StepSpeech): string => {
  const at = `on ${speech.moment(step.instant)} ${zone(speech)}`
  const event = speech.event(step.events?.[0] ?? '')
  switch (speech.about.target) {
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
      return `The access request came on ${speech.date(speech.clock.date(step.instant))}.`
    default:
      return event?.type.startsWith('consent-') === true
        ? `The customer last acted on consent ${at}.`
        : `The last that the proof is about was erased or anonymised ${at}.`
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
  const shorter = candidates.length === 2 ? 'The shorter' : 'The shortest'
  const count = numberInWords('en', candidates.length)
  switch (step.because) {
    case 'customer-type-unknown':
      return candidates.length === 1
        ? `The customer type is not known. One rule matches the rest: ${rules}.`
        : `The customer type is not known. ${capitalised(count)} rules match the rest: ${rules}. ${shorter} applies: ${speech.period(chosen)}.`
    case 'customer-type-conflict':
      return `The sources name different customer types: ${rules}. The shortest applies: ${speech.period(chosen)}.`
    case 'no-rule':
      return `The notice has no rule for this kind of call. The shortest of the policy's periods applies: ${speech.period(chosen)}.`
  }
}

const addMonths = (step: Step<'add-months'>, speech: StepSpeech): string => {
  const { clamped, wantedDay, to, months, article = '' } = step
  const later = `${capitalised(countedInWords('en', months, 'month'))} on is`
  const missing = `${later} ${monthAndYear('en', to)}, which has no ${ordinal('en', wantedDay)}`
  const { after } = speech
  if (speech.about.target === 'access-request') {
    const day = clamped ? `${missing}; the last day is ${speech.date(to)}` : `${later} ${speech.date(to)}`
    if (after?.op === 'roll') return day
    return after?.op === 'extension'
      ? `${day}.`
      : `${day}, the last day for the answer (${speech.cite('12(3)')}).`
  }
  if (after?.op === 'add-days')
    return clamped ? `${missing}; the last day is ${speech.date(to)}.` : `${later} ${speech.date(to)}.`
  return clamped
    ? `${missing}; the period therefore ends with the month's last day, ${speech.date(to)} (${speech.cite(article)}).`
    : `${later} ${speech.date(to)}, and the period ends with that day (${speech.cite(article)}).`
}

const roll = (step: Step<'roll'>, speech: StepSpeech): string => {
  const { before, after, from, to, because, article = '' } = { ...speech, ...step }
  const day = speech.say(dayOffName(because))
  const last = after?.op !== 'roll'
  const said =
    before?.op !== 'roll'
      ? `, which is ${day}`
      : `${last ? ', and' : ','} ${dayAndMonth('en', from)} is ${day}`
  return last
    ? `${said}. The time limit therefore moves to the next working day, ${speech.date(to)} (${speech.cite(article)}).`
    : said
}

const month = (speech: StepSpeech): string =>
  `The month in ${speech.cite('12(3)')} is the time for answering the customer, not for erasing.`

const channelOf = (speech: StepSpeech, id: string): string => {
  const event = speech.event(id)
  return event !== undefined && 'channel' in event ? ` ${speech.say(channelName(event.channel))}` : ''
}

const ground = (step: Step<'ground'>, speech: StepSpeech): string => {
  const at = `on ${speech.moment(step.instant)}`
  const last = step.events?.[step.events.length - 1] ?? ''
  const cited = (): string => `(${speech.cite(step.article ?? '')})`
  switch (step.rule) {
    case 'withdrawal': {
      const act =
        speech.event(last)?.type === 'consent-refused'
          ? `The customer refused consent ${at}.`
          : `The customer withdrew consent${channelOf(speech, last)} ${at}.`
      return `${act} No purpose is left for which ${thing(speech)} may be kept, so it was to be erased at once ${cited()}. ${month(speech)}`
    }
    case 'request':
      return `The customer asked for erasure${channelOf(speech, last)} ${at}, so ${thing(speech)} was to be erased at once ${cited()}. ${month(speech)}`
    case 'objection':
      return `The customer objected to the voice analysis${channelOf(speech, last)} ${at}, so the analysis was to be erased at once ${cited()}.`
    case 'no-basis':
      return speech.about.target === 'analysis'
        ? `No consent to voice analysis stood when the analysis was made, ${at}, so it was to be erased at once ${cited()}.`
        : `No consent to recording stood when the recording began, ${at}, so it was to be erased at once ${cited()}.`
    case 'outside-notice':
      return `The call was outbound, and the notice speaks of voice analysis of inbound calls only, so the analysis of ${speech.moment(step.instant)} was to be erased at once ${cited()}.`
    case 'review':
      return `The hold is to be reviewed on ${speech.date(speech.clock.date(step.instant))} ${cited()}.`
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

const hold = (step: Step<'hold'>, speech: StepSpeech): string => {
  const held = speech.hold(step.holdId)
  const claim = held?.placed.claimReference ?? forgotten
  const name = `hold ${step.holdId}${claim === forgotten ? '' : ` (claim ${claim})`}`
  if (speech.about.status !== 'suspended')
    return `${capitalised(name)} suspends the end of the period only, and not this ground.`
  const review = held === undefined ? '' : `, to be reviewed on ${speech.date(held.latest.reviewOn)}`
  const said = `${capitalised(doing[speech.about.action])} is suspended by ${name}${review}.`
  return speech.after?.op === 'hold'
    ? said
    : `${said} When the hold is released the original date returns: ${speech.moment(speech.about.dueAt)}.`
}

/** What each step of an explanation says in English. */
export const englishSteps: StepCatalogue = {
  anchor,
  'shortest-of': shortestOf,
  'local-date': () => '',
  'day-not-counted': (step, speech) =>
    speech.about.target === 'access-request'
      ? ''
      : `That day is not counted (${speech.cite(step.article ?? '')}).`,
  'add-months': addMonths,
  'add-days': ({ days, to }, speech) =>
    `${capitalised(counted('en', days, 'day'))} on is ${speech.date(to)}, and the period ends with that day.`,
  extension: ({ a, b, chosen, article = '' }, speech) => {
    const said =
      a === b
        ? `The time was extended by two months (${speech.cite(article)}) to ${speech.date(chosen)}`
        : `The time was extended by two months (${speech.cite(article)}); the earlier of ${speech.date(a)} and ${speech.date(b)} counts: ${speech.date(chosen)}`
    return speech.after?.op === 'roll' ? said : `${said}.`
  },
  roll,
  'last-lawful-day': () => '',
  'exclusive-end': ({ instant }, speech) =>
    speech.about.target === 'access-request'
      ? ''
      : `${capitalised(thing(speech))} may be kept through that whole day and must be ${done[speech.about.action]} by ${speech.moment(instant)}.`,
  'later-policy': ({ version, effectiveFrom, candidate }, speech) =>
    `Version ${version} of the policy, in force from ${speech.moment(effectiveFrom)}, shortens this to ${speech.moment(candidate)}.`,
  ground,
  'earliest-of': ({ candidates, chosen }, speech) => {
    const others = candidates.filter(({ instant }, index) => index > 0 || instant !== chosen)
    const said = speech.list(
      others.map(({ rule, instant }) => `${groundNames[rule]} on ${speech.moment(instant)}`)
    )
    return `There is also ${said}; the earliest ground decides.`
  },
  hold
}
