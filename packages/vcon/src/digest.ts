/**
 * Hashes, and the ids that are made of them: the same vCon always gives the same ids.
 */
import { createHash, createHmac } from 'node:crypto'
import type { Uuid } from '@samtykke/core'

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * A UUID of a name: version 8, of its SHA-256.
 *
 * @see RFC 9562, section 5.8
 */
export const uuidOf = (name: string): Uuid => {
  const hex = sha256(name)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32)
  ]
  return parts.join('-') as Uuid
}

/** A reference to what the text names, which only the holder of the key can make or check. */
export const keyedReference = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, 40)
