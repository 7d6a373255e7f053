/**
 * A letter to a person about calls of theirs: what it says, in both languages, before it is a page.
 *
 * @see GDPR art. 12(1), 12(3), 12(4)
 */
import {
  type AccessRequest,
  type CallHistory,
  callState,
  type CallState,
  type Identifier,
  type LocalDate,
  type View
} from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Head, headOf, sourceOf } from '../head/head.ts'
import { type Bilingual, bilingual, type Language } from '../render/text/language.ts'
import { type Citer, citer } from '../render/text/citation.ts'
import { type Clock, clockOf, fullDate, moment } from '../render/text/words.ts'
import { callForSubject, type CallForSubject } from '../subject/forSubject.ts'
import { type Missing, missingFor } from '../subject/parties.ts'
import { callOfOthers, requesterOf } from '../subject/requester.ts'

/** What a letter is about. */
export type LetterKind = 'access' | 'erasure' | 'extension' | 'refusal'

/** A paragraph, with a list under it where it has one. */
export interface Paragraph {
  readonly text: Bilingual
  readonly items?: ReadonlyArray<Bilingual>
}

/** A letter. */
export interface Letter extends Head<'letter'> {
  readonly letter: LetterKind
  /** The request for access, or the event by which something was asked of us. */
  readonly reference: string
  readonly subjectRef?: string
  readonly calls: ReadonlyArray<Identifier>
  /** The day of the view, in the time zone of the policy. */
  readonly date: LocalDate
  readonly title: Bilingual
  readonly paragraphs: ReadonlyArray<Paragraph>
  /** What the person must be told and the policy does not state. */
  readonly missing: ReadonlyArray<Missing>
}

/** Why there is no letter. */
export type LetterError =
  | { readonly _tag: 'UnknownRequest'; readonly requestId: string }
  /** No act of the person has that event. */
  | { readonly _tag: 'UnknownAct'; readonly eventId: string }
  /** A call names persons, and none of them is the one to whom the letter goes. */
  | { readonly _tag: 'CallOfOthers'; readonly callId: Identifier }
  /** Nothing of the kind is recorded: no act, no extension in time, no refusal. */
  | {
      readonly _tag: 'NothingToTell'
      readonly why:
        'no-act' | 'no-extension' | 'extension-late' | 'no-refusal' | 'refused' | 'reason-forgotten'
    }

/** A call of the person, and what of it another person did. */
export interface LetterCall {
  readonly history: CallHistory
  readonly call: CallState
  readonly forSubject: CallForSubject
}

/** The calls as the person may have them, by their ids. */
export const letterCalls = (
  view: View,
  subject: Identifier | undefined,
  histories: ReadonlyArray<CallHistory>
): ReadonlyArray<LetterCall> =>
  histories
    .map(history => {
      const forSubject = callForSubject(subject)(history)
      return { history, forSubject, call: callState(view)(forSubject.history) }
    })
    .sort((a, b) => (a.call.callId < b.call.callId ? -1 : 1))

/** A request with the calls on which it stands or of the one who made it. */
export interface Requested {
  readonly request: AccessRequest
  readonly subject: Identifier | undefined
  readonly calls: ReadonlyArray<LetterCall>
}

export const requestedOf = (
  view: View,
  requestId: string,
  histories: ReadonlyArray<CallHistory>
): E.Either<LetterError, Requested> => {
  const sorted = [...histories].sort((a, b) => (a.callId < b.callId ? -1 : 1))
  const request = sorted
    .flatMap(history => callState(view)(history).accessRequests)
    .find(each => each.requestId === requestId)
  if (request === undefined) return E.left({ _tag: 'UnknownRequest', requestId })
  const ofOthers = callOfOthers(request, sorted)
  if (ofOthers !== undefined) return E.left({ _tag: 'CallOfOthers', callId: ofOthers.callId })
  const subject = requesterOf(request, sorted)
  return E.right({ request, subject, calls: letterCalls(view, subject, sorted) })
}

/** The words of a language on the policy's clock. */
export interface LetterWords {
  readonly language: Language
  readonly clock: Clock
  readonly text: (danish: string, english: string) => string
  readonly translate: (text: Bilingual) => string
  readonly date: (date: LocalDate) => string
  readonly moment: (instant: Parameters<Clock['date']>[0]) => string
  readonly cite: Citer
}

/** A text made once for each language. */
export const letterText = ({ rules }: View, inWords: (words: LetterWords) => string): Bilingual => {
  const clock = clockOf(rules.policy.timeZone, rules.calendar.localDate)
  return bilingual(language =>
    inWords({
      language,
      clock,
      text: (danish, english) => (language === 'da' ? danish : english),
      translate: text => text[language],
      date: date => fullDate(language, date),
      moment: instant => moment(language, clock, instant),
      cite: citer(language)
    })
  )
}

/** What a letter is made of. */
interface LetterParts extends Pick<Letter, 'letter' | 'reference' | 'title' | 'paragraphs'> {
  readonly subject: Identifier | undefined
  readonly calls: ReadonlyArray<LetterCall>
}

export const letterOf = (
  view: View,
  { letter, reference, subject, calls, title, paragraphs }: LetterParts
): Letter => ({
  ...headOf('letter', view, sourceOf(calls.flatMap(({ history }) => history.events)), null),
  letter,
  reference,
  ...(subject !== undefined && { subjectRef: subject }),
  calls: calls.map(({ call }) => call.callId),
  date: view.rules.calendar.localDate(view.asOf),
  title,
  paragraphs,
  missing: missingFor(view.rules.policy, [])
})
