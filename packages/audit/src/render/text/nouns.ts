/**
 * What is counted, in the singular where there is one.
 */
import { type Bilingual, both } from './language.ts'

/** The name of one, and of any other number. */
interface Noun {
  readonly one: Bilingual
  readonly many: Bilingual
}

const noun = (one: Bilingual, many: Bilingual): Noun => ({ one, many })
const alike = (words: Bilingual): Noun => noun(words, words)

export const nouns = {
  call: noun(both('samtale', 'call'), both('samtaler', 'calls')),
  customer: noun(
    both('kunde med reference', 'customer with a reference'),
    both('kunder med reference', 'customers with a reference')
  ),
  recording: noun(both('optagelse', 'recording'), both('optagelser', 'recordings')),
  analysis: noun(both('stemmeanalyse', 'voice analysis'), both('stemmeanalyser', 'voice analyses')),
  kept: noun(
    both('optagelse eller stemmeanalyse', 'recording or voice analysis'),
    both('optagelser og stemmeanalyser', 'recordings and voice analyses')
  ),
  hour: noun(
    both('times optagelse opbevares', 'hour of recording kept'),
    both('timers optagelse opbevares', 'hours of recording kept')
  ),
  gigabyte: alike(both('gigabyte opbevares', 'gigabytes kept')),
  openRequest: noun(
    both('ubesvaret indsigtsanmodning', 'access request open'),
    both('ubesvarede indsigtsanmodninger', 'access requests open')
  ),
  hold: noun(
    both('gældende sletningsstop', 'hold in force'),
    both('gældende sletningsstop', 'holds in force')
  ),
  event: noun(both('hændelse', 'event'), both('hændelser', 'events')),
  action: noun(both('handling', 'action'), both('handlinger', 'actions')),
  error: noun(
    both('bemærkning er en fejl', 'finding is an error'),
    both('bemærkninger er fejl', 'findings are errors')
  ),
  due: noun(both('forfalden', 'due'), both('forfaldne', 'due')),
  scheduled: noun(both('planlagt', 'scheduled'), both('planlagte', 'scheduled')),
  suspended: noun(both('udsat', 'suspended'), both('udsatte', 'suspended'))
} satisfies Record<string, Noun>

export type NounName = keyof typeof nouns

/** The word for so many. */
export const wordFor = (count: number, name: NounName): Bilingual => nouns[name][count === 1 ? 'one' : 'many']
