/**
 * Options of a verb that is about the calls of one person.
 */
import { subjectOf } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { type Bilingual, both } from '../text/language.ts'
import type { Wanted } from './gather.ts'
import { text, texts } from './option.ts'

export const personOptions = {
  subject: text('REF', 'all calls of a person, or'),
  call: texts('ID', 'a call')
}

/** How a verb is called with them. */
export const personUsage = '(--subject REF | --call ID...)'

/** The calls that the options name. */
export const wantedOf = ({
  subject,
  call
}: {
  readonly subject: string | undefined
  readonly call: ReadonlyArray<string>
}): E.Either<Failure, Wanted> => {
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

/** That none of the calls has the request: it is told by its length, since it may be personal. */
export const noSuchRequest = ({ length }: string): Bilingual =>
  both(
    `ingen indsigtsanmodning med det id (${length} tegn) i samtalerne`,
    `no request for access of that id (${length} characters) in the calls`
  )
