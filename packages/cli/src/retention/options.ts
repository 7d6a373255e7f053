/**
 * The options of the verbs that carry out what is due, and what they say together.
 */
import { nearestName, type Policy } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { policyOption } from '../command/commonOptions.ts'
import { text, type Values, wholeNumber } from '../command/option.ts'
import { vaultOptions } from '../command/vaultOptions.ts'
import { writeErr } from '../output/output.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import type { Where } from '../source/where.ts'
import { whereOption } from './where.ts'
import { about } from '../text/expected.ts'
import { both } from '../text/language.ts'

export const placeOptions = {
  recordings: whereOption('recordings', 'where the recordings of a processor are'),
  analyses: whereOption(
    'analyses',
    'where the analyses of a processor are; they are erased, also where they might be anonymised'
  )
}

export const retentionOptions = {
  ...placeOptions,
  answers: text('DIR', 'the folder where copies wait that are owed to a person (art. 15(3))'),
  'most-per-day': wholeNumber(
    1_000_000_000,
    'the most that is erased on a day, of what nobody asked for, before a person approves (default: 1,000 or twice the largest of the last 28 days)'
  ),
  ...policyOption,
  ...vaultOptions
}

export type RetentionValues = Values<typeof retentionOptions>

/** Somewhere must be named, or nothing could be erased. */
export const somePlaces = <A extends Values<typeof placeOptions>>(values: A): E.Either<Failure, A> =>
  values.recordings.length + values.analyses.length > 0
    ? E.right(values)
    : E.left(
        wrongCommandLine(
          both(
            'ventede --recordings NAME=WHERE eller --analyses NAME=WHERE',
            'expected --recordings NAME=WHERE or --analyses NAME=WHERE'
          )
        )
      )

/** A name that the policy does not know may be misspelt; then nothing is ever found to be its own. */
export const namePlacesUnknownTo = (
  { processors }: Policy,
  { recordings, analyses }: Pick<RetentionValues, 'recordings' | 'analyses'>
): void => {
  const known = (processors ?? []).map(({ id }) => id)
  if (known.length === 0) return
  for (const name of new Set([...recordings, ...analyses].map((each: Where) => each.name))) {
    if (known.includes(name)) continue
    const near = nearestName(name, known)
    writeErr(
      about(
        name,
        both(
          `regelsættet har ingen databehandler med dette navn${near === undefined ? '' : `; mente du ${near}?`}`,
          `the policy has no processor of this name${near === undefined ? '' : `; did you mean ${near}?`}`
        )
      )
    )
  }
}
