// What comes from outside: who may call, and what is wrong with what they send.
import { createHash, timingSafeEqual } from 'node:crypto'
import {
  decodeKnownEvent,
  type Event,
  Identifier,
  type MemberError,
  renderStoreError,
  type StoreError
} from '@samtykke/core'
import type { FastifyRequest } from 'fastify'
import * as E from 'fp-ts/lib/Either.js'

export type Wrong = Pick<MemberError, 'member' | 'expected' | 'found'>

/** Answered with 400: each member that is wrong, what was expected and what was found. */
export class BadInput extends Error {
  readonly statusCode = 400
  readonly wrong: ReadonlyArray<Wrong>

  constructor(wrong: ReadonlyArray<Wrong>) {
    super(
      wrong.map(({ member, expected, found }) => `${member}: expected ${expected}, found ${found}`).join('; ')
    )
    this.wrong = wrong.map(({ member, expected, found }) => ({ member, expected, found }))
  }
}

export class NotAllowed extends Error {
  readonly statusCode: number

  constructor(statusCode: 401 | 403, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

export class Conflict extends Error {
  readonly statusCode = 409
}

/** 503 where sending it again may help. */
export class NotStored extends Error {
  readonly statusCode: number

  constructor(error: StoreError) {
    super(renderStoreError(error))
    this.statusCode = error.retry === 'later' ? 503 : 409
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Lets those in who know the secret. The comparison takes the same time for every guess, of every length. */
export const withSecret = (secret: string) => {
  const expected = digest(`Bearer ${secret}`)
  return async ({ headers }: FastifyRequest): Promise<void> => {
    if (!timingSafeEqual(digest(headers.authorization ?? ''), expected))
      throw new NotAllowed(401, 'authorization: expected Bearer and the secret of the webhooks')
  }
}

/** A page of another site may not send forms to this one. */
export const fromHere = async ({ method, headers }: FastifyRequest): Promise<void> => {
  if (method === 'POST' && headers['sec-fetch-site'] === 'cross-site')
    throw new NotAllowed(403, 'a form of another site')
}

export const membersOf = (value: unknown): Record<string, unknown> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new BadInput([
    { member: 'body', expected: 'an object', found: value === undefined ? 'nothing' : 'something else' }
  ])
}

/** The event, or `BadInput`. */
export const eventOf = (members: Readonly<Record<string, unknown>>): Event => {
  const decoded = decodeKnownEvent(members)
  if (E.isLeft(decoded)) throw new BadInput(decoded.left)
  return decoded.right
}

export const callIdOf = (text: string): Identifier => {
  if (Identifier.is(text)) return text
  throw new BadInput([{ member: 'callId', expected: 'an identifier', found: `${text.length} characters` }])
}
