/**
 * A broken promise as a sentence about a call.
 */
import type { BrokenPromise, ExampleCall, LocalDate } from '@samtykke/core'

const months = 'January February March April May June July August September October November December'.split(
  ' '
)

/** `28 February 2028`; without the year where that of another date goes for both. */
const dateText = (date: LocalDate, beside?: LocalDate): string => {
  const [year, month, day] = date.split('-')
  const text = `${Number(day)} ${months[Number(month) - 1] ?? ''}`
  return beside?.startsWith(`${year ?? ''}-`) === true ? text : `${text} ${year ?? ''}`
}

const customers = {
  private: "a private customer's",
  business: "a business customer's",
  unknown: "an unknown customer's",
  several: "a private and business customer's"
} as const

const callText = (
  { direction, place, endedAt }: ExampleCall,
  localDate: (instant: ExampleCall['endedAt']) => LocalDate
): string => {
  const when = dateText(localDate(endedAt))
  return place === undefined
    ? `the analysis of an ${direction} call of ${when}`
    : `${customers[place.customerType]} ${direction} call on line ${place.line} of ${when}`
}

/**
 * What would be done with which call, and what was promised.
 *
 * @param localDate the day of an instant in the time zone of the policy
 */
export const promiseText = (
  broken: BrokenPromise,
  localDate: (instant: ExampleCall['endedAt']) => LocalDate
): string => {
  switch (broken.promise) {
    case 'period': {
      const { purpose, kept, promised } = broken
      const isSameDay = kept.lastLawfulDay === promised.lastLawfulDay
      const until = isSameDay ? kept.dueAt : dateText(kept.lastLawfulDay)
      const instead = isSameDay ? promised.dueAt : dateText(promised.lastLawfulDay, kept.lastLawfulDay)
      return `${callText(broken.call, localDate)} would be kept for ${purpose} until ${until}; promised: ${instead}`
    }
    case 'purpose':
      return `${callText(broken.call, localDate)} would be kept for ${broken.purpose}; promised: not for that`
    case 'basis':
      return `${callText(broken.call, localDate)} would be kept for ${broken.purpose} on ${broken.basis}; declared: ${broken.declared.join(', ')}`
    case 'ending':
      return `${callText(broken.call, localDate)} would be ${endings[broken.found]}; promised: ${endings[broken.promised]}`
    case 'requires':
      return `${callText(broken.call, localDate)} would be kept for ${broken.purpose} where nothing allows the recording; promised: not then`
    case 'direction':
      return `${callText(broken.call, localDate)} would be kept; promised: no analysis of ${broken.call.direction} calls`
    case 'proof':
      return `the proof of consent would be kept for ${broken.found ?? 'ever'}; promised: ${broken.promised}`
    case 'consent-time':
      return `a consent up to ${broken.found} after the start would count (${broken.member}); promised: ${broken.promised}`
    case 'region':
      return `a recording could be stored in ${broken.found}; promised: not there`
    case 'feature':
      return `an analysis could look at ${broken.found}; promised: not at that`
    case 'method':
      return `a consent to an ${broken.direction} call could be given by ${broken.found}; promised: not so`
  }
}

const endings = { anonymise: 'anonymised', erase: 'erased' } as const
