/**
 * The sentence for each step of an explanation, in Danish and in English.
 */
import { type ExplanationStep, forgotten } from '@samtykke/core'
import { basisName, customerTypeName, dayOffName, zoneName } from '../render/text/names.ts'
import {
  capitalised,
  counted,
  countedInWords,
  dayAndMonth,
  monthAndYear,
  numberInWords,
  ordinal
} from '../render/text/words.ts'
import { groundSentence } from './groundSentence.ts'
import { done, doing, groundNames, things } from './nouns.ts'
import type { Step, StepPhrases } from './stepPhrases.ts'

type Op = ExplanationStep['op']

const anchor = (step: Step<'anchor'>, { text, ...phrases }: StepPhrases): string => {
  const { about, clock } = phrases
  const at = `${text('den', 'on')} ${phrases.moment(step.instant)} ${phrases.translate(zoneName(clock.zone))}`
  const event = phrases.event(step.events?.[0] ?? '')
  switch (about.target) {
    case 'recording': {
      if (step.member === 'endedAt') return text(`Samtalen sluttede ${at}.`, `The call ended ${at}.`)
      const endIsNamed = event?.type === 'recording-stored' && event.endedAt !== undefined
      return endIsNamed
        ? text(
            `Det oplyste sluttidspunkt kan ikke være rigtigt; perioden løber derfor fra optagelsens begyndelse ${at}.`,
            `The end of the call that was given cannot be right, so the time runs from the start of the recording, ${at}.`
          )
        : text(
            `Samtalens sluttidspunkt er ikke oplyst; perioden løber derfor fra optagelsens begyndelse ${at}.`,
            `The end of the call is not known, so the time runs from the start of the recording, ${at}.`
          )
    }
    case 'analysis':
      return text(`Stemmeanalysen blev foretaget ${at}.`, `The analysis was made ${at}.`)
    case 'access-request': {
      const day = phrases.date(clock.date(step.instant))
      return text(`Anmodningen om indsigt kom den ${day}.`, `The access request came on ${day}.`)
    }
    default:
      return event?.type.startsWith('consent-') === true
        ? text(`Kunden tog sidst stilling til samtykke ${at}.`, `The customer last acted on consent ${at}.`)
        : text(
            `Det sidste, som beviset vedrører, blev slettet eller anonymiseret ${at}.`,
            `The last that the proof is about was erased or anonymised ${at}.`
          )
  }
}

const shortestOf = (
  { candidates, chosen, because }: Step<'shortest-of'>,
  { text, language, ...phrases }: StepPhrases
): string => {
  const rules = phrases.list(
    candidates.map(({ customerType, keep }, index) => {
      const comma = index < candidates.length - 1 && index === candidates.length - 2 ? ',' : ''
      const whose =
        customerType === undefined
          ? text('alle kunder', 'any customer')
          : phrases.translate(customerTypeName(customerType))
      return `${whose}, ${phrases.period(keep)}${comma}`
    })
  )
  const period = phrases.period(chosen)
  const count = capitalised(numberInWords(language, candidates.length))
  const shorter =
    candidates.length === 2
      ? text('Den korteste', 'The shorter')
      : text('Den korteste af dem', 'The shortest')
  switch (because) {
    case 'customer-type-unknown': {
      const unknown = text('Kundetypen er ikke oplyst.', 'The customer type is not known.')
      if (candidates.length === 1)
        return `${unknown} ${text('Én regel passer på resten', 'One rule matches the rest')}: ${rules}.`
      return `${unknown} ${count} ${text('regler passer på resten', 'rules match the rest')}: ${rules}. ${shorter} ${text('gælder', 'applies')}: ${period}.`
    }
    case 'customer-type-conflict':
      return text(
        `Kilderne nævner forskellige kundetyper: ${rules}. Den korteste gælder: ${period}.`,
        `The sources name different customer types: ${rules}. The shortest applies: ${period}.`
      )
    case 'customer-type-without-rule':
      return text(
        `Kilderne nævner forskellige kundetyper, og oplysningsteksten har ingen regel for den ene. Den korteste af regelsættets frister gælder: ${period}.`,
        `The sources name different customer types, and the notice has no rule for one of them. The shortest of the policy's periods applies: ${period}.`
      )
    case 'several-rules':
      return text(
        `${count} af regelsættets regler passer: ${rules}. ${shorter} gælder: ${period}.`,
        `${count} rules of the policy fit: ${rules}. ${shorter} applies: ${period}.`
      )
    case 'no-rule':
      return text(
        `Oplysningsteksten har ingen regel for denne slags samtale. Den korteste af regelsættets frister gælder: ${period}.`,
        `The notice has no rule for this kind of call. The shortest of the policy's periods applies: ${period}.`
      )
  }
}

