/**
 * Why something is to be erased, as it is said to the person whose act it was.
 */
import type { Ground } from '@samtykke/core'
import type { Step, StepPhrases } from '../explanation/stepPhrases.ts'
import { channelName } from '../render/text/names.ts'
import { asksConsent } from '../explanation/groundSentence.ts'
import type { Told } from './told.ts'

/** Why, as it goes on after "the reason is that". */
export const reasonForYou = (
  { rule, at, events }: Pick<Ground, 'rule' | 'at'> & { readonly events: ReadonlyArray<string> },
  { phrases, isOfAnother }: Told
): string => {
  const { text, moment, translate } = phrases
  const lastId = events.at(-1) ?? ''
  const last = phrases.event(lastId)
  const how =
    last !== undefined && 'channel' in last && !isOfAnother(lastId)
      ? ` ${translate(channelName(last.channel))}`
      : ''
  const on = text(`den ${moment(at)}`, `on ${moment(at)}`)
  if (isOfAnother(lastId))
    return text(
      `en anden person, der tog del i samtalen, ${on} traf et valg, som betyder, at intet længere må gemmes`,
      `another person who took part in the call made a choice ${on} after which nothing may be kept`
    )
  switch (rule) {
    case 'withdrawal':
      return last?.type === 'consent-refused'
        ? text(`du sagde nej til optagelse ${on}`, `you refused to be recorded ${on}`)
        : text(`du trak dit samtykke tilbage${how} ${on}`, `you withdrew your consent${how} ${on}`)
    case 'request':
      return text(`du bad om sletning${how} ${on}`, `you asked for erasure${how} ${on}`)
    case 'objection':
      return text(`du gjorde indsigelse${how} ${on}`, `you objected${how} ${on}`)
    case 'no-basis': {
      const isAnalysis = last?.type === 'analysis-produced'
      if (!asksConsent(phrases, lastId))
        return text('vi ikke havde et formål med at gemme', 'we had no purpose for keeping it')
      return isAnalysis
        ? text(
            `du ikke havde givet samtykke til stemmeanalyse, da analysen blev foretaget ${on}`,
            `you had not consented to voice analysis when the analysis was made ${on}`
          )
        : text(
            `du ikke havde givet samtykke til optagelse, da optagelsen begyndte ${on}`,
            `you had not consented to recording when the recording began ${on}`
          )
    }
    case 'outside-notice':
      return text(
        'stemmen kun må analyseres i samtaler, hvor du selv ringer til os',
        'voices may be analysed only in calls that you make to us'
      )
    case 'expiry':
    case 'answer':
    case 'review':
      return text(`tiden for at gemme udløb ${on}`, `the time for keeping it ended ${on}`)
  }
}

/** The sentence for the step of a ground. */
export const groundForYou = (step: Step<'ground'>, told: Told): string => {
  const { text, cite } = told.phrases
  const reason = reasonForYou({ rule: step.rule, at: step.instant, events: step.events ?? [] }, told)
  const cited = step.article === undefined ? '' : ` (${cite(step.article)})`
  return text(
    `Den skulle slettes straks, fordi ${reason}${cited}.`,
    `It was to be erased at once, because ${reason}${cited}.`
  )
}

/** The sentence for the step of a hold: neither the claim nor the hold is named. The last of several speaks for all. */
export const holdForYou = (_: Step<'hold'>, { text, about, after, moment }: StepPhrases): string => {
  if (about.status !== 'suspended' || after?.op === 'hold') return ''
  return text(
    `Når retskravet ikke længere gør det nødvendigt at gemme den, gælder den oprindelige frist for sletning igen: den ${moment(about.dueAt)}.`,
    `When the legal claim no longer makes it necessary to keep it, the original date for erasing it counts again: ${moment(about.dueAt)}.`
  )
}
