/**
 * The options that name a key: of a call, of a recording or an analysis of it, or of a subject.
 */
import { analysisKey, callKey, type KeyName, recordingKey, subjectKey } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, wrongCommandLine } from '../text/failure.ts'
import { identifier, type Values } from './option.ts'
import { both } from '../text/language.ts'

export const mediaKeyOptions = {
  call: identifier('ID', 'of which call'),
  recording: identifier('ID', 'the key of a recording of the call'),
  analysis: identifier('ID', 'the key of an analysis of the call')
}

export const keyOptions = {
  ...mediaKeyOptions,
  subject: identifier('REF', 'the key of a subject')
}

export const keySynopsis = ['--call ID [--recording ID | --analysis ID]', '--subject REF']

/** The key that is named; none where no option names one. */
export const keyNamed = ({
  call,
  recording,
  analysis,
  subject
}: Values<typeof mediaKeyOptions> & Partial<Values<typeof keyOptions>>): E.Either<
  Failure,
  KeyName | undefined
> => {
  if (subject !== undefined)
    return call === undefined && recording === undefined && analysis === undefined
      ? E.right(subjectKey(subject))
      : E.left(
          wrongCommandLine(
            both(
              '--subject: ventede den alene, fandt den ved siden af --call, --recording eller --analysis',
              '--subject: expected alone, found beside --call, --recording or --analysis'
            )
          )
        )
  if (recording !== undefined && analysis !== undefined)
    return E.left(
      wrongCommandLine(
        both(
          'ventede enten --recording ID eller --analysis ID, fandt begge',
          'expected one of --recording ID and --analysis ID, found both'
        )
      )
    )
  const id = recording ?? analysis
  if (call === undefined)
    return id === undefined
      ? E.right(undefined)
      : E.left(
          wrongCommandLine(
            both(
              'ventede --call ID: to samtaler kan have optagelser eller analyser med samme id',
              'expected --call ID: two calls may have recordings or analyses of the same id'
            )
          )
        )
  if (recording !== undefined) return E.right(recordingKey(call, recording))
  return E.right(analysis === undefined ? callKey(call) : analysisKey(call, analysis))
}

export const requiredKey = E.chain(
  E.fromNullable<Failure>(
    wrongCommandLine(both('ventede --call ID eller --subject REF', 'expected --call ID, or --subject REF'))
  )
)
