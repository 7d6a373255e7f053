/**
 * The expected revision of a request.
 */
import { expectedRevision } from '../../store/types.ts'
import { handlerFailed, invalidArgument } from '../../wire/errors.ts'
import { fromWire, signedText } from '../../wire/numbers.ts'

/** What a write expects of its stream. */
export interface Expected {
  /** For the store: a revision, or a member of `expectedRevision`. */
  readonly revision: number
  /** The same to the last digit, for the answer: JavaScript cannot count that far. */
  readonly text: string
  /** The revision as it stands on the wire, if the client gave one. */
  readonly given?: string
}

interface Options {
  readonly hasAny: () => boolean
  readonly hasNoStream: () => boolean
  readonly hasStreamExists: () => boolean
}

const named = (revision: number): Expected => ({ revision, text: String(revision) })

/**
 * What a write expects of its stream.
 * @param option the name of the option, which the answer to a request without one repeats
 * @throws a ServiceError if nothing is said, or NumberOutOfRange
 */
export const expectedOf = (options: Options, revision: string | undefined, option: string): Expected => {
  if (options.hasAny()) return named(expectedRevision.any)
  if (options.hasNoStream()) return named(expectedRevision.noStream)
  if (options.hasStreamExists()) return named(expectedRevision.streamExists)
  if (revision !== undefined)
    return { revision: fromWire(revision), text: signedText(revision), given: revision }
  throw invalidArgument(`'None' is not a valid EventStore.Client.Streams.${option}`)
}

/** Nothing is appended to the metadata stream of a stream without a name. */
export const isNoStream = (name: string): boolean => name === '$$'

/** @throws a ServiceError for an empty name, which the server trips over */
export const requireName = (name: string | undefined): string => {
  if (name === undefined) throw handlerFailed()
  return name
}
