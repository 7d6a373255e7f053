import { expectedRevision } from '../../store/types.ts'
import { handlerFailed, invalidArgument } from '../../wire/errors.ts'
import { fromWire } from '../../wire/numbers.ts'

interface Options {
  readonly hasAny: () => boolean
  readonly hasNoStream: () => boolean
  readonly hasStreamExists: () => boolean
}

/**
 * What a write expects of its stream.
 * @throws a ServiceError if nothing is said, or NumberOutOfRange
 */
export const expectedOf = (options: Options, revision: string | undefined): number => {
  if (options.hasAny()) return expectedRevision.any
  if (options.hasNoStream()) return expectedRevision.noStream
  if (options.hasStreamExists()) return expectedRevision.streamExists
  if (revision !== undefined) return fromWire(revision)
  throw invalidArgument("'None' is not a valid ExpectedStreamRevisionOneofCase")
}

/** Nothing is appended to the metadata stream of a stream without a name. */
export const isNoStream = (name: string): boolean => name === '$$'

/** @throws a ServiceError for an empty name, which the server trips over */
export const requireName = (name: string | undefined): string => {
  if (name === undefined) throw handlerFailed()
  return name
}
