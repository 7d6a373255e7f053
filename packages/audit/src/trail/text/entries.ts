/**
 * What an entry of a trail says.
 */
import { type CallState, type Event, type Instant, millisecondsBetween, type View } from '@samtykke/core'
import type { DerivedCode, DraftEntry, UnreadCode } from '../entries/entry.ts'
import { contentForgotten, derivedSentences, knownLater } from './derived.ts'
import type { EventCatalogue } from './entryCatalogue.ts'
import { danishEvents } from './events.da.ts'
import { englishEvents } from './events.en.ts'
import { type Bilingual, bilingual, type Language } from '../../render/text/language.ts'
import { type Phrases, phrasesOf } from '../../render/text/phrases.ts'
import { joined } from '../../render/text/words.ts'

const events: Readonly<Record<Language, EventCatalogue>> = { da: danishEvents, en: englishEvents }

const hour = 3_600_000

const keyDestroyedAt = (call: CallState): Instant | undefined =>
  call.redactions.find(redaction => redaction.keyDestroyed)?.occurredAt

const eventText = (event: Event, entry: DraftEntry, phrases: Phrases): string => {
  const textOfType = events[phrases.language][event.type] as (event: Event, phrases: Phrases) => string
  const later = entry.recordedAt === undefined ? 0 : millisecondsBetween(entry.at, entry.recordedAt)
  return joined([
    textOfType(event, phrases),
    entry.payload === 'forgotten' ? contentForgotten(keyDestroyedAt(phrases.call), phrases) : '',
    later > hour && entry.recordedAt !== undefined
      ? knownLater(Math.floor(later / 1000), entry.recordedAt, phrases)
      : ''
  ])
}

/** The texts of a call's entries, in both languages. */
export const entryTexts = (view: View, call: CallState): ((entry: DraftEntry) => Bilingual) => {
  const phrasesIn = phrasesOf(view, call)
  const codeOf = (entry: DraftEntry): DerivedCode | UnreadCode =>
    entry.kind === 'derived'
      ? (entry.code as DerivedCode)
      : entry.code === 'unreadable-event'
        ? 'unreadable-event'
        : 'unknown-event'
  return entry =>
    bilingual(language => {
      const phrases = phrasesIn(language)
      const event =
        entry.kind === 'event' && entry.eventId !== undefined ? phrases.event(entry.eventId) : undefined
      return event !== undefined && event.type === entry.code
        ? eventText(event, entry, phrases)
        : derivedSentences[codeOf(entry)](entry, phrases)
    })
}
