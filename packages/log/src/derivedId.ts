/**
 * Ids that follow from what they name, so that doing something again is not doing it twice.
 */
import type { Uuid } from '@samtykke/core'
import { v5 } from 'uuid'

/** The namespace of this package's ids: a UUID that nothing else uses. */
const namespace = '5f0d8f5a-3ab3-4b7f-b8c5-b2b8f0c9a1d7'

/**
 * A UUID of version 5 from parts: the same parts give the same UUID, others another.
 *
 * @example
 * import { derivedId } from '@samtykke/log'
 *
 * assert.deepStrictEqual(derivedId('withdrawal', 'call-1'), derivedId('withdrawal', 'call-1'))
 * assert.notDeepStrictEqual(derivedId('a', 'bc'), derivedId('ab', 'c'))
 *
 * @see RFC 9562, section 5.5
 */
export const derivedId = (...parts: ReadonlyArray<string>): Uuid =>
  v5(JSON.stringify(parts), namespace) as Uuid
