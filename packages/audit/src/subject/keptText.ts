/**
 * What is said to a person of what is kept of them, until when, and why.
 */
import type { CallState, Ground, View } from '@samtykke/core'
import { stepsText } from '../explanation/explanationText.ts'
import { stepSentences } from '../explanation/steps.ts'
import { type Bilingual, bilingual, both } from '../render/text/language.ts'
import type { Phrases } from '../render/text/phrases.ts'
import { joined } from '../render/text/words.ts'
import { groundForYou, holdForYou, reasonForYou } from './grounds.ts'
import type { KeptItem, KeptState } from './kept.ts'
import { type Told, toldOf } from './told.ts'

/** What a thing is, in the form in which a sentence begins or goes on. */
export const thingNames: Readonly<Record<KeptItem['target'], Bilingual>> = {
  recording: both('optagelsen', 'the recording'),
  analysis: both('stemmeanalysen', 'the voice analysis')
}

const done = ({ action }: KeptItem, { text }: Phrases): string =>
  action === 'anonymise' ? text('anonymiseret', 'anonymised') : text('slettet', 'erased')

const through = ({ lastLawfulDay, dueAt }: KeptItem, { text, date, moment }: Phrases): string => {
  if (lastLawfulDay !== undefined)
    return text(`til og med den ${date(lastLawfulDay)}`, `through ${date(lastLawfulDay)}`)
  return dueAt === undefined ? '' : text(`indtil den ${moment(dueAt)}`, `until ${moment(dueAt)}`)
}

const by = ({ dueAt }: KeptItem, { text, moment }: Phrases): string =>
  dueAt === undefined ? '' : text(` senest den ${moment(dueAt)}`, ` by ${moment(dueAt)}`)

const goneSentence = (item: KeptItem, { text, moment, date }: Phrases): string => {
  if (item.goneAt === undefined) return ''
  if (item.state === 'anonymised')
    return text(
      `Den blev anonymiseret den ${moment(item.goneAt)} og siger ikke længere noget om dig.`,
      `It was anonymised on ${moment(item.goneAt)} and says nothing of you any more.`
    )
  const said = text(
    `Den blev slettet den ${moment(item.goneAt)}.`,
    `It was erased on ${moment(item.goneAt)}.`
  )
  const { backupsExpireOn } = item
  return backupsExpireOn === undefined
    ? said
    : `${said} ${text(
        `Fra den ${date(backupsExpireOn)} er den heller ikke i nogen sikkerhedskopi.`,
        `From ${date(backupsExpireOn)} it is in no backup either.`
      )}`
}

const keptSentences: Readonly<Record<KeptState, (item: KeptItem, phrases: Phrases) => string>> = {
  kept: (item, phrases) => {
    const { text } = phrases
    const until = through(item, phrases)
    return text(
      `Den gemmes ${until} og bliver derefter ${done(item, phrases)}.`,
      `It is kept ${until} and is then ${done(item, phrases)}.`
    )
  },
  due: (item, phrases) => {
    const { text, moment } = phrases
    const said = text(
      `Den skulle være ${done(item, phrases)}${by(item, phrases)}. Vi har endnu ingen bekræftelse på, at det er sket.`,
      `It was to be ${done(item, phrases)}${by(item, phrases)}. We have no confirmation yet that this has been done.`
    )
    return item.instructedAt === undefined
      ? said
      : `${said} ${text(
          `Vores databehandler blev instrueret i det den ${moment(item.instructedAt)}.`,
          `Our processor was instructed to do so on ${moment(item.instructedAt)}.`
        )}`
  },
  held: ({ reviewOn }, { text, date, cite }) => {
    const cited = cite('17(3)(e)')
    const said = text(
      `Den slettes ikke foreløbig, fordi den skal bruges til at fastlægge, gøre gældende eller forsvare et retskrav (${cited}).`,
      `It is not erased for the time being, because it is needed for the establishment, exercise or defence of a legal claim (${cited}).`
    )
    return reviewOn === undefined
      ? said
      : `${said} ${text(
          `Om det stadig er nødvendigt, skal vurderes igen den ${date(reviewOn)}.`,
          `Whether that is still needed is to be looked at again on ${date(reviewOn)}.`
        )}`
  },
  erased: goneSentence,
  anonymised: goneSentence
}

/** Until when something is kept, or when it was erased: of which the reader knows what it is. */
export const keptSentence = (item: KeptItem, phrases: Phrases): string =>
  keptSentences[item.state](item, phrases)

const goneReason = (ground: Ground, told: Told): string => {
  const { text } = told.phrases
  return `${text('Grunden er, at', 'The reason is that')} ${reasonForYou(ground, told)}.`
}

/** Why it is kept until then, by arithmetic that the person can follow; of what is gone, why it went. */
export const keptReason = (item: KeptItem, told: Told): string => {
  const { phrases } = told
  if (item.explanation.length === 0) return item.ground === undefined ? '' : goneReason(item.ground, told)
  const { target, action = 'erase', state, dueAt, ground } = item
  if (dueAt === undefined || ground === undefined) return ''
  const status = state === 'held' ? 'suspended' : state === 'due' ? 'due' : 'scheduled'
  return stepsText(phrases, { target, action, status, dueAt }, item.explanation, {
    ...stepSentences,
    ground: (step, each) => groundForYou(step, { ...told, phrases: each }),
    hold: holdForYou
  })
}

/** What is said of an item, with its reason, in both languages. */
export const keptText = (
  view: View,
  call: CallState,
  isOfAnother: Told['isOfAnother'],
  item: KeptItem
): Bilingual => {
  const toldIn = toldOf(view, call, isOfAnother)
  return bilingual(language => {
    const told = toldIn(language)
    return joined([keptSentence(item, told.phrases), keptReason(item, told)])
  })
}
