/**
 * Options of a verb that is about the calls of one person.
 */
import { subjectOf } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, unreadable, wrongCommandLine } from '../text/failure.ts'
import { type Bilingual, both } from '../text/language.ts'
import { lengthOf } from '../text/shown.ts'
import { type Gathered, noSuchCall, type Wanted } from './gather.ts'
import { text, texts } from './option.ts'

export const personOptions = {
  subject: text('REF', 'all calls of a person, or'),
  call: texts('ID', 'a call')
}

/** How a verb is called with them. */
export const personUsage = '(--subject REF | --call ID...)'

interface OfPerson {
  readonly subject: string | undefined
  readonly call: ReadonlyArray<string>
}

/** The calls that the options name. */
export const wantedOf = ({ subject, call }: OfPerson): E.Either<Failure, Wanted> => {
  if ((subject === undefined) === (call.length === 0))
    return E.left(
      wrongCommandLine(
        both(
          'ventede --subject REF eller --call ID én eller flere gange',
          'expected --subject REF, or --call ID once or more'
        )
      )
    )
  return E.right(
    subject !== undefined
      ? { _tag: 'fitting', fits: ({ events }) => events.some(event => subjectOf(event) === subject) }
      : { _tag: 'ids', callIds: call }
  )
}

/** Names the option of which the source has nothing: what is then missing of the calls is not at fault. */
export const eachFound =
  ({ subject, call }: OfPerson) =>
  (gathered: Gathered): E.Either<Failure, Gathered> => {
    const missing = call.find(each => !gathered.histories.some(({ callId }) => callId === each))
    if (missing !== undefined) return E.left(noSuchCall(missing))
    return subject !== undefined && gathered.histories.length === 0
      ? E.left(
          unreadable(
            '--subject',
            both(
              `ingen samtale nævner den person (${subject.length} tegn) i kilden`,
              `no call of that person (${lengthOf(subject.length)}) in the source`
            )
          )
        )
      : E.right(gathered)
  }

/** That none of the calls has the event of an act of the person. */
export const noSuchAct = ({ length }: string): Bilingual =>
  both(
    `ingen tilbagetrækning, anmodning om sletning eller indsigelse fra den person har det id (${length} tegn)`,
    `no withdrawal, request for erasure or objection of that person has that id (${lengthOf(length)})`
  )

/** That none of the calls has the request: it is told by its length, since it may be personal. */
export const noSuchRequest = ({ length }: string): Bilingual =>
  both(
    `ingen indsigtsanmodning med det id (${length} tegn) i samtalerne`,
    `no request for access of that id (${lengthOf(length)}) in the calls`
  )