const addMonths = (
  { clamped, wantedDay, to, months, article = '' }: Step<'add-months'>,
  { text, language, about, after, date, cite }: StepPhrases
): string => {
  const day = date(to)
  const later = `${capitalised(countedInWords(language, months, 'month'))} ${text('senere er', 'on is')}`
  const missing = `${later} ${monthAndYear(language, to)}, ${text('som ikke har nogen', 'which has no')} ${ordinal(language, wantedDay)}${text(' dag', '')}`
  const lastDay = clamped
    ? `${missing}; ${text('den sidste dag er', 'the last day is')} ${day}`
    : `${later} ${text('den ', '')}${day}`
  if (about.target === 'access-request') {
    if (after?.op === 'roll') return lastDay
    if (after?.op === 'extension') return `${lastDay}.`
    return `${lastDay}, ${text('som er den sidste dag til at svare', 'the last day for the answer')} (${cite('12(3)')}).`
  }
  if (after?.op === 'add-days') return `${lastDay}.`
  const cited = cite(article)
  return clamped
    ? text(
        `${missing}; perioden udløber derfor med månedens sidste dag, den ${day} (${cited}).`,
        `${missing}; the period therefore ends with the month's last day, ${day} (${cited}).`
      )
    : text(
        `${lastDay}, og perioden udløber med den dag (${cited}).`,
        `${lastDay}, and the period ends with that day (${cited}).`
      )
}

const roll = (
  { from, to, because, article = '' }: Step<'roll'>,
  { text, language, before, after, translate, date, cite }: StepPhrases
): string => {
  const day = translate(dayOffName(because))
  const last = after?.op !== 'roll'
  const said =
    before?.op !== 'roll'
      ? `, ${text('som er', 'which is')} ${day}`
      : `${last ? `, ${text('og', 'and')}` : ','} ${text('den ', '')}${dayAndMonth(language, from)} ${text('er', 'is')} ${day}`
  if (!last) return said
  const moves = text(
    'Fristen flyttes derfor til næste arbejdsdag, den',
    'The time limit therefore moves to the next working day,'
  )
  return `${said}. ${moves} ${date(to)} (${cite(article)}).`
}

const extension = (
  { a, b, chosen, article = '' }: Step<'extension'>,
  { text, after, date, cite }: StepPhrases
): string => {
  const extended = `${text('Fristen blev forlænget med to måneder', 'The time was extended by two months')} (${cite(article)})`
  const said =
    a === b
      ? `${extended} ${text('til den', 'to')} ${date(chosen)}`
      : text(
          `${extended}; den tidligste af den ${date(a)} og den ${date(b)} gælder: den ${date(chosen)}`,
          `${extended}; the earlier of ${date(a)} and ${date(b)} counts: ${date(chosen)}`
        )
  return after?.op === 'roll' ? said : `${said}.`
}

