/**
 * What went wrong in PostgreSQL, as a table of keys says it. No message of the server is repeated: it may hold values.
 *
 * @see PostgreSQL documentation, appendix A, "PostgreSQL Error Codes"
 */
import type { KeyTableError } from '@samtykke/core'

type WithReason = Extract<KeyTableError, { readonly reason: string }>

/** Carries an error to the edge. */
export class Fault extends Error {
  readonly error: WithReason
  constructor(error: WithReason) {
    super(error._tag)
    this.error = error
  }
}

export const damaged = (reason: string): Fault => new Fault({ _tag: 'Damaged', retry: 'never', reason })

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

const never = (_tag: 'AccessDenied' | 'Refused', reason: string): KeyTableError => ({
  _tag,
  retry: 'never',
  reason
})
const later = (_tag: 'Unavailable' | 'OutOfSpace', reason: string): KeyTableError => ({
  _tag,
  retry: 'later',
  reason
})

const sqlState = /^[0-9A-Z]{5}$/

/** Of a class of SQLSTATE codes, its first two signs. */
const ofClass = (code: string): KeyTableError => {
  switch (code.slice(0, 2)) {
    case '28':
      return never('AccessDenied', `the server refuses the user or the password (${code})`)
    case '08':
    case '40':
    case '55':
    case '57':
    case '58':
      return later('Unavailable', `the server did not carry it out (${code})`)
    case '53':
      return code === '53100'
        ? later('OutOfSpace', 'the disk of the server is full (53100)')
        : later('Unavailable', `the server has no room for it (${code})`)
    default:
      return never('Refused', `the server refused (${code})`)
  }
}

const ofSqlState = (code: string): KeyTableError => {
  if (code === '42501' || code === '25006')
    return never('AccessDenied', `the user may not do that in this database (${code})`)
  if (code === '3D000') return never('Refused', 'there is no such database')
  if (code === '42P01') return never('Refused', 'the database has no table samtykke_keys')
  if (code === '42703') return never('Refused', 'its table samtykke_keys is of another version')
  return ofClass(code)
}

/** Of any error at all. What has no SQLSTATE is of the connection. */
export const keyTableErrorOf = (error: unknown): KeyTableError => {
  if (error instanceof Fault) return error.error
  const code = codeOf(error)
  if (code !== undefined && sqlState.test(code)) return ofSqlState(code)
  return later('Unavailable', code ?? 'the connection failed or took too long')
}

/** What the same transaction, tried again, may not meet again. */
export const isPassing = (error: unknown): boolean => keyTableErrorOf(error)._tag === 'Unavailable'
