/**
 * What an entry of a trail says.
 */
import { type CallState, type Event, type Instant, millisecondsBetween, type View } from '@samtykke/core'
import type { DerivedCode, Draft, UnreadCode } from '../trail/entry.ts'
import { danishDerived } from './derived.da.ts'
import { englishDerived } from './derived.en.ts'
import type { DerivedCatalogue, EventCatalogue } from './entryCatalogue.ts'
import { danishEvents } from './events.da.ts'
import { englishEvents } from './events.en.ts'
import { type Bilingual, bilingual, type Language } from './language.ts'
import { type Speech, speechOf } from './speech.ts'
import { joined } from './words.ts'

const events: Readonly<Record<Language, EventCatalogue>> = { da: danishEvents, en: englishEvents }
const derivedTexts: Readonly<Record<Language, DerivedCatalogue>> = { da: danishDerived, en: englishDerived }

const hour = 3_600_000

const keyDestroyedAt = (call: CallState): Instant | undefined =>
  call.redactions.find(redaction => redaction.keyDestroyed)?.occurredAt

const sayEvent = (event: Event, entry: Draft, speech: Speech): string => {
  const say = events[speech.language][event.type] as (event: Event, speech: Speech) => string
  const catalogue = derivedTexts[speech.language]
  const later = entry.recordedAt === undefined ? 0 : millisecondsBetween(entry.at, entry.recordedAt)
  return joined([
    say(event, speech),
    entry.payload === 'forgotten' ? catalogue.forgotten(keyDestroyedAt(speech.call), speech) : '',
    later > hour && entry.recordedAt !== undefined
      ? catalogue.knownLater(Math.floor(later / 1000), entry.recordedAt, speech)
      : ''
  ])
}

/** Says the entries of a call, in both languages. */
export const sayEntries = (view: View, call: CallState): ((entry: Draft) => Bilingual) => {
  const speeches = speechOf(view, call)
  const codeOf = (entry: Draft): DerivedCode | UnreadCode =>
    entry.kind === 'derived'
      ? (entry.code as DerivedCode)
      : entry.code === 'unreadable-event'
        ? 'unreadable-event'
        : 'unknown-event'
  return entry =>
    bilingual(language => {
      const speech = speeches(language)
      const event =
        entry.kind === 'event' && entry.eventId !== undefined ? speech.event(entry.eventId) : undefined
      return event !== undefined && event.type === entry.code
        ? sayEvent(event, entry, speech)
        : derivedTexts[language][codeOf(entry)](entry, speech)
    })
}
