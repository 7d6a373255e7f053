/**
 * What a language must say of the events of a call, and what both say it with.
 */
import {
  type CallState,
  type EventOf,
  type EventType,
  forgotten,
  type Instant,
  millisecondsBetween
} from '@samtykke/core'
import type { Bilingual } from '../../render/text/language.ts'
import { channelName } from '../../render/text/names.ts'
import type { Phrases } from '../../render/text/phrases.ts'

/** What each type of event says. */
export type EventCatalogue = {
  readonly [T in EventType]: (event: EventOf<T>, phrases: Phrases) => string
}

const forgottenWord: Bilingual = { da: '[gjort ulæseligt]', en: '[forgotten]' }

/** Text that somebody else wrote, or the word for what was forgotten. */
export const quoted = (phrases: Phrases, text: string): string =>
  text === forgotten ? phrases.translate(forgottenWord) : text

/** The channel's name, or the word for what was forgotten. */
export const channelIn = (phrases: Phrases, channel: string): string =>
  phrases.translate(channelName(channel))

/** The recording that a consent came before, or else the first; with the milliseconds to its start. */
export const recordingNear = (
  { recordings }: CallState,
  at: Instant
): { readonly untilStart: number } | undefined => {
  const starts = recordings.map(recording => recording.start).sort()
  const start = starts.find(each => each >= at) ?? starts[0]
  return start && { untilStart: millisecondsBetween(at, start) }
}
