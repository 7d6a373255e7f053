/**
 * The attachment that states a lawful basis: which purposes were granted and denied, when, and how that is proved.
 *
 * @see draft-howe-vcon-lawful-basis-02, "Lawful Basis Body Structure"; GDPR art. 6(1)
 */
import { createHash } from 'node:crypto'
import { canonicalJson, type EventOf, type Instant } from '@samtykke/core'
import * as E from 'fp-ts/lib/Either.js'
import type { attachmentMembers } from './codec.ts'
import { join, type Members, wrongMember } from './codec.ts'
import { jsonContent } from './content.ts'
import { without } from './extension.ts'
import { isObject, type JsonObject } from './json.ts'
import type { Note } from './note.ts'
import { readTime } from './time.ts'

export type LegalBasis = '6(1)(a)' | '6(1)(b)' | '6(1)(c)' | '6(1)(d)' | '6(1)(e)' | '6(1)(f)'

/** The words of the draft for the legal bases. */
export const basisByName: ReadonlyMap<unknown, LegalBasis> = new Map<unknown, LegalBasis>([
  ['consent', '6(1)(a)'],
  ['contract', '6(1)(b)'],
  ['legal_obligation', '6(1)(c)'],
  ['vital_interests', '6(1)(d)'],
  ['public_task', '6(1)(e)'],
  ['legitimate_interests', '6(1)(f)']
])

export interface Grant {
  readonly path: string
  readonly purpose: string
  readonly granted: boolean
  readonly at: Instant
  /** Conditions that no event can carry. */
  readonly isConditional: boolean
}

/** How it is proved that words were said: in which dialog, and where in it. */
export interface Spoken {
  readonly dialog: number | undefined
  readonly offsetMs: number | undefined
}

export interface Statement {
  readonly path: string
  readonly start: Instant | undefined
  readonly basis: LegalBasis | undefined
  /** `undefined`: it does not expire. */
  readonly expiresAt: Instant | undefined
  readonly grants: ReadonlyArray<Grant>
  readonly method: EventOf<'consent-given'>['method'] | undefined
  readonly spoken: Spoken | undefined
  readonly terms: string | undefined
  readonly party: number | undefined
  readonly dialog: number | ReadonlyArray<number> | undefined
  readonly own: JsonObject | undefined
  /** It is whole and as it was written: what it grants may be counted. What it denies counts in any case. */
  readonly isSound: boolean
  readonly notes: ReadonlyArray<Note>
}

const hashes: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['sha-256', 'sha256'],
  ['sha-3-256', 'sha3-256']
])

const hashOf = (algorithm: string, text: string): string | undefined => {
  try {
    return createHash(algorithm).update(text).digest('hex')
  } catch {
    return undefined
  }
}

/** Of the body without the hash itself, in canonical JSON. */
const checkHash = (body: JsonObject, path: string): ReadonlyArray<Note> => {
  const stated = body['content_hash']
  if (stated === undefined || stated === null) return []
  const at = join(path, 'content_hash')
  if (!isObject(stated)) return [wrongMember(at, 'an object { algorithm, canonicalization, value }', stated)]
  const { algorithm, canonicalization, value } = stated
  const name = hashes.get(algorithm)
  const computed =
    name === undefined || canonicalization !== 'jcs'
      ? undefined
      : hashOf(name, canonicalJson(without(body, ['content_hash'])))
  if (computed === undefined) return [{ code: 'hash-not-checked', path: at }]
  return typeof value === 'string' && value.toLowerCase() === computed
    ? []
    : [{ code: 'hash-differs', path: at }]
}

const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/

/** `00:01:23`, or seconds. */
const offsetOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value >= 0 && value < 1e9 ? Math.round(value * 1000) : undefined
  const parts = typeof value === 'string' ? clock.exec(value) : null
  if (parts === null) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map(part => Number((part as string | undefined) ?? 0))
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

