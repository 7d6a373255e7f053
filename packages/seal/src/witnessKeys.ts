/**
 * The keys of the witnesses whose cosignatures count.
 */
import * as E from 'fp-ts/lib/Either.js'
import { orFail } from './error.ts'
import { type MalformedKey, parseVerifierKey, type VerifierKey } from './note.ts'

const cosignature = 4

const witnessKey = (text: string, ofLog: ReadonlyArray<VerifierKey>): E.Either<MalformedKey, VerifierKey> => {
  const key = parseVerifierKey(text)
  if (E.isLeft(key)) return key
  const { algorithm, publicKey } = key.right
  const malformed = (expected: string, found: string) =>
    E.left<MalformedKey>({ _tag: 'MalformedKey', expected, found })
  if (algorithm !== cosignature) return malformed("a witness's key, of type 04", 'a key of type 01')
  return ofLog.some(each => each.publicKey.equals(publicKey))
    ? malformed("another key than the log's", "the log's")
    : key
}

/**
 * Each once, however often it was given. A log is no witness of itself: who holds its key could show two histories.
 *
 * @see C2SP tlog-cosignature
 */
export const witnessKeys = (
  given: ReadonlyArray<string>,
  ofLog: ReadonlyArray<VerifierKey>
): ReadonlyArray<VerifierKey> => {
  const keys = given.map(text => orFail('witness', witnessKey(text, ofLog)))
  return keys.filter((key, index) => keys.findIndex(each => each.publicKey.equals(key.publicKey)) === index)
}
