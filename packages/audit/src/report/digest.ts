/**
 * From which events a report was derived, as one hash that their order does not change.
 */
import { createHash } from 'node:crypto'
import type { Source } from '../head/head.ts'
import type { Section } from './section.ts'

interface State {
  events: number
  calls: number
  /** The hashes of the calls, one after another. */
  digests: Buffer
}

const size = 32

const withRoom = (digests: Buffer, needed: number): Buffer => {
  if (needed <= digests.length) return digests
  const larger = Buffer.alloc(Math.max(needed, digests.length * 2, 64 * size))
  larger.set(digests)
  return larger
}

/** The hashes of the calls in hex, sorted, in parts, of which one is in memory at a time: those of one first byte. */
function* sortedHashes({ calls, digests }: State): Generator<ReadonlyArray<string>> {
  const parts: number[][] = Array.from({ length: 256 }, () => [])
  for (let i = 0; i < calls; i++) parts[digests[i * size]!]!.push(i * size)
  const bytes = Buffer.from(digests.buffer, digests.byteOffset, calls * size)
  for (const part of parts)
    if (part.length > 0) yield part.map(start => bytes.toString('hex', start, start + size)).sort()
}

/** SHA-256 over the hashes of the calls in hex, sorted, with a newline between; each is the hash in the call's trail. */
export const digest: Section<State, Source, Source> = {
  empty: () => ({ events: 0, calls: 0, digests: Buffer.alloc(0) }),
  add: (state, { events, sha256 }) => {
    state.digests = withRoom(state.digests, (state.calls + 1) * size)
    state.digests.write(sha256 ?? '', state.calls * size, 'hex')
    state.calls++
    state.events += events
  },
  merge: (into, from) => {
    into.digests = withRoom(into.digests, (into.calls + from.calls) * size)
    into.digests.set(from.digests.subarray(0, from.calls * size), into.calls * size)
    into.calls += from.calls
    into.events += from.events
  },
  result: state => {
    const hash = createHash('sha256')
    let before = ''
    for (const part of sortedHashes(state)) {
      hash.update(before + part.join('\n'))
      before = '\n'
    }
    return { events: state.events, sha256: hash.digest('hex') }
  }
}
