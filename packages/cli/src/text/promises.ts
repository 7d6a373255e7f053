/**
 * A broken promise as a sentence about a call.
 */
import { purposeName } from '@samtykke/audit/render'
import type { BrokenPromise, ExampleCall, LocalDate } from '@samtykke/core'
import { type Bilingual, bilingual, both, type Language } from './language.ts'

const months = {
  da: 'januar februar marts april maj juni juli august september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' ')
} as const

/** `28 February 2028`, `28. februar 2028`; without the year where that of another date goes for both. */
const dateText = (date: LocalDate, beside?: LocalDate): Bilingual => {
  const [year = '', month, day] = date.split('-')
  return bilingual(language => {
    const dot = language === 'da' ? '.' : ''
    const text = `${Number(day)}${dot} ${months[language][Number(month) - 1] ?? ''}`
    return beside?.startsWith(`${year}-`) === true ? text : `${text} ${year}`
  })
}

const customers = {
  private: both('en privatkundes', "a private customer's"),
  business: both('en erhvervskundes', "a business customer's"),
  unknown: both('en ukendt kundes', "an unknown customer's"),
  several: both('en privat- og erhvervskundes', "a private and business customer's")
} as const

const directionOf = (direction: string): string => (direction === 'inbound' ? 'indgående' : 'udgående')

const callText = (
  { direction, place, endedAt }: ExampleCall,
  localDate: (instant: ExampleCall['endedAt']) => LocalDate
): Bilingual => {
  const when = dateText(localDate(endedAt))
  return place === undefined
    ? both(
        `analysen af en ${directionOf(direction)} samtale den ${when.da}`,
        `the analysis of an ${direction} call of ${when.en}`
      )
    : both(
        `${customers[place.customerType].da} ${directionOf(direction)} samtale på linjen ${place.line} den ${when.da}`,
        `${customers[place.customerType].en} ${direction} call on line ${place.line} of ${when.en}`
      )
}

/** A purpose by the word of the notice; a company's own by its name. */
const purposeIn = (language: Language, purpose: string): string => {
  const { da, en } = purposeName(purpose)
  return language === 'da' && da !== en ? da : purpose
}

const endings = {
  anonymise: both('anonymiseret', 'anonymised'),
  erase: both('slettet', 'erased')
} as const

const methods: Readonly<Record<string, string>> = {
  keypress: 'med tastetryk',
  spoken: 'mundtligt',
  written: 'skriftligt',
  web: 'på nettet',
  app: 'i en app'
}

/** What is kept too long: both instants where it is of one day. */
const keptTooLong = ({
  kept,
  promised,
  purpose
}: Extract<BrokenPromise, { promise: 'period' }>): Bilingual => {
  const isSameDay = kept.lastLawfulDay === promised.lastLawfulDay
  const until = isSameDay ? both(kept.dueAt, kept.dueAt) : dateText(kept.lastLawfulDay)
  const instead = isSameDay
    ? both(promised.dueAt, promised.dueAt)
    : dateText(promised.lastLawfulDay, kept.lastLawfulDay)
  return both(
    `ville blive gemt til ${purposeIn('da', purpose)} indtil ${until.da}; lovet: ${instead.da}`,
    `would be kept for ${purpose} until ${until.en}; promised: ${instead.en}`
  )
}

/** What would become of a call that should not. */
const ofCall = (broken: Exclude<BrokenPromise, NotOfCall>): Bilingual => {
  switch (broken.promise) {
    case 'period':
      return keptTooLong(broken)
    case 'purpose':
      return both(
        `ville blive gemt til ${purposeIn('da', broken.purpose)}; lovet: ikke til det`,
        `would be kept for ${broken.purpose}; promised: not for that`
      )
    case 'basis':
      return both(
        `ville blive gemt til ${purposeIn('da', broken.purpose)} på ${broken.basis}; angivet: ${broken.declared.join(', ')}`,
        `would be kept for ${broken.purpose} on ${broken.basis}; declared: ${broken.declared.join(', ')}`
      )
    case 'ending':
      return both(
        `ville blive ${endings[broken.found].da}; lovet: ${endings[broken.promised].da}`,
        `would be ${endings[broken.found].en}; promised: ${endings[broken.promised].en}`
      )
    case 'requires':
      return both(
        `ville blive gemt til ${purposeIn('da', broken.purpose)}, hvor intet tillader optagelsen; lovet: ikke da`,
        `would be kept for ${broken.purpose} where nothing allows the recording; promised: not then`
      )
    case 'direction':
      return both(
        `ville blive gemt; lovet: ingen analyse af ${directionOf(broken.call.direction)} samtaler`,
        `would be kept; promised: no analysis of ${broken.call.direction} calls`
      )
  }
}

type NotOfCall = Extract<
  BrokenPromise,
  { promise: 'proof' | 'consent-time' | 'region' | 'feature' | 'method' }
>

const ofAll = (broken: NotOfCall): Bilingual => {
  switch (broken.promise) {
    case 'proof':
      return both(
        `beviset for samtykke ville blive bevaret ${broken.found === undefined ? 'for altid' : `i ${broken.found}`}; lovet: ${broken.promised}`,
        `the proof of consent would be kept for ${broken.found ?? 'ever'}; promised: ${broken.promised}`
      )
    case 'consent-time':
      return both(
        `et samtykke op til ${broken.found} efter starten ville tælle (${broken.member}); lovet: ${broken.promised}`,
        `a consent up to ${broken.found} after the start would count (${broken.member}); promised: ${broken.promised}`
      )
    case 'region':
      return both(
        `en optagelse kunne blive gemt i ${broken.found}; lovet: ikke dér`,
        `a recording could be stored in ${broken.found}; promised: not there`
      )
    case 'feature':
      return both(
        `en analyse kunne se på ${broken.found}; lovet: ikke på det`,
        `an analysis could look at ${broken.found}; promised: not at that`
      )
    case 'method':
      return both(
        `samtykke til en ${directionOf(broken.direction)} samtale kunne gives ${methods[broken.found] ?? broken.found}; lovet: ikke sådan`,
        `a consent to an ${broken.direction} call could be given by ${broken.found}; promised: not so`
      )
  }
}

/**
 * What would be done with which call, and what was promised.
 *
 * @param localDate the day of an instant in the time zone of the policy
 */
export const promiseText = (
  broken: BrokenPromise,
  localDate: (instant: ExampleCall['endedAt']) => LocalDate
): Bilingual => {
  if (!('call' in broken)) return ofAll(broken)
  const call = callText(broken.call, localDate)
  const wrong = ofCall(broken)
  return both(`${call.da} ${wrong.da}`, `${call.en} ${wrong.en}`)
}
