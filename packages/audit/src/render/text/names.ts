/**
 * What the words of the event format are called by people.
 */
import type { Purpose } from '@samtykke/core'
import type { Bilingual } from './language.ts'

const purposeNames: Readonly<Record<Purpose, Bilingual>> = {
  'quality-assurance': { da: 'kvalitetssikring', en: 'quality assurance' },
  'internal-training': { da: 'intern undervisning', en: 'internal training' },
  documentation: { da: 'dokumentation', en: 'documentation' },
  'voice-analysis': { da: 'stemmeanalyse', en: 'voice analysis' }
}

export const purposeName = (purpose: Purpose): Bilingual => purposeNames[purpose]

/** How something reached the company: "pr. e-mail", "by e-mail". */
const channelNames: Readonly<Record<string, Bilingual>> = {
  email: { da: 'pr. e-mail', en: 'by e-mail' },
  phone: { da: 'pr. telefon', en: 'by telephone' },
  letter: { da: 'pr. brev', en: 'by letter' },
  'self-service': { da: 'via selvbetjening', en: 'by self-service' },
  'in-call': { da: 'under samtalen', en: 'during the call' },
  other: { da: 'på anden måde', en: 'by other means' }
}

const named = (names: Readonly<Record<string, Bilingual>>, key: string): Bilingual | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined

export const channelName = (channel: string): Bilingual =>
  named(channelNames, channel) ?? { da: `via “${channel}”`, en: `by “${channel}”` }

const customerTypeNames = {
  private: { da: 'privat', en: 'private' },
  business: { da: 'erhverv', en: 'business' },
  unknown: { da: 'ikke oplyst', en: 'not known' }
} as const

export const customerTypeName = (type: keyof typeof customerTypeNames): Bilingual => customerTypeNames[type]

/** Why a day is no working day, as the day itself is called after "which is". */
const daysOff: Readonly<Record<string, Bilingual>> = {
  saturday: { da: 'en lørdag', en: 'a Saturday' },
  sunday: { da: 'en søndag', en: 'a Sunday' },
  'new-years-day': { da: 'nytårsdag', en: "New Year's Day" },
  'maundy-thursday': { da: 'skærtorsdag', en: 'Maundy Thursday' },
  'good-friday': { da: 'langfredag', en: 'Good Friday' },
  'easter-sunday': { da: 'påskedag', en: 'Easter Sunday' },
  'easter-monday': { da: '2. påskedag', en: 'Easter Monday' },
  'great-prayer-day': { da: 'store bededag', en: 'Great Prayer Day' },
  'ascension-day': { da: 'Kristi himmelfartsdag', en: 'Ascension Day' },
  'whit-sunday': { da: 'pinsedag', en: 'Whit Sunday' },
  'whit-monday': { da: '2. pinsedag', en: 'Whit Monday' },
  'christmas-day': { da: 'juledag', en: 'Christmas Day' },
  'second-christmas-day': { da: '2. juledag', en: 'the second day of Christmas' }
}

export const dayOffName = (because: string): Bilingual => {
  const words = because.replaceAll('-', ' ')
  return named(daysOff, because) ?? { da: `helligdagen “${words}”`, en: `the holiday “${words}”` }
}

const zoneNames: Readonly<Record<string, Bilingual>> = {
  'Europe/Copenhagen': { da: 'dansk tid', en: 'Danish time' },
  UTC: { da: 'UTC', en: 'UTC' }
}

export const zoneName = (zone: string): Bilingual =>
  named(zoneNames, zone) ?? { da: `(tidszone ${zone})`, en: `(time zone ${zone})` }

const languageNames: Readonly<Record<string, Bilingual>> = {
  da: { da: 'dansk', en: 'Danish' },
  en: { da: 'engelsk', en: 'English' },
  de: { da: 'tysk', en: 'German' },
  sv: { da: 'svensk', en: 'Swedish' },
  no: { da: 'norsk', en: 'Norwegian' },
  nb: { da: 'norsk', en: 'Norwegian' }
}

export const languageName = (tag: string): Bilingual =>
  named(languageNames, tag.split('-')[0] ?? tag) ?? { da: tag, en: tag }
