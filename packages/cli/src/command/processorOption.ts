/**
 * The processor that a verb is about, and what is said where nobody has that name.
 */
import type { Policy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, unreadable } from '../text/failure.ts'
import { shownValue } from '../text/shown.ts'
import { oneOf, required, text } from './option.ts'
import { expectedFound } from '../text/expected.ts'
import { both } from '../text/language.ts'

export const processorOption = {
  processor: required(
    text('ID', 'as recordings and analyses name it; exit status 4 where neither they nor the policy name it')
  )
}

/** @param named by the events that were read */
export const knownProcessor = (
  processor: string,
  named: ReadonlySet<string>,
  { processors }: Policy
): E.Either<Failure, string> => {
  const known = [...new Set([...named, ...(processors ?? []).map(({ id }) => id)])].sort()
  return known.includes(processor)
    ? E.right(processor)
    : E.left(
        unreadable(
          '--processor',
          expectedFound(
            known.length === 0
              ? both(
                  'en databehandler, som kilden nævner; den nævner ingen',
                  'a processor that the source names, which names none'
                )
              : oneOf(known),
            shownValue(processor, known)
          )
        )
      )
}