const hold = (step: Step<'hold'>, { text, about, ...phrases }: StepPhrases): string => {
  const held = phrases.hold(step.holdId)
  const claim = held?.placed.claimReference ?? forgotten
  const name = `${text('sletningsstop', 'hold')} ${step.holdId}${claim === forgotten ? '' : ` (${text('krav', 'claim')} ${claim})`}`
  if (about.status !== 'suspended')
    return `${capitalised(name)} ${text('udsætter kun periodens udløb, og ikke denne grund.', 'suspends the end of the period only, and not this ground.')}`
  const toReview = text('som skal gennemgås den', 'to be reviewed on')
  const review = held === undefined ? '' : `, ${toReview} ${phrases.date(held.latest.reviewOn)}`
  const said = `${capitalised(phrases.translate(doing[about.action]))} ${text('er udsat af', 'is suspended by')} ${name}${review}.`
  if (phrases.after?.op === 'hold') return said
  const returns = text(
    'Når sletningsstoppet ophæves, gælder den oprindelige frist igen: den',
    'When the hold is released the original date returns:'
  )
  return `${said} ${returns} ${phrases.moment(about.dueAt)}.`
}

/** The sentence for each step; a text that starts with a comma goes on with the sentence before it. */
export const stepSentences: {
  readonly [O in Op]: (step: Step<O>, phrases: StepPhrases) => string
} = {
  anchor,
  'shortest-of': shortestOf,
  'purposes-end': ({ candidates, chosen }, { text, list, purposes, translate, cite, moment }) => {
    const [on, until] = [text('på grundlag af', 'on'), text('indtil den', 'until')]
    const each = list(
      candidates.map(
        ({ purpose, basis, instant }) =>
          `${purposes([purpose])} ${on} ${translate(basisName(basis))} (${cite(basis)}) ${until} ${moment(instant)}`
      )
    )
    return text(
      `Der opbevares til flere formål, og til hvert af dem, så længe dets egen frist løber: ${each}. Den sidste frist er afgørende: den ${moment(chosen)}.`,
      `It is kept for several purposes, and for each as long as its own period runs: ${each}. The last to end decides: ${moment(chosen)}.`
    )
  },
  'local-date': () => '',
  'day-not-counted': ({ article = '' }, { text, about, cite }) =>
    about.target === 'access-request'
      ? ''
      : `${text('Den dag tælles ikke med', 'That day is not counted')} (${cite(article)}).`,
  'add-months': addMonths,
  'add-days': ({ days, to }, { text, language, date }) => {
    const later = capitalised(counted(language, days, 'day'))
    return text(
      `${later} senere er den ${date(to)}, og perioden udløber med den dag.`,
      `${later} on is ${date(to)}, and the period ends with that day.`
    )
  },
  extension,
  roll,
  'last-lawful-day': () => '',
  'exclusive-end': ({ instant }, { text, about, translate, moment }) => {
    if (about.target === 'access-request') return ''
    const [it, erased] = [capitalised(translate(things[about.target])), translate(done[about.action])]
    return text(
      `${it} må gemmes hele den dag og skal være ${erased} senest den ${moment(instant)}.`,
      `${it} may be kept through that whole day and must be ${erased} by ${moment(instant)}.`
    )
  },
  'later-policy': ({ version, effectiveFrom, candidate }, { text, moment }) =>
    text(
      `Version ${version} af regelsættet, som gælder fra den ${moment(effectiveFrom)}, forkorter fristen til den ${moment(candidate)}.`,
      `Version ${version} of the policy, in force from ${moment(effectiveFrom)}, shortens this to ${moment(candidate)}.`
    ),
  ground: groundSentence,
  'earliest-of': ({ candidates, chosen }, { text, list, translate, moment }) => {
    const others = list(
      candidates
        .filter(({ instant }, index) => index > 0 || instant !== chosen)
        .map(({ rule, instant }) => `${translate(groundNames[rule])} ${text('den', 'on')} ${moment(instant)}`)
    )
    return text(
      `Der er også ${others}; den tidligste grund er afgørende for fristen.`,
      `There is also ${others}; the earliest ground decides.`
    )
  },
  hold
}