/** An offset as the draft writes it. */
export const clockTime = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  const part = (value: number): string => String(value).padStart(2, '0')
  const rest = milliseconds % 1000
  const whole = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map(each => part(Math.floor(each)))
    .join(':')
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, '0')}`
}

const proofsIn = (body: JsonObject): ReadonlyArray<JsonObject> => {
  const proofs = body['proof_mechanisms']
  return Array.isArray(proofs) ? (proofs as ReadonlyArray<unknown>).filter(isObject) : []
}

const methodBy: ReadonlyMap<unknown, Statement['method']> = new Map<unknown, Statement['method']>([
  ['verbal_confirmation', 'spoken'],
  ['signed_document', 'written'],
  ['cryptographic_signature', 'written']
])

const methodOf = (body: JsonObject): Statement['method'] =>
  proofsIn(body)
    .map(({ proof_type }) => methodBy.get(proof_type))
    .find(method => method !== undefined)

const spokenIn = (body: JsonObject): Spoken | undefined => {
  const proof = proofsIn(body).find(({ proof_type }) => proof_type === 'verbal_confirmation')
  if (proof === undefined) return undefined
  const data = isObject(proof['proof_data']) ? proof['proof_data'] : {}
  const dialog = data['dialog_reference']
  return {
    dialog: Number.isSafeInteger(dialog) ? (dialog as number) : undefined,
    offsetMs: offsetOf(data['time_offset'])
  }
}

/** A time in the body, or what is wrong with it. */
const timeAt = (value: unknown, path: string, timeZone: string | undefined): E.Either<Note, Instant> => {
  if (typeof value !== 'string') return E.left(wrongMember(path, 'a time (RFC 3339)', value))
  const read = readTime(value, timeZone)
  if (E.isRight(read)) return read
  return E.left(
    read.left === 'no-offset' ? { code: 'no-offset', path } : wrongMember(path, 'a time (RFC 3339)', value)
  )
}

interface GrantsRead {
  readonly grants: ReadonlyArray<Grant>
  readonly notes: ReadonlyArray<Note>
}

/** @param otherwise when it was made, for a grant that does not say it */
const readGrant = (
  value: unknown,
  path: string,
  otherwise: Instant | undefined,
  timeZone: string | undefined
): GrantsRead => {
  if (!isObject(value)) return { grants: [], notes: [wrongMember(path, 'a grant (an object)', value)] }
  const { purpose, granted, granted_at: stated, conditions } = value
  const notes: Array<Note> = []
  if (typeof purpose !== 'string' || purpose === '')
    return { grants: [], notes: [wrongMember(join(path, 'purpose'), 'a purpose (a text)', purpose)] }
  if (typeof granted !== 'boolean') notes.push(wrongMember(join(path, 'granted'), 'true or false', granted))
  const time =
    stated === undefined || stated === null ? undefined : timeAt(stated, join(path, 'granted_at'), timeZone)
  if (time !== undefined && E.isLeft(time)) notes.push(time.left)
  // What is not said to be granted is not; and a denial is never lost for want of a time.
  const isGranted = granted === true
  const at =
    time !== undefined && E.isRight(time)
      ? time.right
      : time === undefined || !isGranted
        ? otherwise
        : undefined
  if (at === undefined) return { grants: [], notes: [...notes, { code: 'no-time-of-grant', path }] }
  const isConditional = Array.isArray(conditions)
    ? conditions.length > 0
    : !(conditions === undefined || conditions === null)
  return { grants: [{ path, purpose, granted: isGranted, at, isConditional }], notes }
}

const readGrants = (
  body: JsonObject,
  path: string,
  otherwise: Instant | undefined,
  timeZone: string | undefined
): GrantsRead => {
  const stated = body['purpose_grants']
  const at = join(path, 'purpose_grants')
  if (stated === undefined || stated === null) return { grants: [], notes: [{ code: 'no-grant', path }] }
  if (!Array.isArray(stated)) return { grants: [], notes: [wrongMember(at, 'a list of grants', stated)] }
  if (stated.length === 0) return { grants: [], notes: [{ code: 'no-grant', path }] }
  const read = (stated as ReadonlyArray<unknown>).map((each, index) =>
    readGrant(each, join(at, index), otherwise, timeZone)
  )
  return { grants: read.flatMap(({ grants }) => grants), notes: read.flatMap(({ notes }) => notes) }
}

const carriedElsewhere = ['registry', 'status_interval', 'metadata']

const textOf = (u: unknown): string | undefined => (typeof u === 'string' && u !== '' ? u : undefined)

/**
 * Reads a statement.
 *
 * @param createdAt of the vCon, for what says no time
 */
export const readStatement = (
  members: Members<typeof attachmentMembers>,
  path: string,
  createdAt: Instant | undefined,
  timeZone: string | undefined
): Statement | { readonly notes: ReadonlyArray<Note> } => {
  const body = jsonContent(members)
  const at = join(path, 'body')
  if (!isObject(body)) return { notes: [wrongMember(at, 'a lawful basis (a JSON object)', body)] }
  const started =
    members.start === undefined ? undefined : timeAt(members.start, join(path, 'start'), timeZone)
  const start = started !== undefined && E.isRight(started) ? started.right : undefined
  const stated = body['expiration']
  const expires =
    stated === undefined || stated === null ? undefined : timeAt(stated, join(at, 'expiration'), timeZone)
  const basis = basisByName.get(body['lawful_basis'])
  const grants = readGrants(body, at, start ?? createdAt, timeZone)
  const faults: ReadonlyArray<Note> = [
    ...(basis === undefined
      ? [
          wrongMember(
            join(at, 'lawful_basis'),
            `one of ${[...basisByName.keys()].join(', ')}`,
            body['lawful_basis']
          )
        ]
      : []),
    ...(expires !== undefined && E.isLeft(expires) ? [expires.left] : []),
    ...checkHash(body, at)
  ]
  return {
    path,
    start,
    basis,
    expiresAt: expires !== undefined && E.isRight(expires) ? expires.right : undefined,
    grants: grants.grants,
    method: methodOf(body),
    spoken: spokenIn(body),
    terms: textOf(body['terms_of_service']),
    party: members.party,
    dialog: members.dialog,
    own: members.samtykke,
    isSound: faults.length === 0,
    notes: [
      ...faults,
      ...(started !== undefined && E.isLeft(started) ? [started.left] : []),
      ...(members.samtykke?.['all'] === true ? [] : grants.notes),
      ...carriedElsewhere
        .filter(name => body[name] !== undefined && body[name] !== null)
        .map((name): Note => ({ code: 'not-carried', path: join(at, name) }))
    ]
  }
}

export const isStatement = (read: Statement | { readonly notes: ReadonlyArray<Note> }): read is Statement =>
  'grants' in read
