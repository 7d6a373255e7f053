/**
 * Ids that follow from what they name, so that doing something again is not doing it twice.
 */
import { createHash } from 'node:crypto'
import type { Uuid } from '@samtykke/core'

/** The namespace of this package's ids: a UUID that nothing else uses. */
const namespace = Buffer.from('5f0d8f5a3ab34b7fb8c5b2b8f0c9a1d7', 'hex')

/**
 * A UUID of version 5 from parts: the same parts give the same UUID, others another.
 *
 * @example
 * import { derivedId } from '@samtykke/eventstoredb'
 *
 * assert.deepStrictEqual(derivedId('withdrawal', 'call-1'), derivedId('withdrawal', 'call-1'))
 * assert.notDeepStrictEqual(derivedId('a', 'bc'), derivedId('ab', 'c'))
 *
 * @see RFC 9562, section 5.5
 */
export const derivedId = (...parts: ReadonlyArray<string>): Uuid => {
  const hash = createHash('sha1').update(namespace).update(JSON.stringify(parts)).digest()
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-'
  ) as Uuid
}
