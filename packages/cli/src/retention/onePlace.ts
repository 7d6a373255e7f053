/**
 * One store that a command line names, and what it holds.
 */
import { type Identifier, isIdentifier, type Ref } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { expectedOption, type Values } from '../command/option.ts'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import type { Holds } from './openStores.ts'
import type { placeOptions } from './options.ts'
import type { Where } from '../source/where.ts'
import { both } from '../text/language.ts'

export interface OnePlace {
  readonly where: Where
  readonly holds: Holds
}

export const onePlace = ({
  recordings,
  analyses
}: Values<typeof placeOptions>): E.Either<Failure, OnePlace> => {
  const all = [
    ...recordings.map(where => ({ where, holds: 'recording' as const })),
    ...analyses.map(where => ({ where, holds: 'analysis' as const }))
  ]
  const [place] = all
  return place !== undefined && all.length === 1
    ? E.right(place)
    : E.left(
        wrongCommandLine(
          both(
            'ventede enten --recordings NAME=WHERE eller --analyses NAME=WHERE, én gang',
            'expected one of --recordings NAME=WHERE and --analyses NAME=WHERE, once'
          )
        )
      )
}

/** What is named by the call and the recording, or the analysis. */
export const refIn = (
  { where, holds }: OnePlace,
  callId: Identifier,
  id: Identifier | undefined
): E.Either<Failure, Ref> => {
  if (id === undefined || !isIdentifier(id))
    return E.left(expectedOption(holds === 'recording' ? '--recording ID' : '--analysis ID'))
  return E.right(
    holds === 'recording'
      ? { callId, recordingId: id, processor: where.name }
      : { callId, analysisId: id, processor: where.name }
  )
}
