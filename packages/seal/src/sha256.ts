/**
 * SHA-256.
 */
import * as crypto from 'node:crypto'

type Input = string | Uint8Array

/** `crypto.hash` makes no object per digest; Node before 20.12 lacks it. */
const digestAs: (data: Input, encoding: 'hex' | 'binary') => string =
  typeof crypto.hash === 'function'
    ? (data, encoding) => crypto.hash('sha256', data, encoding)
    : (data, encoding) => crypto.createHash('sha256').update(data).digest(encoding)

/** SHA-256 as 64 hex digits; a string is hashed as UTF-8. */
export const sha256Hex = (data: Input): string => digestAs(data, 'hex')

/** SHA-256 as a string of 32 characters, one a byte: half the memory of hex, and no buffer per digest. */
export const sha256Binary = (data: Input): string => digestAs(data, 'binary')
