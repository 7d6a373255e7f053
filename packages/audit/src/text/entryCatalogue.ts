/**
 * What a language must say of the entries of a trail, and what both say it with.
 */
import {
  type CallState,
  type EventOf,
  type EventType,
  forgotten,
  type Instant,
  millisecondsBetween
} from '@samtykke/core'
import type { DerivedCode, DerivedFacts, Draft, UnreadCode } from '../trail/entry.ts'
import type { Bilingual } from './language.ts'
import { channelName } from './names.ts'
import type { Speech } from './speech.ts'

/** What each type of event says. */
export type EventCatalogue = {
  readonly [T in EventType]: (event: EventOf<T>, speech: Speech) => string
}

/** What each derived entry says, and each that cannot be read. */
export type DerivedCatalogue = {
  readonly [C in DerivedCode | UnreadCode]: (entry: Draft, speech: Speech) => string
} & {
  /** Beside what an event says. */
  readonly knownLater: (later: number, recordedAt: Instant, speech: Speech) => string
  readonly forgotten: (keyDestroyedAt: Instant | undefined, speech: Speech) => string
}

const forgottenWord: Bilingual = { da: '[gjort ulæseligt]', en: '[forgotten]' }

/** Text that somebody else wrote, or the word for what was forgotten. */
export const quoted = (speech: Speech, text: string): string =>
  text === forgotten ? speech.say(forgottenWord) : text

/** The channel's name, or the word for what was forgotten. */
export const channelIn = (speech: Speech, channel: string): string => speech.say(channelName(channel))

/** The recording that a consent came before, or else the first; with the milliseconds to its start. */
export const recordingNear = (
  { recordings }: CallState,
  at: Instant
): { readonly untilStart: number } | undefined => {
  const starts = recordings.map(recording => recording.start).sort()
  const start = starts.find(each => each >= at) ?? starts[0]
  return start && { untilStart: millisecondsBetween(at, start) }
}

/** Facts of a derived entry. */
export const derivedFacts = (entry: Draft): DerivedFacts => entry.facts
