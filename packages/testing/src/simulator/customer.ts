/**
 * Who calls: a customer calls more than once, and what the customer asks for reaches all of those calls.
 */
import type { EventOf, Identifier } from '@samtykke/core'
import { day, hour, minute } from './calendar.ts'
import { randomStream, type Random } from './random.ts'

export type CustomerType = EventOf<'recording-stored'>['customerType']

/** A request for access, the same on each of the customer's calls. */
export interface AccessRequest {
  readonly requestId: Identifier
  readonly at: number
  readonly channel: string
  readonly extendedAt?: number
  readonly answer?: { readonly at: number; readonly refused: boolean; readonly copy: boolean }
}

export interface Customer {
  readonly subjectRef: Identifier
  readonly customerType: CustomerType
  readonly access?: AccessRequest
}

const accessRequest = (random: Random, from: number, to: number): AccessRequest => {
  const at = random.between(from, to + 60 * day)
  const request = {
    requestId: random.uuid() as string as Identifier,
    at,
    channel: random.pick([
      [70, 'email'],
      [20, 'self-service'],
      [10, 'letter']
    ])
  }
  if (random.chance(3)) return request
  const extended = random.chance(15)
  const latest = extended ? 75 : 25
  const late = random.chance(5)
  return {
    ...request,
    ...(extended ? { extendedAt: at + random.between(10 * day, 24 * day) } : {}),
    answer: {
      at:
        at +
        (late ? random.between(latest + 20, latest + 45) * day : random.between(hour, latest * day)) +
        minute,
      refused: random.chance(3),
      copy: random.chance(99)
    }
  }
}

const shares = [
  [79, 'private'],
  [21, 'business']
] as const

/** The customer of an index, of one of the types, with the period of the calls. */
export const customerOf = (
  seed: number,
  index: number,
  types: ReadonlyArray<CustomerType>,
  [from, to]: readonly [number, number]
): Customer => {
  const random = randomStream(seed, 'customer', index)
  const customer: Customer = {
    subjectRef: random.uuid() as string as Identifier,
    customerType: random.pick<CustomerType>(shares.filter(([, type]) => types.includes(type)))
  }
  return random.chance(1.2) ? { ...customer, access: accessRequest(random, from, to) } : customer
}
