/**
 * What is asked of the server's one read call: a stream or `$all`, once or for good. Field numbers are those of the
 * protocol's `streams.proto`; what is left out is read forwards, its links as they are.
 */
import type { Position } from '@samtykke/core'
import {
  encodeMessage,
  messageField,
  streamIdentifierField,
  textField,
  trueField,
  uint32Field,
  uint64Field,
  type Write
} from './protobuf.ts'

/** The answers give ids as text. */
const idsAsText = messageField(9, messageField(2))
const everything = uint64Field(5, 2n ** 63n - 1n)
const forGood = messageField(6)
const backwards = uint32Field(3, 1)
const unfiltered = messageField(8)

const request = (...options: ReadonlyArray<Write>): Buffer =>
  encodeMessage(messageField(1, ...options, idsAsText))

const allFrom = (from: Position | 'start' | 'end'): Write => {
  if (from === 'start') return messageField(2, messageField(2))
  if (from === 'end') return messageField(2, messageField(3))
  return messageField(2, messageField(1, uint64Field(1, from.commit), uint64Field(2, from.prepare)))
}

/** So many events the server looks at in one go; a subscription says after each such window how far it came. */
const searchWindow = 1_000

const onlyStreamsOf = (prefix: string): Write =>
  messageField(7, messageField(1, textField(2, prefix)), uint32Field(3, searchWindow), uint32Field(5, 1))

/** Every event of a stream, from the first that is there. */
export const wholeStream = (stream: string): Buffer =>
  request(messageField(1, streamIdentifierField(1, stream), messageField(3)), everything, unfiltered)

/** Every event that the links of a stream lead to; of those that are gone, nothing. */
export const whatStreamLinks = (stream: string): Buffer =>
  request(
    messageField(1, streamIdentifierField(1, stream), messageField(3)),
    trueField(4),
    everything,
    unfiltered
  )

/** The last event of a stream. */
export const lastOfStream = (stream: string): Buffer =>
  request(
    messageField(1, streamIdentifierField(1, stream), messageField(4)),
    backwards,
    uint64Field(5, 1n),
    unfiltered
  )

/** Every event of the streams of that prefix, from a position (inclusive) to the end there is now. */
export const allOnce = (from: Position | 'start', prefix: string): Buffer =>
  request(allFrom(from), everything, onlyStreamsOf(prefix))

/** Every event of the streams of that prefix behind a position, and each that comes. */
export const allForGood = (from: Position | 'start' | 'end', prefix: string): Buffer =>
  request(allFrom(from), forGood, onlyStreamsOf(prefix))
