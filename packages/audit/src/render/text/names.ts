/**
 * What the words of the event format are called by people.
 */
import { declaredPurposes, type LegalBasis, type Policy, type Purpose } from '@samtykke/core'
import type { Bilingual } from './language.ts'

const named = (names: Readonly<Record<string, Bilingual>>, key: string): Bilingual | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined

/** A name as it stands, where it is a company's own. */
const asNamed = (name: string): Bilingual => ({ da: `“${name}”`, en: `“${name}”` })

const purposeNames: Readonly<Record<Purpose, Bilingual>> = {
  'quality-assurance': { da: 'kvalitetssikring', en: 'quality assurance' },
  'internal-training': { da: 'intern undervisning', en: 'internal training' },
  documentation: { da: 'dokumentation', en: 'documentation' },
  'voice-analysis': { da: 'stemmeanalyse', en: 'voice analysis' }
}

/**
 * What a purpose of the notice is called; any other in quotation marks, by its own name.
 *
 * @example
 * import { purposeName } from '@samtykke/audit/render'
 *
 * assert.equal(purposeName('documentation').da, 'dokumentation')
 * assert.equal(purposeName('orders').en, '“orders”')
 */
export const purposeName = (purpose: Purpose): Bilingual => named(purposeNames, purpose) ?? asNamed(purpose)

/**
 * What a policy calls its purposes; one that it gives no text is called by its name.
 *
 * @example
 * import { noticePolicy } from '@samtykke/core'
 * import { purposeNameIn } from '@samtykke/audit'
 *
 * assert.deepStrictEqual(purposeNameIn(noticePolicy)('documentation').da, 'dokumentation')
 *
 * @see policies, section 1
 */
export const purposeNameIn = ({ versions }: Policy): ((purpose: Purpose) => Bilingual) => {
  const texts = new Map(
    versions.flatMap(declaredPurposes).map(({ purpose, text }) => [purpose, text] as const)
  )
  return purpose => {
    const text = texts.get(purpose) ?? {}
    const name = purposeName(purpose)
    const other = text['en'] ?? text['da'] ?? Object.values(text)[0]
    return { da: text['da'] ?? other ?? name.da, en: text['en'] ?? other ?? name.en }
  }
}

const lineNames: Readonly<Record<string, Bilingual>> = {
  'customer-service': { da: 'kundeservice', en: 'customer service' },
  sales: { da: 'salg', en: 'sales' },
  other: { da: 'anden linje', en: 'another line' }
}

export const lineName = (line: string): Bilingual => named(lineNames, line) ?? asNamed(line)

const basisNames: Readonly<Record<LegalBasis, Bilingual>> = {
  '6(1)(a)': { da: 'samtykke', en: 'consent' },
  '6(1)(b)': { da: 'en kontrakt', en: 'a contract' },
  '6(1)(c)': { da: 'en retlig forpligtelse', en: 'a legal obligation' },
  '6(1)(d)': { da: 'hensynet til vitale interesser', en: 'the protection of vital interests' },
  '6(1)(e)': { da: 'en opgave i samfundets interesse', en: 'a task in the public interest' },
  '6(1)(f)': { da: 'en legitim interesse', en: 'a legitimate interest' }
}

/** What a legal basis is called. */
export const basisName = (basis: string): Bilingual => named(basisNames, basis) ?? asNamed(basis)

const featureNames: Readonly<Record<string, Bilingual>> = {
  'tone-range': { da: 'stemmens toneområde', en: 'tone range' },
  tempo: { da: 'taletempo', en: 'tempo' },
  loudness: { da: 'stemmens styrke', en: 'loudness' }
}

/** What is measured of a voice. */
export const featureName = (feature: string): Bilingual => named(featureNames, feature) ?? asNamed(feature)

/** How something reached the company: "pr. e-mail", "by e-mail". */
const channelNames: Readonly<Record<string, Bilingual>> = {
  email: { da: 'pr. e-mail', en: 'by e-mail' },
  phone: { da: 'pr. telefon', en: 'by telephone' },
  letter: { da: 'pr. brev', en: 'by letter' },
  'self-service': { da: 'via selvbetjening', en: 'by self-service' },
  'in-call': { da: 'under samtalen', en: 'during the call' },
  other: { da: 'på anden måde', en: 'by other means' }
}

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
