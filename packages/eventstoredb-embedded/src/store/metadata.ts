/**
 * The metadata of streams, and what it lets be read.
 */
import { parseExactly, stringifyExactly } from './exactJson.ts'
import { tombstoneRevision, type AccessList, type StreamMetadata } from './types.ts'

const largestInteger = 2n ** 63n - 1n
/** The server counts a time in 64 bits of 100 nanoseconds. */
const mostSeconds = 922_337_203_685

/** What a stream has that has no metadata, or metadata that the server cannot read. */
export const noMetadata: StreamMetadata = {}

/** Metadata of every metadata stream: only its newest event stays. */
export const metadataOfMetadataStreams: StreamMetadata = { maxCount: 1 }

export const metadataStreamOf = (stream: string): string => `$$${stream}`
export const isMetadataStream = (stream: string): boolean => stream.startsWith('$$')
export const originalStreamOf = (metadataStream: string): string => metadataStream.slice(2)

/** Text of a soft delete's metadata: JSON numbers of JavaScript cannot hold 2^63 - 1. */
export const softDeletedText = '{"$tb":9223372036854775807}'

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

class Unreadable extends Error {}

/** The integer itself, except that 2^63 - 1 becomes `tombstoneRevision`. */
const integer = (value: unknown): number | undefined => {
  if (value === undefined) return undefined
  if (typeof value !== 'bigint' || value > largestInteger || value < -largestInteger - 1n)
    throw new Unreadable('integer')
  return value === largestInteger ? tombstoneRevision : Number(value)
}

const seconds = (value: unknown): number | undefined => {
  const time = integer(value)
  if (time !== undefined && Math.abs(time) > mostSeconds) throw new Unreadable('seconds')
  return time
}

const roles = (value: unknown): ReadonlyArray<string> | undefined => {
  if (value === undefined) return undefined
  if (typeof value === 'string') return [value]
  if (Array.isArray(value) && value.every(each => typeof each === 'string')) return value
  throw new Unreadable('roles')
}

const accessListMembers = new Set(['$r', '$w', '$d', '$mr', '$mw'])

const accessList = (value: unknown): AccessList => {
  if (!isMembers(value) || Object.keys(value).some(name => !accessListMembers.has(name)))
    throw new Unreadable('$acl')
  const lists = {
    read: roles(value['$r']),
    write: roles(value['$w']),
    delete: roles(value['$d']),
    metadataRead: roles(value['$mr']),
    metadataWrite: roles(value['$mw'])
  }
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined))
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined

/**
 * Metadata as the server understands it. Text that is no JSON object, or has a member of the wrong kind, counts as
 * no metadata at all (`2.0` is no integer, and a time ends at 292 centuries); `$maxCount`, `$maxAge` below 1 and `$tb`
 * below 0 count as absent.
 */
export const parseMetadata = (data: Uint8Array): StreamMetadata => {
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8')
  try {
    const members = parseExactly(text)
    if (!isMembers(members)) return noMetadata
    if (members['$tmp'] !== undefined && typeof members['$tmp'] !== 'boolean') return noMetadata
    seconds(members['$cacheControl'])
    const maxCount = positive(integer(members['$maxCount']))
    const maxAge = positive(seconds(members['$maxAge']))
    const truncateBefore = integer(members['$tb'])
    const acl = members['$acl'] === undefined ? undefined : accessList(members['$acl'])
    return {
      ...(maxCount === undefined ? {} : { maxCount }),
      ...(maxAge === undefined ? {} : { maxAge: maxAge * 1000 }),
      ...(truncateBefore === undefined || truncateBefore < 0 ? {} : { truncateBefore }),
      ...(acl === undefined ? {} : { accessList: acl })
    }
  } catch {
    return noMetadata
  }
}

/** The metadata with its `$tb` set, for a deleted stream that is written again; `undefined` if it is no JSON object. */
export const withTruncateBefore = (data: Uint8Array, revision: number): Uint8Array | undefined => {
  try {
    const members = parseExactly(Buffer.from(data).toString('utf8'))
    if (!isMembers(members)) return undefined
    return Buffer.from(stringifyExactly({ ...members, $tb: revision }))
  } catch {
    return undefined
  }
}

/** Default access lists of user and system streams, from the last event of `$settings`. */
export const parseDefaultAccessLists = (data: Uint8Array): { user?: AccessList; system?: AccessList } => {
  try {
    const members: unknown = JSON.parse(Buffer.from(data).toString('utf8'))
    if (!isMembers(members)) return {}
    return {
      ...(members['$userStreamAcl'] === undefined ? {} : { user: accessList(members['$userStreamAcl']) }),
      ...(members['$systemStreamAcl'] === undefined
        ? {}
        : { system: accessList(members['$systemStreamAcl']) })
    }
  } catch {
    return {}
  }
}
