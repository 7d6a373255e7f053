/**
 * What happened to a call, as the person whom it concerns may have it.
 *
 * @see GDPR art. 15(1), 15(4)
 */
import {
  type CallHistory,
  type CallState,
  callState,
  type Event,
  type Identifier,
  type Instant,
  type View
} from '@samtykke/core'
import { type Head, headOf, sourceOf } from '../head/head.ts'
import { type Bilingual, bilingual, both } from '../render/text/language.ts'
import { derivedSentences } from '../subject/derivedSentences.ts'
import { eventSentence } from '../subject/eventSentences.ts'
import { callForSubject, type CallForSubject, factsForSubject } from '../subject/forSubject.ts'
import { type KeptItem, keptOf } from '../subject/kept.ts'
import { keptText } from '../subject/keptText.ts'
import { type Told, toldOf } from '../subject/told.ts'
import type { DerivedCode, Entry } from '../trail/entries/entry.ts'
import { trailOf } from '../trail/trail.ts'

/** Something that happened, or that followed from it. */
export interface CopyEntry {
  readonly at: Instant
  readonly kind: Entry['kind']
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly articles: ReadonlyArray<string>
  readonly text: Bilingual
}

/** An item that is kept, with what is said of it. */
export interface CopyItem extends KeptItem {
  readonly text: Bilingual
}

/** What happened to a call, and what is kept of it. */
export interface CallCopy extends Head<'access-call'> {
  readonly callId: Identifier
  readonly kept: ReadonlyArray<CopyItem>
  readonly entries: ReadonlyArray<CopyEntry>
}

/** A call of the person, with what is needed to speak of it. */
export interface OwnCall {
  /** The person; `undefined` where the log does not tell who it is. */
  readonly subject: Identifier | undefined
  readonly copy: CallCopy
  /** The call without what would tell of others. */
  readonly call: CallState
  readonly forSubject: CallForSubject
}

const unread = both(
  'Noget skete, som ikke længere kan læses.',
  'Something happened that can no longer be read.'
)
const unknown = both(
  'Noget skete, som vores program ikke kender.',
  'Something happened that our program does not know.'
)

/** That an erasure was in time is said by the erasure; how the claim behind a hold is looked after is ours to see to. */
const isTold = ({ kind, code, target }: Entry): boolean =>
  kind === 'event' || (target !== 'hold' && code !== 'done-in-time' && code !== 'done-early')

const entryText = (entry: Entry, toldIn: (language: 'da' | 'en') => Told): Bilingual => {
  if (entry.code === 'unreadable-event') return unread
  return bilingual(language => {
    const told = toldIn(language)
    if (entry.kind === 'derived') return derivedSentences[entry.code as DerivedCode](entry, told)
    const event: Event | undefined = told.phrases.event(entry.eventId ?? '')
    return event === undefined ? unknown[language] : eventSentence(event, told)
  })
}

const entryOf = (
  entry: Entry,
  { isOfAnother }: CallForSubject,
  toldIn: (language: 'da' | 'en') => Told
): CopyEntry => ({
  at: entry.at,
  kind: entry.kind,
  code: isOfAnother(entry.eventId ?? '') ? 'of-another' : entry.code,
  facts: isOfAnother(entry.eventId ?? '') ? {} : factsForSubject(entry.facts),
  // Those on the voices of employees are ours to keep to.
  articles: entry.articles.filter(article => !article.startsWith('AI Act')),
  text: entryText(entry, toldIn)
})

/** A call as the person may have it; what another person did in it is told by no more than that it was done. */
export const ownCall =
  (view: View, subject: Identifier | undefined) =>
  (history: CallHistory): OwnCall => {
    const forSubject = callForSubject(subject)(history)
    const call = callState(view)(forSubject.history)
    const { isOfAnother } = forSubject
    const toldIn = toldOf(view, call, isOfAnother)
    return {
      subject,
      call,
      forSubject,
      copy: {
        ...headOf('access-call', view, sourceOf(history.events), null),
        callId: call.callId,
        kept: keptOf(view)(call).map(item => ({ ...item, text: keptText(view, call, isOfAnother, item) })),
        entries: trailOf(view)(forSubject.history)
          .entries.filter(isTold)
          .map(entry => entryOf(entry, forSubject, toldIn))
      }
    }
  }
