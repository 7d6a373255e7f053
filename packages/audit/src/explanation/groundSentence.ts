/**
 * The sentence for a ground, in Danish and in English.
 */
import { retainedOf } from '@samtykke/core/lookups'
import { channelName } from '../render/text/names.ts'
import type { Phrases } from '../render/text/phrases.ts'
import { things } from './nouns.ts'
import type { Step, StepPhrases } from './stepPhrases.ts'

/** Whether consent is asked for what an event began: where no purpose rests on it, none is missing. */
export const asksConsent = ({ call, event: eventOf }: Phrases, eventId: string): boolean => {
  const event = eventOf(eventId)
  const kept =
    event?.type === 'recording-stored'
      ? retainedOf(call.recordings, event.recordingId)
      : event?.type === 'analysis-produced'
        ? retainedOf(call.analyses, event.analysisId)
        : undefined
  return kept?.event.id === eventId && (kept.matching & kept.purposes.onConsent) !== 0
}

export const groundSentence = (step: Step<'ground'>, phrases: StepPhrases): string => {
  const { text, event, about, cite, clock, date } = phrases
  const moment = phrases.moment(step.instant)
  const at = `${text('den', 'on')} ${moment}`
  const lastId = step.events?.[step.events.length - 1] ?? ''
  const last = event(lastId)
  const channel =
    last !== undefined && 'channel' in last ? ` ${phrases.translate(channelName(last.channel))}` : ''
  const cited = cite(step.article ?? '')
  const it = phrases.translate(things[about.target])
  const month = (): string => {
    const answer = cite('12(3)')
    return text(
      `Måneden i ${answer}, er fristen for at svare kunden, ikke for at slette.`,
      `The month in ${answer} is the time for answering the customer, not for erasing.`
    )
  }
  const atOnce = text(`skulle slettes straks (${cited}).`, `was to be erased at once (${cited}).`)
  switch (step.rule) {
    case 'withdrawal': {
      const act =
        last?.type === 'consent-refused'
          ? text(`Kunden afslog samtykke ${at}.`, `The customer refused consent ${at}.`)
          : text(
              `Kunden trak sit samtykke tilbage${channel} ${at}.`,
              `The customer withdrew consent${channel} ${at}.`
            )
      return `${act} ${text(
        `Der er herefter intet formål tilbage, som ${it} må gemmes til, og den ${atOnce}`,
        `No purpose is left for which ${it} may be kept, so it ${atOnce}`
      )} ${month()}`
    }
    case 'request':
      return `${text(
        `Kunden anmodede om sletning${channel} ${at}; ${it} ${atOnce}`,
        `The customer asked for erasure${channel} ${at}, so ${it} ${atOnce}`
      )} ${month()}`
    case 'objection':
      return last?.type === 'processing-objected'
        ? text(
            `Kunden gjorde indsigelse mod behandlingen${channel} ${at}. Der er herefter intet formål tilbage, som ${it} må gemmes til, og den ${atOnce}`,
            `The customer objected to the processing${channel} ${at}. No purpose is left for which ${it} may be kept, so it ${atOnce}`
          )
        : text(
            `Kunden gjorde indsigelse mod stemmeanalysen${channel} ${at}; analysen ${atOnce}`,
            `The customer objected to the voice analysis${channel} ${at}, so the analysis ${atOnce}`
          )
    case 'no-basis': {
      const none = asksConsent(phrases, lastId)
        ? text('intet samtykke til', 'No consent to')
        : text('intet formål med', 'No purpose of')
      return about.target === 'analysis'
        ? text(
            `Der var ${none} stemmeanalyse, da analysen blev foretaget ${at}; den ${atOnce}`,
            `${none} voice analysis stood when the analysis was made, ${at}, so it ${atOnce}`
          )
        : text(
            `Der var ${none} optagelse, da optagelsen begyndte ${at}; den ${atOnce}`,
            `${none} recording stood when the recording began, ${at}, so it ${atOnce}`
          )
    }
    case 'outside-notice':
      return text(
        `Samtalen var udgående, og oplysningsteksten nævner kun stemmeanalyse af indgående samtaler; analysen af ${moment} ${atOnce}`,
        `The call was outbound, and the notice speaks of voice analysis of inbound calls only, so the analysis of ${moment} ${atOnce}`
      )
    case 'review': {
      const due = text('Sletningsstoppet skal gennemgås den', 'The hold is to be reviewed on')
      return `${due} ${date(clock.date(step.instant))} (${cited}).`
    }
    case 'expiry':
    case 'answer':
      return `${text('Fristen er', 'It is due')} ${at} (${cited}).`
  }
}
