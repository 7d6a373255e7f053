/**
 * What the words of a report are called in a text for people.
 */
import { type Bilingual, both } from '../render/text/language.ts'
import type { Bucket } from './distribution.ts'
import type { RetentionState } from './figures.ts'

export const retentionStateNames: Readonly<Record<RetentionState, Bilingual>> = {
  stored: both('opbevares', 'stored'),
  due: both('forfalden, inden for udførelsesfristen', 'due, within the grace'),
  overdue: both('forfalden og ikke udført', 'overdue'),
  held: both('udsat ved sletningsstop', 'held'),
  erased: both('slettet', 'erased'),
  anonymised: both('anonymiseret', 'anonymised')
}

export const bucketNames: Readonly<Record<Bucket, Bilingual>> = {
  upToHour: both('højst 1 time', 'at most 1 hour'),
  upToDay: both('højst 1 døgn', 'at most 1 day'),
  upToWeek: both('højst 7 døgn', 'at most 7 days'),
  upToMonth: both('højst 30 døgn', 'at most 30 days'),
  more: both('længere', 'longer')
}
