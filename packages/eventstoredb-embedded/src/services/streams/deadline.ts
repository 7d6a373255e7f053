/**
 * The deadline of an append in a batch.
 */
import type { BatchAppendChunk } from '../../wire/batchAppendChunk.ts'

/** A deadline that is no time: the protocol's times end with the year 9999, and its durations after 10,000 years. */
export class InvalidDeadline extends Error {}

const longestDuration = 315_576_000_000
const firstInstant = -62_135_596_800
const lastInstant = 253_402_300_799
const nanosPerSecond = 1_000_000_000
/** .NET counts in these, and a part of one is none. */
const nanosPerTick = 100

/**
 * Milliseconds until the deadline of an append, which the client gives as an instant or as a duration; without one,
 * Infinity.
 * @throws InvalidDeadline
 */
export const timeLeft = ({ options, timeout }: BatchAppendChunk): number => {
  if (timeout !== undefined) {
    const seconds = timeout.getSeconds()
    const nanos = timeout.getNanos()
    const isDuration =
      Math.abs(seconds) <= longestDuration && Math.abs(nanos) < nanosPerSecond && seconds * nanos >= 0
    if (!isDuration) throw new InvalidDeadline('Duration was not a valid normalized duration')
    return seconds * 1000 + (Math.trunc(nanos / nanosPerTick) * nanosPerTick) / 1_000_000
  }
  const deadline = options?.getDeadline()
  if (deadline === undefined) return Infinity
  const seconds = deadline.getSeconds()
  const nanos = deadline.getNanos()
  if (!(seconds >= firstInstant && seconds <= lastInstant && nanos >= 0 && nanos < nanosPerSecond))
    throw new InvalidDeadline('Timestamp contains invalid values: Seconds={Seconds}; Nanos={Nanos}')
  return seconds * 1000 + nanos / 1_000_000 - Date.now()
}
